"""What a reviewer reads beside a case is said as people say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ciie_portal.actions.claim import claim
from ciie_portal.lookups.unit_case import unit_case
from tests.actions.desk_scene import a_case, scene
from tests.factories import NOW


def test_answers_read_as_one_says_them(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, registered_capital=5_000_000, is_corps_member=False)
    shown = {
        locale: [
            answer.text
            for answer in unit_case(replace(at.jinhua, locale=locale), unit.reference, now=NOW).answers
            if answer.text in ("CNY 5,000,000", "500万元人民币", "No", "否")
        ]
        for locale in ("en", "zh")
    }
    assert shown == {"en": ["No", "No", "CNY 5,000,000"], "zh": ["否", "否", "500万元人民币"]}


def test_a_case_taken_yesterday_evening_says_so(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    midnight = NOW.replace(hour=16, minute=1)  # 00:01 in Beijing
    claim(at.jinhua, unit.reference, midnight - timedelta(minutes=6))
    assert unit_case(at.jinhua, unit.reference, now=midnight).held_by == (
        "You have had this case since 23 November, 23:55."
    )
