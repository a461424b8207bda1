"""The answers of the directory, near first: who, where, how to reach it, why it answers, and what to know before."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from config.languages import languages
from config.nomenclatures import Referrer
from dashboard.components.french import as_html
from geodata.listing.search import Tier
from geodata.publication.directory import TITLES, Found
from geodata.publication.french import counted

SHOWN = 15
NONE = "Aucune réponse. Le 17 et le 112 répondent partout ; la liste entière se lit en retirant des conditions."
HERE_NONE = "Aucune réponse sur place."


def directory_list(results: Sequence[Found], key: str) -> None:
    """A list per tier; the first ones of each, and all of them on demand. `key`: of the question."""
    st.header(counted(len(results), "réponse"), anchor=False)
    if not results:
        st.info(NONE)
        return
    tiers = {tier: list(some) for tier, some in groupby(results, key=lambda each: each.tier)}
    if Tier.HERE not in tiers and Tier.FROM_ELSEWHERE in tiers:
        st.caption(HERE_NONE)
    for tier, some in tiers.items():
        st.subheader(f"{TITLES[tier]} ({len(some)})", anchor=False)
        whole = len(some) <= SHOWN or st.toggle(f"Afficher les {len(some)} réponses", key=f"tout_{tier}_{key}")
        st.html(f'<ol class="vigie-answers">{"".join(map(_item, some if whole else some[:SHOWN]))}</ol>')


def _item(found: Found) -> str:
    card = found.card
    title = " — ".join(part for part in (card["association"], card["branch"]) if part)
    place = ", ".join(part for part in (card["street"], f"{card['postcode']} {card['city']}".strip()) if part)
    where = " · ".join(part for part in (found.distance, place or f"département {card['departement']}") if part)
    lines = [f"<h4>{as_html(title)}</h4>", f"<p>{as_html(where)}</p>"]
    lines += [f"<p>{reach}</p>" for reach in [" · ".join(_reach(card))] if reach]
    lines += [f"<p>{as_html(said)}</p>" for said in _more(card)]
    for style, said in (("why", found.why), ("unsaid", found.not_said), ("reserve", found.reserves)):
        if said:
            words = " ; ".join(said)
            lines.append(f'<p class="{style}">{as_html(words[0].upper() + words[1:])}</p>')
    return f"<li>{''.join(lines)}</li>"


def _reach(card: dict[str, Any]) -> list[str]:
    found = []
    if card["phone"]:
        digits = "".join(each for each in card["phone"] if each.isdigit() or each == "+")
        found.append(f'<a href="tel:{digits}">{as_html(card["phone"])}</a>')
    if card["mail"]:
        found.append(f'<a href="mailto:{as_html(card["mail"])}">{as_html(card["mail"])}</a>')
    if card["website"].startswith(("http://", "https://")):
        name = card["website"].partition("://")[2].removeprefix("www.").rstrip("/")
        found.append(f'<a href="{as_html(card["website"])}" rel="noreferrer">{as_html(name)}</a>')
    return found


def _more(card: dict[str, Any]) -> list[str]:
    spoken = ", ".join(languages()[code] for code in card["languages"] if code in languages())
    sent_by = ", ".join(each.label.lower() for each in Referrer if each in card["referrers"])
    told = (
        ("Horaires", card["hours"]),
        ("Publics", card["publics_declared"].replace(";", ", ")),
        ("Formes", card["forms_declared"].replace(";", ", ")),
        ("Services", card["services_declared"].replace(";", ", ")),
        ("Langues", spoken),
        ("Accès", card["access"]),
        ("Qui peut orienter", sent_by),
        ("Comment orienter", card["referral"]),
    )
    return [f"{name}\N{NO-BREAK SPACE}: {value}" for name, value in told if value]
