"""The stand-ins as a process of their own, on free ports, and a merchant that notes what it is told.

`sandbox` is for everybody: one process for the whole run, with every switch off at the start of each test.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent
SECRET = "sandbox-cashier-secret"
SMS_SECRET = "sandbox-sms-secret"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(is_so: Callable[[], bool], seconds: float = 8.0) -> None:
    """Waits for something that another process does; fails when it does not come."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.03)


def is_answered(address: str) -> bool:
    """Whether a server that is starting answers there already."""
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def end(process: subprocess.Popen[bytes] | None) -> None:
    """Asks the process to stop; it is killed if it does not do so in time."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass
class Sandbox:
    """One process, its addresses, and what a person or a test may do there."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "sandbox", "--port", str(self.port)]
        command += ["--smtp-port", str(self.smtp_port), "--data-dir", str(self.data_dir)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SANDBOX_")}
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with (self.data_dir / "log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=clean, stdout=log, stderr=log)
        until(self.is_up, 20)

    def is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.data_dir / "log").read_text()
        return is_answered(f"{self.url}/health")

    def stop(self, wanted: signal.Signals = signal.SIGTERM, seconds: float = 8.0) -> int:
        """The exit status; it is killed if it does not end in time."""
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(wanted)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def get(self, address: str, **query: str) -> httpx.Response:
        return httpx.get(f"{self.url}{address}", params=query, trust_env=False)

    def post(self, address: str, **form: str) -> httpx.Response:
        return httpx.post(f"{self.url}{address}", data=form, trust_env=False)

    def switch(self, **switches: int | bool) -> None:
        httpx.post(f"{self.url}/switches.json", json=switches, trust_env=False).raise_for_status()

    def reset(self) -> None:
        self.switch(reset=True)

    def messages(self, to: str = "") -> list[dict[str, Any]]:
        """Newest first."""
        found: list[dict[str, Any]] = self.get("/mailbox.json", to=to).json()["messages"]
        return found

    def press(self, hosted_url: str, deed: str = "pay", method: str = "alipay") -> httpx.Response:
        """A person on the hosted page: pay, decline or back."""
        return httpx.post(hosted_url, data={"deed": deed, "method": method}, trust_env=False)

    def pay_once_more(self, checkout: str) -> dict[str, Any]:
        """Money for a checkout, whatever its state."""
        paid: dict[str, Any] = self.post("/stray-payment", checkout=checkout).json()
        return paid


@dataclass
class Merchant:
    """Takes notifications; `answers` are used up first, then 200."""

    url: str
    told: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@pytest.fixture(scope="session")
def sandbox_server() -> Iterator[Sandbox]:
    with tempfile.TemporaryDirectory(prefix="ciie-sandbox-") as directory:
        running = Sandbox(Path(directory))
        try:
            running.start()
            yield running
        finally:
            running.stop()


@pytest.fixture
def sandbox(sandbox_server: Sandbox) -> Iterator[Sandbox]:
    sandbox_server.reset()
    yield sandbox_server
    sandbox_server.reset()


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    class Till(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            noted.told.append((raw, dict(self.headers.items())))
            self.send_response(noted.answers.pop(0) if noted.answers else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Till)
    noted = Merchant(f"http://127.0.0.1:{server.server_port}/told")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield noted
    server.shutdown()
    thread.join()
    server.server_close()
