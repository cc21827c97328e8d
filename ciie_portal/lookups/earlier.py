"""What became of the registrations that the buyer's account had before the present one, read-only (Q10)."""

from __future__ import annotations

from sqlmodel import col, select

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.progress import UNIT_FAMILY
from ciie_portal.i18n import _
from ciie_portal.lookups.buyer_case import BuyerCase, case_of
from ciie_portal.lookups.progress_now import unit_words as sentence_about
from ciie_portal.lookups.shapes.progress import EarlierRegistration
from ciie_portal.lookups.unit_words import unit_name
from ciie_portal.store.queries.registering import whole
from ciie_portal.store.tables import WorkUnit
from ciie_portal.wording.dates import short_day
from ciie_portal.wording.statuses import person_badge, unit_badge

MOST_EARLIER = 10
OVER = (UnitStatus.WITHDRAWN, UnitStatus.REJECTED)  # of the others the people's own words tell


def earlier_registrations(case: BuyerCase) -> tuple[EarlierRegistration, ...]:
    """The newest first: of this edition those that were withdrawn, and all of former ones."""
    present = case.registration.unit
    query = (
        select(WorkUnit)
        .where(WorkUnit.account_id == present.account_id, col(WorkUnit.id) != present.id)
        .order_by(col(WorkUnit.id).desc())
        .limit(MOST_EARLIER)
    )
    return tuple(_earlier(case, unit) for unit in case.session.exec(query).all())


def _earlier(case: BuyerCase, unit: WorkUnit) -> EarlierRegistration:
    before = case_of(case.session, case.actor, whole(case.session, unit), case.now)
    edition, locale = before.registration.edition, case.locale
    people = [
        _("{name}: {status}", name=before.name(person), status=person_badge(locale, person.status))
        for person in before.registration.persons
    ]
    return EarlierRegistration(
        reference=unit.reference,
        edition=edition.name_zh if locale == "zh" else edition.name_en,
        name=unit_name(unit, locale),
        family=UNIT_FAMILY[unit.status].value,
        badge=unit_badge(locale, unit.status),
        sentence=sentence_about(before) if unit.status in OVER else "",
        people=tuple(people),
        since=short_day(locale, unit.status_since),
    )
