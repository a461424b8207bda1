"""One file per noun; importing this package knows them all."""

from geodata.models.base import Base
from geodata.models.branches import Branch, ListingReview, Zone
from geodata.models.case_counts import CaseCount
from geodata.models.diagnostics import DiagnosticRow
from geodata.models.geocodes import Geocode
from geodata.models.imports import Import, Reject
from geodata.models.populations import Population

__all__ = [
    "Base",
    "Branch",
    "CaseCount",
    "DiagnosticRow",
    "Geocode",
    "Import",
    "ListingReview",
    "Population",
    "Reject",
    "Zone",
]
