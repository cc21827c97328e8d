"""The front: the running edition, until when one can register, how long things usually take (Q5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.edition import days_left, is_open
from ciie_portal.domain.trade_mission import Mission, MissionKind, MissionTree
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.queue_days import personnel_days
from ciie_portal.lookups.shapes.front import Front, Place
from ciie_portal.routes import path
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import editions
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.tables import Edition
from ciie_portal.wording.dates import day, deadline, short_day
from ciie_portal.wording.missions import likely, place_name
from ciie_portal.wording.money import money_in_sentence

UNIT_REVIEW = N_("Usually {days} days. Each person gets a label.")
PERSONNEL_REVIEW = N_("Usually {days} days after the payment.")
FEE = N_("{fee} for each person.")
CLOSES = N_("Registration closes at {deadline}.")
_OWNERS_FIRST = (
    *(MissionKind.CENTRAL_ENTERPRISE, MissionKind.NHC, MissionKind.XPCC),
    *(MissionKind.PLANNED_CITY, MissionKind.PROVINCE, MissionKind.INDUSTRY),
)
CLOSED = N_("Registration closed at {deadline}.")


def front(actor: Actor, *, has_places: bool = False, now: datetime) -> Front:
    """The edition that opened last, open or closed; an empty shape while there is none."""
    require(actor, Permission.ANYONE)
    with reading() as session:
        edition = editions.running(session, now)
        places = _places(actor.locale, mission_tree(session)) if has_places else ()
        days = personnel_days(session) if edition else 0
        told = _told(edition, actor.locale, now, days) if edition else Front()
        return replace(told, places=places)


def _places(locale: str, tree: MissionTree) -> tuple[Place, ...]:
    """Who owns a unit comes first: that beats its address (Q7)."""
    tops = sorted(tree.at_top(), key=lambda one: (_OWNERS_FIRST.index(one.kind), one.code))
    return tuple(
        Place(
            code=one.code,
            text=place_name(locale, one),
            name=one.name(locale),
            told=likely(locale, one),
            address=_address_of(locale, one),
        )
        for one in tops
    )


def _address_of(locale: str, mission: Mission) -> str:
    """A group has a sub-mission of its own, which is to be found among them."""
    if mission.kind is MissionKind.CENTRAL_ENTERPRISE:
        return path(locale, "missions", kind=mission.kind.value)
    return path(locale, f"missions/{mission.code}")


def _told(edition: Edition, locale: str, now: datetime, review_days: int) -> Front:
    settings, facts = get_settings(), editions.facts(edition)
    open_now = is_open(facts, now)
    sentence = CLOSES if open_now else CLOSED
    fee = money_in_sentence(locale, edition.fee_minor, edition.currency)
    return Front(
        edition=edition.name_zh if locale == "zh" else edition.name_en,
        dates=span(locale, edition.starts_on, edition.ends_on),
        is_open=open_now,
        has_closed=not open_now,
        is_code_free_open=edition.is_code_free_open,
        is_demonstration=edition.is_demonstration,
        days_left=days_left(facts, now),
        deadline=gettext_in(locale, sentence, deadline=deadline(locale, edition.closes_at)),
        fee=gettext_in(locale, FEE, fee=fee),
        unit_review=gettext_in(locale, UNIT_REVIEW, days=settings.unit_review_days),
        personnel_review=gettext_in(locale, PERSONNEL_REVIEW, days=review_days),
    )


def span(locale: str, first: date, last: date) -> str:
    """5 to 10 November 2019 · 2019年11月5日至10日; what both days share is said once."""
    if locale == "zh":
        return f"{day('zh', first)}至{_rest_zh(first, last)}"
    shares_month = (first.year, first.month) == (last.year, last.month)
    start = str(first.day) if shares_month else short_day("en", first)
    return f"{day('en', first) if first.year != last.year else start} to {day('en', last)}"


def _rest_zh(first: date, last: date) -> str:
    if first.year != last.year:
        return day("zh", last)
    return f"{last.day}日" if first.month == last.month else short_day("zh", last)
