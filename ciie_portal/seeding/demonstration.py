"""Seeds the demonstration, once: staff, and forty units in every state, made by the actions of real ones.

Everything happens in its order, in the working hours of the past weeks; the notices went out at the time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from ciie_portal.actions.remind import remind
from ciie_portal.domain import access
from ciie_portal.domain.access import SYSTEM, Actor
from ciie_portal.security import hash_password
from ciie_portal.seeding import code_requests, lives, paying, people, post
from ciie_portal.seeding.deciding import Cast
from ciie_portal.seeding.lives import Life, Stage
from ciie_portal.seeding.plans import Plan
from ciie_portal.seeding.timeline import in_office_hours
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
    people.add_staff(in_office_hours(now - OPENED_BEFORE))
    known = known_contacts()
    edition_id, cast = open_edition(now), the_cast()
    missing = {contact: plan for contact, plan in contacts().items() if contact not in known}
    password_hash = hash_password(people.DEMONSTRATION_PASSWORD) if missing else ""
    stage = Stage(now, edition_id, password_hash, cast)
    happening = [*code_requests.lives_of(now, cast), *unit_lives(missing, stage)]
    if not happening:
        return
    lives.side_by_side([*happening, reminders(now)])
    paying.write_opening_books(post.send_everything(now))


def unit_lives(missing: dict[str, Plan], stage: Stage) -> list[Life]:
    """Persons are numbered through all plans, so that who is missing gets the numbers that he had."""
    number, found = 0, []
    for contact, plan in contacts().items():
        if contact in missing:
            found.append(lives.of_unit(plan, contact, number, stage))
        number += len(plan.people) + len(plan.added)
    return found


def reminders(now: datetime) -> Life:
    """Looked for once a day."""
    at = in_office_hours(now) - OPENED_BEFORE
    while at <= now:
        yield at
        remind(SYSTEM, at)
        at += timedelta(days=1)


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
    for _at in lives.of_unit(plan, contact, first_number, Stage(now, edition_id, password_hash, cast)):
        pass


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
