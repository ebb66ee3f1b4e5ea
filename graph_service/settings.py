"""Every setting of the service, read from the environment as ``GRAPH_SERVICE_…`` or from a ``.env`` file."""

import ipaddress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, IPvAnyNetwork, SecretStr, StringConstraints, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Role = Literal["public", "internal", "editor", "admin"]
ROLES: tuple[Role, ...] = ("public", "internal", "editor", "admin")
_empty_is_none = BeforeValidator(lambda value: None if isinstance(value, str) and not value.strip() else value)
_Told = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] | None, _empty_is_none
]  # fmt: skip
NEO4J_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class Settings(BaseSettings):
    """Settings; each field's description is its documentation."""

    model_config = SettingsConfigDict(env_prefix="GRAPH_SERVICE_", env_file=".env", extra="ignore", frozen=True)

    store: str = Field(
        "data/network.sqlite",
        description="Where the network is kept: a file path, or a Neo4j address (bolt://, neo4j+s://).",
    )
    neo4j_user: str = Field("neo4j", description="User name for Neo4j.")
    neo4j_password: SecretStr | None = Field(None, description="Password for Neo4j; empty: log in without one.")
    neo4j_database: str | None = Field(None, description="Name of the Neo4j database; empty: the server's default.")
    neo4j_certificates: Path | None = Field(
        None, description="File with the certificates to trust for encrypted Neo4j addresses; empty: the system's."
    )
    memory: Path | None = Field(
        None,
        description="File with what imports remember (mapping profiles, pairs that are not the same); "
        "empty: import.json beside the store's file, or in data/ for Neo4j.",
    )
    desk: Path | None = Field(
        None,
        description="File with rounds of asking members and answers that wait; "
        "empty: beside the store's file, or in data/ for Neo4j.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on; any but loopback needs a token.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    allowed_hosts: tuple[str, ...] = Field(
        (), description="Host names the service answers to besides loopback, as a JSON list."
    )
    token: SecretStr | None = Field(None, description="Token of the administrator; at least 16 characters.")
    tokens: dict[Role, SecretStr] = Field(
        {}, description='Tokens by role as JSON, e.g. {"internal": "…", "editor": "…"}; at least 16 characters each.'
    )
    public: bool = Field(False, description="Show public rows to readers without a token.")
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        (),
        description="Addresses or networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, "
        "as a JSON list; empty: nobody's.",
    )
    requests_per_minute: int = Field(600, ge=1, description="Most requests from one address in a minute.")
    largest_body: int = Field(5_000_000, ge=1000, description="Most bytes one request may bring.")
    log: Literal["text", "json"] = Field("text", description="Form of the log lines.")
    operator: _Told = Field(
        None,
        description="Who runs the service: name and postal address, for the pages on accessibility and data protection.",
    )
    operator_contact: _Told = Field(
        None, description="How to reach them: function mailbox, office telephone or web address, no person's."
    )
    accessibility_rule: _Told = Field(None, description="Rule on accessibility that binds the operator.")
    accessibility_checked: Annotated[date | None, _empty_is_none] = Field(
        None, description="Day the operator last checked the statement on accessibility, as 2026-11-25."
    )
    accessibility_body: _Told = Field(None, description="Body in charge of enforcing accessibility, with its contact.")
    data_protection_officer: _Told = Field(
        None, description="How to reach the data protection officer: function mailbox, no person's name."
    )
    data_protection_authority: _Told = Field(
        None, description="Supervisory authority for data protection, with its contact."
    )
    legal_basis: _Told = Field(None, description="Legal basis of the processing.")
    recipients: _Told = Field(None, description="To whom reports, maps and exports go regularly.")
    retention: _Told = Field(None, description="How long entries and backups are kept.")

    @property
    def is_neo4j(self) -> bool:
        """Whether the store is a Neo4j address."""
        return urlsplit(self.store).scheme.lower() in NEO4J_SCHEMES

    @property
    def memory_file(self) -> Path:
        """File with what imports remember."""
        return self.memory or (Path("data") if self.is_neo4j else Path(self.store).parent) / "import.json"

    @property
    def desk_file(self) -> Path:
        """File with rounds of asking and answers that wait."""
        return self.desk or (
            Path("data/desk.sqlite") if self.is_neo4j else Path(self.store).with_suffix(".desk.sqlite")
        )

    @property
    def secrets(self) -> dict[Role, str]:
        """Every token in use, by role."""
        found: dict[Role, str] = {role: secret.get_secret_value() for role, secret in self.tokens.items()}
        if self.token is not None:
            found["admin"] = self.token.get_secret_value()
        return found

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if any(len(secret) < 16 for secret in self.secrets.values()):  # noqa: PLR2004 - said in the message
            raise ValueError("a token needs at least 16 characters")
        if not self.on_loopback and not self.secrets:
            raise ValueError(f"listening on {self.host} needs GRAPH_SERVICE_TOKEN or GRAPH_SERVICE_TOKENS")
        return self
