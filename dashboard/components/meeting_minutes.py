"""The minutes: deposited by one person, validated by another."""

import streamlit as st

from config.thresholds import threshold
from dashboard import meetings
from dashboard.components import meeting_acts as acts
from dashboard.components.record_form import UPLOAD, RecordForm, opened
from geodata.meetings import DocumentKind, Meeting

ATTESTED = "J’ai vérifié : aucun lieu de mise à l’abri, aucune personne ne peut être reconnu dans ce fichier."
KINDS = ["pdf", "docx", "odt"]
LARGEST = int(threshold("meetings.document_bytes")) // 1_000_000
"""In Mo; the words that the browser shows of it are in `style.css`."""


def upload(label: str, form: RecordForm) -> None:
    """A document to choose; its real kind and size are checked again where it is kept."""
    with st.container(key=f"document_{form.name.replace(':', '_')}"):
        st.file_uploader(label, type=KINDS, key=form.key("fichier"), max_upload_size=LARGEST)


def minutes_form(meeting: Meeting, meeting_id: int) -> None:
    """What remains before the minutes, then their file."""
    st.subheader("Déposer le compte rendu", anchor=False)
    if not meeting.decisions and not meeting.without_decision:
        st.info(
            "Enregistrez aussi au moins une décision (partie « Décisions »), ou la mention « sans décision » : "
            "le compte rendu ne se valide pas sans cela.",
            icon=":material/rule:",
        )
    name = f"reunion:{meeting_id}:compte_rendu"
    form = opened(name, meeting.rank, fichier=UPLOAD, partage=True, atteste=False)
    with st.form(name, enter_to_submit=False):
        upload("Compte rendu (PDF, DOCX ou ODT)", form)
        st.checkbox("Partager avec les membres du CDPD", key=form.key("partage"))
        st.checkbox(ATTESTED, key=form.key("atteste"))
        form.submit(
            "Déposer le compte rendu", acts.deposit(meeting_id, DocumentKind.MINUTES), icon=":material/upload_file:"
        )


def validation_form(meeting: Meeting, meeting_id: int, departement: str) -> None:
    """For whoever validates; everybody else reads who does."""
    if not meetings.validates(departement):
        st.info(
            "Le compte rendu est déposé. Le préfet, son directeur de cabinet ou la Miprof le valident : "
            "celui qui l’a rédigé ne le valide pas.",
            icon=":material/how_to_reg:",
        )
        if meetings.keeps(departement):
            with st.expander("Déposer une nouvelle version du compte rendu"):
                minutes_form(meeting, meeting_id)
        return
    st.subheader("Valider le compte rendu", anchor=False)
    waiting = not meeting.decisions and not meeting.without_decision
    st.markdown(
        f"Version {len(meeting.minutes)} du compte rendu · décisions enregistrées : **{len(meeting.decisions)}**"
        + (" · mention « sans décision »" if meeting.without_decision else "")
        + (". Il manque une décision, ou la mention « sans décision »." if waiting else ".")
    )
    name = f"reunion:{meeting_id}:valider"
    form = opened(name, meeting.rank, jour=meetings.today())
    with st.form(name, enter_to_submit=False):
        st.date_input("Validé le", value=None, format="DD/MM/YYYY", key=form.key("jour"))
        form.submit("Valider le compte rendu", acts.validate_minutes(meeting_id), icon=":material/verified:")
