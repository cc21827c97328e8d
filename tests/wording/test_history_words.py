"""Whatever an action records has plain words on the page of the record."""

from __future__ import annotations

import importlib
import re
from enum import StrEnum

import pytest

from ciie_portal.domain.journey import PersonEvent, UnitEvent
from ciie_portal.settings import ROOT
from ciie_portal.wording.desk_case import PERSON_EVENTS, UNIT_EVENTS
from ciie_portal.wording.history import EVENTS

ACTIONS = sorted((ROOT / "ciie_portal" / "actions").glob("*.py"))


def recorded(name: str, text: str) -> set[str]:
    """The events that a module names where it records: texts, and names that it has."""
    module = importlib.import_module(f"ciie_portal.actions.{name}")
    found = set(re.findall(r'\bevent="([a-z_]+)"', text))
    for constant in re.findall(r"\bevent=([A-Z][A-Za-z_.]+)", text):
        value: object = module
        for part in constant.split("."):
            value = getattr(value, part)
        found.add(str(value.value if isinstance(value, StrEnum) else value))
    return found


@pytest.mark.parametrize("file", ACTIONS, ids=lambda file: file.stem)
def test_what_an_action_records_has_its_words(file) -> None:  # type: ignore[no-untyped-def]
    text = file.read_text("utf-8")
    assert {event for event in recorded(file.stem, text) if event not in EVENTS} == set()


def test_what_a_reviewer_reads_of_a_case_can_be_found_in_the_record() -> None:
    told = {event.removesuffix("_there") for event in (*UNIT_EVENTS, *PERSON_EVENTS)}
    assert told - set(EVENTS) == set()


def test_every_step_of_the_journeys_has_its_words() -> None:
    assert {event.value for event in (*UnitEvent, *PersonEvent)} - set(EVENTS) == set()
