"""The prepared data: empty, typical, longest. Written straight into the store, with signed-in sessions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from ciie_portal import clock
from ciie_portal.actions import sessions
from ciie_portal.actions.employ import add_staff
from ciie_portal.actions.people import add_person
from ciie_portal.data.divisions import full_name, is_county
from ciie_portal.domain.access import ADMINISTRATION, StaffRole, buyer
from ciie_portal.domain.batch import batch_name
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category, Channel, Industry
from ciie_portal.seeding import demonstration
from ciie_portal.seeding.plans import Plan
from ciie_portal.settings import get_settings
from ciie_portal.store import engine
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.load_data import DEMONSTRATION, load_data
from ciie_portal.store.tables import (
    Account,
    Certificate,
    CertificateBatch,
    CodeRequest,
    Person,
    StaffMember,
    TradeMission,
    WorkUnit,
)
from tests.browser.stack import Stack
from tests.walk.longest import DRAFT, lengthen

DATA = ("empty", "typical", "longest")
# mobiles of the demonstration, by what they are visited for
BUYERS = {"payer": "+8613900001001", "buyer": "+8613900001002", "returned": "+8613900001007"}
# where nothing is there yet: drafts that stand at a page of the wizard
BEGUN: dict[Step, str] = {
    step: f"+861390000999{place}" for place, step in enumerate(Step, start=1) if step is not Step.CODE
}
NOBODY_YET = (Industry.TRADE, ("EA-FOOD",), "乳制品", UnitStatus.DRAFT)
ONE = (PersonStatus.DRAFT,)
PLANS = {
    step: Plan("宁波新市里贸易有限公司", "330203", "中山西路1号", *NOBODY_YET, people, 1, 1, stops_at=stop)
    for step, people, stop in (
        (Step.CONTACT, (), Step.CONTACT),
        (Step.PEOPLE, (), Step.PEOPLE),
        (Step.AREAS, ONE, Step.PEOPLE),
        (Step.CHECK, ONE, Step.CHECK),
    )
}
NINGBO = "TM-3302"  # the mission of the first secretariat
SOME_STAFF = (StaffRole.HELP_DESK, StaffRole.ADMINISTRATOR)
# of no text of ours: names of missions and labels have a language each
OUR_OWN = frozenset({"trade_mission", "edition", "edition_label", "edition_area", "central_enterprise"})


@dataclass
class World:
    """A running product with its data. `tokens` by who is signed in, `records` by their names."""

    data: str
    stack: Stack
    tokens: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()  # what people typed: it may stand on pages of either language

    def token_of(self, who: str) -> str:
        """Of "draft at unit" there may be no draft of its own: then the one draft there is."""
        return self.tokens.get(who) or self.tokens.get(who.partition(" at ")[0], "")


@contextmanager
def world(data: str, var: Path) -> Iterator[World]:
    """Prepared and running; the settings of this process are put back when it stands."""
    found = World(data, Stack(var))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in found.stack.settings.items():
            patch.setenv(name, value)
        engine.dispose()
        get_settings.cache_clear()
        try:
            found.stack.start()
            prepare(found, clock.now())
        except BaseException:
            found.stack.stop()
            raise
        finally:
            engine.dispose()
    get_settings.cache_clear()
    try:
        yield found
    finally:
        found.stack.stop()


def prepare(found: World, now: datetime) -> None:
    load_data(now)
    if found.data != "empty":
        demonstration.seed(now)
    else:
        newcomers(now)
    token = add_staff(ADMINISTRATION, "new.colleague", "林新", StaffRole.FINANCE, "", now=now)
    with transaction() as session:
        employ_the_others(session, now)
        if found.data == "longest":
            lengthen(session, now)
        sign_in_everybody(session, found, now)
    found.records = {"enrolment": token, "unknown": "WU-00000000", "data": found.data}
    with reading() as session:
        found.records |= records_of(session)
        found.texts = texts_of(session)


def employ_the_others(session: Session, now: datetime) -> None:
    """Roles that the demonstration may not have."""
    for role in SOME_STAFF:
        if session.exec(select(StaffMember).where(StaffMember.role == role)).first() is None:
            member = StaffMember(
                key=f"walk{role.value:->28}", login=role.value, name="苏明", role=role, created_at=now
            )
            session.add(member)
    session.flush()


def newcomers(now: datetime) -> None:
    """Accounts that have just signed up, and one draft that stands at each page of the wizard."""
    edition_id = demonstration.open_edition(now)
    with transaction() as session:
        for place, mobile in enumerate((*BUYERS.values(), BEGUN[Step.CHANNEL]), start=1):
            newcomer(session, mobile, f"WU-0000000{place}", edition_id, now)
        unit = newcomer(session, BEGUN[Step.UNIT], "WU-00000009", edition_id, now)
        unit.category, unit.channel, unit.country = Category.ENTERPRISE, Channel.CODE_FREE, "CN"
    cast = demonstration.the_cast()
    for step, plan in PLANS.items():
        demonstration.make_unit(plan, BEGUN[step], 1, now, edition_id, "!", cast)
    with transaction() as session:
        owner = session.exec(select(Account.id).where(Account.mobile == BEGUN[Step.PEOPLE])).one()
    add_person(buyer(owner), now=now)


def newcomer(session: Session, mobile: str, reference: str, edition_id: int, now: datetime) -> WorkUnit:
    account = Account(mobile=mobile, password_hash="!", created_at=now)
    session.add(account)
    session.flush()
    facts: dict[str, Any] = {"status": UnitStatus.DRAFT, "status_since": now, "created_at": now}
    unit = WorkUnit(reference=reference, edition_id=edition_id, account_id=account.id, **facts)
    session.add(unit)
    session.flush()
    return unit


def sign_in_everybody(session: Session, found: World, now: datetime) -> None:
    accounts = {one.mobile: one.id for one in session.exec(select(Account)) if one.mobile}
    for who, mobile in BUYERS.items():
        found.tokens[who] = sessions.begin(session, now, account_id=accounts[mobile])
    for step, mobile in BEGUN.items():
        if mobile in accounts:
            found.tokens[f"draft at {step.value}"] = sessions.begin(session, now, account_id=accounts[mobile])
    for who, unit in (("draft", the_draft(session)), ("submitted", of_status(session, "under_review"))):
        found.tokens[who] = sessions.begin(session, now, account_id=unit.account_id)
    for status in UnitStatus:
        owner = of_status(session, status).account_id
        found.tokens[f"unit {status.value}"] = sessions.begin(session, now, account_id=owner)
    for role in StaffRole:
        first = select(StaffMember).where(StaffMember.role == role).order_by(col(StaffMember.id))
        member = session.exec(first).first()
        assert member is not None, role
        found.tokens[role.value] = sessions.begin(session, now, staff_id=member.id)
        found.tokens["half"] = sessions.begin(session, now, staff_id=member.id, is_half=True)


def the_draft(session: Session) -> WorkUnit:
    """With everything filled in, where there is such a one."""
    drafts = select(WorkUnit).where(WorkUnit.status == UnitStatus.DRAFT)
    found = session.exec(drafts.where(col(WorkUnit.name_zh).startswith(DRAFT))).first()
    last = session.exec(drafts.order_by(col(WorkUnit.id).desc())).first()
    assert last is not None
    return found or last


def of_status(session: Session, status: str) -> WorkUnit:
    """A unit of Ningbo's in a status, else of anybody's."""
    units = select(WorkUnit).order_by(
        col(WorkUnit.division_code).is_distinct_from("330203"), col(WorkUnit.id)
    )
    found = session.exec(units.where(WorkUnit.status == UnitStatus(status))).first()
    return found or session.exec(units).first() or the_draft(session)


def records_of(session: Session) -> dict[str, str]:
    """References by what they are, as far as the data has them."""
    found = {}
    for status in UnitStatus:
        unit = of_status(session, status)
        if unit.status is status:
            found[f"unit {status.value.replace('_', ' ')}"] = unit.reference
    for step in PersonStatus:
        person = session.exec(select(Person).where(Person.status == step).order_by(col(Person.id))).first()
        if person is not None:
            found[f"person {step.value.replace('_', ' ')}"] = person.reference
    drafts = select(Person).where(Person.status == PersonStatus.DRAFT).order_by(col(Person.id))
    of_draft = session.exec(drafts.where(Person.unit_id == the_draft(session).id)).first()
    person = of_draft or session.exec(drafts.order_by(col(Person.id))).first()
    if person is not None:
        found["person of draft"] = person.reference
    serial = session.exec(select(Certificate.reference).order_by(col(Certificate.id))).first()
    batch = session.exec(select(CertificateBatch.number).order_by(col(CertificateBatch.id))).first()
    found |= {"serial": serial} if serial else {}
    found |= {"batch": batch_name(DEMONSTRATION, batch)} if batch else {}
    other = aliased(WorkUnit)
    same_code = (col(other.credit_code) == WorkUnit.credit_code) & (col(other.id) != WorkUnit.id)
    claims = select(WorkUnit.reference).join(other, same_code).where(WorkUnit.status != UnitStatus.DRAFT)
    claimant = session.exec(claims.order_by(col(WorkUnit.id))).first()
    found |= {"unit that claims": claimant} if claimant else {}
    requests = select(CodeRequest.key).join(TradeMission, col(TradeMission.id) == CodeRequest.mission_id)
    asked = session.exec(
        requests.where(TradeMission.code == NINGBO).order_by(
            col(CodeRequest.status) != "open", col(CodeRequest.id)
        )
    ).first()
    found |= {"request for a code": asked} if asked else {}
    owned = select(Person.reference).join(WorkUnit, col(WorkUnit.id) == Person.unit_id)
    owned = owned.join(Account, col(Account.id) == WorkUnit.account_id).order_by(
        col(Person.status) != PersonStatus.RETURNED_BY_MISSION, col(Person.id)
    )
    for who, mobile in BUYERS.items():
        mine = session.exec(owned.where(Account.mobile == mobile)).first()
        found |= {f"person of {who}": mine} if mine else {}
    begun = session.exec(owned.where(Account.mobile == BEGUN[Step.PEOPLE])).all()
    found |= {"person begun": begun[-1]} if begun else {}
    found |= {"mission": NINGBO, "edition": DEMONSTRATION, "member": "ningbo"}
    if "person waiting for review" in found:
        found["person waiting"] = found["person waiting for review"]
    return found


def texts_of(session: Session) -> tuple[str, ...]:
    """Every text in the store that people typed, the longest first."""
    found: set[str] = set()
    for table in SQLModel.metadata.sorted_tables:
        if table.name in OUR_OWN:
            continue
        for row in session.execute(columns(table)).all():
            found |= {value.strip() for value in row if isinstance(value, str) and len(value.strip()) > 1}
    for aliases in session.exec(select(TradeMission.aliases)):
        found |= {alias for alias in aliases.split("|") if alias}
    found |= {text.rstrip("。.") for text in found}  # inside a sentence of ours
    found |= {full_name(text) for text in found if is_county(text)}
    return tuple(sorted(found, key=len, reverse=True))
