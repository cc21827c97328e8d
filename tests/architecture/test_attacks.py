"""The list of attacks names tests that exist: a renamed test is renamed there too."""

from __future__ import annotations

import re

import pytest

from ciie_portal.settings import ROOT

LINES = [
    line
    for line in (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| C")
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[2:5])
def test_every_attack_names_tests_that_exist(line: str) -> None:
    named = NAMED.findall(line)
    missing = [
        f"{file}::{name}"
        for file, name in named
        if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert (bool(named), missing) == (True, [])
