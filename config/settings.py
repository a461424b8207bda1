"""The deployment's choices, read once from the environment."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.identity_providers import IdentityProvider, identity_providers

PROJECT = Path(__file__).parents[1]


class Settings(BaseSettings):
    """What the environment decides (`VIGIE_ENV`, `VIGIE_DATA_DIR`, `VIGIE_DATABASE_URL`, …); frozen once read."""

    model_config = SettingsConfigDict(env_prefix="VIGIE_", frozen=True, extra="ignore")

    env: Literal["demo", "production"] = "production"
    data_dir: Path = PROJECT / "var"
    database_url: str = Field(default="", description="An SQLAlchemy address; empty: one SQLite file under data_dir")
    geocoder: Literal["gazetteer", "ban"] = "gazetteer"
    geocoder_url: str = "https://data.geopf.fr/geocodage"
    public_url: str = Field(default="", description="The address that visitors type, https://…, without a path")
    cookie_secret: SecretStr = Field(default=SecretStr(""), description="Signs what the browser keeps during a login")
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]; empty: no mail",
    )
    mail_from: str = Field(default="", description="The address that mails come from")
    loopback_trial: bool = Field(default=False, description="For tests: plain HTTP, on this machine alone")
    providers: tuple[IdentityProvider, ...] = Field(default_factory=identity_providers)

    @model_validator(mode="after")
    def _complete_the_addresses(self) -> Self:
        url = self.database_url or f"sqlite:///{self.data_dir.resolve() / 'vigie.sqlite3'}"
        # Plain "postgresql://" is what hosting platforms hand out; the driver that Vigie installs is psycopg 3.
        object.__setattr__(self, "database_url", url.replace("postgresql://", "postgresql+psycopg://", 1))
        object.__setattr__(self, "public_url", self.public_url.rstrip("/"))
        return self

    @property
    def demonstration(self) -> bool:
        return self.env == "demo"


class SettingsError(ValueError):
    """A variable of the environment that means nothing here; the message is a French sentence naming it."""


@cache
def settings() -> Settings:
    """The settings of this process. Tests that change the environment call `settings.cache_clear()`.

    Raises `SettingsError` for a value that is not accepted.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(" ".join(_sentence(each) for each in error.errors())) from error


def _sentence(error: ErrorDetails) -> str:
    name = "_".join(["VIGIE", *map(str, error["loc"])]).upper()
    expected = str(error.get("ctx", {}).get("expected", error["msg"])).replace(" or ", " ou ")
    return f"{name} : « {error['input']} » n’est pas accepté ; valeurs possibles : {expected}."
