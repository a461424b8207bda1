"""The listing kept by associations: what they propose, who answers, what was confirmed, merged, asked by a campaign.

Rows are only added, but for the state of an invitation; what is in force stands in `structures`, `branches`, `zones`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class ListingFact(Base):
    """A field that took another value: the history of the listing, field by field. Refuses UPDATE and DELETE.

    `kind`: `structure`, `branch` or `zone`. `subject`: the code of the structure, or the number of the branch.
    `field`: a name of `geodata.listing.fields`; for a zone, the code of the département. `origin`: `import`,
    `proposal`, `confirmation`, `point`, `merge` or `unmerge`; `origin_id`: which one.
    """

    __tablename__ = "listing_facts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    field: Mapped[str]
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    origin: Mapped[str]
    origin_id: Mapped[int | None]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class ListingProposal(Base):
    """What somebody asks to change in one card, for one administration to answer: `authority`, a département or `FR`.

    `kind`, `branch_id`: as in `ListingFact` (no branch for a structure). `changes`: field → [value read, value wanted].
    `origin`: `page`, `link`, `workbook` or `import`. `batch`: what was sent together.
    """

    __tablename__ = "listing_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure: Mapped[str] = mapped_column(ForeignKey("structures.code"), index=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), index=True)
    kind: Mapped[str]
    authority: Mapped[str] = mapped_column(index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str]
    origin: Mapped[str]
    batch: Mapped[str]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class ListingAnswer(Base):
    """The one answer that a proposal receives: `accepted`, `refused`, `corrected` or `withdrawn`.

    `applied`: field → value written in the listing; empty for a refusal. `reason`: why refused, or what was corrected.
    """

    __tablename__ = "listing_answers"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("listing_proposals.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str]
    applied: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class ListingConfirmation(Base):
    """« Rien n’a changé »: said of a block of a card on a day. `branch_id` None: the block of the organisation."""

    __tablename__ = "listing_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure: Mapped[str] = mapped_column(ForeignKey("structures.code"), index=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branches.id"), index=True)
    block: Mapped[str]
    confirmed_on: Mapped[date]
    origin: Mapped[str]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class BranchMerge(Base):
    """A person has said that two branches are one: the listing shows `kept_id`, completed by `absorbed_id`.

    Neither row changes. `kind`: `merged`, or `distinct` when they were said to be two, so that they are not proposed
    again. A later row about the same pair, or `undone`, is what stands.
    """

    __tablename__ = "branch_merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    absorbed_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    kind: Mapped[str]
    reason: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class Campaign(Base):
    """A yearly request to check the listing, from a day to a day included."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class Invitation(Base):
    """A structure asked by a campaign. The link that it receives is not here, only its sha256; empty before it is made.

    `mail`: the mailbox of a function, to which the link goes.
    """

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("campaign_id", "structure"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    structure: Mapped[str] = mapped_column(ForeignKey("structures.code"), index=True)
    mail: Mapped[str]
    token_sha256: Mapped[str] = mapped_column(index=True)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class InvitationEvent(Base):
    """What happened to an invitation: see `geodata.repositories.invitation_rows.Happened`."""

    __tablename__ = "invitation_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"), index=True)
    kind: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
