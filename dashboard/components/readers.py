"""« Qui peut lire ceci ? » under a restricted block: who may, from the rights of the moment."""

from datetime import UTC, datetime

import streamlit as st

from config.roles import Action, Level, Object, roles
from dashboard import visitor
from dashboard.components.french import as_markdown, day
from geodata.database import transaction
from geodata.rights import FRANCE, Reader, decide, readers_for

QUESTION = "Qui peut lire ceci\N{NO-BREAK SPACE}?"
MEANINGS = {
    Level.N1: "effectifs de partenaires, petits nombres cachés (niveau N1)",
    Level.N2: "chiffres exacts et contenu restreint (niveau N2)",
    Level.N3: "secret (niveau N3)",
}


def who_may_read(
    obj: Object, departement: str = FRANCE, *, level: Level | None = None, besides: str = "", key: str
) -> None:
    """Fold away the profiles and named exceptions that may read `obj` there now; nothing where nothing is restricted.

    `level`: that of what the block shows, by default that of the object. `besides`: a reader that comes from the block
    itself, as whoever sent a file. `key` keeps two blocks of one page apart.
    Nothing either for a visitor who may not read it. Computed when it is opened, and never kept in memory.
    """
    perimetre, asked = visitor.perimetre(), roles().objects[obj].level if level is None else level
    if asked == Level.N0:
        return
    own = perimetre.structure or None
    if not decide(perimetre, obj, Action.READ, departement=departement, structure=own, level=asked).allowed:
        return
    folded = st.expander(QUESTION, icon=":material/visibility:", key=f"lecteurs_{key}", on_change="rerun")
    if not folded.open:
        return
    now = datetime.now(UTC)
    with transaction() as session:
        found = readers_for(session, perimetre, obj, departement, now.date(), level=asked)
    with folded:
        st.markdown(f"{roles().objects[obj].label.capitalize()} : {MEANINGS[asked]}.")
        lines = [_said(reader) for reader in found] + [f"**{besides}**"] * bool(besides)
        st.markdown("\n".join(f"- {line}" for line in lines) or "Personne, à cet instant.")
        st.caption(
            "Calculé à l’instant, d’après la matrice des droits, les comptes ouverts et les exceptions en vigueur. "
            "Un compte suspendu, échu, endormi ou sans charte acceptée n’est pas compté."
        )


def _said(reader: Reader) -> str:
    """A reader in words: never a person's name, the profile and how many accounts."""
    accounts = f"{reader.accounts} compte{'s' if reader.accounts > 1 else ''}" if reader.accounts else "aucun compte"
    said = [] if reader.exceptions and not reader.accounts else [accounts]
    said += [f"exception nommée jusqu’au {day(last)}" for last in reader.exceptions]
    return f"**{as_markdown(reader.label)}** : {' ; '.join(said)}"
