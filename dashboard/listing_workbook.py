"""The door through which a page gives the workbook of a card, and reads it when it comes back."""

from etl.listing_form import CellError, Difference, Emptied, NewBranch, RejectedFile, read, write

__all__ = ["CellError", "Difference", "Emptied", "NewBranch", "RejectedFile", "read", "write"]
