"""J9: the help desk finds a buyer by any fact, reads out no identity data, and sends a notice again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal import clock
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Industry
from ciie_portal.security import hash_password
from ciie_portal.seeding import demonstration
from ciie_portal.seeding.people import DEMONSTRATION_PASSWORD
from ciie_portal.seeding.plans import Plan
from ciie_portal.store.engine import transaction
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import JourneyEvent, Person, WorkUnit
from tests.browser.stack import Stack
from tests.browser.staff import Staff
from tests.sandbox_process import until

pytestmark = pytest.mark.browser
NAME, TWO_CHARACTERS, MOBILE = "宁波鹿霁贸易有限公司", "鹿霁", "13900006991"
TOLD = "贵单位已审核通过，2名人员待缴费，请登录后完成缴费。"


@pytest.fixture(scope="module")
def unit(running: Stack, request: pytest.FixtureRequest) -> WorkUnit:
    """An approved unit with two people to pay for, made by the actions of real ones."""
    plan = Plan(
        NAME, "330203", "中山西路1号", Industry.TRADE, ("EA-FOOD",), "乳制品",
        UnitStatus.APPROVED, (PersonStatus.UNPAID, PersonStatus.UNPAID), 3, 1,
    )  # fmt: skip
    now = clock.now()
    edition, password = demonstration.open_edition(now), hash_password(DEMONSTRATION_PASSWORD)
    demonstration.make_unit(plan, f"+86{MOBILE}", 880, now, edition, password, demonstration.the_cast())
    found: WorkUnit = running.one(WorkUnit, WorkUnit.name_zh == NAME)
    return found


@pytest.fixture
def clerk(running: Stack, new_context: Callable[..., BrowserContext]) -> Staff:
    clerk = Staff(running, new_context(), login="helpdesk")
    clerk.signs_in()
    clerk.open("desk/help")
    return clerk


def finds(clerk: Staff, typed: str) -> None:
    """By keyboard alone: / leads into the box, Enter searches."""
    clerk.page.locator("h1").click()
    clerk.page.keyboard.press("/")
    expect(clerk.page.locator("#q")).to_be_focused()
    clerk.page.locator("#q").fill(typed)
    clerk.page.keyboard.press("Enter")


def people_of(running: Stack, unit: WorkUnit) -> list[Person]:
    return running.rows(Person, Person.unit_id == unit.id)


def test_a_buyer_is_found_by_phone_name_reference_and_document(
    running: Stack, unit: WorkUnit, clerk: Staff
) -> None:
    person = people_of(running, unit)[0]
    number = document_of(person)
    assert number is not None
    facts = {
        "手机号码": MOBILE,
        "名称或姓名": TWO_CHARACTERS,
        "编号": unit.reference.lower().replace("-", ""),
        "统一社会信用代码或注册号": unit.credit_code or "",
        "证件号码": number,
    }
    for fact, typed in facts.items():
        clerk.open("desk/help")
        finds(clerk, typed)
        expect(clerk.page.locator("#q-hint")).to_contain_text(f"按{fact}查到1条。")
        expect(clerk.page.locator(".unit-name")).to_have_text(NAME)
        expect(clerk.page.locator("#say-zh")).to_contain_text("待缴费，请登录后完成缴费。")
    expect(clerk.page.locator("tr.is-asked")).to_contain_text(person.reference)


def test_the_caller_is_told_in_both_languages_and_identity_data_stays_masked(
    running: Stack, unit: WorkUnit, clerk: Staff
) -> None:
    finds(clerk, TWO_CHARACTERS)
    expect(clerk.page.locator("#say-zh")).to_have_text(TOLD)
    expect(clerk.page.locator("#say-en")).to_have_text(
        "Your unit is approved; the fee for 2 people is open. Please sign in and pay."
    )
    shown = clerk.page.content()
    persons = people_of(running, unit)
    hidden = [document_of(person) for person in persons] + [person.name_zh for person in persons]
    hidden += [person.mobile for person in persons] + [MOBILE]
    assert [secret for secret in hidden if secret and secret.removeprefix("+86") in shown] == []
    assert MOBILE not in clerk.page.url

    # the caller says four characters, the page says whether they agree
    last_four = (document_of(persons[0]) or "")[-4:]
    for said, answer in ((last_four, "后四位与证件一致。"), ("0000", "后四位不一致，请先核对其他信息。")):
        clerk.page.select_option("#whose", persons[0].reference)
        clerk.fill(last_four=said)
        clerk.press("Compare")
        clerk.sees(answer)


def test_several_are_chosen_by_their_number_and_the_call_is_noted(
    running: Stack, unit: WorkUnit, clerk: Staff
) -> None:
    persons = people_of(running, unit)
    with transaction() as session:
        for person in persons:
            session.get_one(Person, person.id).name_latin = "Zhuoyang Lu"
    finds(clerk, "lu zhuoyang")
    expect(clerk.page.locator("tbody tr")).to_have_count(2)
    clerk.page.keyboard.press("2")
    expect(clerk.page.locator("tr.is-asked")).to_contain_text(persons[1].reference)
    expect(clerk.page.locator(".unit-name")).to_have_text(NAME)
    clerk.fill(note="询问缴费方式，已答复")
    clerk.press("Save the note")
    expect(clerk.page.locator(".calls")).to_contain_text("询问缴费方式，已答复")
    expect(clerk.page.locator("#note")).to_have_value("")
    rows = running.rows(JourneyEvent, JourneyEvent.unit_id == unit.id, JourneyEvent.event == "help_note")
    assert [row.reason for row in rows] == ["询问缴费方式，已答复"]


def test_a_notice_is_sent_again_and_arrives(running: Stack, unit: WorkUnit, clerk: Staff) -> None:
    def payment_notices() -> list[str]:
        texts = [row["text"] for row in running.sandbox.messages(to=f"+86{MOBILE}")]
        return [text for text in texts if "单位审核已通过" in text]

    until(lambda: len(payment_notices()) == 1, 30)
    finds(clerk, unit.reference)
    row = clerk.page.locator("tr", has=clerk.page.get_by_text("单位审核通过", exact=True)).last
    row.get_by_role("button", name="短信重发").first.click()
    clerk.sees("通知将重新发送至139****6991。")
    until(lambda: len(payment_notices()) == 2, 30)
    assert len(set(payment_notices())) == 1
    row.get_by_role("button", name="短信重发").first.click()
    clerk.sees("该通知刚刚已重发，请十分钟后再试。")


def test_a_neighbours_secretariat_cannot_use_that_door(
    running: Stack, unit: WorkUnit, new_context: Callable[..., BrowserContext]
) -> None:
    ningbo = Staff(running, new_context(), login="zhejiang")
    ningbo.signs_in()
    assert ningbo.page.get_by_role("link", name="咨询服务台").count() == 0
    ningbo.page.goto(f"/zh/desk/help/?reference={unit.reference}")
    ningbo.arrives_at(r"desk/\?fault=not_your_part")
    assert NAME not in ningbo.page.content()
