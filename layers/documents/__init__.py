"""What is printed: session files (PDF to hand out, DOCX to edit), the card of whom to call, scenarios of places."""

from layers.documents.call_card import card_to_pdf
from layers.documents.docx import to_docx
from layers.documents.pdf import to_pdf
from layers.documents.scenario import scenario_pdf

__all__ = ["card_to_pdf", "scenario_pdf", "to_docx", "to_pdf"]
