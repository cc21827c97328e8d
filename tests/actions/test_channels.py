"""Every channel from the code page to the approval: who reviews, what was asked, whose member, how told.

Q2, Q7, Q9, Q10 for each kind of unit, on both databases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import Session

from ciie_portal.actions.answer_code_request import grant
from ciie_portal.actions.ask_for_code import ask_for_code
from ciie_portal.actions.enter_code import enter_code
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.review import approve_work_unit
from ciie_portal.actions.submit import submit
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.certificate import DeliveryMethod, delivery_methods
from ciie_portal.domain.consent import EVERYTHING, ConsentKind
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.invitation import is_code_asked, is_code_required
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.domain.unit_review import Labelled
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.missions import mission_by_code
from ciie_portal.store.sealed import code_of
from ciie_portal.store.tables import Account, TradeMission
from tests import factories
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import HERE, complete
from tests.actions.code_request_scene import WANTED, codes, proved, requests
from tests.actions.desk_scene import events_of, notices_of
from tests.actions.identity_scene import MOBILE, refusal
from tests.factories.rows import NOW

BOTH = (DeliveryMethod.EXPRESS, DeliveryMethod.COLLECTION)
COUNTER = (DeliveryMethod.COUNTER,)


@dataclass(frozen=True)
class Way:
    """One kind of unit: the mission whose code it holds, its answers; then what is to come of it."""

    name: str
    category: Category
    reviewer: str  # the mission's code; empty: the organiser desk
    code_of: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    rule: str = ""  # by which the classification decided
    methods: tuple[DeliveryMethod, ...] = BOTH
    by: NoticeChannel = NoticeChannel.SMS


WAYS = (
    Way("government organ", Category.GOVERNMENT_ORGAN, "TM-33-JH", code_of="TM-33-JH"),
    Way("public institution", Category.PUBLIC_INSTITUTION, "TM-33", code_of="TM-33"),
    Way("social organisation", Category.SOCIAL_ORGANISATION, "TM-33-JH-YW", code_of="TM-33-JH-YW"),
    Way("institution of the health commission", Category.PUBLIC_INSTITUTION, "TM-NHC", code_of="TM-NHC",
        answers={"is_nhc_managed": "yes"}),
    Way("enterprise with a code", Category.ENTERPRISE, "TM-33-JH", code_of="TM-33-JH"),
    Way("enterprise in a planned city", Category.ENTERPRISE, "TM-3302", rule="planned_city"),
    Way("enterprise in a province", Category.ENTERPRISE, "TM-33", answers={"division_code": "330302"},
        rule="province"),
    Way("enterprise in a sub-mission's city", Category.ENTERPRISE, "TM-33-JH-YW",
        answers={"division_code": "330782"}, rule="sub_mission_area"),
    Way("subsidiary of a central enterprise", Category.ENTERPRISE, "CE-022",
        answers={"parent_group_code": "CE-022"}, rule="parent_declared"),
    Way("enterprise of the health commission", Category.ENTERPRISE, "TM-NHC",
        answers={"is_nhc_managed": "yes"}, rule="nhc_managed"),
    Way("unit of the Corps", Category.ENTERPRISE, "TM-XPCC", answers={"is_corps_member": "yes"},
        rule="corps_declared"),
    Way("enterprise in a city of the Corps", Category.ENTERPRISE, "TM-XPCC",
        answers={"division_code": "659001"}, rule="corps_city"),
    Way("overseas unit", Category.OVERSEAS_UNIT, "", methods=COUNTER, by=NoticeChannel.EMAIL),
)  # fmt: skip


@pytest.fixture
def at(database: str) -> given.Scene:
    """With the missions of the Corps and of the health commission too."""
    scene = given.scene()
    with transaction() as session:
        factories.mission(session, "TM-XPCC", kind=MissionKind.XPCC, region_code="6590")
        factories.mission(session, "TM-NHC", kind=MissionKind.NHC)
    return scene


def mission_row(code: str) -> TradeMission:
    with reading() as session:
        row = mission_by_code(session, code)
    assert row is not None
    return row


def reviewer_of(code: str) -> Actor:
    """A member of the secretariat, or of the organiser desk."""
    with transaction() as session:
        if not code:
            return _staff(session, StaffRole.ORGANISER_DESK, None)
        return _staff(session, StaffRole.SECRETARIAT, mission_row(code).id)


def _staff(session: Session, role: StaffRole, mission_id: int | None) -> Actor:
    member = factories.staff_member(session, role, mission_id)
    return access.staff(member.id, role, mission_id, "en")


def code_from(at: given.Scene, mission: str, **facts: object) -> str:
    """A code that this mission gave."""
    with transaction() as session:
        plain = "K7QM4XRT9BDN"
        factories.invitation_code(session, at.edition_id, mission_row(mission).id, plain, **facts)
        return plain


def sent(at: given.Scene, way: Way, locale: str) -> Actor:
    """A buyer who has submitted."""
    actor = given.buyer(at, way.category, locale)
    complete(actor, code_from(at, way.code_of) if way.code_of else "")
    if way.answers:
        save_answers(actor, "unit", {**given.UNIT, **way.answers}, None, NOW)
    agreed = {ConsentKind.DECLARATION} if way.category is Category.OVERSEAS_UNIT else EVERYTHING
    submit(actor, agreed, NOW)
    return actor


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_channel_leads_to_its_reviewer_who_approves_and_makes_it_a_member(
    at: given.Scene, way: Way, locale: str
) -> None:
    buyer = sent(at, way, locale)
    unit, people = given.unit_of(buyer), given.people_of(buyer)
    mission = mission_row(way.reviewer).id if way.reviewer else None
    has_code = Channel.WITH_CODE if way.code_of else Channel.CODE_FREE
    channel = Channel.OVERSEAS if way.category is Category.OVERSEAS_UNIT else has_code
    assert (unit.status, unit.channel, unit.mission_id) == (UnitStatus.UNDER_REVIEW, channel, mission)
    if way.rule:
        assert unit.classification_rule == way.rule
    labels = {one.reference: Labelled("trader") for one in people}
    stranger = reviewer_of("TM-3302" if way.reviewer != "TM-3302" else "TM-NHC")
    assert refusal(lambda: approve_work_unit(stranger, unit.reference, unit.version, labels, NOW)) == [
        Rule.NOT_FOUND
    ]
    approve_work_unit(reviewer_of(way.reviewer), unit.reference, unit.version, labels, NOW)
    after = given.unit_of(buyer)
    assert (after.status, after.mission_id) == (UnitStatus.APPROVED, mission)
    assert delivery_methods(after.mission_id is not None) == way.methods
    assert [(one.kind, one.channel, one.locale) for one in notices_of(unit)] == [
        (NoticeKind.RECEIVED, way.by, locale),
        (NoticeKind.APPROVED, way.by, locale),
    ]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_code_is_asked_of_whom_the_rules_say(way: Way) -> None:
    needs = {Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION}
    asked = way.category is not Category.OVERSEAS_UNIT
    assert (is_code_asked(way.category), is_code_required(way.category)) == (asked, way.category in needs)


def test_an_organ_without_a_code_asks_for_one_and_registers_with_it(at: given.Scene) -> None:
    """The whole of the second journey, as actions."""
    ask_for_code(access.NOBODY, "TM-33-JH", WANTED, proved(), "203.0.113.9", now=NOW)
    terms = {"uses_allowed": "1", "bound_unit_name": given.UNIT["name_zh"], "bind_contact": "on"}
    grant(reviewer_of("TM-33"), requests()[0].key, 1, terms, NOW)
    actor = given.buyer(at, Category.GOVERNMENT_ORGAN, "zh")
    with transaction() as session:
        session.get_one(Account, actor.account_id).mobile = MOBILE
    complete(actor, code_of(codes()[0]))
    submit(actor, EVERYTHING, NOW)
    unit = given.unit_of(actor)
    assert (unit.status, unit.mission_id, codes()[0].uses_spent) == (
        UnitStatus.UNDER_REVIEW,
        mission_row("TM-33-JH").id,
        1,
    )


def test_a_code_of_another_edition_is_refused_in_the_usual_words(at: given.Scene) -> None:
    with transaction() as session:
        opens = NOW - timedelta(days=400)
        earlier = factories.edition(session, opens_at=opens, closes_at=NOW - timedelta(days=300)).id
    old = code_from(given.Scene(at.tree, earlier), "TM-33-JH")
    actor = given.buyer(at, Category.GOVERNMENT_ORGAN)
    assert refusal(lambda: enter_code(actor, old, HERE, NOW)) == [
        ("invitation_code", Rule.INVITATION_CODE_NOT_USABLE)
    ]
    assert (given.unit_of(actor).invitation_code_id, codes()[0].uses_spent) == (None, 0)


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"revoked_at": NOW},
        {"expires_at": NOW},
        {"uses_spent": 1},
        {"bound_contact": "+8613911111111"},
        {"bound_unit_name": "另一家单位"},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_a_code_that_ends_between_check_and_submit_leads_back_with_everything_kept(
    at: given.Scene, meanwhile: dict[str, object]
) -> None:
    actor = given.buyer(at, Category.GOVERNMENT_ORGAN)
    complete(actor, code_from(at, "TM-33-JH"), people=2)
    given.change_row(codes()[0], **meanwhile)
    assert refusal(lambda: submit(actor, EVERYTHING, NOW)) == [
        ("invitation_code", Rule.INVITATION_CODE_NOT_USABLE)
    ]
    unit = given.unit_of(actor)
    assert (unit.status, unit.invitation_code_id, unit.code_spent_at, unit.name_zh, unit.street) == (
        UnitStatus.DRAFT,
        None,
        None,
        given.UNIT["name_zh"],
        given.UNIT["street"],
    )
    assert (len(given.people_of(actor)), events_of(unit), notices_of(unit)) == (2, [], [])
    another = given.a_code(at, "yiwu")
    enter_code(actor, another, HERE, NOW)
    assert submit(actor, EVERYTHING, NOW).is_new
