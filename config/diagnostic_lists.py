"""The closed lists of a territorial 360° diagnostic: no free text, so that no cell can tell where a shelter is."""

from config.nomenclatures import Form, Labelled, PlaceType, Public


class Kind(Labelled):
    """What a diagnostic looks at; only the first is the territorial diagnostic of mesure 7."""

    DIAGNOSTIC_360 = "360", "Diagnostic territorial à 360°"
    PROSTITUTION = "prostitution", "Diagnostic prostitution"
    MINEURS = "mineurs", "Diagnostic mineurs"
    AUTRE = "autre", "Autre diagnostic"


class Pilot(Labelled):
    """The service of the State that leads it."""

    DDETS = "DDETS", "DDETS(PP)"
    DDCS = "DDCS", "DDCS"
    DDCSPP = "DDCSPP", "DDCSPP"
    DRIHL = "DRIHL", "DRIHL"
    SIAO = "SIAO", "SIAO"
    AUTRE = "autre", "Autre service de l’État"


class NeedSource(Labelled):
    SIAO = "115_siao", "115 ou SIAO"
    ASSOCIATIONS = "associations", "Associations"
    ISCG = "iscg", "Intervenants sociaux en commissariat et gendarmerie"
    ENQUETE_FLASH = "enquete_flash", "Enquête flash"
    AUTRE = "autre", "Autre source"


class NeedMethod(Labelled):
    DENOMBREMENT = "denombrement", "Dénombrement"
    ESTIMATION = "estimation", "Estimation"
    DIRE_EXPERT = "dire_expert", "Dire d’expert"


class Mode(Labelled):
    COLLECTIF = "collectif", "Collectif"
    REGROUPE = "regroupe", "Regroupé"
    DIFFUS = "diffus", "Diffus"


class Support(Labelled):
    JURIDIQUE = "juridique", "Juridique"
    PSY = "psy", "Psychologique"
    SANITAIRE = "sanitaire", "Sanitaire"
    LANGUE = "langue", "Langue"
    SEJOUR = "sejour", "Séjour"


class Funding(Labelled):
    """Budget lines (BOP) and other funds."""

    BOP_177 = "177", "BOP 177"
    BOP_137 = "137", "BOP 137"
    BOP_303 = "303", "BOP 303"
    BOP_304 = "304", "BOP 304"
    AGRASC = "agrasc", "AGRASC"
    COLLECTIVITE = "collectivite", "Collectivité"


class Diagnosis(Labelled):
    """What is said of the last 360° diagnostic of a département: one of these for each."""

    RECENT = "recent", "Récent, avec un volet traite"
    NO_SECTION = "sans_volet", "Récent, sans volet traite"
    SECTION_UNSAID = "volet_non_dit", "Récent, volet traite non précisé"
    OLD = "ancien", "Plus de 12 mois"
    NONE = "aucun", "Aucun diagnostic transmis"


ALL = "tous"
PUBLICS = {ALL: "Tous publics"} | {public.value: public.label for public in Public}
PLACE_TYPES = {ALL: "Tous types de places"} | {kind.value: kind.label for kind in PlaceType}
FORMS = {form.value: form.label for form in Form}
