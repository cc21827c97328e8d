"""Q10: the dashboard changes by itself, sends only what changed, and does not prolong the session."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from ciie_portal.domain.access import Actor, buyer
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.gateways.cashier import Transaction
from ciie_portal.lookups.shapes.progress import ProgressPage
from ciie_portal.state.buyer.certificates import CertificatesState
from ciie_portal.state.buyer.progress import WHOLE_UNIT, ProgressState
from ciie_portal.state.buyer.refund import RefundState
from ciie_portal.state.guard import acting, polling_events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Checkout, Person, Refund, WorkUnit
from tests import factories
from tests.actions import money_scene
from tests.actions.money_scene import BookedCashier, count, scene
from tests.lookups.buyer_scene import a_unit, change
from tests.state.without_browser import goes_to
from tests.state.without_browser import opened as at_address

cashier = money_scene.cashier


def press(actor: Actor, state: Any, handler: str, *args: object) -> list[Any]:
    """What a handler answers when this actor presses it."""

    async def run() -> list[Any]:
        acting.set(actor)
        answer = type(state).event_handlers[handler].fn(state, *args)
        if hasattr(answer, "__aiter__"):
            return [one async for one in answer if one is not None]
        if asyncio.iscoroutine(answer):
            answer = await answer
        return [] if answer is None else [answer]

    return asyncio.run(run())


def opened(actor: Actor, kind: Any) -> Any:
    state = kind(_reflex_internal_init=True)
    press(actor, state, "open_page")
    return state


def test_reading_again_by_itself_does_not_prolong_the_session() -> None:
    for state in (ProgressState, CertificatesState, RefundState):
        assert f"{state.get_full_name()}.read_again" in polling_events()
        assert f"{state.get_full_name()}.open_page" not in polling_events()


def test_a_decision_shows_without_a_reload(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.WAITING_FOR_REVIEW)
    state = opened(actor, ProgressState)
    assert state.page.now.title == "Waiting for review"
    change(persons[0], status=PersonStatus.IN_PRODUCTION)
    press(actor, state, "read_again")
    assert state.page.now.title == "Certificate being made"


def test_nothing_is_sent_where_nothing_changed(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.WAITING_FOR_REVIEW)
    state = opened(actor, ProgressState)
    state._clean()
    before = state.page
    press(actor, state, "read_again")
    assert state.page == before
    assert "page" not in state.dirty_vars


def test_a_stranger_reads_nothing(database: str) -> None:
    a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        stranger = buyer(factories.account(session).id, "en")
    state = opened(stranger, ProgressState)
    assert (state.page, state.is_loaded, state.trouble != "") == (ProgressPage(), False, True)


def test_withdrawing_a_person_is_confirmed_first(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, PersonStatus.UNPAID)
    state = opened(actor, ProgressState)
    press(actor, state, "leave")
    assert statuses(persons) == [PersonStatus.UNPAID, PersonStatus.UNPAID]
    press(actor, state, "ask_to_leave", persons[0].reference)
    press(actor, state, "leave")
    assert statuses(persons) == [PersonStatus.WITHDRAWN, PersonStatus.UNPAID]
    assert (state.leaving, [one.badge for one in state.page.people]) == ("", ["Withdrawn", "Unpaid"])


@pytest.mark.parametrize("reference", ["P-00000000", "", None, {}, 7])
def test_somebody_who_is_not_there_opens_no_dialog(database: str, reference: object) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    state = opened(actor, ProgressState)
    press(actor, state, "ask_to_leave", reference)
    assert state.leaving == ""


def test_the_whole_unit_is_withdrawn(database: str) -> None:
    actor, unit, _ = a_unit(UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    state = opened(actor, ProgressState)
    press(actor, state, "ask_to_leave", WHOLE_UNIT)
    press(actor, state, "leave")
    with reading() as session:
        assert session.get_one(WorkUnit, unit.id).status is UnitStatus.WITHDRAWN
    assert state.page.now.who == "Closed"


def form(*people: str, **answers: str) -> dict[str, str]:
    given = {
        "all.method": "express",
        "all.recipient": "陈静",
        "all.mobile": "13800138000",
        "all.division_code": "330203",
        "all.street": "中山西路1号",
        "all.is_valid_six_months": "on",
    }
    return {f"{person}.people": "on" for person in people} | given | answers


def test_pressing_pay_twice_opens_one_checkout(cashier: BookedCashier) -> None:
    at = scene()
    state = opened(at.buyer, CertificatesState)
    first = press(at.buyer, state, "pay", form(*at.people))
    second = press(at.buyer, state, "pay", form(*at.people))
    assert (count(Checkout), len(cashier.checkouts)) == (1, 1)
    assert [str(where.args) for where in first] == [str(where.args) for where in second]
    assert (state.page.request.is_confirming, state.is_busy) == (True, False)


def test_what_is_wrong_with_the_common_address_is_said_once(cashier: BookedCashier) -> None:
    at = scene()
    state = opened(at.buyer, CertificatesState)
    press(at.buyer, state, "pay", form(*at.people, **{"all.street": "", "all.is_valid_six_months": ""}))
    assert [problem.field for problem in state.problems] == ["all.street", "all.is_valid_six_months"]
    assert count(Checkout) == 0


def test_each_person_may_have_a_delivery_of_their_own(cashier: BookedCashier) -> None:
    at = scene()
    state = opened(at.buyer, CertificatesState)
    press(at.buyer, state, "choose_each", "each")
    press(at.buyer, state, "pay", {f"{at.people[0]}.people": "on", f"{at.people[0]}.method": "collection"})
    assert [(one.how, one.goes_to) for one in state.page.request.deliveries] == [("交易团统一领取", "")]


def test_the_total_follows_who_is_ticked(cashier: BookedCashier) -> None:
    at = scene()
    state = opened(at.buyer, CertificatesState)
    assert state.deed == "缴费 ¥600.00"
    press(at.buyer, state, "tick", at.people[0], False)
    press(at.buyer, state, "tick", "P-00000000", True)
    assert (state.deed, state.sum_line) == ("缴费 ¥400.00", "2人 × ¥200.00")


def test_asking_for_the_result_settles_what_no_notification_told(cashier: BookedCashier) -> None:
    at = scene()
    state = opened(at.buyer, CertificatesState)
    press(at.buyer, state, "pay", form(*at.people))
    press(at.buyer, state, "check_result")
    assert state.trouble != ""
    pay_at_the_cashier(cashier)
    press(at.buyer, state, "check_result")
    assert (state.told, state.trouble, state.page.request.reference) == ("paid", "", "")
    assert set(money_scene.statuses(at)) == {PersonStatus.WAITING_FOR_REVIEW}


def pay_at_the_cashier(cashier: BookedCashier) -> None:
    key, checkout = next(iter(cashier.checkouts.items()))
    checkout["status"] = "paid"
    cashier.paid.append(
        Transaction("tx_9", checkout["id"], key, checkout["amount_minor"], "CNY", "wechat", factories.NOW)
    )


def test_a_refund_is_confirmed_once(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.FAILED, PersonStatus.FAILED)
    state = opened(actor, RefundState)
    press(actor, state, "confirm")
    assert count(Refund) == 0
    press(actor, state, "ask")
    press(actor, state, "confirm")
    press(actor, state, "confirm")
    assert count(Refund) == 2
    assert statuses(persons) == [PersonStatus.REFUND_REQUESTED] * 2
    assert (state.trouble, state.page.askable) == ("", ())


def statuses(persons: list[Person]) -> list[PersonStatus]:
    with reading() as session:
        wanted = [person.id for person in persons]
        rows = session.exec(select(Person).order_by(Person.id)).all()
        return [row.status for row in rows if row.id in wanted]


def test_who_left_for_the_payment_in_english_comes_back_to_english(
    database: str, cashier: BookedCashier
) -> None:
    """The payment page leads back in the account's language, which is the same for every tab."""
    actor, _, (person,) = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    state = at_address(CertificatesState, "/en/certificates/")
    press(actor, state, "open_page")
    chosen = {f"{person.reference}.people": "on", "all.method": "collection"}
    left = press(actor, state, "pay", chosen)
    assert "pay" in goes_to(left[-1])
    state.router = at_address(CertificatesState, "/zh/certificates/?paid=CR-1").router
    (led,) = press(replace(actor, locale="zh"), state, "open_page")
    assert goes_to(led) == "/en/certificates/?paid=CR-1"
    assert press(replace(actor, locale="zh"), state, "open_page") == []
