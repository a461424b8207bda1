"""One file per noun; importing this package knows them all."""

from geodata.models.accounts import Account, CharterAcceptance
from geodata.models.base import Base
from geodata.models.branches import Branch, ListingReview, Structure, Zone
from geodata.models.case_counts import CaseCount
from geodata.models.diagnostics import DiagnosticRow
from geodata.models.exceptions import RightException
from geodata.models.former import FormerCount, FormerNeed
from geodata.models.geocodes import Geocode
from geodata.models.imports import Import, Reject
from geodata.models.journal import JournalHead, JournalLine
from geodata.models.listing import (
    BranchMerge,
    Campaign,
    Invitation,
    InvitationEvent,
    ListingAnswer,
    ListingConfirmation,
    ListingFact,
    ListingProposal,
)
from geodata.models.meetings import (
    CdpdMeeting,
    Decision,
    DecisionUpdate,
    DepartementContact,
    MeetingDocument,
    MeetingEvent,
    ReminderSent,
)
from geodata.models.populations import Population
from geodata.models.progress import (
    ActionStatement,
    MesureScore,
    MesureSetting,
    MethodChange,
    ProgressComment,
    ProgressValue,
    ProposalAnswer,
    RecordDraft,
    Synthesis,
    SynthesisValidation,
    ValueConfirmation,
    ValueProposal,
    ValueValidation,
)
from geodata.models.scenarios import SavedScenario, ScenarioShare
from geodata.models.secure_places import SecureCapacity
from geodata.models.sessions import LoginSession
from geodata.models.supply import GeneralSupply, RelocationRequest

__all__ = [
    "Account",
    "ActionStatement",
    "Base",
    "Branch",
    "BranchMerge",
    "Campaign",
    "CaseCount",
    "CdpdMeeting",
    "CharterAcceptance",
    "Decision",
    "DecisionUpdate",
    "DepartementContact",
    "DiagnosticRow",
    "FormerCount",
    "FormerNeed",
    "GeneralSupply",
    "Geocode",
    "Import",
    "Invitation",
    "InvitationEvent",
    "JournalHead",
    "JournalLine",
    "ListingAnswer",
    "ListingConfirmation",
    "ListingFact",
    "ListingProposal",
    "ListingReview",
    "LoginSession",
    "MeetingDocument",
    "MeetingEvent",
    "MesureScore",
    "MesureSetting",
    "MethodChange",
    "Population",
    "ProgressComment",
    "ProgressValue",
    "ProposalAnswer",
    "RecordDraft",
    "Reject",
    "RelocationRequest",
    "ReminderSent",
    "RightException",
    "SavedScenario",
    "ScenarioShare",
    "SecureCapacity",
    "Structure",
    "Synthesis",
    "SynthesisValidation",
    "ValueConfirmation",
    "ValueProposal",
    "ValueValidation",
    "Zone",
]
