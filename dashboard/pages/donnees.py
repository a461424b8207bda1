"""Which files were received, and what would a new one change?"""

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, visitor
from dashboard.components.downloads import download
from dashboard.components.french import as_markdown
from dashboard.components.import_list import import_list
from dashboard.components.opening import opening
from dashboard.components.readers import who_may_read
from dashboard.components.trial import trial
from etl.run import (
    JOBS,
    STEPS,
    NotAllowed,
    RejectedFile,
    Report,
    may_send,
    rejected_csv,
    rejected_rows,
    run,
    write_template,
)
from geodata.journal import Channel
from geodata.publication.french import number
from geodata.repositories.senders import objects_of
from geodata.rights import Action, Object, decide

perimetre = visitor.perimetre()


def received() -> None:
    """Every import, the latest first."""
    listed = data.imports(perimetre)
    if listed.empty:
        st.info("Aucun fichier n’a encore été reçu.", icon=":material/inbox:")
        return
    import_list(listed, numbered=bool(sendable()))
    refused = listed[listed["rows_rejected"] > 0]
    if len(refused):
        sent_back(refused)


def sent_back(refused: pd.DataFrame) -> None:
    """The rejected rows of an import, ready to be corrected and sent again."""
    st.subheader("Lignes rejetées", anchor=False)
    titles = {
        int(import_id): f"N° {import_id} – {name} ({count})"
        for import_id, name, count in zip(refused.index, refused["file_name"], refused["rows_rejected"], strict=True)
    }
    chosen = st.selectbox("Fichier", list(titles), format_func=titles.__getitem__)
    try:
        rejects = data.rejects(chosen, perimetre)
    except NotAllowed as refusal:
        st.caption(str(refusal))
        return
    job = JOBS.get(str(refused.at[chosen, "job"]))
    template = job.template if job else None
    st.dataframe(
        rejected_rows(template, rejects), hide_index=True, width="stretch", alt="Lignes rejetées, avec le motif"
    )
    still = visitor.check_at_the_click()
    download(
        "Lignes rejetées (CSV)",
        partial(data.rejects_file, chosen, partial(rejected_csv, template), perimetre, still),
        still,
        file_name=f"rejets_{chosen}.csv",
        mime="text/csv",
        key=f"rejets_{chosen}",
    )
    st.caption("La dernière colonne dit quoi corriger ; le fichier corrigé peut être envoyé tel quel.")
    if Object.IMPORTS in objects_of(str(refused.at[chosen, "job"])):
        who_may_read(Object.IMPORTS, besides="Le profil qui a envoyé le fichier", key="rejets")


def sendable() -> list[str]:
    """The jobs of which this visitor may send files."""
    return [job_id for job_id in JOBS if may_send(job_id, perimetre)]


def upload() -> None:
    """A file is first tried, then recorded once its sender has seen what it would change."""
    jobs = sendable()
    if not jobs:
        st.info(decide(perimetre, Object.IMPORTS, Action.WRITE).sentence, icon=":material/lock:")
        st.caption("L’équipe qui exploite Vigie importe aussi les fichiers depuis le serveur : python -m etl run.")
        return
    first, second = st.columns(2)
    with first:
        job_id = st.selectbox("Source", jobs, format_func=lambda each: JOBS[each].label)
    with second:
        vintage = st.text_input("Millésime ou édition (facultatif)", placeholder="2016, 2e semestre 2015…")
    st.caption(f"Producteur : {as_markdown(JOBS[job_id].source.producer)}")
    if (template := JOBS[job_id].template) is not None:
        st.download_button(
            "Modèle à remplir (XLSX)",
            data=lambda: blank(template),
            file_name=f"modele_{job_id}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
        )
    file = st.file_uploader("Fichier CSV, XLSX ou ODS", type=["csv", "txt", "xlsx", "ods"])
    if file is None:
        return
    # A trial is worth nothing to another profile, which may write elsewhere.
    asked = (perimetre.profile, job_id, vintage, file.file_id)
    if st.button("Vérifier sans enregistrer", icon=":material/fact_check:"):
        st.session_state["essai"] = asked, attempt(job_id, file, vintage, dry_run=True)
    tried, report = st.session_state.get("essai", (None, None))
    if tried != asked or report is None:
        return
    tell(report)
    if report.loaded == 0:
        st.info("Il n’y a rien à enregistrer.", icon=":material/check:")
    elif st.button(f"Enregistrer {lines(report.loaded)}", type="primary", icon=":material/save:"):
        done = attempt(job_id, file, vintage, dry_run=False)
        if done is not None:
            st.session_state["essai"] = None, None
            st.session_state["enregistre"] = done.run_id, done.loaded, done.rejected
            st.rerun()


def blank(template: Any) -> bytes:
    """The workbook that a producer fills in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "modele.xlsx"
        write_template(template, path)
        return path.read_bytes()


def attempt(job_id: str, file: Any, vintage: str, dry_run: bool) -> Report | None:
    """Run the job on a temporary copy of the file; None, once the reason is shown, when the file is refused."""
    refused, report = "", None
    with tempfile.TemporaryDirectory() as folder, st.status("Examen du fichier…") as status:
        path = Path(folder) / f"recu{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getbuffer())
        try:
            report = run(
                job_id,
                path,
                perimetre,
                file_name=file.name,
                vintage=vintage.strip(),
                dry_run=dry_run,
                channel=Channel.PAGE,
                progress=lambda step: status.update(label=f"{step} ({STEPS.index(step) + 1} sur {len(STEPS)})…"),
            )
            status.update(label="Fichier examiné", state="complete")
        except (RejectedFile, NotAllowed) as refusal:
            refused = str(refusal)
            status.update(label="Fichier refusé", state="error")
    if refused:
        st.error(f"{as_markdown(refused)}\n\nRien n’a été modifié.", icon=":material/block:")
    return report


def lines(count: int) -> str:
    return f"{number(count)} ligne{'s' if count > 1 else ''}"


def tell(report: Report) -> None:
    """What recording the file would change."""
    counts = {
        "lues": report.read,
        "nouvelles": report.new,
        "modifiées": report.changed,
        "inchangées": report.unchanged,
        "rejetées": report.rejected,
    }
    template = JOBS[report.job].template
    labels = template.labels if template else {}
    trial(counts, report.notes, report.changes, rejected_rows(template, report.rejects), labels)


opening("Données", "D’où viennent les chiffres, et que changerait un nouveau fichier ?")
if recorded := st.session_state.pop("enregistre", None):
    import_id, loaded, rejected = recorded
    st.success(f"Import n° {import_id} enregistré : lignes chargées {number(loaded)}, rejetées {number(rejected)}.")
st.header("Fichiers reçus", anchor=False)
received()
st.header("Importer un fichier", anchor=False)
upload()
st.header("Données ouvertes", anchor=False)
st.markdown("[Annuaire et indicateurs publics, en fichiers à reprendre](/donnees-ouvertes/)")
