"""Every setting comes from the environment, prefix CIIE_ (PORT alone has none); see docs/operations.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Sizes in bytes or pixels, times in seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="CIIE_", env_ignore_empty=True)

    environment: Literal["demonstration", "production"] = "demonstration"
    port: int = Field(default=3000, validation_alias="PORT")
    bind_host: str = "127.0.0.1"
    public_url: str = ""  # empty: http://localhost:PORT
    allowed_origins: str = ""  # comma separated; empty: the public address alone
    trusted_proxy_hops: int = 0  # how many proxies in front may be believed about the caller's address

    var_dir: Path = ROOT / "var"
    database_url: str = ""  # empty: SQLite in var_dir
    redis_url: str = ""

    keys_file: Path | None = None  # empty: var_dir/keys.json, generated in the demonstration only
    password_hashing_limit: int = 2  # how many argon2 computations at once (19 MiB each)

    # the outside world
    sandbox_url: str = "http://127.0.0.1:3100"
    sms_url: str = ""  # empty: the sandbox
    sms_secret: SecretStr = SecretStr("sandbox-sms-secret")
    sms_signature: str = "进博会"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 3125
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    email_sender: str = "registration@ciie.example"
    cashier_url: str = ""  # empty: the sandbox
    cashier_secret: SecretStr = SecretStr("sandbox-cashier-secret")
    hotline: str = ""
    reconcile_seconds: int = Field(default=60, ge=1)  # how often the provider's books are compared with ours

    reminder_seconds: int = Field(default=3600, ge=1)  # how often it is looked whom to remind

    # sessions and one-time codes
    session_lifetime: int = 12 * 3600
    session_idle: int = 2 * 3600
    one_time_code_lifetime: int = 300
    one_time_code_tries: int = 5
    codes_per_contact_hour: int = 5
    codes_per_address_hour: int = 30
    codes_per_day: int = 20_000
    sign_ins_per_account: int = 10  # wrong passwords in 15 minutes
    sign_ins_per_address: int = 100
    code_entries_per_session: int = 10  # wrong invitation codes in 15 minutes
    code_entries_per_address: int = 60
    verifications_per_address: int = 60  # serials looked up in 10 minutes
    code_requests_per_contact_day: int = 10  # requests for an invitation code
    code_requests_per_address_hour: int = 60

    # the help desk, of one member of staff in 15 minutes
    help_searches: int = 120
    help_resends: int = 30
    help_checks: int = 5  # of one person's document, by anybody

    # files
    photo_max_bytes: int = 5 * 1024 * 1024
    photo_min_width: int = 480
    photo_min_height: int = 640
    licence_max_bytes: int = 2 * 1024 * 1024
    files_per_account_hour: int = 200

    # certificates on paper
    certificate_font: str = ""  # a file with Chinese characters; empty: the font that came with us
    certificate_fallback_fonts: str = ""  # comma separated files, asked for what the first one lacks

    # usual times shown to people, in days
    unit_review_days: int = 5
    code_request_days: int = 3
    personnel_review_days: int = 7
    certificate_days: int = 10
    refund_days: int = 3

    @property
    def public_address(self) -> str:
        """Scheme, host and port under which people reach the portal, without a slash at the end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def origins(self) -> list[str]:
        listed = [origin.strip().rstrip("/") for origin in self.allowed_origins.split(",") if origin.strip()]
        return listed or [self.public_address]

    @property
    def is_secure(self) -> bool:
        return self.public_address.startswith("https://")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir / 'portal.sqlite3'}"


@cache
def get_settings() -> Settings:
    """The settings of this process; tests call `get_settings.cache_clear()`."""
    return Settings()
