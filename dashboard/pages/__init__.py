"""One page, one file, one question that a user asks. Here are their addresses, for links between them."""

from pathlib import Path

_FOLDER = Path(__file__).parent
COUVERTURE = _FOLDER / "couverture.py"
DEPARTEMENT = _FOLDER / "departement.py"
DONNEES = _FOLDER / "donnees.py"
ADDRESSES = {COUVERTURE: "", DEPARTEMENT: "departement", DONNEES: "donnees"}
