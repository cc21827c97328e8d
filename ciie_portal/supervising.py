"""Starts portal, dispatcher and stand-ins as processes, and stops them together: none is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from ciie_portal.settings import ROOT, Settings

FROZEN = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "MALLOC_ARENA_MAX": "2",  # or every thread that reads a picture keeps the room of the largest
}
GRACE = 5.0  # seconds to stop in, before a process is killed


class NotStarted(Exception):
    """A process did not come up; the message names it and its log."""


@dataclass
class Process:
    """One child: what runs, and the address that answers when it is ready (empty: none)."""

    name: str
    command: list[str]
    ready_at: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    running: subprocess.Popen[bytes] | None = None


def portal(settings: Settings) -> Process:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--factory",
        "--host",
        settings.bind_host,
    ]
    command += ["--port", str(settings.port), "--workers", "1"]
    command += ["--log-level", "warning", "ciie_portal.ciie_portal:app"]
    return Process("portal", command, f"http://{settings.bind_host}:{settings.port}/ping", FROZEN)


def dispatcher() -> Process:
    return Process("dispatcher", [sys.executable, "-m", "ciie_portal", "dispatch"])


def sandbox(settings: Settings) -> Process:
    port = str(urlsplit(settings.sandbox_url).port or 3100)
    command = [sys.executable, "-m", "sandbox", "--port", port, "--smtp-port", str(settings.smtp_port)]
    command += ["--data-dir", str(settings.var_dir / "sandbox")]
    return Process("sandbox", command, f"{settings.sandbox_url}/health")


def is_taken(host: str, port: int) -> bool:
    """Whether something listens there already: the server shares ports silently, so we ask first."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


class Supervisor:
    """Runs a handful of processes until one ends or a signal comes."""

    def __init__(self, processes: list[Process], log_dir: Path) -> None:
        self.processes = processes
        self.log_dir = log_dir
        self.stopping = threading.Event()

    def start(self) -> None:
        """Raises NotStarted."""
        self.log_dir.mkdir(parents=True, exist_ok=True)
        for process in self.processes:
            log = (self.log_dir / f"{process.name}.log").open("ab")
            process.running = subprocess.Popen(
                process.command,
                cwd=ROOT,
                env={**os.environ, **process.environment},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
            log.close()
        for process in self.processes:
            self.wait_until_ready(process)

    def wait_until_ready(self, process: Process, seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while process.ready_at and time.monotonic() < deadline and not self.stopping.is_set():
            if process.running is None or process.running.poll() is not None:
                break
            try:
                with urllib.request.urlopen(process.ready_at, timeout=2):  # noqa: S310 - our own loopback address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        if process.ready_at and not self.stopping.is_set():
            raise NotStarted(f"{process.name} did not start; see {self.log_dir / process.name}.log")

    def wait(self) -> Process | None:
        """Until a signal comes, or a process ends by itself: that one is returned."""
        while not self.stopping.wait(0.25):
            for process in self.processes:
                if process.running is not None and process.running.poll() is not None:
                    return process
        return None

    def stop(self) -> None:
        """Asks every process to stop, then kills what has not."""
        for process in self.processes:
            signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for process in self.processes:
            if process.running is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.running.wait(max(0.1, deadline - time.monotonic()))
                signal_group(process, signal.SIGKILL)
                process.running.wait()

    def listen_for_signals(self) -> None:
        def stop(_signal: int, _frame: FrameType | None) -> None:
            self.stopping.set()

        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, stop)


def signal_group(process: Process, wanted: signal.Signals) -> None:
    """To the child and everything it started."""
    if process.running is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.running.pid, wanted)
