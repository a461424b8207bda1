"""What is printed: session files (PDF to hand out, DOCX to edit) and the card of whom to call."""

from layers.documents.call_card import card_to_pdf
from layers.documents.docx import to_docx
from layers.documents.pdf import to_pdf

__all__ = ["card_to_pdf", "to_docx", "to_pdf"]
