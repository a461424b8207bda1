"""Papers of a meeting: the session file in one click, the invitation, what was attached, and attaching more."""

from functools import partial

import pandas as pd
import streamlit as st

from config.roles import Action, Object
from dashboard import meetings, visitor
from dashboard.components import meeting_acts as acts
from dashboard.components.french import day
from dashboard.components.html_table import html_table
from dashboard.components.meeting_minutes import ATTESTED, upload
from dashboard.components.record_form import UPLOAD, opened
from geodata.meetings import DocumentKind, Meeting, State, Variant
from geodata.perimetre import Perimetre
from geodata.publication.french import number

_FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_MEDIA = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}


def session_files(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> None:
    """The session file as of now, in the variants that this reader may have, and the invitation."""
    variants = [Variant.MEMBERS]
    if visitor.may(Object.DRAFTS, Action.READ, departement=meeting.departement):
        variants.insert(0, Variant.PREFET)
    stem = f"vigie_dossier_{meeting.departement}_{meeting.year}"
    with st.container(horizontal=True, key="dossier_de_seance"):
        for variant in variants:
            for suffix, (label, media) in _FORMATS.items():
                st.download_button(
                    f"Dossier {variant.label.lower()}, {label}",
                    data=partial(meetings.session_file, perimetre, meeting_id, variant, suffix),
                    file_name=f"{stem}_{variant.value}.{suffix}",
                    mime=media,
                    key=f"dossier_{variant.value}_{suffix}",
                    icon=":material/description:",
                    on_click="ignore",
                )
        if meeting.planned_on or meeting.held_on:
            st.download_button(
                "Invitation (.ics)",
                data=partial(meetings.invitation, meeting, meeting_id),
                file_name=f"vigie_reunion_{meeting.departement}_{meeting.year}.ics",
                mime="text/calendar",
                key="invitation_ics",
                icon=":material/event:",
                on_click="ignore",
            )
    st.caption("Le dossier est établi à la demande, avec les chiffres et les décisions du jour.")
    frozen = [
        f"{each.variant.label.lower()}, le {day(each.on)} (empreinte {each.sha256[:12]})" for each in meeting.files
    ]
    if frozen:
        st.caption(f"Dossier figé : {' ; '.join(frozen)}.")


def documents(meeting: Meeting, meeting_id: int, perimetre: Perimetre) -> None:
    """The session files, then every document that this reader may open, then the form to attach one."""
    st.subheader("Dossier de séance", anchor=False)
    session_files(meeting, meeting_id, perimetre)
    if meeting.state == State.CONVENED and meetings.keeps(meeting.departement):
        name = f"reunion:{meeting_id}:figer"
        form = opened(name, meeting.rank)
        with st.form(name, border=False):
            form.submit(
                "Figer le dossier à ce jour", acts.refreeze(meeting_id), primary=False, icon=":material/ac_unit:"
            )
    st.subheader("Documents joints", anchor=False)
    listed = meetings.documents(perimetre, meeting_id)
    if listed.empty:
        st.info("Aucun document n’est joint, ou aucun n’est partagé avec votre profil.", icon=":material/inbox:")
    else:
        _listed(listed, meeting_id, perimetre)
    if meetings.keeps(meeting.departement):
        _attach(meeting, meeting_id)


def _listed(listed: pd.DataFrame, meeting_id: int, perimetre: Perimetre) -> None:
    html_table(
        "Documents",
        ["Nom", "Nature", "Joint le", "Partage", "Taille", "Empreinte"],
        [
            [
                row["name"],
                row["label"],
                day(row["at"]),
                "membres du CDPD" if row["shared"] else "services de l’État",
                f"{number(row['size'] / 1000)} ko",
                row["sha256"][:12],
            ]
            for row in listed.to_dict("records")
        ],
    )
    labels = {
        number_: f"{row['name']} ({row['label'].lower()}, {day(row['at'])})" for number_, row in listed.iterrows()
    }
    chosen = st.selectbox(
        "Document à ouvrir", list(labels), format_func=labels.__getitem__, key=f"document_{meeting_id}"
    )
    name, sha256 = str(listed.at[chosen, "name"]), str(listed.at[chosen, "sha256"])
    st.download_button(
        "Télécharger ce document",
        data=partial(meetings.document, perimetre, meeting_id, sha256),
        file_name=name,
        mime=_MEDIA.get(name.rpartition(".")[2], _FORMATS["docx"][1]),
        key=f"ouvrir_{meeting_id}",
        icon=":material/download:",
        on_click="ignore",
    )


def _attach(meeting: Meeting, meeting_id: int) -> None:
    kinds = {each.value: each.label for each in DocumentKind if each != DocumentKind.MINUTES}
    if meeting.documented:
        kinds = {DocumentKind.PROOF.value: DocumentKind.PROOF.label}
    with st.expander("Joindre un document"):
        name = f"reunion:{meeting_id}:document"
        form = opened(name, meeting.rank, fichier=UPLOAD, nature=next(iter(kinds)), partage=False, atteste=False)
        with st.form(name, enter_to_submit=False):
            upload("Fichier (PDF, DOCX ou ODT)", form)
            st.selectbox("Nature", list(kinds), format_func=kinds.__getitem__, key=form.key("nature"))
            st.checkbox("Partager avec les membres du CDPD", key=form.key("partage"))
            st.checkbox(ATTESTED, key=form.key("atteste"))
            form.submit("Joindre le document", acts.deposit(meeting_id), primary=False, icon=":material/attach_file:")
