"""Production never starts with the stand-ins of the demonstration, and says which setting it is (C42)."""

from __future__ import annotations

from typing import Any

import pytest

from ciie_portal.gateways import providers
from ciie_portal.gateways.providers import ProvidersRefused, check_production
from ciie_portal.settings import Settings

REAL: dict[str, Any] = {
    "environment": "production",
    "public_url": "https://registration.fair.example",
    "cashier_url": "https://pay.provider.example",
    "cashier_secret": "0f3c9a",
    "sms_url": "https://sms.provider.example",
    "sms_secret": "7be1d2",
    "smtp_host": "mail.fair.example",
    "email_sender": "no-reply@fair.example",
}


def test_production_with_real_providers_starts() -> None:
    assert check_production(Settings(**REAL)) is None


def test_the_demonstration_starts_with_the_stand_ins() -> None:
    assert check_production(Settings()) is None


@pytest.mark.parametrize("name", sorted(set(REAL) - {"environment"}))
def test_production_without_one_of_them_names_it(name: str) -> None:
    settings = Settings(**{key: value for key, value in REAL.items() if key != name})
    with pytest.raises(ProvidersRefused, match=f"CIIE_{name.upper()}"):
        check_production(settings)


@pytest.mark.parametrize("name", ["cashier_url", "sms_url"])
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:3100",
        "http://127.0.0.1:3100/",
        "http://127.9.9.9:3100",
        "http://localhost:3100",
        "http://sandbox.localhost:3100",
        "http://[::1]:3100",
        "http://0.0.0.0:3100",
        "nonsense",
    ],
)
def test_production_with_a_stand_in_names_the_setting(name: str, address: str) -> None:
    with pytest.raises(ProvidersRefused, match=f"CIIE_{name.upper()}"):
        check_production(Settings(**{**REAL, name: address}))


@pytest.mark.parametrize("name", ["cashier_secret", "sms_secret"])
def test_production_with_an_empty_secret_names_the_setting(name: str) -> None:
    with pytest.raises(ProvidersRefused, match=f"CIIE_{name.upper()}"):
        check_production(Settings(**{**REAL, name: ""}))


def test_production_without_encryption_on_the_way_names_the_address() -> None:
    with pytest.raises(ProvidersRefused, match="CIIE_PUBLIC_URL"):
        check_production(Settings(**{**REAL, "public_url": "http://registration.fair.example"}))


def test_the_demonstration_s_providers_are_the_stand_ins() -> None:
    sandbox = Settings().sandbox_url
    assert providers.cashier().client.base == f"{sandbox}/cashier/v1"
    assert providers.sms_gateway().client.base == sandbox
    assert (providers.email_gateway().host, providers.email_gateway().port) == ("127.0.0.1", 3125)
