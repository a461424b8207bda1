"""Categories of general accommodation, as the DREES names them in its panorama « Logement – hébergement »."""

from collections.abc import Mapping
from types import MappingProxyType

from config.nomenclatures import Labelled


class Supply(Labelled):
    """What is counted, in places; the last one is a rate."""

    CHRS = "chrs", "CHRS"
    OTHER_CENTRES = "autres_centres", "Centres non conventionnés au titre de l’aide sociale (dont CHU)"
    CADA = "cada", "CADA"
    CPH = "cph", "CPH"
    PENSIONS = "pensions_famille", "Pensions de famille, maisons relais"
    RESIDENCES = "residences_sociales", "Résidences sociales"
    FJT = "fjt", "Foyers de jeunes travailleurs"
    FTM = "ftm", "Foyers de travailleurs migrants"
    ACCOMMODATION = "hebergement", "Places d’hébergement, en tout"
    EMERGENCY = "urgence", "dont urgence"
    STABILISATION = "stabilisation", "dont stabilisation"
    INSERTION = "insertion", "dont insertion"
    RATE = "taux_equipement", "Taux d’équipement (places pour 1 000 adultes de 20 à 59 ans)"


SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "Centres d'hébergement et de réinsertion sociale, CHRS": Supply.CHRS,
        "Centres d'accueil non conventionnés au titre de l'aide sociale": Supply.OTHER_CENTRES,
        "Centres d'accueil de demandeurs d'asile, CADA": Supply.CADA,
        "Centres provisoires d'hébergement": Supply.CPH,
        "Maisons relais - Pensions de famille": Supply.PENSIONS,
        "Résidences Sociales": Supply.RESIDENCES,
        "Autres résidences Sociales": Supply.RESIDENCES,
        "Foyers de jeunes travailleurs (FJT)": Supply.FJT,
        "Foyers de travailleurs migrants (FTM)": Supply.FTM,
        "Nombre de places d'hébergement": Supply.ACCOMMODATION,
        "dont urgences": Supply.EMERGENCY,
        "dont stabilisation": Supply.STABILISATION,
        "dont insertion": Supply.INSERTION,
        "Taux d'équipement en places d'hébergement pour 1 000 adultes": Supply.RATE,
        "Taux d'équipement en places d'hébergement pour 1 000 adultes de 20 à 59 ans": Supply.RATE,
    }
)
"""What the publisher writes, without its calls of notes « (1) »; the names change from one vintage to the next."""
PARTS = ((Supply.EMERGENCY, Supply.STABILISATION, Supply.INSERTION), (Supply.CHRS, Supply.OTHER_CENTRES))
"""Categories that should make up all places of accommodation."""
