"""No search makes an address of a document's or a phone's number, and no tab is named after one."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote_plus

import pytest

from ciie_portal.ciie_portal import PAGES, Page
from ciie_portal.components.native_form import NativeForm
from ciie_portal.components.tab import TabTitle
from ciie_portal.domain.searched import OF_A_PERSON
from ciie_portal.i18n import in_locale
from ciie_portal.state.desk.history import HistoryState
from ciie_portal.state.desk.settings_missions import MissionSettingsState
from ciie_portal.state.desk.settings_staff import StaffState
from ciie_portal.state.desk.unit_queue import UnitQueueState
from ciie_portal.state.missions import MissionsState
from ciie_portal.state.questions import QuestionsState
from tests.state.without_browser import goes_to, opened

NUMBERS = ("13800138000", "+86 138 0013 8000", "330203198501011239", "33020319850101123X", "E12345678")
ASKING: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "units": (UnitQueueState, "narrow", ("q",)),
    "history": (HistoryState, "narrow", ("who", "reference")),
    "staff": (StaffState, "look_for", ("q",)),
    "missions of the settings": (MissionSettingsState, "look_for", ("q",)),
    "missions": (MissionsState, "narrow", ("q",)),
    "questions": (QuestionsState, "look_for", ("q",)),
}


@pytest.mark.parametrize("asking", sorted(ASKING))
@pytest.mark.parametrize("number", NUMBERS)
def test_a_search_for_a_number_of_a_person_leads_to_an_address_without_it(asking: str, number: str) -> None:
    kind, name, fields = ASKING[asking]
    state = opened(kind, "/en/desk/")
    address = unquote_plus(goes_to(getattr(state, name)(dict.fromkeys(fields, f"Ningbo {number}"))))
    assert ("Ningbo" in address, "*" in address) == (True, True)
    assert [part for part in (number, number[-6:]) if part in address] == []


def parts(page: Page) -> list[Any]:
    with in_locale("en"):
        return inside(page.build())


def test_every_form_that_becomes_an_address_refuses_such_numbers_before_it_is_sent() -> None:
    pattern = f"(?!.*{OF_A_PERSON}).*"
    searched = []
    for page in PAGES:
        for form in parts(page):
            if not isinstance(form, NativeForm) or "get" not in str(form.method):
                continue
            fields = [one for one in inside(form) if "search" in str(getattr(one, "type", ""))]
            searched.append(page.address)
            assert [one.pattern._decode() for one in fields] == [pattern]
    assert searched == ["desk/personnel", "desk/certificates", "desk/handover", "desk/money"]


def inside(part: Any) -> list[Any]:
    return [part, *(deeper for child in part.children for deeper in inside(child))]


def test_a_tab_is_named_after_a_name_or_a_reference() -> None:
    named = {str(part.naming) for page in PAGES for part in parts(page) if isinstance(part, TabTitle)}
    fields = {found for hook in named for found in re.findall(r'\?\.\["(\w+)"\]', hook)}
    assert fields == {"matter", "name", "title", "unit_name"}
