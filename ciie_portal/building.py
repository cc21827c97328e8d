"""Builds the pages once; a digest of everything that shapes them says whether that is still good."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from ciie_portal.routes import LOCALES
from ciie_portal.settings import ROOT

WEB = ROOT / ".web"
BUILT = WEB / "build" / "client"
STAMP = WEB / "built.digest"
LOG = ROOT / "var" / "build.log"
SHAPES_THE_PAGES = (
    "ciie_portal/**/*.py",
    "ciie_portal/**/*.po",
    "assets/**/*",
    "reflex.lock/*",
    "rxconfig.py",
    ".npmrc",
)
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}


class BuildFailed(Exception):
    """The pages could not be built; the message says where to read why."""


def digest() -> str:
    """One number for every file that the pages are made of."""
    seen = hashlib.sha256(sys.version.encode())
    files = {file for pattern in SHAPES_THE_PAGES for file in ROOT.glob(pattern) if file.is_file()}
    for file in sorted(files):
        seen.update(str(file.relative_to(ROOT)).encode())
        seen.update(file.read_bytes())
    return seen.hexdigest()


def is_built() -> bool:
    return STAMP.is_file() and BUILT.is_dir() and STAMP.read_text(encoding="utf-8") == digest()


def build() -> None:
    """Compiles and bundles the pages. Raises BuildFailed."""
    STAMP.unlink(missing_ok=True)
    locks = {file: file.read_text(encoding="utf-8") for file in (ROOT / "reflex.lock").glob("*.json")}
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w", encoding="utf-8") as log:
        ended = subprocess.run(
            [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"],
            cwd=ROOT,
            env=build_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode or not (BUILT / "en.html").is_file():
        raise BuildFailed(f"The pages could not be built; see {LOG.relative_to(ROOT)}.")
    name_the_languages()
    keep_as_written(locks)
    STAMP.write_text(digest(), encoding="utf-8")  # afterwards: the build may have completed the lock


def keep_as_written(locks: dict[Path, str]) -> None:
    """The framework writes its lock in an order of its own; what says the same stays as it was."""
    for file, text in locks.items():
        if json.loads(file.read_text(encoding="utf-8")) == json.loads(text):
            file.write_text(text, encoding="utf-8")


def build_environment() -> dict[str, str]:
    """Node comes from the package index, beside the interpreter; the port is never baked in."""
    environment = {name: value for name, value in os.environ.items() if name != "PORT"}
    environment.update(
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        REFLEX_USE_NPM="1",
        REFLEX_TELEMETRY_ENABLED="false",
        REFLEX_CHECK_LATEST_VERSION="false",
    )
    return environment


def name_the_languages() -> None:
    """Writes each page's language into its `<html lang>`, for readers without scripts."""
    for locale in LOCALES:
        for page in [BUILT / f"{locale}.html", *(BUILT / locale).rglob("*.html")]:
            if not page.is_file():
                continue
            html = page.read_text(encoding="utf-8")
            named = html.replace('<html lang="en"', f'<html lang="{LANGUAGE_TAGS[locale]}"', 1)
            if named != html:
                page.write_text(named, encoding="utf-8")
                page.with_name(f"{page.name}.br").unlink(missing_ok=True)
                packed = gzip.compress(named.encode(), 9, mtime=0)
                page.with_name(f"{page.name}.gz").write_bytes(packed)
