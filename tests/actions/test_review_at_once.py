"""C18: two reviewers decide at the same instant; one wins, one is told, one notice goes out."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ciie_portal.actions.review import Decided, approve_work_unit, reject
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.unit_review import Labelled
from ciie_portal.store.tables import Person
from tests.actions.desk_scene import a_case, events_of, notices_of, scene, unit_now
from tests.factories import NOW


def labels(people: list[Person]) -> dict[str, Labelled]:
    return {person.reference: Labelled("trader") for person in people}


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_opposite_decisions_at_once_end_in_one_decision_and_one_notice(database: str, locale: str) -> None:
    at = scene(locale)
    unit, people = a_case(at)
    outcomes = at_once(
        lambda: approve_work_unit(at.jinhua, unit.reference, 1, labels(people), NOW),
        lambda: reject(at.zhejiang, unit.reference, 1, "no", NOW),
    )
    winners = [one for one in outcomes if isinstance(one, Decided)]
    assert [one for one in outcomes if isinstance(one, Rule)] == [Rule.CHANGED_MEANWHILE]
    assert [one.status for one in winners] == [unit_now(unit.reference).status]
    assert len(notices_of(unit)) == 1
    assert len([event for event in events_of(unit) if event[1] == "under_review"]) == 1


def test_two_units_with_one_credit_code_approved_at_once_end_in_one_approval(database: str) -> None:
    at = scene()
    first, people = a_case(at, "jinhua")
    second, others = a_case(at, "ningbo")
    outcomes = at_once(
        lambda: approve_work_unit(at.jinhua, first.reference, 1, labels(people), NOW),
        lambda: approve_work_unit(at.ningbo, second.reference, 1, labels(others), NOW),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Decided", "Rule"]
    assert Rule.CREDIT_CODE_APPROVED in outcomes


def at_once(*decisions: Callable[[], object]) -> list[object]:
    """Runs the decisions in threads that start together; a refusal counts as its rule."""
    start, outcomes = threading.Barrier(len(decisions)), list[object]()

    def run(decide: Callable[[], object]) -> None:
        start.wait()
        try:
            outcomes.append(decide())
        except RuleBroken as broken:
            outcomes.append(broken.rule)

    threads = [threading.Thread(target=run, args=(decide,)) for decide in decisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes
