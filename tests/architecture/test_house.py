"""The house stays a house: short files, floors that nobody jumps, a framework used as far as we chose."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciie_portal.settings import ROOT

LONGEST = 300
FOLDERS = ("ciie_portal", "sandbox", "tests", "benchmarks")
VAGUE = {"utils", "util", "common", "helpers", "helper", "base", "manager", "misc"}
# of `rx`: what pulls Radix Themes into every page, runs text as code, or opens a door that we keep shut
UNWANTED = frozenset(
    """
    accordion alert_dialog avatar badge box button call_script callout card center checkbox
    code_block container data_table dialog download drawer flex grid heading hstack icon
    icon_button input link markdown popover progress radio radix run_script scroll_area select
    skeleton slider spinner stack switch table tabs text text_area theme theme_panel toast
    tooltip upload upload_files vstack
    """.split()  # noqa: SIM905
)
STORED_IN_THE_BROWSER = frozenset({"Cookie", "LocalStorage", "SessionStorage"})


def python_files(*folders: str) -> list[Path]:
    found = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    assert found
    return found


def told(file: Path) -> str:
    return str(file.relative_to(ROOT))


def used_of_the_framework(file: Path) -> Iterator[str]:
    """Every name after `rx.` in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "rx":
            yield node.attr


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {told(file): len(file.read_text("utf-8").splitlines()) for file in python_files(*FOLDERS)}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_file_is_named_after_nothing() -> None:
    assert [told(file) for file in python_files(*FOLDERS) if file.stem in VAGUE] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        told(file)
        for file in python_files("ciie_portal", "sandbox")
        if file.stat().st_size and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_nobody_imports_from_a_floor_above() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    ended = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    "unwanted", [UNWANTED, STORED_IN_THE_BROWSER], ids=["foreign look", "stored in browser"]
)
def test_no_page_or_state_uses_what_we_left_out_of_the_framework(unwanted: frozenset[str]) -> None:
    used = [
        f"{told(file)}: rx.{name}"
        for file in python_files("ciie_portal")
        for name in used_of_the_framework(file)
        if name in unwanted
    ]
    assert used == []


def test_nobody_imports_a_component_library_of_the_framework() -> None:
    heads = (
        "reflex_components_radix",
        "reflex.components.radix",
        "reflex_components_sonner",
        "reflex_components_lucide",
    )
    offenders = [
        told(file)
        for file in python_files("ciie_portal")
        if any(head in file.read_text(encoding="utf-8") for head in heads)
    ]
    assert offenders == []


def test_only_the_clock_reads_the_time() -> None:
    readers = []
    for file in python_files("ciie_portal"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and ast.unparse(node.func) in (
                "datetime.now",
                "datetime.utcnow",
                "date.today",
                "time.time",
            ):
                readers.append(told(file))
    # the signature of a call carries the instant of the call, for the provider to compare
    assert readers == ["ciie_portal/clock.py", "ciie_portal/gateways/signed_http.py"]
