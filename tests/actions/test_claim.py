"""A claim says who is at work on a case; the next case goes to one reviewer only."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from ciie_portal.actions.claim import Claimed, claim, claim_next, release
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.unit_review import CLAIM_LASTS
from tests.actions.desk_scene import a_case, refusal, scene, unit_now
from tests.factories import NOW


def test_the_second_reviewer_is_told_who_is_there(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    assert claim(at.jinhua, unit.reference, NOW) == Claimed(is_mine=True)
    assert claim(at.zhejiang, unit.reference, NOW) == Claimed(is_mine=False, held_by="Reviewer 11")
    assert unit_now(unit.reference).claimed_by == at.jinhua.staff_id
    assert unit_now(unit.reference).version == 1


def test_a_claim_lapses(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    claim(at.jinhua, unit.reference, NOW)
    assert claim(at.zhejiang, unit.reference, NOW + CLAIM_LASTS) == Claimed(is_mine=True)


def test_only_ones_own_claim_is_given_back(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    claim(at.jinhua, unit.reference, NOW)
    release(at.zhejiang, unit.reference, NOW)
    assert unit_now(unit.reference).claimed_by == at.jinhua.staff_id
    release(at.jinhua, unit.reference, NOW)
    assert unit_now(unit.reference).claimed_by is None


def test_what_is_not_under_review_or_not_in_scope_is_not_claimed(database: str) -> None:
    at = scene()
    approved, _ = a_case(at, status=UnitStatus.APPROVED, people=())
    waiting, _ = a_case(at)
    for actor, reference, expected in (
        (at.jinhua, approved.reference, Rule.STEP_NOT_POSSIBLE),
        (at.ningbo, waiting.reference, Rule.NOT_FOUND),
    ):
        with pytest.raises(RuleBroken) as broken:
            claim(actor, reference, NOW)
        assert refusal(broken) is expected


def test_the_next_case_is_the_oldest_that_nobody_holds(database: str) -> None:
    at = scene()
    older, _ = a_case(at, status_since=NOW - timedelta(days=9))
    younger, _ = a_case(at, status_since=NOW - timedelta(days=2), credit_code=None)
    a_case(at, "ningbo", status_since=NOW - timedelta(days=30), credit_code=None)
    claim(at.zhejiang, older.reference, NOW)
    assert claim_next(at.jinhua, NOW) == younger.reference
    assert claim_next(at.jinhua, NOW) == younger.reference
    assert claim_next(at.yiwu, NOW) == ""


def test_two_reviewers_asking_at_once_get_different_cases(database: str) -> None:
    at = scene()
    references = {a_case(at, credit_code=None)[0].reference for _ in range(2)}
    start, taken = threading.Barrier(2), list[str]()

    def ask(actor: object) -> None:
        start.wait()
        taken.append(claim_next(actor, NOW))  # type: ignore[arg-type]

    threads = [threading.Thread(target=ask, args=(actor,)) for actor in (at.jinhua, at.zhejiang)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert set(taken) == references
