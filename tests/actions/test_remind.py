"""Rules 7: a draft is reminded before the deadline, an approval of its payment; each once, whoever looks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from ciie_portal.actions import notices
from ciie_portal.actions import remind as reminding
from ciie_portal.actions.remind import remind
from ciie_portal.domain.access import NOBODY, SYSTEM
from ciie_portal.domain.errors import NotPermitted
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.store.engine import get_engine, reading, transaction
from ciie_portal.store.tables import Account, Checkout, Edition, Notice, Person, TradeMission, WorkUnit
from ciie_portal.wording import notices as messages
from tests import factories
from tests.actions.booked_cashier import BookedCashier, cashier
from tests.actions.money_scene import requested, scene
from tests.factories import FEE, NOW

__all__ = ["cashier"]
pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)
NOON = NOW.replace(hour=4)  # in Beijing


def a_draft(**facts: Any) -> int:
    """Begun nine days ago in an edition that closes six days after NOON."""
    with transaction() as session:
        edition = factories.edition(session, closes_at=NOON + 6 * DAY)
        account = factories.account(session, mobile="+8613800138000")
        given: dict[str, Any] = {"account_id": account.id, "created_at": NOON - 9 * DAY}
        return factories.unit(session, edition, **given | facts).id


def an_approval(days: float = 4, *statuses: PersonStatus, **edition_facts: Any) -> int:
    with transaction() as session:
        edition = factories.edition(session, **edition_facts)
        mission = factories.mission(session, "TM-3302")
        unit = factories.unit(session, edition, UnitStatus.APPROVED, mission)
        for place, status in enumerate(statuses or (PersonStatus.UNPAID,) * 2):
            number = f"3302031985010{place}1239"
            factories.person(session, unit, status, number=number, status_since=NOON - days * DAY)
        return unit.id


def told() -> list[tuple[NoticeKind, int | None]]:
    with reading() as session:
        rows = session.exec(select(Notice).order_by(col(Notice.id))).all()
    return [(row.kind, row.unit_id) for row in rows]


def texts() -> list[str]:
    with reading() as session:
        return list(session.exec(select(Notice.masked_text).order_by(col(Notice.id))).all())


def look(later: timedelta = timedelta()) -> int:
    return remind(SYSTEM, NOON + later)


def test_a_draft_is_reminded_a_week_and_two_days_before_the_deadline_once_each() -> None:
    unit = a_draft()
    assert [look(), look(), look(DAY), look(3 * DAY)] == [1, 0, 0, 0]
    assert [look(4 * DAY), look(5 * DAY), look(6 * DAY)] == [1, 0, 0]
    assert told() == [(NoticeKind.DRAFT_REMINDER, unit)] * 2
    assert texts()[0].startswith("【进博会】注册信息尚未提交，截止时间为")


@pytest.mark.parametrize(
    "facts",
    [
        {"status": UnitStatus.WITHDRAWN},
        {"created_at": NOON - DAY},  # begun after the reminder's day: it would come in the middle of the work
        {"erased_at": NOON},
    ],
    ids=["withdrawn", "begun since", "erased"],
)
def test_a_draft_that_needs_no_reminder_gets_none(facts: dict[str, object]) -> None:
    a_draft(**facts)
    assert look() == 0


def test_before_the_first_day_and_after_the_deadline_nobody_is_reminded() -> None:
    a_draft()
    assert [look(-2 * DAY), look(7 * DAY)] == [0, 0]


def test_a_disabled_account_is_left_alone() -> None:
    unit = a_draft()
    with transaction() as session:
        account = session.get_one(Account, session.get_one(WorkUnit, unit).account_id)
        account.disabled_at = NOON
    assert look() == 0


@pytest.mark.parametrize("hour", [8, 20, 23])
def test_nobody_is_woken_by_a_reminder(hour: int) -> None:
    a_draft()
    assert remind(SYSTEM, NOON + timedelta(hours=hour - 12)) == 0


def test_an_approval_is_reminded_after_three_and_ten_days_of_who_is_still_unpaid() -> None:
    unit = an_approval(2, PersonStatus.UNPAID, PersonStatus.UNPAID, PersonStatus.WITHDRAWN)
    assert [look(), look(DAY), look(DAY), look(7 * DAY)] == [0, 1, 0, 0]
    assert [look(8 * DAY), look(9 * DAY), look(20 * DAY)] == [1, 0, 0]
    assert told() == [(NoticeKind.PAY_REMINDER, unit)] * 2
    assert texts()[0] == ("【进博会】2名人员尚未缴费，缴费后方可进入人员审核。请登录“采购商登录”办理。")


def test_who_is_approved_later_is_an_occasion_of_its_own() -> None:
    unit = an_approval(11)
    assert look() == 1
    with transaction() as session:
        for person in session.exec(select(Person)).all():
            person.status = PersonStatus.WAITING_FOR_REVIEW
        row = session.get_one(WorkUnit, unit)
        factories.person(
            session, row, PersonStatus.UNPAID, number="330203199001011232", status_since=NOON - 4 * DAY
        )
    assert [look(), look()] == [1, 0]


def test_an_approval_of_long_ago_a_closed_till_and_a_past_fair_remind_nobody() -> None:
    an_approval(31)
    assert look() == 0


@pytest.mark.parametrize(
    "edition", [{"pays_until": NOON}, {"starts_on": (NOON - 3 * DAY).date(), "ends_on": (NOON - DAY).date()}]
)
def test_nobody_is_told_to_pay_where_nothing_can_be_paid(edition: dict[str, object]) -> None:
    an_approval(4, **edition)
    assert look() == 0


def test_who_is_paying_is_not_told_to_pay(cashier: BookedCashier) -> None:
    from ciie_portal.actions.pay import begin_payment  # noqa: PLC0415

    at = scene()
    with transaction() as session:
        for person in session.exec(select(Person)).all():
            person.status_since = NOON - 4 * DAY
    begin_payment(at.buyer, requested(at), NOON)
    assert look() == 0
    with transaction() as session:
        checkout = session.exec(select(Checkout)).one()
        checkout.status, checkout.closed_at = CheckoutStatus.EXPIRED, NOON
    assert look() == 1
    with reading() as session:
        subject = session.exec(select(Notice).where(Notice.kind == NoticeKind.PAY_REMINDER)).one()
    assert subject.masked_text.startswith("【进博会】3名人员尚未缴费")


def test_what_was_submitted_or_paid_since_it_was_found_is_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the page that found them and the turn to write, both units move on."""
    draft, approval = a_draft(), an_approval()
    with transaction() as session:
        session.get_one(WorkUnit, draft).status = UnitStatus.WITHDRAWN
        for person in session.exec(select(Person)).all():
            person.status = PersonStatus.WAITING_FOR_REVIEW
    monkeypatch.setattr(reminding, "_due_drafts", lambda _now: iter([[draft]]))
    monkeypatch.setattr(reminding, "_due_payments", lambda _now: iter([[approval]]))
    assert (look(), told()) == (0, [])


def test_lookers_side_by_side_remind_everybody_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "PAGE", 4)
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    with transaction() as session:
        edition = factories.edition(session, closes_at=NOON + 6 * DAY)
        for number in range(11):
            owner = factories.account(session, mobile=f"+86138001380{number:02}")
            factories.unit(session, edition, account_id=owner.id, created_at=NOON - 9 * DAY)
    written: list[int] = []
    lookers = [threading.Thread(target=lambda: written.append(look())) for _ in range(3)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert (sum(written), len(told()), len(set(told()))) == (11, 11, 11)


def test_one_that_dies_in_between_leaves_the_rest_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    first, second = a_draft(), a_draft_beside()
    dies_after = iter([False, True])
    assert remind(SYSTEM, NOON, lambda: next(dies_after)) == 1
    assert look() == 1
    assert told() == [(NoticeKind.DRAFT_REMINDER, first), (NoticeKind.DRAFT_REMINDER, second)]


def a_draft_beside() -> int:
    with transaction() as session:
        edition = session.exec(select(Edition)).one()
        owner = factories.account(session, mobile="+8613800138001")
        return factories.unit(session, edition, account_id=owner.id, created_at=NOON - 9 * DAY).id


def test_a_batch_that_fails_writes_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    a_draft(), a_draft_beside()
    before = messages.compose
    calls: list[datetime] = []

    def compose_once(*given: Any) -> object:
        calls.append(NOON)
        if len(calls) == 2:
            raise ConnectionError
        return before(*given)

    with monkeypatch.context() as patch:
        patch.setattr(notices, "compose", compose_once)
        with pytest.raises(ConnectionError):
            look()
    assert told() == []
    assert look() == 2


def test_the_email_of_an_overseas_unit_names_the_sum() -> None:
    at = scene(is_overseas=True)
    with transaction() as session:
        session.get_one(Account, at.buyer.account_id).locale = "en"
        for person in session.exec(select(Person)).all():
            person.status_since = NOON - 4 * DAY
    assert look() == 1
    assert f"CNY {3 * FEE / 100:.2f} in total" in texts()[0]


def test_only_the_system_reminds() -> None:
    with pytest.raises(NotPermitted):
        remind(NOBODY, NOON)


@pytest.mark.parametrize("kind", [NoticeKind.DRAFT_REMINDER, NoticeKind.PAY_REMINDER])
def test_many_reminders_take_no_more_statements_than_few(kind: NoticeKind) -> None:
    """They are written in batches: what one costs, another forty cost together."""
    said: list[int] = []
    with transaction() as session:
        edition = factories.edition(session, closes_at=NOON + 6 * DAY)
        mission = factories.mission(session, "TM-3302")
    for count in (2, 40):
        with transaction() as session:
            for number in range(count):
                owner = factories.account(session, mobile=f"+861380{count:02}{number:05}")
                due(session, edition, mission, owner, kind, f"{count}{number:02}")
        with statements() as counted:
            assert look() == count
        said.append(len(counted))
    assert said[0] == said[1]


def due(
    session: Session,
    edition: Edition,
    mission: TradeMission,
    owner: Account,
    kind: NoticeKind,
    serial: str,
) -> None:
    if kind is NoticeKind.DRAFT_REMINDER:
        factories.unit(session, edition, account_id=owner.id, created_at=NOON - 9 * DAY)
        return
    facts: dict[str, Any] = {"account_id": owner.id, "credit_code": f"91330203{serial:0>10}"}
    unit = factories.unit(session, edition, UnitStatus.APPROVED, mission, **facts)
    number = f"33020319850{serial:0>6}9"
    factories.person(session, unit, PersonStatus.UNPAID, number=number, status_since=NOON - 4 * DAY)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the writing connection is asked to do meanwhile."""
    heard: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    event.listen(get_engine(), "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(get_engine(), "before_cursor_execute", listen)
