"""One page, one file, one question that a user asks. Here are their addresses, for links between them."""

from pathlib import Path

_FOLDER = Path(__file__).parent
COUVERTURE = _FOLDER / "couverture.py"
ANNUAIRE = _FOLDER / "annuaire.py"
DEPARTEMENT = _FOLDER / "departement.py"
PLACES = _FOLDER / "places.py"
MESURES = _FOLDER / "mesures.py"
COMPARER = _FOLDER / "comparer.py"
REUNIONS = _FOLDER / "reunions.py"
RELAIS = _FOLDER / "relais.py"
CAMPAGNE = _FOLDER / "campagne.py"
FICHES = _FOLDER / "fiches.py"
QUALITE = _FOLDER / "qualite.py"
SCENARIOS = _FOLDER / "scenarios.py"
MA_FICHE = _FOLDER / "ma_fiche.py"
DONNEES = _FOLDER / "donnees.py"
ACCES = _FOLDER / "acces.py"
CHARTE = _FOLDER / "charte.py"
COMPTE = _FOLDER / "compte.py"
COMPTES = _FOLDER / "comptes.py"
CONNEXION = _FOLDER / "connexion.py"
EXCEPTIONS = _FOLDER / "exceptions.py"
VOIR_COMME = _FOLDER / "voir_comme.py"
DEMONSTRATION = _FOLDER / "demonstration.py"
ADDRESSES = {
    COUVERTURE: "",
    ANNUAIRE: "annuaire",
    DEPARTEMENT: "departement",
    PLACES: "places",
    MESURES: "mesures",
    COMPARER: "comparer",
    REUNIONS: "reunions",
    RELAIS: "relais",
    CAMPAGNE: "campagne",
    FICHES: "fiches",
    QUALITE: "qualite",
    SCENARIOS: "scenarios",
    MA_FICHE: "ma-fiche",
    DONNEES: "donnees",
    ACCES: "acces",
    CHARTE: "charte",
    COMPTE: "compte",
    COMPTES: "comptes",
    CONNEXION: "connexion",
    EXCEPTIONS: "exceptions",
    VOIR_COMME: "voir-comme",
    DEMONSTRATION: "demonstration",
}
OF_THE_LOGIN = frozenset({CONNEXION, ACCES, CHARTE, COMPTE})
"""They do not exist in the demonstration, as its door does not exist elsewhere."""
