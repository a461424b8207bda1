"""What scenarios that the DIHAL has shown say of one's own département, and of no other."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import scenarios
from dashboard.components.authors import author
from dashboard.components.facts import facts
from dashboard.components.french import as_markdown, minute
from dashboard.components.scenario_fields import OBJECTIVES, PUBLICS
from dashboard.components.scenario_table import ALWAYS, SOMETIMES, named
from geodata.perimetre import Perimetre
from geodata.publication.french import exact, number
from geodata.repositories.scenarios import SharedLine


def shared_lines(perimetre: Perimetre, codes: tuple[str, ...]) -> None:
    """The lines shown to these départements, one card each; or that there is none."""
    found = [(code, line) for code in codes for line in scenarios.shown_to(perimetre, code)]
    if not found:
        where = "votre département" if len(codes) == 1 else "vos départements"
        st.info(
            f"Aucun scénario n’a été montré à {where}. La DIHAL choisit ceux qu’elle montre, et à qui ; cela ne dit "
            "rien des places qui seront ouvertes.",
            icon=":material/visibility_off:",
        )
        return
    st.header("Ce que des scénarios disent de chez vous", anchor=False)
    st.markdown("Un scénario est une étude : **rien n’y est décidé**, et vous n’y lisez que votre département.")
    for code, line in found:
        with st.container(border=True):
            st.subheader(f"{as_markdown(line.name)} – {named(code)}", anchor=False)
            facts(_told(line))
            if scenarios.line_stale(perimetre, code, line):
                st.warning("Les données du pays ont changé depuis ce calcul.", icon=":material/update:")


def _told(line: SharedLine) -> dict[str, str]:
    said: Mapping[str, Any] = line.line
    public = PUBLICS.get(said["public"] or "", "Tous les publics")
    told = {
        "Question": f"Où ouvrir {number(said['places'])} places dédiées en France ?",
        "Objectif": OBJECTIVES[said["objective"]],
        "Public": public,
        "Données": f"diagnostics de {line.year}",
        "Calculé": f"le {minute(line.saved_at)}, par {author(line.profile)}"
        + (" (démonstration : chiffres inventés)" if line.demonstration else ""),
        "Places à ouvrir chez vous": _range(said),
        "Besoin": _places(said["need"]) + (f" (multiplié par {exact(said['times'])})" if said["times"] != 1 else ""),
        "Places dédiées": _places(said["dedicated"]),
        "Manque": f"{_places(said['unmet_before'])} avant, {_places(said['unmet_after'])} après",
    }
    if said["opened"]:
        told["Robuste"] = ALWAYS if said["robust"] else SOMETIMES
    if said["why"]:
        told["Laissé de côté"] = said["why"]
    return told


def _range(said: Mapping[str, Any]) -> str:
    low, high = said["opened_low"], said["opened_high"]
    return f"{number(said['opened'])} ({number(low)} si le besoin est bas, {number(high)} s’il est haut)"


def _places(value: float | None) -> str:
    return "non renseigné" if value is None else number(value)
