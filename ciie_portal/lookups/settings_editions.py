"""The editions, and one of them with everything that may be changed (Q5; D3, D9)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.edition import is_open
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.progress import Family
from ciie_portal.domain.typed_answer import date_parts
from ciie_portal.lookups.shapes.settings import (
    NO_DATE,
    EditionList,
    EditionRow,
    EditionSettings,
    ListedRow,
)
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import edition_settings, editions
from ciie_portal.store.tables import Edition, EditionArea, EditionLabel
from ciie_portal.wording.dates import listed_deadline, listed_moment, moment
from ciie_portal.wording.money import money
from ciie_portal.wording.settings_desk import edition_state, opened_on, units_count

PAGE = "desk/settings/editions"
_FAMILY = {"future": Family.NEXT, "open": Family.DONE, "closed": Family.THEM, "past": Family.CLOSED}


def editions_screen(actor: Actor, *, now: datetime) -> EditionList:
    """All of them, the one that opens last first."""
    require(actor, Permission.RUN_EDITION)
    with reading() as session:
        found = edition_settings.all_editions(session)
        rows = []
        for row in found:
            state = _state(row, edition_settings.is_followed(session, row, now), now)
            count = edition_settings.count_registrations(session, row.id)
            rows.append(_row(actor.locale, row, state, units_count(actor.locale, count)))
        choices = tuple(Choice(row.code, _name(actor.locale, row)) for row in found)
        return EditionList(tuple(rows), choices, is_loaded=True)


def edition_screen(actor: Actor, code: str, *, now: datetime) -> EditionSettings:
    """Raises NOT_FOUND."""
    require(actor, Permission.RUN_EDITION)
    with reading() as session:
        row = editions.edition_by_code(session, code)
        if row is None:
            raise RuleBroken(Rule.NOT_FOUND)
        count = edition_settings.count_registrations(session, row.id)
        areas = editions.areas_of_edition(session, row.id)
        labels = editions.labels_of_edition(session, row.id)
        opens, opens_time = _instant(listed_moment(row.opens_at))
        closes, closes_time = _instant(listed_deadline(row.closes_at))
        pays, pays_time = _instant(listed_deadline(row.pays_until) if row.pays_until else "")
        return EditionSettings(
            code=row.code,
            name=_name(actor.locale, row),
            key=f"{row.code}-{row.version}",
            name_zh=row.name_zh,
            name_en=row.name_en,
            starts_on=_boxes(row.starts_on),
            ends_on=_boxes(row.ends_on),
            opens_at=opens,
            opens_time=opens_time,
            closes_at=closes,
            closes_time=closes_time,
            pays_until=pays,
            pays_time=pays_time,
            erases_on=_boxes(row.erases_on),
            fee=f"{row.fee_minor // 100}.{row.fee_minor % 100:02}",
            currency=row.currency,
            person_cap=str(row.person_cap),
            is_code_free_open=row.is_code_free_open,
            opens_fixed=opened_on(actor.locale, moment(actor.locale, row.opens_at)) if count else "",
            is_past=edition_settings.is_followed(session, row, now),
            units=units_count(actor.locale, count),
            areas=_listed(areas, edition_settings.areas_in_use(session, row.id)),
            labels=_listed(labels, edition_settings.labels_in_use(session, row.id)),
            version=row.version,
        )


def _row(locale: str, row: Edition, state: str, units: str) -> EditionRow:
    return EditionRow(
        code=row.code,
        name=_name(locale, row),
        opens=listed_moment(row.opens_at),
        closes=listed_deadline(row.closes_at),
        fee=money(locale, row.fee_minor, row.currency),
        units=units,
        family=_FAMILY[state].value,
        state=edition_state(locale, state),
        address=path(locale, f"{PAGE}/{row.code}"),
    )


def _state(row: Edition, is_followed: bool, now: datetime) -> str:
    if now < row.opens_at:
        return "future"
    if is_open(editions.facts(row), now):
        return "open" if not is_followed else "past"
    return "past" if is_followed else "closed"


def _listed(rows: Sequence[EditionArea | EditionLabel], in_use: Collection[str]) -> tuple[ListedRow, ...]:
    return tuple(
        ListedRow(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            place=str(place),
            role=getattr(row, "default_role", None) or "",
            is_in_use=row.code in in_use,
        )
        for place, row in enumerate(rows, start=1)
    )


def _instant(listed: str) -> tuple[tuple[str, str, str], str]:
    """2019-09-30 24:00 in three boxes and a time."""
    if not listed:
        return NO_DATE, ""
    on, _, at = listed.partition(" ")
    return _boxes(date.fromisoformat(on)), at


def _boxes(on: date | None) -> tuple[str, str, str]:
    parts = date_parts(on)
    return parts["year"], parts["month"], parts["day"]


def _name(locale: str, row: Edition) -> str:
    return row.name_zh if locale == "zh" else row.name_en
