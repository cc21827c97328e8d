"""The system's Chromium: `python -m tests.browser.chromium` finds or installs it, or says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",  # root may not use it; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
HOW = """No Chromium was found, and it could not be installed from here.
Install it with your system's packages (Debian and Ubuntu: apt-get install chromium), or name its program
in CHROMIUM, then run the tests again. The tests without a browser: pytest -m "not browser"
"""


def find() -> str:
    """The program, or nothing."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return shutil.which(named) or ""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


def install() -> None:
    """Debian's, where we are root and apt-get is there."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Chromium from the system's packages …", flush=True)
    for step in (
        [apt, "update", "-q"],
        [apt, "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    ):
        if subprocess.run(step, env=quietly, stdout=subprocess.DEVNULL, check=False).returncode:
            return


def main() -> int:
    if not find():
        install()
    program = find()
    if not program:
        print(HOW, file=sys.stderr)
        return 1
    print(program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
