"""A portal of its own for a measurement: the production build, the dispatcher and the stand-ins as processes.

Scratch data, free ports, the loopback alone; nothing of it is left behind.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ciie_portal import building, clock
from ciie_portal.seeding import demonstration
from ciie_portal.settings import get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.load_data import load_data
from ciie_portal.supervising import NotStarted, Process, Supervisor
from ciie_portal.supervising import dispatcher as dispatcher_process
from ciie_portal.supervising import sandbox as sandbox_process

# Every buyer comes from 127.0.0.1: what is allowed to one address is raised, nothing else.
RAISED = {"CIIE_CODES_PER_ADDRESS_HOUR": "100000", "CIIE_SIGN_INS_PER_ADDRESS": "100000"}
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Scene:
    """The running processes. `address` is where the portal answers, `mailbox` where its messages arrive."""

    address: str
    mailbox: str
    directory: Path
    processes: dict[str, Process] = field(default_factory=dict)

    def cpu_seconds(self, name: str) -> float:
        """User and system time of a process and everything that it started."""
        return sum(cpu_of(process) for process in self._family(name))

    def memory(self, name: str) -> float:
        """Proportional set size in MiB."""
        return sum(memory_of(process) for process in self._family(name)) / 1024

    def _family(self, name: str) -> list[int]:
        running = self.processes[name].running
        return members_of(running.pid) if running is not None else []


@contextmanager
def scene(raised: dict[str, str] | None = None) -> Iterator[Scene]:
    """Starts everything, waits until it answers, and stops it at the end."""
    if not building.is_built():
        sys.exit("The pages are not built, or have changed since: make build")
    directory = Path(tempfile.mkdtemp(prefix="ciie-bench-"))
    ports = free_ports(3)
    os.environ.update(
        RAISED if raised is None else raised,
        CIIE_VAR_DIR=str(directory),
        PORT=str(ports[0]),
        CIIE_SANDBOX_URL=f"http://127.0.0.1:{ports[1]}",
        CIIE_SMTP_PORT=str(ports[2]),
    )
    get_settings.cache_clear()
    settings = get_settings()
    migrate.upgrade()
    load_data(clock.now(), with_demonstration=True)
    demonstration.seed(clock.now())
    engine.dispose()
    processes = {
        "sandbox": sandbox_process(settings),
        "portal": Process(
            "portal",
            [sys.executable, "-m", "ciie_portal", "serve"],
            f"http://{settings.bind_host}:{settings.port}/ping",
        ),
        "dispatcher": dispatcher_process(),
    }
    supervisor = Supervisor(list(processes.values()), directory / "log")
    try:
        supervisor.start()
        yield Scene(settings.public_address, settings.sandbox_url, directory, processes)
    except NotStarted as not_started:
        for log in sorted((directory / "log").glob("*.log")):
            print(log.name, log.read_text(encoding="utf-8", errors="replace")[-2000:])
        sys.exit(str(not_started))
    finally:
        supervisor.stop()
        shutil.rmtree(directory, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, different from each other."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def members_of(group: int) -> list[int]:
    """The living processes of a process group."""
    members = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = stat_of(int(entry.name))
            if fields and int(fields[2]) == group:
                members.append(int(entry.name))
    return members


def stat_of(process: int) -> list[str]:
    """The fields after the name in /proc/…/stat: state, parent, group, …"""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_of(process: int) -> float:
    fields = stat_of(process)
    return (int(fields[11]) + int(fields[12])) / TICK if fields else 0.0


def memory_of(process: int) -> int:
    """In KiB."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def machine() -> str:
    """What the figures were measured on, and how busy it was beforehand."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = " ".join(f"{load:.2f}" for load in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {total:.0f} GiB, "
        f"Python {platform.python_version()}; load of the machine before: {busy}"
    )
