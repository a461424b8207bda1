"""With whose rights a session file is read."""

from dataclasses import replace

from geodata.meetings.vocabulary import Variant
from geodata.perimetre import Perimetre
from geodata.perimetre import perimetre as rights_of_profile
from geodata.rights import Action, Object, require

MEMBER = "partenaire"


def reader(perimetre: Perimetre, variant: Variant, departement: str) -> Perimetre:
    """The rights behind each line of the file: those of its maker, or what a member of the CDPD reads among them.

    A file for the members is read as one of them, so that it cannot hold what they may not read. Raises `NotAllowed`
    for whoever may not read the meetings of the département, and, for the préfet's variant, its draft values.
    """
    require(perimetre, Object.CDPD, Action.READ, departement=departement)
    if variant == Variant.PREFET:
        require(perimetre, Object.DRAFTS, Action.READ, departement=departement)
        return perimetre
    return replace(rights_of_profile(f"{MEMBER}:{departement}"), viewer=perimetre, account=perimetre.account)
