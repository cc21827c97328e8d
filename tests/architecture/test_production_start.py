"""Under production settings no process starts with the stand-ins of the demonstration (C42)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ciie_portal.settings import ROOT

REAL = {
    "CIIE_ENVIRONMENT": "production",
    "CIIE_PUBLIC_URL": "https://buyers.example",
    "CIIE_CASHIER_URL": "https://cashier.example",
    "CIIE_CASHIER_SECRET": "a secret of the cashier",
    "CIIE_SMS_URL": "https://sms.example",
    "CIIE_SMS_SECRET": "a secret of the carrier",
    "CIIE_SMTP_HOST": "mail.example",
    "CIIE_EMAIL_SENDER": "registration@buyers.example",
}


def started(command: str, var_dir: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CIIE_VAR_DIR": str(var_dir), **settings}
    arguments = [sys.executable, "-m", "ciie_portal", command]
    return subprocess.run(
        arguments, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("command", ["run", "serve", "dispatch"])
def test_nothing_starts_with_a_stand_in(command: str, tmp_path: Path) -> None:
    ended = started(command, tmp_path, CIIE_ENVIRONMENT="production")
    assert ended.returncode == 1
    assert "must be set in production" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [("CIIE_CASHIER_URL", "http://127.0.0.1:3100"), ("CIIE_SMS_URL", "http://localhost:3100")],
)
def test_the_stand_ins_address_is_refused_by_its_setting(setting: str, value: str, tmp_path: Path) -> None:
    ended = started("serve", tmp_path, **{**REAL, setting: value})
    assert (ended.returncode, setting in ended.stderr) == (1, True)


def test_production_never_makes_its_own_keys(tmp_path: Path) -> None:
    ended = started("serve", tmp_path, **REAL)
    assert (ended.returncode, "keys file" in ended.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []
