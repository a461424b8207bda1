"""The scenarios that are kept: by whom and when, whether the data have changed since, and what may be done of each."""

import streamlit as st

from dashboard import scenarios
from dashboard.components.authors import author
from dashboard.components.facts import facts
from dashboard.components.french import as_markdown, minute
from dashboard.components.scenario_asked import fill_form
from dashboard.components.scenario_compare import Side, compare
from dashboard.components.scenario_keep import act
from dashboard.components.scenario_table import named
from geodata import territories
from geodata.perimetre import Perimetre
from geodata.publication.french import counted, number
from geodata.publication.scenario_saved import asked_of
from geodata.publication.scenario_words import asked as in_words
from geodata.repositories.scenarios import Saved
from geodata.scenarios import Scenario

STALE = "Les données ont changé depuis : le rouvrir donne le plan d’aujourd’hui, peut-être un autre."
FRESH = "Les données n’ont pas changé depuis."


def saved_list(perimetre: Perimetre, open_part: str) -> None:
    """Each scenario, then two of them side by side. `open_part`: the part of the page that holds the form."""
    kept = scenarios.saved(perimetre)
    if not kept:
        st.info(
            "Aucun scénario n’est enregistré. Dans « Où ouvrir », calculer un plan, puis lui donner un nom.",
            icon=":material/bookmark:",
        )
        return
    st.header(counted(len(kept), "scénario enregistré"), anchor=False)
    for each in kept:
        _one(perimetre, each, open_part)
    if len(kept) > 1:
        _two(kept)


def _one(perimetre: Perimetre, kept: Saved, open_part: str) -> None:
    with st.container(border=True):
        st.subheader(as_markdown(kept.name), anchor=False)
        lines = kept.result["departements"].values()
        opened = sum(line["opened"] for line in lines)
        facts(
            {
                "Enregistré": f"le {minute(kept.saved_at)}, par {author(kept.profile)}"
                + (" (démonstration)" if kept.demonstration else ""),
                "Places ouvertes": f"{number(opened)}, dans {sum(line['opened'] > 0 for line in lines)} départements",
                "Places manquantes": f"{number(_total(kept, 'unmet_before'))} avant, "
                f"{number(_total(kept, 'unmet_after'))} après",
                "Montré à": ", ".join(named(code) for code in kept.shared) or "aucune préfecture",
            }
        )
        try:
            scenario, public = asked_of(kept.content)
        except ValueError:
            st.warning("Ce scénario a été gardé par une version que Vigie ne lit plus : son résultat reste lisible.")
            return
        with st.expander("Ce qui était demandé"):
            for sentence in in_words(scenario, kept.year, public):
                st.markdown(f"- {as_markdown(sentence)}")
        if scenarios.stale(perimetre, kept):
            st.warning(STALE, icon=":material/update:")
        else:
            st.caption(FRESH)
        if perimetre.viewer is None:
            _acts(kept, scenario, public, open_part)


def _acts(kept: Saved, scenario: Scenario, public: str | None, open_part: str) -> None:
    with st.container(horizontal=True):
        st.button(
            "Rouvrir", key=f"scenario_rouvrir_{kept.id}", icon=":material/folder_open:",
            on_click=_reopen, args=(scenario, public, kept.year, open_part),
        )  # fmt: skip
        removing = f"scenario_retirer_{kept.id}"
        if st.button("Retirer", key=removing, icon=":material/delete:"):
            st.session_state[f"{removing}_sur"] = True
    if st.session_state.get(f"scenario_retirer_{kept.id}_sur"):
        st.markdown("Le retirer des listes, et de celles des préfectures à qui il est montré ?")
        with st.container(horizontal=True):
            if st.button("Oui, le retirer", key=f"scenario_retirer_{kept.id}_oui", type="primary"):
                act(lambda: scenarios.remove(kept.id), "Scénario retiré des listes.")
            st.button(
                "Non, le garder", key=f"scenario_retirer_{kept.id}_non",
                on_click=lambda: st.session_state.pop(f"scenario_retirer_{kept.id}_sur", None),
            )  # fmt: skip
    if scenarios.shares():
        _share(kept)


def _share(kept: Saved) -> None:
    names = territories.names()
    left = [code for code in names if code not in kept.shared]
    with st.expander("Le montrer à des préfets"):
        st.caption(
            "Chacun n’y lit que la ligne de son département : ce qu’il recevrait, et ce qui resterait à couvrir."
        )
        with st.form(f"scenario_partager_{kept.id}", enter_to_submit=False, border=False):
            chosen = st.multiselect("Départements", left, format_func=named, placeholder="Choisir…", select_all=False)
            if st.form_submit_button("Montrer", icon=":material/share:"):
                if not chosen:
                    st.error("Choisir au moins un département.", icon=":material/edit:")
                else:
                    act(lambda: scenarios.share(kept.id, chosen), "Scénario montré aux départements choisis.")


def _reopen(scenario: Scenario, public: str | None, year: int, open_part: str) -> None:
    fill_form(scenario, public, year)
    st.session_state["parties_partie"] = open_part


def _two(kept: list[Saved]) -> None:
    st.header("Comparer deux scénarios enregistrés", anchor=False)
    by_id = {each.id: each for each in kept}
    columns = st.columns(2)
    sides = []
    for column, label, at in zip(columns, ("Premier scénario", "Second scénario"), (1, 0), strict=True):
        with column:
            number_ = st.selectbox(
                label, list(by_id), index=at, format_func=lambda each: by_id[each].name, key=f"scenario_{label}"
            )
        sides.append(by_id[number_])
    first, second = sides
    if first.id == second.id:
        st.info("Choisir deux scénarios différents.", icon=":material/compare:")
        return
    if first.facts_sha256 != second.facts_sha256:
        st.warning(
            "Ces deux scénarios n’ont pas été calculés sur les mêmes données : une part de ce qui diffère en vient.",
            icon=":material/update:",
        )
    compare(*(Side(each.name, each.result["departements"]) for each in sides))


def _total(kept: Saved, what: str) -> float:
    return sum(line[what] or 0 for line in kept.result["departements"].values())
