"""Session files on paper: PDF to hand out, DOCX to edit."""

from layers.documents.docx import to_docx
from layers.documents.pdf import to_pdf

__all__ = ["to_docx", "to_pdf"]
