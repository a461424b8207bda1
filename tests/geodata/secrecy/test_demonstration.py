"""The same attack on what really leaves the counter: pages of two préfets, each filter, files, totals, two years."""

import csv
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.diagnostic_lists import PUBLICS
from config.nomenclatures import CountStatus
from etl.demonstration import load_demonstration
from geodata import territories
from geodata.database import transaction
from geodata.indicators import Choice
from geodata.models import CaseCount
from geodata.perimetre import Level, perimetre
from geodata.publication import State, publish, publish_case_counts, publish_case_totals, to_bytes
from geodata.publication.files import Format
from geodata.secrecy import persons_threshold
from tests.geodata.secrecy.attacker import Attacker

YEARS = (2015, 2016)
HOMES = ("48", "69")
"""Two préfets, each by himself, then their pages put together."""
PERSONS = ("places_needed", "requests_not_met")


def reads_diagnostics(attacker: Attacker, session: Session, profile: str) -> None:
    """Every file of every year and filter, and the totals beside the map; a rate gives its numerator back."""
    for indicator in PERSONS:
        for year in YEARS:
            parts: dict[str, list] = {}
            for public in (None, *PUBLICS):
                published = publish(session, indicator, Choice(year, public=public), perimetre(profile))
                text = to_bytes(published, Format.CSV).decode("utf-8-sig")
                for row in csv.DictReader(io.StringIO(text), delimiter=";"):
                    cell = (indicator, year, public, row["departement"])
                    if row["state"] == State.PUBLISHED:
                        attacker.learns(cell, float(row["value"]))
                    if public is not None and row["state"] in (State.PUBLISHED, State.SECRET):
                        parts.setdefault(row["departement"], []).append(cell)
                if public is None:
                    for territory, row in published.totals.iterrows():
                        if row["state"] == State.PUBLISHED:
                            attacker.learns((indicator, year, None, f"R{territory}"), row["value"])
                else:
                    assert not (published.totals["state"] == State.PUBLISHED).any()
            for code, cells in parts.items():
                attacker.adds((indicator, year, None, code), cells)
            answered = set(parts)
            regions = territories.regions(year)["departements"]
            told = {r: [c for c in members if c in answered] for r, members in regions.items()}
            told = {region: members for region, members in told.items() if members}
            for region, members in told.items():
                attacker.adds((indicator, year, None, f"R{region}"), [(indicator, year, None, c) for c in members])
            attacker.adds((indicator, year, None, "RFR"), [(indicator, year, None, f"R{region}") for region in told])


def reads_counts(attacker: Attacker, session: Session, profile: str) -> None:
    series: dict[tuple, dict[str, tuple]] = {}
    rows = publish_case_counts(session, perimetre(profile)).rows
    rows = rows[(rows["source"] != "etat_4001") & rows["status"].isin(["declare", "estime", "secret"])]
    for row in rows.itertuples():
        rest = (row.source, row.year, row.service, row.nomenclature, row.form, row.sex, row.age_class)
        cell = (*rest, row.departement)
        series.setdefault(rest, {})[row.departement] = cell
        if row.count_state == State.PUBLISHED:
            attacker.learns(cell, row.count)
    for row in publish_case_totals(session, perimetre(profile)).rows.itertuples():
        rest = (row.source, row.year, row.service, row.nomenclature, row.form, row.sex, row.age_class)
        # A number withheld by its producer is in no sum: only who knows which ones can add up, and he is our attacker.
        members = (
            territories.CODES
            if row.territory == "FR"
            else territories.regions(row.year).at[row.territory, "departements"]
        )
        cells = [cell for code, cell in series[rest].items() if code in members and cell not in WITHHELD]
        attacker.adds((*rest, f"R{row.territory}"), cells)
        if row.count_state == State.PUBLISHED:
            attacker.learns((*rest, f"R{row.territory}"), row.count)
    for rest, cells in series.items():
        for code, cell in cells.items() if rest[4] != "toutes" and profile == "public" else ():
            whole = (*rest[:4], "toutes", *rest[5:], code)
            if EXACT.get(cell) is not None and EXACT.get(whole) is not None and EXACT[cell] <= EXACT[whole]:
                attacker.adds(whole, [cell, ("beside", *cell)])
        for place, part in ((5, "F"), (6, "mineurs")):
            inner = (*rest[:place], part, *rest[place + 1 :])
            for code, cell in cells.items() if rest[5:] == ("ensemble", "ensemble") else ():
                if code in series.get(inner, {}) and cell not in WITHHELD:
                    attacker.adds(cell, [series[inner][code], ("rest", *series[inner][code])])


WITHHELD: set[tuple] = set()
EXACT: dict[tuple, float] = {}
KEY = ["source", "year", "service", "nomenclature", "form", "sex", "age_class", "departement"]


def test_nothing_hidden_in_the_demonstration_can_be_rebuilt(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # Given what the public reads before it is rounded, the attacker knows more than he ever will.
    monkeypatch.setattr("geodata.publication.counts.rounded", lambda counts: counts)
    load_demonstration()
    found: dict[str, object] = {}
    with transaction() as session:
        kept = select(*(getattr(CaseCount, name) for name in [*KEY, "count", "status"]))
        for *key, count, status in session.execute(kept):
            EXACT[tuple(key)] = count
            if status == CountStatus.SECRET:
                WITHHELD.add(tuple(key))
        attacker, together = Attacker(), Attacker()
        for home in HOMES:
            alone = Attacker()
            reads_diagnostics(alone, session, f"prefecture:{home}")
            found[f"préfet {home}, diagnostics"] = _widths(alone, {home}, persons_threshold(Level.N1))
            together.hears(alone)
            reads_counts(attacker, session, f"prefecture:{home}")
        found["two préfets, diagnostics"] = _widths(together, set(HOMES), persons_threshold(Level.N1))
        found["two préfets, counts"] = _widths(attacker, set(HOMES), persons_threshold(Level.N1))
        attacker = Attacker()
        reads_counts(attacker, session, "public")
        found["public, counts"] = _widths(attacker, set(), persons_threshold(Level.N0))
    (tmp_path / "attacks.json").write_text(json.dumps(found, indent=1))
    print("\n", json.dumps(found, indent=1, ensure_ascii=False))

    assert all(each["narrowest interval"] >= each["asked"] - 1e-6 for each in found.values()), found


def _harmless(part: tuple, asked: float) -> bool:
    """The men, or the adults, when they are none or many: knowing them by subtraction tells of nobody."""
    whole = (*part[:5], "ensemble", "ensemble", part[-1])
    rest = EXACT[whole] - EXACT[part]
    return rest <= 0 or rest >= asked


def _own_number(cell: tuple, own: set[str]) -> bool:
    """A number of these départements, or of a territory where they alone count anyone."""
    if cell[-1] in own or not str(cell[-1]).startswith("R"):
        return cell[-1] in own
    members = territories.CODES if cell[-1] == "RFR" else territories.regions(cell[1]).at[cell[-1][1:], "departements"]
    counting = {code for code in members if EXACT.get((*cell[:-1], code))}
    return bool(counting) and counting <= own


def _widths(attacker: Attacker, own: set[str], asked: float) -> dict[str, float]:
    widths = [
        width
        for cell, width in attacker.widths(asked).items()
        if cell[0] != "beside" and not (cell[0] == "rest" and _harmless(cell[1:], asked)) and not _own_number(cell, own)
    ]
    return {"cells attacked": len(widths), "narrowest interval": round(min(widths), 6), "asked": asked}
