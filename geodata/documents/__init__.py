"""Files that people attach: known by what they hold, stripped of their metadata, looked through, then kept."""

from geodata.documents.acceptance import Accepted, RefusedDocument, accept
from geodata.documents.keep import keep, kept, safe_name

__all__ = ["Accepted", "RefusedDocument", "accept", "keep", "kept", "safe_name"]
