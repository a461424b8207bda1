"""Whoever validates reads what the public will see of it."""

from dataclasses import dataclass
from typing import Any

from geodata.listing.effects import effects
from geodata.listing.fields import Kind

KEPT = {
    "forms": ["proxenetisme"],
    "functions": ["juridique"],
    "publics": ["femmes"],
    "consents": ["address"],
    "departement": "48",
    "closed_on": None,
}


@dataclass(frozen=True)
class Change:
    before: Any
    after: Any


def told(new_branch: bool = False, kept: dict[str, Any] = KEPT, **changes: Any) -> str:
    wanted = {name: Change(kept.get(name), after) for name, after in changes.items()}
    return " ".join(effects(Kind.BRANCH, wanted, kept, new_branch=new_branch))


def test_a_closed_branch_leaves_the_listing() -> None:
    assert "quitte l’annuaire public" in told(closed_on="2026-11-01")
    assert "revient dans l’annuaire" in told(kept={**KEPT, "closed_on": "2026-11-01"}, closed_on=None)


def test_forms_functions_and_publics_say_who_finds_the_branch_and_who_no_longer_does() -> None:
    assert "mendicité forcée" in told(forms=["proxenetisme", "mendicite_forcee"])
    assert "ne propose plus\u00a0: accompagnement juridique" in told(functions=[])
    assert "ne la trouvera plus" in told(publics=["mineurs"])


def test_a_value_kept_from_the_public_is_said_to_be() -> None:
    assert "Le public ne lira pas\u00a0: téléphone public" in told(phone="+33466123456")
    assert "ne lira pas" not in told(kept={**KEPT, "consents": ["phone"]}, phone="+33466123456")


def test_what_becomes_public_and_what_no_longer_is() -> None:
    assert (
        told(consents=["phone"])
        == "Devient public\u00a0: le téléphone. N’est plus public\u00a0: l’adresse (rue et point sur la carte)."
    )


def test_housing_hides_the_street() -> None:
    assert "ni la rue, ni le point" in told(functions=["juridique", "hebergement"])
    assert "deviennent publics" in told(kept={**KEPT, "functions": ["hebergement"]}, functions=["juridique"])
    assert "ni la rue" not in told(kept={**KEPT, "functions": ["hebergement"]}, website="https://exemple.fr")


def test_a_new_branch_is_announced_once() -> None:
    sentences = told(True, {}, forms=["proxenetisme"], consents=["address"], street="1 place de l’Essai")

    assert sentences == "Une antenne de plus paraît dans l’annuaire."


def test_a_branch_that_moves_away_is_told() -> None:
    assert "quitte Lozère (48)" in told(departement="01")


def test_a_zone_says_how_the_coverage_will_count_it() -> None:
    def zone(code: str, before: Any, after: Any) -> str:
        return effects(Kind.ZONE, {code: Change(before, after)}, KEPT)[0]

    assert "Ain (01). La couverture la compte à distance seulement." in zone("01", None, "distance")
    assert "depuis un autre département" in zone("01", "distance", "itinerant")
    assert "comme un service local" in zone("48", "", "local")
    assert "disparaît" in zone("01", "local", None)
    assert "toute la France" in zone("FR", None, "distance")


def test_nothing_particular_is_still_told() -> None:
    assert told(website="https://exemple.fr") == "Le public lira la nouvelle valeur."
