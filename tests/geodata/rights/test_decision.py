from dataclasses import replace

import pytest

from config.roles import Action, Level, Object, Scope, roles
from geodata import territories
from geodata.perimetre import NotAllowed, perimetre
from geodata.rights import FRANCE, decide, level_in, readable, require, require_two_persons


def allowed(profile: str, obj: Object, action: Action, **where: object) -> bool:
    return decide(perimetre(profile), obj, action, **where).allowed  # type: ignore[arg-type]


def test_what_the_matrix_does_not_say_is_refused_with_a_french_sentence():
    decision = decide(perimetre("public"), Object.PLACES, Action.READ, departement="48")

    assert not decision.allowed
    assert decision.sentence == "Le profil « Public » ne donne pas accès aux places d’hébergement : Lozère (48)."


def test_an_allowed_action_has_nothing_to_say():
    assert decide(perimetre("public"), Object.INDICATORS, Action.READ, departement="48").sentence == ""


def test_each_verb_is_refused_in_its_own_words():
    public = perimetre("public")

    for action, words in (
        (Action.WRITE, "ne permet pas d’enregistrer"),
        (Action.VALIDATE, "ne permet pas de valider"),
        (Action.ADMINISTER, "ne permet pas d’administrer"),
    ):
        with pytest.raises(NotAllowed, match=words):
            require(public, Object.ACCOUNTS, action, departement=FRANCE)


def test_a_prefecture_acts_at_home_only():
    assert allowed("prefecture:48", Object.CDPD, Action.WRITE, departement="48")
    assert not allowed("prefecture:48", Object.CDPD, Action.WRITE, departement="30")
    assert not allowed("prefecture:48", Object.CDPD, Action.WRITE, departement=FRANCE)


def test_a_prefet_validates_what_he_does_not_write():
    assert allowed("prefet:48", Object.DRAFTS, Action.VALIDATE, departement="48")
    assert not allowed("prefet:48", Object.DRAFTS, Action.WRITE, departement="48")


def test_a_region_reads_its_departements_and_no_other():
    grand_paris = perimetre("region:11")

    assert readable(grand_paris, Object.PLACES) == ("75", "77", "78", "91", "92", "93", "94", "95")


def test_a_structure_reads_its_own_sheet_wherever_it_is_and_no_other():
    assert allowed("association:12", Object.PLACES, Action.READ, structure="12")
    assert not allowed("association:12", Object.PLACES, Action.READ, structure="13")
    assert not allowed("association:12:48", Object.PLACES, Action.READ, departement="48")


def test_a_ministry_writes_on_its_own_mesures():
    assert allowed("ministere:travail", Object.DRAFTS, Action.WRITE, mesure=13)
    assert not allowed("ministere:travail", Object.DRAFTS, Action.WRITE, mesure=7)
    assert not allowed("ministere:travail", Object.DRAFTS, Action.WRITE, departement="48")


def test_a_right_on_one_mesure_says_nothing_of_another():
    assert allowed("siao:69", Object.DRAFTS, Action.WRITE, departement="69", mesure=7)
    assert not allowed("siao:69", Object.DRAFTS, Action.WRITE, departement="69", mesure=22)
    assert not allowed("siao:69", Object.DRAFTS, Action.WRITE, departement="69")


def test_a_service_reads_places_only_when_their_mesure_is_assigned_to_it():
    assert allowed("service:13:7,8", Object.PLACES, Action.READ, departement="13")
    assert not allowed("service:13:7,8", Object.PLACES, Action.READ, departement="84")
    assert not allowed("service:13", Object.PLACES, Action.READ, departement="13")
    assert not allowed("service:13", Object.PLACES, Action.READ)


def test_secrets_are_read_by_no_profile_and_the_national_total_by_the_rapporteur():
    for profile in ("miprof", "dihal", "acse", "exploitation", "cncdh"):
        assert not allowed(profile, Object.SECURE_PLACES, Action.READ, departement=FRANCE)
    assert allowed("cncdh", Object.SECURE_PLACES, Action.READ, departement=FRANCE, level=Level.N2)


def test_one_reads_ones_own_acts_and_not_those_of_a_colleague():
    siao = replace(perimetre("siao:69"), account=5)

    assert decide(siao, Object.JOURNAL, Action.READ, account=5).allowed
    assert not decide(siao, Object.JOURNAL, Action.READ, account=6).allowed
    assert not decide(siao, Object.JOURNAL, Action.READ, departement="69").allowed


def test_a_sensitive_right_never_takes_the_perimeter_of_another():
    base = perimetre("siao:69")
    wider = replace(base, rights=tuple(_everywhere(right) for right in base.rights))

    assert readable(wider, Object.INDICATORS, Level.N1) == territories.CODES
    assert readable(wider, Object.PLACES) == ("69",)
    assert level_in(wider, "48") == Level.N1
    assert level_in(wider, "48", Object.PLACES) == Level.N0


def _everywhere(right):
    return replace(right, scope=(Scope.FRANCE,)) if right.obj == Object.INDICATORS else right


@pytest.mark.parametrize("obj", [obj for obj, card in roles().objects.items() if card.two_persons])
def test_the_author_is_not_also_the_second_person(obj: Object):
    action = next(iter(roles().objects[obj].two_persons))

    require_two_persons(obj, action, 1, 2)

    for second in (1, None):
        with pytest.raises(NotAllowed, match="Deux personnes"):
            require_two_persons(obj, action, 1, second)


def test_two_persons_are_not_asked_where_the_matrix_does_not_ask_for_them():
    require_two_persons(Object.STRUCTURES, Action.VALIDATE, 1, 1)


@pytest.mark.parametrize(
    "profile",
    [
        "region",
        "region:99",
        "ministere:amour",
        "association",
        "service:13:sept",
        "region:11:48",
        "prefecture:48:",
        "miprof:",
        "prefet:20",
    ],
)
def test_a_profile_without_a_place_that_exists_is_refused(profile: str):
    with pytest.raises(ValueError, match=r"profil|code de|attaché"):
        perimetre(profile)
