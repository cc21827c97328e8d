"""The help desk's screen: what to say in both languages, the journey in full, identity data masked (J9)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from ciie_portal.actions.help_callers import note_call
from ciie_portal.actions.notices import tell
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.certificate import ParcelStatus
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.lookups.help_desk import help_desk_screen
from ciie_portal.lookups.shapes.help_desk import CallerCase, HelpDesk
from ciie_portal.security import new_key
from ciie_portal.store import events, outbox
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Certificate, NoticeState, Parcel, Person, ReturnedField, WorkUnit
from tests import factories
from tests.factories import NOW
from tests.lookups.buyer_scene import a_unit

APPROVED, UNDER_REVIEW = UnitStatus.APPROVED, UnitStatus.UNDER_REVIEW
SECRETS = ("330203198501010001", "0001", "王芳", "Wang Fang", "13900139000", "13800138000", "陈静")


def clerk(locale: str = "en") -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, StaffRole.HELP_DESK, name="Clerk 04")
        return access.staff(row.id, StaffRole.HELP_DESK, None, locale, "Clerk 04")


def case_of(unit: WorkUnit, person: Person | None = None, locale: str = "en") -> CallerCase:
    opened = (unit.reference, person.reference if person else "")
    desk = help_desk_screen(clerk(locale), [opened], "mobile", False, opened, now=NOW)
    (case,) = desk.case
    return case


def test_the_sentence_stands_in_both_languages_whatever_the_clerk_reads(database: str) -> None:
    _, unit, _ = a_unit(APPROVED, *[PersonStatus.UNPAID] * 3)
    said = {(case.says_zh, case.says_en) for case in (case_of(unit), case_of(unit, locale="zh"))}
    assert said == {
        (
            "贵单位已审核通过，3名人员待缴费，请登录后完成缴费。",
            "Your unit is approved; the fee for 3 people is open. Please sign in and pay.",
        )
    }


def test_each_language_names_the_mission_in_its_own_words(database: str) -> None:
    _, unit, _ = a_unit(UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    case = case_of(unit)
    assert (case.says_zh, case.says_en) == (
        "浙江交易团已于11月21日收到贵单位的注册信息，一般5日内完成审核，目前无需操作。",
        "Zhejiang Trade Mission has had your registration since 21 November; the review usually takes 5 days,"
        " and nothing is needed from you.",
    )
    assert (case.family, case.holder) == ("them", "With Zhejiang Trade Mission since 21 November")


@pytest.mark.parametrize("days", [5, 6, 17])
def test_a_review_longer_than_the_goal_is_said_and_the_clerk_knows_what_to_do(
    database: str, days: int
) -> None:
    _, unit, _ = a_unit(UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    with transaction() as session:
        row = session.get_one(WorkUnit, unit.id)
        row.status_since = NOW - timedelta(days=days)
    cases = [case_of(unit, locale=locale) for locale in ("en", "zh")]
    is_late = days > 5
    assert ["longer than planned" in case.says_en for case in cases] == [is_late] * 2
    assert ["已超过预计时间" in case.says_zh for case in cases] == [is_late] * 2
    assert ["一般5日内完成" in case.says_zh for case in cases] == [not is_late] * 2
    todo = "; the goal is 5 days. Note the call and ask Zhejiang Trade Mission to decide."
    assert cases[0].late == (f"Waiting for {days} days{todo}" if is_late else "")
    assert cases[1].late == (
        f"已等{days}天，目标为5天。请记录来电，并联系浙江交易团催办。" if is_late else ""
    )


def test_a_unit_without_a_mission_is_with_the_organiser_desk(database: str) -> None:
    _, unit, _ = a_unit(UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW, has_mission=False)
    case = case_of(unit)
    assert (case.says_en.partition(" has ")[0], case.says_zh[:6]) == ("The organiser desk", "博览局受理处")
    assert case.holder == "With the organiser desk since 21 November"


def test_a_return_names_the_fields(database: str) -> None:
    _, unit, _ = a_unit(UnitStatus.RETURNED, PersonStatus.AWAITING_UNIT_REVIEW)
    with transaction() as session:
        for field in ("licence_file_id", "street"):
            session.add(ReturnedField(unit_id=unit.id, field=field, reason="Unreadable", opened_at=NOW))
    assert case_of(unit).says_zh == "请登录后按审核意见修改营业执照和详细地址，并重新提交。"


def test_the_clerk_reads_the_stages_and_the_persons_in_the_third_person(database: str) -> None:
    _, unit, _ = a_unit(UnitStatus.RETURNED, PersonStatus.RETURNED_BY_MISSION)
    cases = {locale: case_of(unit, locale=locale) for locale in ("en", "zh")}
    assert {locale: [one.when for one in case.stages][1] for locale, case in cases.items()} == {
        "en": "Waiting on the buyer since 21 November",
        "zh": "自11月21日起待采购商办理",
    }
    assert {locale: [one.sentence for one in case.people] for locale, case in cases.items()} == {
        "en": ["The buyer has to correct and send back: ."],
        "zh": ["待采购商修改并重新提交。"],
    }


def test_a_parcel_that_came_back_is_said_before_anything_else(database: str) -> None:
    _, unit, (person,) = a_unit(APPROVED, PersonStatus.DISPATCHED)
    with transaction() as session:
        parcel = Parcel(
            key=new_key(),
            unit_id=unit.id,
            carrier="顺丰速运",
            tracking_number="SF1",
            recipient="陈静",
            recipient_mobile="+8613800138000",
            address="中山西路1号",
            dispatched_at=NOW,
            status=ParcelStatus.CAME_BACK,
        )
        session.add(parcel)
        session.flush()
        made = Certificate(
            reference=f"CT-{new_key()[:8]}",
            person_id=person.id,
            edition_id=unit.edition_id,
            document_index=person.document_index,
            label_code="trader",
            made_at=NOW,
            parcel_id=parcel.id,
        )
        session.add(made)
    case = case_of(unit)
    assert case.says_zh == "证件寄递未成功，已退回，请登录核对收件地址。"
    assert [(one.family, one.status) for one in case.people] == [("you", "Parcel returned")]


def test_one_person_is_told_of_that_person_alone(database: str) -> None:
    _, unit, (waiting, failed) = a_unit(APPROVED, PersonStatus.WAITING_FOR_REVIEW, PersonStatus.FAILED)
    told = [case_of(unit, person).says_en for person in (None, waiting, failed)]
    refund = "The personnel review was not passed by 1 person; please apply for the refund of CNY 200.00."
    review = "The fee has arrived. The personnel review is under way; nothing is needed from you."
    assert told == [refund, review, refund]
    case = case_of(unit, waiting)
    assert ([one.is_asked for one in case.people], case.about) == ([True, False], "The caller asks about 王*")


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_identity_data_is_masked_throughout(database: str, locale: str) -> None:
    actor, unit, persons = a_unit(APPROVED, PersonStatus.UNPAID, locale=locale)
    with transaction() as session:
        row = session.get_one(WorkUnit, unit.id)
        tell(session, row, NoticeKind.APPROVED, NOW, person_count=1, amount_minor=20_000)
        events.record(session, actor, event="pay", now=NOW, unit_id=unit.id, person_id=persons[0].id)
    opened = (unit.reference, persons[0].reference)
    desk = help_desk_screen(clerk(locale), [opened, (unit.reference, "")], "name", False, opened, now=NOW)
    shown = str(asdict(desk))
    assert [secret for secret in SECRETS if secret in shown] == []
    (person,) = desk.case[0].people
    assert (person.name, person.contact) == ("王*", "139****9000")
    assert person.document.endswith(" 3302**************")
    assert desk.case[0].contact.endswith("陈* · 138****8000 · " + desk.case[0].contact.rpartition(" ")[2])


def test_a_notice_shows_its_text_its_state_and_how_it_goes_again(database: str) -> None:
    _, unit, _ = a_unit(APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        row = session.get_one(WorkUnit, unit.id)
        sent = tell(session, row, NoticeKind.APPROVED, NOW, person_count=1, amount_minor=20_000)
        failed = tell(session, row, NoticeKind.PAY_REMINDER, NOW, person_count=1)
        code = tell(session, row, NoticeKind.CODE_GRANTED, NOW, code="K7QM-4XRT-9BDN")
        for notice in (failed, code):
            assert notice is not None
            notice.state, notice.error = NoticeState.FAILED, "unreachable"
        assert sent is not None
        outbox.mark_sent(session, sent.outbox_id or 0, NOW, "SMS-77")
        sent.state, sent.sent_at, sent.provider_reference = NoticeState.SENT, NOW, "SMS-77"
    case = case_of(unit)
    granted, reminder, approved = case.notices
    assert (approved.name, approved.state, approved.family) == ("Unit approved", "Sent", "done")
    assert approved.text.startswith("【进博会】单位审核已通过，1名人员待缴费")
    assert approved.beneath.endswith("· provider's number SMS-77")
    assert [way.value for way in approved.ways] == ["sms"]
    assert (reminder.state, reminder.family) == ("Could not be delivered", "refused")
    assert (granted.ways, "K7QM" in granted.text, granted.note[:32]) == (
        (),
        False,
        "A code is not sent again from he",
    )
    assert (case.also_family, case.also[:40]) == ("refused", "The SMS of 23 November (Invitation code ")


def test_the_record_is_there_in_full_and_calls_are_noted(database: str) -> None:
    actor, unit, (person,) = a_unit(APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        for event, reason in (("change_answers", "street,name_zh"), ("some_new_event", None)):
            events.record(
                session, actor, event=event, now=NOW, unit_id=unit.id, person_id=person.id,
                from_status="unpaid", to_status="waiting_for_review", reason=reason,
            )  # fmt: skip
    note_call(clerk(), unit.reference, "问缴费\n已答复", NOW)
    case = case_of(unit)
    name = f"王* {person.reference}"
    assert [(line.what, line.why) for line in case.history[:3]] == [
        ("Help desk: note of a call · Clerk 04", "问缴费\n已答复"),
        (f"{name}: Unpaid → Waiting for review · the buyer", ""),
        (f"{name}: answers changed · the buyer", "street address and name in Chinese"),
    ]
    assert [(line.what, line.why) for line in case.notes] == [("Clerk 04", "问缴费\n已答复")]
    assert case.people[0].steps[-1] == "23 November, 10:00 · Waiting for review"


def test_several_are_told_apart_and_the_ninth_is_the_last_with_a_key(database: str) -> None:
    _, unit, persons = a_unit(APPROVED, *[PersonStatus.UNPAID] * 11)
    callers = [(unit.reference, one.reference) for one in persons]
    desk = help_desk_screen(clerk(), callers, "name", True, ("", ""), now=NOW)
    assert desk.said == "More than 11 found by the name. Ask for the whole name or another fact."
    assert [one.digit for one in desk.callers] == [*"123456789", "", ""]
    first = desk.callers[0]
    assert (first.whose, first.person, first.mission, first.status, first.since) == (
        "王*",
        persons[0].reference,
        "Zhejiang Trade Mission",
        "Unpaid",
        "22 November",
    )
    assert (desk.case, desk.is_nobody) == ((), False)


def test_nobody_is_said_in_words(database: str) -> None:
    assert help_desk_screen(clerk(), [], "", False, ("", ""), now=NOW) == HelpDesk(
        said="Nobody was found.", is_nobody=True
    )


def test_a_draft_without_a_person_can_be_opened_too(database: str) -> None:
    _, unit, _ = a_unit(UnitStatus.DRAFT, has_mission=False, category=None, channel=None)
    case = case_of(unit)
    assert (case.people_title, case.people, case.notices) == ("Nobody entered yet", (), ())


@pytest.mark.parametrize("reference", ["WU-00000000", "", "x" * 10_000, "\x00", "' OR 1=1 --"])
def test_an_unknown_case_is_not_found(database: str, reference: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        help_desk_screen(clerk(), [], "", False, (reference or "WU", ""), now=NOW)
    assert broken.value.rule is Rule.NOT_FOUND


@pytest.mark.parametrize("role", [role for role in sorted(StaffRole) if role is not StaffRole.HELP_DESK])
def test_the_door_is_the_help_desks_alone(database: str, role: StaffRole) -> None:
    _, unit, _ = a_unit(APPROVED, PersonStatus.UNPAID)
    actor = access.staff(1, role, 1 if role is StaffRole.SECRETARIAT else None)
    for one in (actor, access.buyer(unit.account_id), access.NOBODY):
        with pytest.raises(NotPermitted):
            help_desk_screen(one, [], "", False, (unit.reference, ""), now=NOW)
