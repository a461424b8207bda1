"""Each cell that cannot be read is told to its sender, with the way out."""

from datetime import date

import pandas as pd
import pytest

from config.nomenclatures import AgeClass, Form
from etl.rows.cells import Day, Decimal, Departement, Integer, OneOf, SeveralOf, Text, YesNo
from etl.rows.checks import Check, RejectedFile, header_key, match_columns
from etl.rows.sieve import Sieve

FORMS = {form.value: form.label for form in Form}


def texts(*cells: str) -> pd.Series:
    return pd.Series(cells, index=range(2, len(cells) + 2), dtype="str")


def plain(sentence: object) -> str:
    return str(sentence).replace("\u00a0", " ")


def refusal_of(parser, text: str) -> str:
    with pytest.raises(ValueError, match=r"\w") as caught:
        parser(text)
    return plain(caught.value)


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        (Integer(), "12", 12),
        (Integer(), "0", 0),
        (Integer(), "1 234", 1234),
        (Integer(), "1\u202f234", 1234),
        (Integer(), "12.0", 12),
        (Integer(-5), "-3", -3),
        (Decimal(), "12,5", 12.5),
        (Decimal(), "1 000.25", 1000.25),
        (Day(), "2015-01-31", date(2015, 1, 31)),
        (Day(), "31/01/2015", date(2015, 1, 31)),
        (Day(), "1/2/2015", date(2015, 2, 1)),
        (Day(), "2015-01-31 00:00:00", date(2015, 1, 31)),
        (Day(), "2015-01-31T00:00:00.000", date(2015, 1, 31)),
        (Day(), "29/02/2016", date(2016, 2, 29)),
        (YesNo(), "OUI", True),
        (YesNo(), "Faux", False),
        (OneOf(FORMS), "proxenetisme", "proxenetisme"),
        (OneOf(FORMS), "MENDICITE FORCEE", "mendicite_forcee"),
        (OneOf(FORMS), "prélèvement d'organes", "prelevement_organes"),
        (OneOf({age.value: age.label for age in AgeClass}), "30+", "30+"),
        (SeveralOf(FORMS), "mendicité forcée ; Proxenetisme;mendicite_forcee", ["proxenetisme", "mendicite_forcee"]),
        (SeveralOf(FORMS, everything="toutes"), "Toutes", list(FORMS)),
        (Departement(), "2a", "2A"),
        (Departement(), "1", "01"),
        (Day(), "31.01.2015", date(2015, 1, 31)),
        (Day(), "31-01-2015", date(2015, 1, 31)),
        (SeveralOf({"f": "Femmes", "m": "Mineurs"}), "mineurs, femmes", ["f", "m"]),
        (OneOf({"f": "Femmes"}, also={"femmes seules": "f"}), "Femmes seules", "f"),
        (Text(), " deux\n  lignes ", "deux lignes"),
    ],
)
def test_a_cell_is_read_as_its_sender_meant_it(parser, text, value) -> None:
    assert parser(text) == value


@pytest.mark.parametrize(
    ("parser", "text", "sentence"),
    [
        (Integer(), "douze", "« douze » n’est pas un nombre entier. Laisser la cellule vide"),
        (Integer(), "12,5", "n’est pas un nombre entier"),
        (Integer(), "1,000", "n’est pas un nombre entier"),
        (Integer(), "1e3", "n’est pas un nombre entier"),
        (Integer(), "١٢", "n’est pas un nombre entier"),
        (Integer(), "-1", "-1 est hors des bornes admises, de 0 à 2 000 000 000"),
        (Integer(0, 100), "101", "de 0 à 100"),
        (Integer(), "9" * 30, "n’est pas un nombre entier"),
        (Decimal(), "nan", "n’est pas un nombre"),
        (Decimal(), "inf", "n’est pas un nombre"),
        (Day(), "31/06/2015", "« 31/06/2015 » n’est pas un jour du calendrier"),
        (Day(), "29/02/2015", "n’est pas un jour du calendrier"),
        (Day(), "06/31/2015", "n’est pas un jour du calendrier"),
        (Day(), "31/12/14", "n’est pas une date. Écrire 31/12/2014 ou 2014-12-31"),
        (Day(), "42035", "n’est pas une date"),
        (Day(), "2015-01-31 10:00:00", "n’est pas une date"),
        (Day(), "01/01/0201", "hors de la période admise, du 01/01/1900 au 31/12/2100"),
        (YesNo(), "peut-être", "ni oui ni non"),
        (OneOf({"a": "Alpha", "b": "Bêta"}), "gamma", "« gamma » n’est pas dans la liste : Alpha ; Bêta."),
        (SeveralOf(FORMS), "proxenetisme;autre", "« autre » n’est pas dans la liste"),
        (Departement(), "20", "« 20 » n’est pas un code de département. Pour la Corse"),
        (Text(longest=3), "long", "le texte a 4 caractères, 3 au plus"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_to_correct(parser, text, sentence) -> None:
    assert sentence in refusal_of(parser, text)


def test_an_empty_cell_stays_unknown_and_never_becomes_zero() -> None:
    values, reasons = Check("places", Integer()).apply(texts("0", "", " "))

    assert values.tolist() == [0, pd.NA, pd.NA]
    assert (reasons == "").all()


def test_an_empty_cell_is_refused_where_it_is_obligatory() -> None:
    _, reasons = Check("places", Integer(), required=True, label="Places ouvertes").apply(texts("", "3"))

    assert reasons.map(plain).tolist() == ["Places ouvertes : la cellule est vide, et elle est obligatoire.", ""]


def test_a_text_repeated_a_hundred_thousand_times_is_parsed_once() -> None:
    seen = []

    def parse(text: str) -> str:
        seen.append(text)
        return text.upper()

    values, _ = Check("nom", parse).apply(texts(*["ain", "aisne"] * 50_000))

    assert seen == ["ain", "aisne"]
    assert values.iloc[-1] == "AISNE"


def test_a_list_is_one_value_and_an_empty_cell_an_empty_list() -> None:
    values, _ = Check("formes", SeveralOf(FORMS)).apply(texts("esclavage", "", "esclavage;proxenetisme"))

    assert values.tolist() == [["esclavage"], [], ["proxenetisme", "esclavage"]]


def test_headers_are_matched_regardless_of_case_accents_and_spaces() -> None:
    raw = pd.DataFrame({" CODE  DÉPARTEMENT ": ["01"], "Nom": ["Ain"]}, index=[2])

    matched = match_columns(raw, ["code_departement"], ["nom", "annee"])

    assert list(matched.columns) == ["code_departement", "nom", "annee"]
    assert matched.loc[2].tolist() == ["01", "Ain", ""]
    assert header_key("Œuvre-Âge") == header_key("oeuvre age")


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        (["nom"], "colonne absente : « Code du département ». Colonnes reçues : nom."),
        (["departement", "Code du département"], "la colonne « Code du département » figure deux fois"),
        (["departement", "nom", "prenom"], "colonne inconnue : « prenom ». La supprimer"),
        (["departement", "annnee"], "colonne inconnue : « annnee ». Vouliez-vous écrire « annee » ?"),
    ],
)
def test_columns_that_are_absent_doubled_or_unknown_are_named(headers, sentence) -> None:
    raw = pd.DataFrame([["x"] * len(headers)], columns=headers)

    with pytest.raises(RejectedFile) as caught:
        match_columns(raw, ["departement"], ["nom", "annee"], {"departement": ["Code du département"]})

    assert sentence in plain(caught.value)


def test_a_refusal_names_the_file_and_the_line() -> None:
    refusal = RejectedFile("« 20 » n’est pas un code.", line=37).naming("diagnostics_2014.csv")

    assert plain(refusal) == "diagnostics_2014.csv, ligne 37 : « 20 » n’est pas un code."
    assert plain(RejectedFile("le fichier est vide.").naming("a.csv")) == "a.csv : le fichier est vide."


@pytest.fixture
def sieve() -> Sieve:
    raw = pd.DataFrame(
        {"departement": ["01", "20", "01", "48"], "ouvertes": ["3", "x", "4", "5"], "occupees": ["1", "", "2", "6"]},
        index=pd.Index([2, 3, 5, 6], name="line"),
        dtype="str",
    )
    sieve = Sieve(raw)
    sieve.parse(Check("departement", Departement()), Check("ouvertes", Integer()), Check("occupees", Integer()))
    return sieve


def test_all_the_errors_of_a_row_are_in_its_one_reason(sieve) -> None:
    tidied = sieve.tidied()

    reason = plain(tidied.rejects.at[3, "reason"])
    assert reason.startswith("departement : « 20 »")
    assert "ouvertes : « x » n’est pas un nombre entier" in reason
    assert tidied.rejects.at[3, "content"] == {"departement": "20", "ouvertes": "x", "occupees": ""}
    assert tidied.rows.index.tolist() == [2, 5, 6]


def test_a_key_that_comes_back_names_the_first_line_that_had_it(sieve) -> None:
    sieve.refuse_duplicates(["departement"])

    assert sieve.tidied().rejects.at[5, "reason"].startswith("même clé que la ligne 2 (departement)")


def test_a_row_already_refused_is_not_the_first_to_have_a_key() -> None:
    raw = pd.DataFrame({"departement": ["01", "01"], "n": ["x", "1"]}, index=[2, 3], dtype="str")
    sieve = Sieve(raw)
    sieve.parse(Check("departement", Departement()), Check("n", Integer()))

    sieve.refuse_duplicates(["departement"])

    assert sieve.tidied().rows.index.tolist() == [3]


def test_a_rule_between_columns_refuses_and_an_unknown_number_breaks_no_rule(sieve) -> None:
    sieve.refuse(sieve.values["occupees"] > sieve.values["ouvertes"], "occupees dépasse ouvertes.")

    tidied = sieve.tidied()

    assert tidied.rejects["reason"].to_dict()[6] == "occupees dépasse ouvertes."
    assert set(tidied.rejects.index) == {3, 6}


def test_a_line_set_aside_is_neither_looked_at_nor_kept() -> None:
    raw = pd.DataFrame({"n": ["1", "Refuge Canari", "x"]}, index=[2, 3, 4], dtype="str")
    sieve = Sieve(raw, set_aside={3: "Retirer la ligne."})
    sieve.parse(Check("n", Integer()))

    tidied = sieve.tidied()

    assert tidied.rejects.index.tolist() == [3, 4]
    assert tidied.rejects["content"].tolist() == [None, {"n": "x"}]
    assert tidied.rejects.at[3, "reason"] == "Retirer la ligne."
    assert tidied.locates_a_shelter


def test_every_line_is_in_the_rows_or_in_the_rejects(sieve) -> None:
    tidied = sieve.tidied()

    assert sorted([*tidied.rows.index, *tidied.rejects.index]) == [2, 3, 5, 6]
