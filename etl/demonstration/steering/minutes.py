"""The minutes of an invented meeting, as a préfecture would attach them; they say that they are invented."""

import io

from odf.opendocument import OpenDocumentText
from odf.text import H, P

from etl.demonstration.steering.meetings import Script
from geodata import territories

NAME = "compte-rendu.odt"
INVENTED = "Document inventé pour la démonstration : cette réunion n’a pas eu lieu."


def minutes(script: Script) -> bytes:
    """An ODT of one page: who came, what was on the agenda, what was decided."""
    came = [each.organisation for each in script.members if each.attendance.counts]
    parts = {
        f"{script.body.label}, {territories.names()[script.departement]}": [
            INVENTED,
            f"Séance du {script.held_on:%d/%m/%Y}, présidée par le préfet.",
            f"Présents ou représentés : {' ; '.join(came)}.",
        ],
        "Ordre du jour": [item.title for item in script.agenda],
        "Décisions": [f"{said.responsible} : {said.text}" for said in script.decisions] or ["Sans décision."],
    }
    document = OpenDocumentText()
    for title, lines in parts.items():
        document.text.addElement(H(outlinelevel=1, text=title))
        for line in lines:
            document.text.addElement(P(text=line))
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()
