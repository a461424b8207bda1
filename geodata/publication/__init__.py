"""The counter: the only way out of the archive."""

from geodata.publication.campaign_response import publish_response, response_sentence
from geodata.publication.compare import Comparison, Summary, compare, summary
from geodata.publication.contract import Provenance, Published, State
from geodata.publication.counts import publish_case_counts, publish_case_totals, with_labels
from geodata.publication.data_inclusion import DataInclusion, publish_data_inclusion
from geodata.publication.data_inclusion_files import to_archive, to_json, to_workbook
from geodata.publication.exceptions import ExceptionState, publish_exceptions
from geodata.publication.files import Format, to_bytes
from geodata.publication.gap import publish_gap_cells, publish_gap_states
from geodata.publication.general_supply import publish_general_supply
from geodata.publication.listing import publish_listing
from geodata.publication.listing_freshness import publish_freshness
from geodata.publication.need_series import diagnosed_from, diagnosed_years, publish_need_series, series_of
from geodata.publication.needs import publish_needs
from geodata.publication.places import publish_places
from geodata.publication.publish import publish
from geodata.publication.relocation import publish_relocation
from geodata.publication.secure_places import SecurePlaces, publish_secure_places
from geodata.publication.tables import Table
from geodata.publication.years import years

__all__ = [
    "Comparison",
    "DataInclusion",
    "ExceptionState",
    "Format",
    "Provenance",
    "Published",
    "SecurePlaces",
    "State",
    "Summary",
    "Table",
    "compare",
    "diagnosed_from",
    "diagnosed_years",
    "publish",
    "publish_case_counts",
    "publish_case_totals",
    "publish_data_inclusion",
    "publish_exceptions",
    "publish_freshness",
    "publish_gap_cells",
    "publish_gap_states",
    "publish_general_supply",
    "publish_listing",
    "publish_need_series",
    "publish_needs",
    "publish_places",
    "publish_relocation",
    "publish_response",
    "publish_secure_places",
    "response_sentence",
    "series_of",
    "summary",
    "to_archive",
    "to_bytes",
    "to_json",
    "to_workbook",
    "with_labels",
    "years",
]
