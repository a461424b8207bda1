"""How many rows call for attention, alert by alert: each counter leads to exactly the rows that it counts."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.components.french import as_html
from dashboard.components.links import address
from dashboard.components.steering_choices import ALERT, TODAY
from geodata.progress.states import Alert
from geodata.publication.french import number
from geodata.publication.progress import alerts_count

OF_DRAFTS = frozenset({Alert.WEATHER_MISSING, Alert.PROPOSAL, Alert.ACTION_LATE})


def alert_counters(
    rows: pd.DataFrame, waiting: int, page: Path, asked: Alert | None, **query: str | int | None
) -> None:
    """Show the counters of `rows` (an overview); `query`: the view of which they are the filters.

    `waiting`: proposals are answered today, whatever the day that is looked at. What drafts alone tell is not counted
    for who reads none: that would be silence told as zero.
    """
    counts = alerts_count(rows) | {Alert.PROPOSAL: waiting}
    drafts, everything = int(rows["readable"].sum()), address(page, **query)
    shown = [alert for alert in Alert if drafts or alert not in OF_DRAFTS]
    items = [
        _item(alert, counts[alert], page, asked, query | ({"annee": TODAY} if alert == Alert.PROPOSAL else {}))
        for alert in shown
    ]
    if asked is not None:
        items.append(f'<li><a class="vigie-link" href="{as_html(everything)}">Tout afficher, sans filtre</a></li>')
    st.html(f'<nav aria-label="Alertes"><ul class="vigie-counters">{"".join(items)}</ul></nav>')
    if 0 < drafts < len(rows):
        st.caption(
            f"Météo, sous-actions et propositions ne sont comptées que là où votre profil les lit : {number(drafts)} "
            f"lignes sur {number(len(rows))}."
        )


def _item(alert: Alert, count: int, page: Path, asked: Alert | None, query: dict[str, str | int | None]) -> str:
    now = ", aujourd’hui" if alert == Alert.PROPOSAL else ""
    words = f"<b>{number(count)}</b> {as_html(alert.label + now)}"
    if not count:
        return f"<li><span>{words}</span></li>"
    href = as_html(address(page, **{**query, ALERT: alert.value}))
    current = ' aria-current="true"' if alert == asked else ""
    return f'<li><a class="vigie-link" href="{href}"{current}>{words}</a></li>'


def raised(row: dict[str, object]) -> str:
    """The alerts of a row of the overview, in words."""
    return ", ".join(alert.label for alert in Alert if row[f"alert_{alert.value}"]) or "—"
