"""Seeds the demonstration, once: staff, and forty units in every state, made by the actions of real ones.

Each action is given an instant of the past weeks. The notices wait in the outbox like any others: the
dispatcher sends them at the first start, so the mailbox shows what each buyer was told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from ciie_portal.actions.ask_to_move import ask_to_be_moved
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.security import hash_password
from ciie_portal.seeding import code_requests, deciding, paying, people
from ciie_portal.seeding.deciding import Cast
from ciie_portal.seeding.plans import Plan
from ciie_portal.seeding.registering import Registered, open_account, register
from ciie_portal.seeding.timeline import Timeline
from ciie_portal.seeding.units_elsewhere import DOMESTIC, OVERSEAS
from ciie_portal.seeding.units_zhejiang import NINGBO, ZHEJIANG
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.load_data import DEMONSTRATION
from ciie_portal.store.queries import editions, signing_in
from ciie_portal.store.tables import Account

PLANS = (*NINGBO, *ZHEJIANG, *DOMESTIC, *OVERSEAS)
OPENED_BEFORE = timedelta(days=45)  # before the oldest draft of them


def seed(now: datetime) -> None:
    """Repeats nothing that is there already."""
    people.add_staff(now)
    ask_for_codes(now)
    missing = [(contact, plan) for contact, plan in contacts().items() if contact not in known_contacts()]
    if not missing:
        return
    edition_id = open_edition(now)
    password_hash = hash_password(people.DEMONSTRATION_PASSWORD)
    cast = the_cast()
    number = 0
    for contact, plan in contacts().items():
        if (contact, plan) in missing:
            make_unit(plan, contact, number, now, edition_id, password_hash, cast)
        number += len(plan.people) + len(plan.added)
    paying.write_provider_books()


def ask_for_codes(now: datetime) -> None:
    """The requests for an invitation code come when the edition is open."""
    open_edition(now)
    code_requests.add_requests(now, the_cast())


def make_unit(
    plan: Plan,
    contact: str,
    first_number: int,
    now: datetime,
    edition_id: int,
    password_hash: str,
    cast: Cast,
) -> None:
    """One unit from the account to where its plan says. `first_number`: of its first person."""
    times = Timeline(plan, now)
    with transaction() as session:
        buyer, reference = open_account(session, plan, contact, password_hash, edition_id, times.typed)
    unit = Registered(plan, times, buyer, reference)
    register(unit, first_number, cast.staff["desk"])
    if plan.moves_to:
        ask_to_be_moved(buyer, plan.moves_to, plan.moves_why, times.lately)
    if plan.status in (UnitStatus.DRAFT, UnitStatus.UNDER_REVIEW):
        return
    deciding.decide_unit(unit, cast)
    if plan.status is not UnitStatus.APPROVED:
        return
    paying.request_and_pay(unit)
    deciding.judge_people(unit, cast)
    deciding.make_and_hand_out(unit, cast)
    paying.send_money_back(unit)
    deciding.add_people(unit, first_number + len(plan.people), cast)


def contacts() -> dict[str, Plan]:
    """Each unit's sign-in: a mobile, or an email address overseas."""
    found = {}
    for place, plan in enumerate(PLANS, start=1):
        contact = f"buyer{place}@buyer.example" if plan.is_overseas else f"+861390000{1000 + place:04}"
        found[contact] = plan
    return found


def known_contacts() -> set[str]:
    with reading() as session:
        rows = session.exec(select(Account.mobile, Account.email)).all()
    return {contact for row in rows for contact in row if contact}


def open_edition(now: datetime) -> int:
    """The demonstration's edition, opened early enough for what has happened in it."""
    with transaction() as session:
        edition = editions.edition_by_code(session, DEMONSTRATION)
        assert edition is not None  # noqa: S101 - load_data comes first
        edition.opens_at = min(edition.opens_at, now - OPENED_BEFORE)
        return edition.id


def the_cast() -> Cast:
    """The staff of the demonstration as actors."""
    found: dict[str, Actor] = {}
    with reading() as session:
        for person in people.DEMONSTRATION_STAFF:
            member = signing_in.staff_by_login(session, person.sign_in)
            if member is not None:
                found[person.sign_in] = access.staff(
                    member.id, member.role, member.mission_id, name=member.name
                )
    return Cast(found)
