"""A provider that lies, or is imitated, logs nobody in: a sentence, no session, and a line of the journal."""

import time
from collections.abc import Callable

import pytest
from httpx import Response as Answer
from joserfc import jwt
from joserfc.jwk import OctKey
from starlette.responses import JSONResponse, Response

from dashboard.identity import providers
from tests.dashboard.identity.conftest import Browser, journal_lines, session_kept, sessions_kept
from tests.oidc.liar import CLIENT, SECRET, Claims, Liar, key, signed, unsigned

pytestmark = pytest.mark.usefixtures("sqlite_database")
STRANGER = key("essai")
"""A key of somebody else, under the name of the provider's own."""
Browsers = Callable[[], Browser]


def _with_the_client_secret(claims: Claims) -> str:
    return jwt.encode({"alg": "HS256", "kid": "essai"}, claims, OctKey.import_key(SECRET * 2), algorithms=["HS256"])


def _without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {each: value for each, value in claims.items() if each != name}


def _having(**changed: object) -> Callable[[Claims], Claims]:
    return lambda claims: claims | changed


PAST, FUTURE = int(time.time()) - 3600, int(time.time()) + 3600
LIES_OF_THE_IDENTITY_TOKEN: dict[str, tuple[str, object, str]] = {
    "signed by somebody else": ("identity_token", lambda claims: signed(claims, STRANGER), "bad_signature"),
    "signed by an unknown key": ("identity_token", lambda claims: signed(claims, key("autre")), "invalid_key_id"),
    "not signed": ("identity_token", unsigned, "unsupported_algorithm"),
    "signed with the client's secret": ("identity_token", _with_the_client_secret, "unsupported_algorithm"),
    "absent": ("identity_token", lambda claims: None, "no_id_token"),
    "not a token": ("identity_token", lambda claims: "bonjour", "decode_error"),
    "of another issuer": ("identity", _having(iss="https://ailleurs.example"), "invalid_claim"),
    "without issuer": ("identity", _without("iss"), "missing_claim"),
    "for another client": ("identity", _having(aud="autre-client"), "invalid_claim"),
    "for us among others, asked by another": (
        "identity", _having(aud=[CLIENT, "autre"], azp="autre"), "invalid_claim",
    ),
    "over": ("identity", _having(exp=PAST), "expired_token"),
    "without end": ("identity", _without("exp"), "missing_claim"),
    "of tomorrow": ("identity", _having(nbf=FUTURE, iat=FUTURE, exp=FUTURE + 300), "invalid_claim"),
    "of another login": ("identity", _having(nonce="autre"), "invalid_claim"),
    "of no login": ("identity", _without("nonce"), "missing_claim"),
    "of nobody": ("identity", _having(sub=""), "no_subject"),
    "of a number": ("identity", _having(sub=7), "invalid_claim"),
    "without subject": ("identity", _without("sub"), "missing_claim"),
}  # fmt: skip
LIES_OF_THE_USERINFO: dict[str, tuple[str, object, str]] = {
    "of somebody else": ("person", _having(sub="agent-2"), "invalid_claim"),
    "of nobody": ("person", _without("sub"), "missing_claim"),
    "of another issuer": ("person", _having(iss="https://ailleurs.example"), "invalid_claim"),
    "for another client": ("person", _having(aud="autre-client"), "invalid_claim"),
    "over": ("person", _having(exp=PAST), "expired_token"),
    "plain where signed is declared": ("userinfo", JSONResponse, "unsigned_userinfo"),
    "a token that nobody signed": ("userinfo", lambda claims: _jwt(unsigned(claims)), "unsupported_algorithm"),
    "signed by somebody else": ("userinfo", lambda claims: _jwt(signed(claims, STRANGER)), "bad_signature"),
    "signed with the client's secret": (
        "userinfo", lambda claims: _jwt(_with_the_client_secret(claims)), "unsupported_algorithm",
    ),
    "refused": ("userinfo", lambda claims: JSONResponse({}, status_code=401), "other"),
}  # fmt: skip


def _jwt(token: str) -> Response:
    return Response(token, media_type="application/jwt")


def _nobody_came_in(browser: Browser, answer: Answer, code: str) -> None:
    assert answer.status_code == 400
    assert "n’a pas abouti" in answer.text
    assert "essai.example" not in answer.text
    assert browser.token is None
    assert sessions_kept() == 0
    assert journal_lines() == [("refusal", "sessions", f"essai:{code}", "public")]


def test_a_provider_that_tells_the_truth_logs_in(browser: Browsers, liar: Liar) -> None:
    person = browser()

    answer = person.log_in()

    assert (answer.status_code, answer.headers["location"]) == (303, "/compte")
    assert person.token
    assert journal_lines() == [("login", "accounts", "", "public")]


@pytest.mark.parametrize("lie", LIES_OF_THE_IDENTITY_TOKEN)
def test_an_identity_token_that_lies_logs_nobody_in(browser: Browsers, liar: Liar, lie: str) -> None:
    how, what, code = LIES_OF_THE_IDENTITY_TOKEN[lie]
    setattr(liar, how, what)
    person = browser()

    answer = person.log_in()

    _nobody_came_in(person, answer, code)


def test_the_claims_of_another_person_under_a_true_signature_log_nobody_in(browser: Browsers, liar: Liar) -> None:
    def altered(claims: Claims) -> str:
        own, other = signed(claims, liar.signing), signed(claims | {"sub": "agent-2"}, liar.signing)
        return ".".join([*other.split(".")[:2], own.split(".")[2]])

    liar.identity_token = altered
    person = browser()

    answer = person.log_in()

    _nobody_came_in(person, answer, "bad_signature")


@pytest.mark.parametrize("lie", LIES_OF_THE_USERINFO)
def test_a_userinfo_that_lies_logs_nobody_in(browser: Browsers, liar: Liar, lie: str) -> None:
    how, what, code = LIES_OF_THE_USERINFO[lie]
    setattr(liar, how, what)
    person = browser()

    answer = person.log_in()

    _nobody_came_in(person, answer, code)


def test_a_provider_under_another_issuer_is_not_believed(browser: Browsers, liar: Liar) -> None:
    liar.issuer = "http://127.0.0.1:1"

    answer = browser().client.get("/connexion/essai")

    assert answer.status_code == 502
    assert "ne répond pas" in answer.text


def test_keys_renewed_by_the_provider_are_read_again(browser: Browsers, liar: Liar) -> None:
    browser().log_in()
    liar.renew("nouvelle")

    answer = browser().log_in()

    assert answer.status_code == 303


def test_keys_renewed_under_the_same_name_are_read_again_at_the_next_login(browser: Browsers, liar: Liar) -> None:
    browser().log_in()
    liar.renew("essai")

    first, second = browser().log_in(), browser().log_in()

    assert (first.status_code, second.status_code) == (400, 303)


def test_a_key_that_the_provider_has_withdrawn_is_not_trusted_for_long(
    browser: Browsers, liar: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    stolen = liar.signing
    browser().log_in()
    liar.renew("nouvelle")
    liar.identity_token = lambda claims: signed(claims, stolen)
    monkeypatch.setattr(providers, "BELIEVED_SECONDS", -1)

    answer = browser().log_in()

    assert answer.status_code == 400


def test_the_return_of_another_browser_logs_nobody_in(browser: Browsers, liar: Liar) -> None:
    attacker, victim = browser(), browser()
    address = attacker.return_address()
    victim.return_address()

    answer = victim.come_back(address)

    _nobody_came_in(victim, answer, "mismatching_state")


def test_a_return_that_is_shown_again_logs_nobody_in(browser: Browsers, liar: Liar) -> None:
    person, copy = browser(), browser()
    address = person.return_address()
    copy.client.cookies.update(person.client.cookies)
    person.come_back(address)

    again, elsewhere = person.come_back(address), copy.come_back(address)

    assert (again.status_code, elsewhere.status_code) == (400, 400)
    assert copy.token is None
    assert sessions_kept() == 1
    assert [line[2] for line in journal_lines()] == ["", "essai:mismatching_state", "essai:invalid_grant"]


def test_a_code_stolen_from_another_browser_is_worth_nothing_without_its_verifier(
    browser: Browsers, liar: Liar
) -> None:
    victim, attacker = browser(), browser()
    code = victim.return_address().partition("code=")[2].partition("&")[0]
    own = attacker.return_address()
    own_code = own.partition("code=")[2].partition("&")[0]

    answer = attacker.come_back(own.replace(own_code, code))

    _nobody_came_in(attacker, answer, "invalid_grant")


def test_an_answer_that_says_it_is_of_another_issuer_logs_nobody_in(browser: Browsers, liar: Liar) -> None:
    person = browser()

    answer = person.come_back(person.return_address() + "&iss=https%3A%2F%2Failleurs.example")

    _nobody_came_in(person, answer, "wrong_issuer")


def test_an_altered_trip_cookie_logs_nobody_in(browser: Browsers, liar: Liar) -> None:
    person = browser()
    address = person.return_address()
    name, value = next(iter(person.client.cookies.items()))
    person.client.cookies.clear()
    person.client.cookies.set(name, ("A" if value[0] != "A" else "B") + value[1:])

    answer = person.come_back(address)

    _nobody_came_in(person, answer, "mismatching_state")


def test_what_a_forged_return_says_of_its_error_does_not_enter_the_journal(browser: Browsers, liar: Liar) -> None:
    person = browser()

    answer = person.come_back("/connexion/essai/retour?error=agent%40essai.example&error_description=rue")

    _nobody_came_in(person, answer, "other")


def test_a_login_that_fails_again_and_again_does_not_fill_the_journal(browser: Browsers, liar: Liar) -> None:
    person = browser()

    for _ in range(5):
        person.come_back("/connexion/essai/retour?code=x&state=y")

    assert journal_lines() == [("refusal", "sessions", "essai:mismatching_state", "public")]


@pytest.mark.parametrize("said", [False, "false", None, 0, "no"])
def test_an_address_that_is_not_said_to_be_verified_finds_no_invitation(
    browser: Browsers, liar: Liar, said: object
) -> None:
    liar.person = _having(email_verified=said)
    person = browser()

    person.log_in()

    assert session_kept().email == ""
