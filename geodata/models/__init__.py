"""One file per noun; importing this package knows them all."""

from geodata.models.accounts import Account, CharterAcceptance
from geodata.models.base import Base
from geodata.models.branches import Branch, ListingReview, Zone
from geodata.models.case_counts import CaseCount
from geodata.models.diagnostics import DiagnosticRow
from geodata.models.exceptions import RightException
from geodata.models.former import FormerCount, FormerNeed
from geodata.models.geocodes import Geocode
from geodata.models.imports import Import, Reject
from geodata.models.journal import JournalHead, JournalLine
from geodata.models.populations import Population
from geodata.models.secure_places import SecureCapacity
from geodata.models.sessions import LoginSession

__all__ = [
    "Account",
    "Base",
    "Branch",
    "CaseCount",
    "CharterAcceptance",
    "DiagnosticRow",
    "FormerCount",
    "FormerNeed",
    "Geocode",
    "Import",
    "JournalHead",
    "JournalLine",
    "ListingReview",
    "LoginSession",
    "Population",
    "Reject",
    "RightException",
    "SecureCapacity",
    "Zone",
]
