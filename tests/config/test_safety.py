"""A server does not open its doors with settings that would betray its visitors."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.identity_providers import identity_providers
from config.safety import UnsafeSettings, require_safe
from config.settings import PROJECT, Settings

SAFE = {
    "VIGIE_ENV": "production",
    "VIGIE_PUBLIC_URL": "https://vigie.exemple.fr",
    "VIGIE_COOKIE_SECRET": "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa",
    "VIGIE_OIDC_PROCONNECT_ISSUER": "https://identite.exemple.fr/api/v2",
    "VIGIE_OIDC_PROCONNECT_CLIENT_ID": "vigie",
    "VIGIE_OIDC_PROCONNECT_CLIENT_SECRET": "secret-du-fournisseur",
}
LOOPBACK = {
    "VIGIE_LOOPBACK_TRIAL": "true",
    "VIGIE_PUBLIC_URL": "http://127.0.0.1:8501",
    "VIGIE_OIDC_PROCONNECT_ISSUER": "http://127.0.0.1:9000",
}


def _settings(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> Settings:
    for name in [name for name in os.environ if name.startswith("VIGIE_")]:
        monkeypatch.delenv(name)
    for name, value in (SAFE | changed).items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return Settings()


def test_a_server_with_a_secret_https_and_a_provider_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(monkeypatch)

    require_safe(settings, listens_on="0.0.0.0")

    assert [provider.name for provider in settings.providers] == ["proconnect"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"VIGIE_COOKIE_SECRET": None}, "VIGIE_COOKIE_SECRET manque"),
        ({"VIGIE_COOKIE_SECRET": "changeme"}, "trop facile à deviner"),
        ({"VIGIE_COOKIE_SECRET": "changeme" * 8}, "trop facile à deviner"),
        ({"VIGIE_PUBLIC_URL": None}, "VIGIE_PUBLIC_URL manque"),
        ({"VIGIE_PUBLIC_URL": "http://vigie.exemple.fr"}, "doit commencer par https"),
        ({"VIGIE_PUBLIC_URL": "http://127.0.0.1:8501"}, "doit commencer par https"),
        ({"VIGIE_PUBLIC_URL": "https://vigie.exemple.fr/page"}, "sans chemin"),
        ({"VIGIE_OIDC_PROCONNECT_ISSUER": "http://identite.exemple.fr"}, "ISSUER doit commencer par https"),
        (LOOPBACK | {"VIGIE_PUBLIC_URL": "http://vigie.exemple.fr"}, "qu’aux essais sur cette machine"),
        (LOOPBACK | {"VIGIE_OIDC_PROCONNECT_ISSUER": "http://identite.exemple.fr"}, "ISSUER doit commencer par https"),
        ({"VIGIE_ENV": "demo"}, "porte de démonstration est ouverte"),
    ],
)
def test_an_unsafe_server_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str | None], sentence: str
) -> None:
    settings = _settings(monkeypatch, **changed)

    with pytest.raises(UnsafeSettings, match=sentence):
        require_safe(settings)


def test_without_a_provider_nobody_could_log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: None for name in SAFE if "_OIDC_" in name}

    with pytest.raises(UnsafeSettings, match="aucun fournisseur"):
        require_safe(_settings(monkeypatch, **without))


def test_the_demonstration_does_not_open_at_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: None for name in SAFE if "_OIDC_" in name}

    with pytest.raises(UnsafeSettings, match="porte de démonstration"):
        require_safe(_settings(monkeypatch, **without, VIGIE_ENV="demo"))


def test_plain_http_is_for_trials_whose_every_address_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(monkeypatch, **LOOPBACK)

    require_safe(settings, listens_on="127.0.0.1")

    with pytest.raises(UnsafeSettings, match="adresse d’écoute"):
        require_safe(settings, listens_on="0.0.0.0")


def test_no_secret_is_written_when_settings_are(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(monkeypatch)

    written = f"{settings!r} {settings.model_dump_json()}"

    assert SAFE["VIGIE_COOKIE_SECRET"] not in written
    assert SAFE["VIGIE_OIDC_PROCONNECT_CLIENT_SECRET"] not in written


@pytest.mark.parametrize("missing", ["ISSUER", "CLIENT_ID", "CLIENT_SECRET"])
def test_a_provider_without_what_it_needs_is_named(missing: str) -> None:
    given = {name: value for name, value in SAFE.items() if not name.endswith(f"_PROCONNECT_{missing}")}

    with pytest.raises(ValueError, match=f"VIGIE_OIDC_PROCONNECT_{missing}"):
        identity_providers(given)


def test_several_providers_stand_side_by_side() -> None:
    second = {name.replace("PROCONNECT", "AGENTS"): value for name, value in SAFE.items()}

    found = identity_providers(SAFE | second | {"VIGIE_OIDC_AGENTS_LABEL": "l’annuaire des agents"})

    assert [(each.name, each.label) for each in found] == [
        ("agents", "l’annuaire des agents"),
        ("proconnect", "Proconnect"),
    ]


@pytest.mark.parametrize(
    "command", [["-m", "dashboard", "--port", "0"], ["-m", "uvicorn", "dashboard.server:application"]]
)
def test_no_program_serves_the_application_in_production_without_a_secret(command: list[str], tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
    environment |= {"VIGIE_ENV": "production", "VIGIE_DATA_DIR": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    if "uvicorn" in command:
        command = [*command, "--port", "0"]

    done = subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    assert "VIGIE_COOKIE_SECRET manque" in done.stderr
