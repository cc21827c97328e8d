"""The real stand-ins over HTTP and SMTP, and a database that the processes of a test share."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ciie_portal.settings import ROOT
from tests.conftest import use_settings
from tests.sandbox_process import Merchant, Sandbox, merchant, sandbox, sandbox_server

__all__ = ["merchant", "sandbox", "sandbox_server"]
Start = Callable[..., subprocess.Popen[str]]


def point_at(patch: pytest.MonkeyPatch, sandbox: Sandbox, merchant: Merchant) -> None:
    """The portal's providers are the stand-ins; what they notify lands with the merchant."""
    public_url = merchant.url.removesuffix("/told")
    use_settings(patch, sandbox_url=sandbox.url, smtp_port=sandbox.smtp_port, public_url=public_url)
    patch.setenv("CIIE_RECONCILE_SECONDS", "3600")


@pytest.fixture
def outside(database: str, sandbox: Sandbox, merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The stand-ins that all tests share."""
    point_at(monkeypatch, sandbox, merchant)
    return sandbox


@pytest.fixture
def empty_outside(
    database: str, tmp_path: Path, merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sandbox]:
    """Stand-ins with empty books: a comparison finds nothing of other tests."""
    sandbox = Sandbox(tmp_path / "sandbox")
    sandbox.start()
    point_at(monkeypatch, sandbox, merchant)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def start(database: str) -> Iterator[Start]:
    """Starts a dispatcher process; `first` runs in it before, such as what makes it die."""
    running: list[subprocess.Popen[str]] = []

    def dispatcher(first: str = "", **settings: object) -> subprocess.Popen[str]:
        program = f"{first}\nfrom ciie_portal.jobs.dispatcher import main\nmain()"
        named = {f"CIIE_{name.upper()}": str(value) for name, value in settings.items()}
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, **named},
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        threading.Thread(target=lambda: drain(process), daemon=True).start()
        return process

    yield dispatcher
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def drain(process: subprocess.Popen[str]) -> None:
    """What it logs goes to the test's own output."""
    assert process.stderr is not None
    for line in process.stderr:
        sys.stderr.write(line)
    process.stderr.close()
