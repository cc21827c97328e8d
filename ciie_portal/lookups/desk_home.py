"""The first page of the desk: the parts that the reader may open, and what waits in each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.lookups.account import SECTIONS
from ciie_portal.lookups.code_requests import waiting_requests
from ciie_portal.lookups.shapes.codes import DeskHome, DeskSection
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import claims, money_desk, unit_queue, units
from ciie_portal.wording.desk_codes import section_words


def desk_home(actor: Actor, *, now: datetime) -> DeskHome:
    """Raises NotPermitted for a buyer: a buyer has no part of the desk."""
    require(actor, Permission.OPEN_DESK)
    with reading() as session:
        sections = [
            _section(session, actor, name, now) for name, permission in SECTIONS if actor.may(permission)
        ]
    return DeskHome(tuple(sections), is_loaded=True)


def _section(session: Session, actor: Actor, name: str, now: datetime) -> DeskSection:
    title, waits = section_words(actor.locale, name)
    count = _COUNTS[name](session, actor, now) if name in _COUNTS else None
    shown = "" if count is None else str(count)
    page = _WHERE_IT_WAITS.get(name, f"desk/{name}") if count else f"desk/{name}"
    return DeskSection(title, path(actor.locale, page), waits if shown else "", shown)


def _units(session: Session, actor: Actor, _now: datetime) -> int:
    return unit_queue.count(session, actor, "review") + unit_queue.count(session, actor, "added")


def _claims(session: Session, _actor: Actor, _now: datetime) -> int:
    return len(claims.matters(session, only_open=True))


def _codes(session: Session, actor: Actor, now: datetime) -> int:
    return waiting_requests(session, actor, now)


def _money(session: Session, _actor: Actor, _now: datetime) -> int:
    unmatched = money_desk.count_payments(session, money_desk.UNDECIDED)
    return unmatched + money_desk.count_refunds(session, money_desk.WAITS_FOR_FINANCE)


def _persons(status: PersonStatus) -> Callable[[Session, Actor, datetime], int]:
    return lambda session, actor, _now: units.count_persons(session, actor).get(status, 0)


_COUNTS: dict[str, Callable[[Session, Actor, datetime], int]] = {
    "units": _units,
    "claims": _claims,
    "codes": _codes,
    "personnel": _persons(PersonStatus.WAITING_FOR_REVIEW),
    "certificates": _persons(PersonStatus.IN_PRODUCTION),
    "handover": _persons(PersonStatus.READY_FOR_COLLECTION),
    "money": _money,
}
_WHERE_IT_WAITS = {"codes": "desk/codes/requests"}
