"""Rules 7: each kind of notice is sent by a deed, once, and tells nothing that it must not."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from sqlmodel import col, select

from ciie_portal.actions import for_the_owner
from ciie_portal.actions.answer_code_request import decline, grant
from ciie_portal.actions.ask_to_move import decline_move
from ciie_portal.actions.contacts import send_contact_code, set_second_contact
from ciie_portal.actions.hand_out_certificates import dispatch, make_ready
from ciie_portal.actions.make_certificates import make_certificates
from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.remind import remind
from ciie_portal.actions.review import approve_work_unit, reject, return_fields
from ciie_portal.actions.review_person import decide_added_person
from ciie_portal.actions.review_personnel import fail_person, pass_person
from ciie_portal.actions.sign_in import change_password
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.actions.transfer import transfer
from ciie_portal.domain import access
from ciie_portal.domain.access import SYSTEM
from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.unit_review import Labelled, LeftOut
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.jobs import dispatcher
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, CertificateRequestPerson, Edition, Notice, WorkUnit
from ciie_portal.wording.notices import sms_parts
from tests import factories
from tests.actions import buyer_scene, buyer_steps, code_request_scene, desk_scene, money_scene
from tests.actions import test_certificates as certificates
from tests.actions.booked_cashier import cashier
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    PASSWORD,
    a_buyer,
    ask_for_code,
    quick_check,
    sent_codes,
    window,
    wrong,
)
from tests.actions.test_answer_code_request import REASON, TERMS
from tests.actions.test_ask_to_move import asked as asked_to_be_moved
from tests.actions.test_remind import NOON, a_draft, an_approval
from tests.actions.test_review_personnel import paid_people
from tests.factories import NOW

__all__ = ["cashier", "quick_check", "window"]
pytestmark = pytest.mark.usefixtures("database", "cashier", "window")


def submit() -> None:
    buyer_steps.submitted(buyer_scene.buyer(buyer_scene.scene(), locale="zh"))


def return_answers() -> None:
    at = desk_scene.scene()
    unit, _ = desk_scene.a_case(at)
    return_fields(at.jinhua, unit.reference, unit.version, {"street": "Not the registered one"}, "", NOW)


def refuse() -> None:
    at = desk_scene.scene()
    unit, _ = desk_scene.a_case(at)
    reject(at.jinhua, unit.reference, unit.version, "Not in the industries", NOW)


def approve() -> None:
    at = desk_scene.scene()
    unit, people = desk_scene.a_case(at)
    labels: dict[str, Labelled | LeftOut] = {one.reference: Labelled("trader") for one in people}
    approve_work_unit(at.jinhua, unit.reference, unit.version, labels, NOW)


def leave_out() -> None:
    at = desk_scene.scene()
    statuses = (PersonStatus.WAITING_FOR_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    _, (_, added) = desk_scene.a_case(at, status=UnitStatus.APPROVED, people=statuses)
    decide_added_person(at.jinhua, added.reference, 1, LeftOut("Not of the unit"), NOW)


def move() -> None:
    at = desk_scene.scene()
    unit, _ = desk_scene.a_case(at)
    transfer(at.organiser, unit.reference, 1, "TM-3302", "Address", NOW)


def decline_to_move() -> None:
    at = desk_scene.scene()
    unit = asked_to_be_moved(at)
    decline_move(at.organiser, unit.reference, 1, "The registered address is in Jinhua.", NOW)


def pay() -> None:
    money_scene.paid(money_scene.scene())


def pass_one() -> None:
    _, (first, _), reviewer = paid_people()
    pass_person(reviewer, first.reference, first.version, now=NOW)


def fail_one() -> None:
    _, (first, _), reviewer = paid_people()
    fail_person(reviewer, first.reference, first.version, "Not admitted", now=NOW)


def refund() -> None:
    at = money_scene.scene()
    money_scene.paid(at)
    money_scene.set_status(at.people[0], PersonStatus.FAILED)
    ask_refund(at.buyer, at.people[0], NOW)
    take_notification(*money_scene.said_of_refund(money_scene.refunds()[0].key, "paid"), NOW)


def send_parcel() -> None:
    at = certificates.made()
    dispatch(at.maker, certificates.references(at.people), "顺丰速运", "SF1234567890123", now=NOW)


def set_out() -> None:
    at = certificates.made(2, DeliveryMethod.COLLECTION)
    make_ready(at.maker, certificates.references(at.people), now=NOW)


def set_out_overseas() -> None:
    with transaction() as session:
        maker = factories.staff_member(session, access.StaffRole.CERTIFICATE_MAKER)
        edition = factories.edition(session)
        unit, people = factories.approved_unit(
            session,
            edition,
            None,
            [PersonStatus.IN_PRODUCTION],
            category=Category.OVERSEAS_UNIT,
            channel=Channel.OVERSEAS,
        )
        account = session.get_one(Account, unit.account_id)
        account.mobile, account.email, account.email_key = None, EMAIL, EMAIL
        for line in session.exec(select(CertificateRequestPerson)).all():
            line.method = DeliveryMethod.COUNTER
        actor = access.staff(maker.id, access.StaffRole.CERTIFICATE_MAKER)
    make_certificates(actor, certificates.references(people), now=NOW)
    make_ready(actor, certificates.references(people), now=NOW)


def grant_code() -> None:
    at = desk_scene.scene()
    request = code_request_scene.asked(actor=code_request_scene.CHINESE)
    grant(at.jinhua, request.key, 1, TERMS, NOW)


def decline_code() -> None:
    at = desk_scene.scene()
    request = code_request_scene.asked(actor=code_request_scene.CHINESE)
    decline(at.jinhua, request.key, 1, REASON, NOW)


def remind_of_draft() -> None:
    a_draft()
    remind(SYSTEM, NOON)


def remind_of_payment() -> None:
    an_approval()
    remind(SYSTEM, NOON)


def add_second_contact() -> None:
    actor = access.buyer(a_buyer(locale="zh"), "en")  # who reads the page in English, and gets Chinese
    send_contact_code(actor, "second", EMAIL, HERE, now=NOW)
    set_second_contact(actor, EMAIL, sent_codes()[-1], now=NOW)


def close_sign_in() -> None:
    a_buyer(locale="zh")
    for _ in range(get_settings().sign_ins_per_account + 3):
        wrong()
    dispatcher.run_once(tuple(for_the_owner.WORK), "house", threading.Event())


def set_password() -> None:
    actor = access.buyer(a_buyer(locale="zh"), "zh")
    change_password(actor, PASSWORD, "orchard violin 93 gravel", now=NOW)


DEEDS: dict[NoticeKind, Callable[[], object]] = {
    NoticeKind.VERIFICATION: ask_for_code,
    NoticeKind.RECEIVED: submit,
    NoticeKind.RETURNED: return_answers,
    NoticeKind.REJECTED: refuse,
    NoticeKind.APPROVED: approve,
    NoticeKind.PAYMENT_RECEIVED: pay,
    NoticeKind.PASSED: pass_one,
    NoticeKind.FAILED: fail_one,
    NoticeKind.REFUND_PAID: refund,
    NoticeKind.DISPATCHED: send_parcel,
    NoticeKind.READY: set_out,
    NoticeKind.HOW_TO_OBTAIN: set_out_overseas,
    NoticeKind.CODE_GRANTED: grant_code,
    NoticeKind.TRANSFERRED: move,
    NoticeKind.DRAFT_REMINDER: remind_of_draft,
    NoticeKind.PAY_REMINDER: remind_of_payment,
    NoticeKind.ACCOUNT_CHANGED: add_second_contact,
    NoticeKind.CODE_REFUSED: decline_code,
    NoticeKind.MOVE_DECLINED: decline_to_move,
    NoticeKind.LEFT_OUT: leave_out,
    NoticeKind.SIGN_IN_BLOCKED: close_sign_in,
    NoticeKind.PASSWORD_CHANGED: set_password,
}


def notices(kind: NoticeKind) -> list[Notice]:
    with reading() as session:
        return list(session.exec(select(Notice).where(Notice.kind == kind).order_by(col(Notice.id))).all())


def test_no_kind_is_without_its_deed() -> None:
    assert set(DEEDS) == set(NoticeKind)


@pytest.mark.parametrize("kind", sorted(DEEDS))
def test_the_deed_sends_one_notice(
    kind: NoticeKind, monkeypatch: pytest.MonkeyPatch, quick_check: list[str | None]
) -> None:
    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW)
    DEEDS[kind]()
    (notice,) = notices(kind)
    is_overseas = kind is NoticeKind.HOW_TO_OBTAIN
    assert notice.channel is (NoticeChannel.EMAIL if is_overseas else NoticeChannel.SMS)
    assert bool(notice.subject) == is_overseas
    said = notice.masked_text
    assert re.findall(r"https?:|www\.|[0-9]{17}[0-9X]|王芳|李明|[{}]", said) == []
    assert is_overseas or (said.startswith("【进博会】") and sms_parts(said) <= 2)


def test_back_at_the_organiser_desk_the_buyer_is_told_so() -> None:
    at = desk_scene.scene()
    unit, _ = desk_scene.a_case(at)
    transfer(at.jinhua, unit.reference, 1, "", "Not ours", NOW)
    (notice,) = notices(NoticeKind.TRANSFERRED)
    assert notice.masked_text == (
        "【进博会】贵单位注册已调整至博览局受理处，原因：Not ours。请登录“采购商登录”查看。"
    )


def test_a_rejection_after_the_deadline_says_that_registration_has_closed() -> None:
    at = desk_scene.scene()
    unit, _ = desk_scene.a_case(at)
    with transaction() as session:
        edition = session.get_one(Edition, session.get_one(WorkUnit, unit.id).edition_id)
        edition.closes_at = NOW
    reject(at.jinhua, unit.reference, unit.version, "不属于展区行业", NOW)
    (notice,) = notices(NoticeKind.REJECTED)
    assert notice.masked_text == "【进博会】单位审核未通过：不属于展区行业。本届注册已截止。"
