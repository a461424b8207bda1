from pathlib import Path

import pytest

from config.roles import FILE, Action, Level, Object, Scope, read_roles, roles


def changed(folder: Path, before: str, after: str) -> Path:
    text = FILE.read_text("utf-8")
    assert before in text
    path = folder / "roles.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def test_a_cell_gives_its_scope_its_level_and_its_mesures():
    rights = roles().profiles["siao"].rights

    drafts = [right for right in rights if right.obj == Object.DRAFTS and right.action == Action.WRITE]
    assert [(each.scope, each.level, each.mesures) for each in drafts] == [((Scope.DEPARTEMENT,), Level.N2, (7,))]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[rules]", "[rulez]", "rulez"),
        ("dormant_after_months = 12", "dormant_after_months = true", "whole number"),
        ("dormant_after_months = 12", "dormant_months = 12", "dormant_months"),
        ("[objects.places]", "[objects.place]", "unknown object 'place'"),
        ('level = "N3"', 'level = "N4"', "unknown level 'N4'"),
        ('label = "Public"', 'name = "Public"', "name"),
        ('attached_to = "region"', 'attached_to = "canton"', "attached_to must be one of"),
        ('two_persons = ["validate"]', 'two_persons = ["approve"]', "unknown action 'approve'"),
        ('places = { read = "D N1" }', 'place = { read = "D N1" }', "unknown object 'place'"),
        ('places = { read = "D N1" }', 'places = { see = "D N1" }', "unknown action 'see'"),
        ('places = { read = "D N1" }', "places = {}", "must give actions"),
        ('places = { read = "D N1" }', 'places = { read = "D" }', "is not a grant"),
        ('places = { read = "D N1" }', 'places = { read = "N1 D" }', "is not a grant"),
        ('places = { read = "D N1" }', 'places = { read = "R N1" }', "has no R"),
        ('places = { read = "F N1" }', 'places = { read = "D N1" }', "has no D"),
    ],
)
def test_a_malformed_matrix_is_refused_with_the_place_of_the_fault(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    with pytest.raises(ValueError, match=r"roles\.toml") as refusal:
        read_roles(changed(tmp_path, before, after))

    assert said in str(refusal.value)


def test_no_profile_reads_less_than_the_public():
    public = [right for right in roles().profiles["public"].rights if right.action == Action.READ]

    for name, profile in roles().profiles.items():
        for needed in public:
            held = [
                r for r in profile.rights if (r.obj, r.action, r.scope) == (needed.obj, needed.action, needed.scope)
            ]
            assert any(right.level >= needed.level for right in held), (name, needed.obj)


def test_nobody_reads_secure_places_at_n3_without_a_named_exception():
    for name, profile in roles().profiles.items():
        secret = [r for r in profile.rights if r.obj == Object.SECURE_PLACES and r.level == Level.N3]
        assert Action.READ not in {right.action for right in secret}, name
    assert {name for name, profile in roles().profiles.items() if profile.by_exception} == {"miprof", "dihal"}


def test_whoever_validates_where_two_persons_are_needed_does_not_write_it():
    for name, profile in roles().profiles.items():
        for obj, card in roles().objects.items():
            actions = {right.action for right in profile.rights if right.obj == obj}
            assert not (Action.WRITE in actions and actions & card.two_persons), (name, obj)
