"""Who stated something: a profile and its place, and the function of the account for those who read drafts."""

from geodata.database import transaction
from geodata.perimetre import perimetre as rights_of
from geodata.repositories import accounts


def author(profile: str, account_id: int | None = None, *, function: bool = False) -> str:
    """Words for the author of a row; never a name. `function`: also the one that the account bears."""
    try:
        label = rights_of(profile).label
    except ValueError:
        label = profile or "Calcul de Vigie"
    if not function or account_id is None:
        return label
    with transaction() as session:
        return f"{label}, {accounts.found(session, account_id).function}"
