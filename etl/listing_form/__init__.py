"""The workbook of a card, for those who keep it without a connection: written, sent back, read as a difference."""

from etl.listing_form.difference import CellError, Difference, Emptied, NewBranch
from etl.listing_form.reading import read
from etl.listing_form.writing import write
from etl.rows.checks import RejectedFile

__all__ = ["CellError", "Difference", "Emptied", "NewBranch", "RejectedFile", "read", "write"]
