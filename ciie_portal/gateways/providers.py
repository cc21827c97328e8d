"""The providers that the settings name. Production never starts with the stand-ins of the demonstration."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import SecretStr

from ciie_portal.gateways.cashier import Cashier
from ciie_portal.gateways.email import EmailGateway
from ciie_portal.gateways.sms import SmsGateway
from ciie_portal.gateways.vault import Vault
from ciie_portal.settings import Settings, get_settings

NEEDED = (
    "cashier_url",
    "sms_url",
    "cashier_secret",
    "sms_secret",
    "smtp_host",
    "email_sender",
    "public_url",
)


class ProvidersRefused(Exception):
    """The settings would run production with a stand-in; the text names the setting."""


def sms_gateway() -> SmsGateway:
    settings = get_settings()
    return SmsGateway(settings.sms_url or settings.sandbox_url, settings.sms_secret.get_secret_value())


def email_gateway() -> EmailGateway:
    settings = get_settings()
    password = settings.smtp_password.get_secret_value()
    return EmailGateway(
        settings.smtp_host, settings.smtp_port, settings.email_sender, settings.smtp_user, password
    )


def cashier() -> Cashier:
    settings = get_settings()
    return Cashier(settings.cashier_url or settings.sandbox_url, settings.cashier_secret.get_secret_value())


def vault() -> Vault:
    return Vault(get_settings().var_dir / "vault")


def check_production(settings: Settings) -> None:
    """Raises ProvidersRefused (C42)."""
    if settings.environment != "production":
        return
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    for name in NEEDED:
        if getattr(settings, name) in (defaults[name], "", SecretStr("")):
            raise ProvidersRefused(f"CIIE_{name.upper()} must be set in production: it names a stand-in")
    for name in ("cashier_url", "sms_url"):
        address = getattr(settings, name)
        if address.rstrip("/") == settings.sandbox_url.rstrip("/") or is_this_machine(address):
            raise ProvidersRefused(f"CIIE_{name.upper()} names the stand-in of the demonstration")
    if not settings.is_secure:
        raise ProvidersRefused("CIIE_PUBLIC_URL must begin with https:// in production")


def is_this_machine(address: str) -> bool:
    """Whether a provider's address leads back here, where only a stand-in would answer."""
    host = urlsplit(address).hostname or ""
    try:
        number = ip_address(host)
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
    return number.is_loopback or number.is_unspecified
