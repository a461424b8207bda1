"""What to read first: a few sentences that only count what the file holds."""

from datetime import date

import pandas as pd

from config.thresholds import threshold
from geodata.progress.departement import DepartementRate
from geodata.publication.contract import State
from geodata.publication.french import counted, number
from geodata.publication.session_file.contract import DecisionLine, Gap, KeyFigure, LateMesure, Listed

SPACE = "\N{NO-BREAK SPACE}"


def last_meeting(last: pd.DataFrame, departement: str) -> str:
    """`last`: columns held_on and months, by département."""
    known = last.loc[departement, "held_on"] if departement in last.index else None
    if known is None or pd.isna(known):
        return "Aucune réunion consacrée à la traite n’est enregistrée avant celle-ci."
    assert isinstance(known, date)
    months = int(last.loc[departement, "months"])
    age = f"il y a {months}{SPACE}mois" if months else "il y a moins d’un mois"
    return f"Dernière réunion consacrée à la traite{SPACE}: le {known:%d/%m/%Y}, {age}."


def progress(rate: DepartementRate) -> str:
    known = f"{counted(rate.known, 'mesure')} sur {rate.due}"
    if rate.rate is None:
        return f"Avancement du plan non calculable{SPACE}: taux connu pour {known}." if rate.due else ""
    return f"Avancement du plan{SPACE}: {number(rate.rate)}{SPACE}%, sur {known}."


def lateness(late: Listed[LateMesure], steered: int) -> str:
    """Never « none is late » where the progress of some is not known: the silence of the section says for how many."""
    if not late.rows:
        return late.silence
    first = late.rows[0]
    among = f"{counted(len(late.rows), 'mesure')} en retard sur les {steered} que le département suit"
    return f"{among}{SPACE}; la première à regarder{SPACE}: mesure{SPACE}{first.number}, {_lowered(first.title)}."


def execution(decisions: Listed[DecisionLine]) -> str:
    if not decisions.rows:
        return decisions.silence
    overdue = sum(row.overdue for row in decisions.rows)
    still_open = sum(not row.closed for row in decisions.rows)
    if not still_open:
        return "Aucune décision ne reste à suivre."
    told = f"{counted(still_open, 'décision')} à suivre"
    return f"{told}, dont {overdue} échue{'s' if overdue > 1 else ''}." if overdue else f"{told}, aucune n’est échue."


def lag(gaps: Listed[Gap]) -> str:
    """Nothing when no gap can be computed: the section says why."""
    alerts = [str(mesure) for mesure in sorted(row.mesure for row in gaps.rows if row.alert)]
    if not gaps.rows:
        return ""
    below = f"de {number(abs(float(threshold('progress.gap_alert'))))}{SPACE}points ou plus sous la médiane"
    if not alerts:
        return f"Aucun écart {below} des départements."
    which = f"mesure{'s' if len(alerts) > 1 else ''}{SPACE}{', '.join(alerts)}"
    return (
        f"{counted(len(alerts), 'écart')} de 10{SPACE}points ou plus sous la médiane des départements{SPACE}: {which}."
    )


def silences(figures: Listed[KeyFigure]) -> str:
    """How many key figures are not told, by state; nothing when all are."""
    words = {
        State.UNKNOWN.label.lower(): "non renseigné",
        State.SECRET.label.lower(): "sous secret statistique",
        State.NOT_APPLICABLE.label.lower(): "sans objet",
    }
    counts = {word: sum(row.status == status for row in figures.rows) for status, word in words.items()}
    told = [f"{count} {_plural(word, count)}" for word, count in counts.items() if count]
    return f"Chiffres clés sans valeur{SPACE}: {', '.join(told)}." if told else ""


def _plural(words: str, count: int) -> str:
    return f"{words}s" if count > 1 and words.endswith("é") else words


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]
