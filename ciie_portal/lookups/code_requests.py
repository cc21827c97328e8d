"""The queue of requests for an invitation code, and one of them, for who answers them (Q2, Q7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.code_request import CodeRequestStatus
from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.edition import is_open
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import is_code_required
from ciie_portal.i18n import LANGUAGE_TAGS, N_, gettext_in
from ciie_portal.lookups.paging import PAGE_ROWS, around, asked_page
from ciie_portal.lookups.shapes.code_requests import OtherRequest, RequestCase, RequestQueue, RequestRow
from ciie_portal.lookups.shapes.unit_queue import Choice, Tab
from ciie_portal.routes import path
from ciie_portal.settings import get_settings
from ciie_portal.store import events
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import code_requests, editions, missions, unit_desk
from ciie_portal.store.queries.code_requests import ANSWERED, OPEN
from ciie_portal.store.tables import CodeRequest, TradeMission
from ciie_portal.wording import code_requests as words
from ciie_portal.wording.dates import moment, short_moment
from ciie_portal.wording.desk_case import the_buyer
from ciie_portal.wording.options import category_name
from ciie_portal.wording.reasons import Occasion, templates_for

PAGE = "desk/codes/requests"
CODES_PAGE = "desk/codes"
VIEWS = {"open": OPEN, "answered": ANSWERED}


def requests_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> RequestQueue:
    """`query` comes from the address: view, page. What waits stands first, the oldest on top."""
    require(actor, Permission.ISSUE_CODES)
    view = str(query.get("view", ""))
    view = view if view in VIEWS else "open"
    with reading() as session:
        edition_id = _edition_id(session, now)
        asked = asked_page(query, code_requests.count_requests(session, actor, edition_id, VIEWS[view]))
        found = code_requests.requests_of(
            session, actor, edition_id, VIEWS[view], offset=asked.offset, limit=PAGE_ROWS
        )
        oldest = code_requests.requests_of(session, actor, edition_id, OPEN, limit=1)
        waiting = code_requests.count_requests(session, actor, edition_id)
        days = (now - oldest[0][0].asked_at).days if oldest else 0
        return RequestQueue(
            rows=tuple(_row(actor.locale, row, mission, now) for row, mission in found),
            tabs=codes_tabs(actor, waiting, view),
            summary=words.queue_summary(actor.locale, waiting, days, get_settings().code_request_days),
            is_open_view=view == "open",
            is_loaded=True,
            **around(actor.locale, PAGE, asked, len(found), view="" if view == "open" else view),
        )


def request_case(actor: Actor, key: str, *, now: datetime) -> RequestCase:
    """One request of the actor's missions. Raises NOT_FOUND."""
    require(actor, Permission.ISSUE_CODES)
    with reading() as session:
        found = code_requests.find_request(session, actor, key)
        if found is None:
            raise RuleBroken(Rule.NOT_FOUND)
        return _case(session, actor, *found, now)


def waiting_requests(session: Session, actor: Actor, now: datetime) -> int:
    """How many wait for an answer, for the desk's first page and the tabs."""
    return code_requests.count_requests(session, actor, _edition_id(session, now))


def codes_tabs(actor: Actor, waiting: int, current: str) -> tuple[Tab, ...]:
    """The codes themselves, the requests that wait, those that were answered."""
    return (
        Tab(gettext_in(actor.locale, N_("Codes")), path(actor.locale, CODES_PAGE), "", current == "codes"),
        Tab(
            gettext_in(actor.locale, N_("Requests to answer")),
            path(actor.locale, PAGE),
            str(waiting),
            current == "open",
        ),
        Tab(
            gettext_in(actor.locale, N_("Answered requests")),
            path(actor.locale, PAGE, view="answered"),
            "",
            current == "answered",
        ),
    )


def _edition_id(session: Session, now: datetime) -> int:
    edition = editions.running(session, now)
    return (edition.id if edition else None) or 0


def _row(locale: str, row: CodeRequest, mission: TradeMission, now: datetime) -> RequestRow:
    days, goal = (now - row.asked_at).days, get_settings().code_request_days
    waits = row.status is CodeRequestStatus.OPEN
    return RequestRow(
        key=row.key,
        address=path(locale, f"{PAGE}/{row.key}"),
        unit_name=row.unit_name,
        category=category_name(locale, row.category),
        mission=_name(locale, mission),
        contact=mask_contact(row.contact),
        asked=short_moment(locale, row.asked_at),
        age=str(days) if waits else "",
        is_late=waits and days > goal,
        is_very_late=waits and days > 2 * goal,
        family=words.FAMILIES[row.status].value,
        status=words.status_name(locale, row.status),
    )


def _case(
    session: Session, actor: Actor, row: CodeRequest, mission: TradeMission, now: datetime
) -> RequestCase:
    locale = actor.locale
    edition = editions.running(session, now)
    is_running = (
        edition is not None and edition.id == row.edition_id and is_open(editions.facts(edition), now)
    )
    may_answer = row.status is CodeRequestStatus.OPEN
    names = unit_desk.staff_names(session, {row.decided_by} if row.decided_by else set())
    decided = words.decided_by(
        locale, names.get(row.decided_by or 0, ""), moment(locale, row.decided_at) if row.decided_at else ""
    )
    return RequestCase(
        key=row.key,
        version=row.version,
        unit_name=row.unit_name,
        category=category_name(locale, row.category),
        needs_code=is_code_required(row.category),
        reason=row.reason,
        contact_name=row.contact_name,
        contact=row.contact,
        mission=_name(locale, mission),
        mission_code=mission.code,
        missions=tuple(Choice(one.code, _name(locale, one)) for one in missions.missions_of(session, actor)),
        asked=moment(locale, row.asked_at),
        family=words.FAMILIES[row.status].value,
        status=words.status_name(locale, row.status),
        decided=decided,
        answer=row.answer or "",
        locale=row.locale,
        language=LANGUAGE_TAGS[row.locale],
        history=_history(session, actor, row),
        others=_others(locale, code_requests.others_of_contact(session, actor, row)),
        reasons=tuple(Choice(one.code, one.in_locale(locale)) for one in templates_for(Occasion.NO_CODE)),
        may_answer=may_answer,
        may_grant=may_answer and is_running,
        is_loaded=True,
    )


def _history(session: Session, actor: Actor, row: CodeRequest) -> tuple[OtherRequest, ...]:
    found = events.history_of_subject(session, f"code_request:{row.key}")
    names = unit_desk.staff_names(session, {one.staff_id for one in found if one.staff_id})
    return tuple(
        OtherRequest(
            words.event_name(actor.locale, one.event),
            words.decided_by(
                actor.locale,
                names.get(one.staff_id or 0, the_buyer(actor.locale)),
                moment(actor.locale, one.at),
            ),
        )
        for one in found
    )


def _others(locale: str, found: Sequence[tuple[CodeRequest, TradeMission]]) -> tuple[OtherRequest, ...]:
    return tuple(
        OtherRequest(
            f"{row.unit_name} · {_name(locale, mission)}",
            words.decided_by(locale, words.status_name(locale, row.status), moment(locale, row.asked_at)),
        )
        for row, mission in found
    )


def _name(locale: str, mission: TradeMission) -> str:
    return mission.name_zh if locale == "zh" else mission.name_en
