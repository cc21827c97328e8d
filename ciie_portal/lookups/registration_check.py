"""The last page: every answer with a link to change it, what happens next, and what was sent (Q3, Q7)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_email, mask_mobile
from ciie_portal.domain.correction import unit_lock
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import _, in_locale, ngettext
from ciie_portal.lookups.belonging import belonging_of, explanation
from ciie_portal.lookups.leaving import loss_of_unit, may_withdraw
from ciie_portal.lookups.queue_days import unit_days
from ciie_portal.lookups.registration import reviewer_name
from ciie_portal.lookups.registration_people import person_cards, why_nobody_more
from ciie_portal.lookups.shapes.registration import CheckGroup, CheckPage, CheckRow, SubmittedPage
from ciie_portal.lookups.unit_words import CHINESE, unit_name, unit_words
from ciie_portal.lookups.wizard_frame import page_of
from ciie_portal.routes import path
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.queries.registering import Registration, own_registration, unit_lock_facts
from ciie_portal.store.tables import InvitationCode, TradeMission
from ciie_portal.wording.dates import day, deadline
from ciie_portal.wording.labels import label, step_name
from ciie_portal.wording.statuses import UnitWords, organiser_desk, unit_sentence

_GROUPS = (Step.CHANNEL, Step.UNIT, Step.CONTACT, Step.AREAS)


def check_page(actor: Actor, *, now: datetime) -> CheckPage:
    """Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        registration = own_registration(session, actor)
        unit, locale = registration.unit, actor.locale
        count = len(registration.present)
        deed = _deed(registration, now)
        channel, *groups = check_groups(session, actor, registration, now)
        return CheckPage(
            reference=unit.reference,
            title=_title(unit.status),
            sentence=_sentence(session, registration, locale, now),
            channel=channel,
            groups=tuple(groups),
            people=person_cards(session, actor, registration, now),
            people_title=ngettext("1 person", "{count} people", count),
            can_add=why_nobody_more(registration, now) is None,
            explanation=explained(session, registration, locale),
            management=_management(session, registration, locale) if deed == "submit" else "",
            afterwards=_afterwards(registration) if deed else "",
            deed=deed,
            can_withdraw=may_withdraw(registration),
            loss=loss_of_unit(registration, locale, False, now),
        )


def check_groups(
    session: Session, actor: Actor, registration: Registration, now: datetime
) -> tuple[CheckGroup, ...]:
    """Every answer of the unit, with the way to change it where it is open."""
    return tuple(_group(session, actor, registration, step, now) for step in _GROUPS)


def submitted_page(actor: Actor, *, now: datetime) -> SubmittedPage:
    """What was sent, and who has it. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        registration = own_registration(session, actor)
        unit, locale = registration.unit, actor.locale
        if unit.submitted_at is None:
            return SubmittedPage()
        return SubmittedPage(
            reference=unit.reference,
            unit=unit_name(unit, locale),
            reviewer=reviewer_name(session, registration, locale) or organiser_desk(locale),
            told=_told(registration),
            explanation=explained(session, registration, locale),
            days=unit_days(session, unit.mission_id),
        )


def explained(session: Session, registration: Registration, locale: str) -> str:
    """Where the unit belongs and why: as proposed while it is a draft, as it is once it is submitted."""
    unit = registration.unit
    if unit.submitted_at is None:
        return explanation(session, unit, locale)
    found = belonging_of(session, unit, locale)
    return ("" if locale == "zh" else " ").join(part for part in (found.why, found.means) if part)


def _title(status: UnitStatus) -> str:
    if status is UnitStatus.DRAFT:
        return _("Check your answers, then submit")
    if status in (UnitStatus.RETURNED, UnitStatus.REJECTED):
        return _("Check your answers, then send them back")
    return _("What you registered")


def _sentence(session: Session, registration: Registration, locale: str, now: datetime) -> str:
    unit = registration.unit
    if unit.status is UnitStatus.DRAFT:
        return _("Nothing has been sent yet. The review begins when you submit.")
    if unit.status is UnitStatus.RETURNED:
        return _("Only what was returned can be changed. Send it back with the button below.")
    words = UnitWords(
        mission=reviewer_name(session, registration, locale),
        deadline=deadline(locale, registration.edition.closes_at),
        reason=(unit.decision_reason or "").rstrip(" .。"),
        date=day(locale, unit.status_since),
        is_overseas=unit.category is Category.OVERSEAS_UNIT,
        is_after_deadline=not registration.is_open(now),
        is_resubmitted=unit.is_resubmitted,
    )
    return unit_sentence(locale, unit.status, words)


def _deed(registration: Registration, now: datetime) -> str:
    match registration.unit.status:
        case UnitStatus.DRAFT:
            return "submit"
        case UnitStatus.RETURNED:
            return "resubmit"
        case UnitStatus.REJECTED if registration.is_open(now):
            return "resubmit"
        case _:
            return ""


def _group(
    session: Session, actor: Actor, registration: Registration, step: Step, now: datetime
) -> CheckGroup:
    unit, locale = registration.unit, actor.locale
    locks = unit_lock_facts(registration, now)
    returned = {row.field: row.reason for row in registration.returns if row.person_id is None}
    asked = wizard.unit_fields(step, unit.category)
    fields = [name for name in asked if not _is_needless(registration, name)]
    fields += ["areas"] if step is Step.AREAS else []
    rows = [
        CheckRow(
            term=label(locale, name),
            answer=unit_words(session, registration, locale, name) or _("Not given"),
            change="" if unit_lock(locks, name) else path(locale, page_of(step)),
            lang="zh-Hans" if name in CHINESE else "",
            is_locked=unit_lock(locks, name) is not None,
            returned=returned.get(name, ""),
        )
        for name in fields
    ]
    if step is Step.CHANNEL and unit.category is not Category.OVERSEAS_UNIT:
        rows.append(_code_row(session, registration, locale, unit_lock(locks, "invitation_code") is not None))
    return CheckGroup(step_name(locale, step, unit.category), tuple(rows))


def _is_needless(registration: Registration, name: str) -> bool:
    """A domestic unit is on the mainland; that goes without saying."""
    return name == "country" and registration.unit.category is not Category.OVERSEAS_UNIT


def _code_row(session: Session, registration: Registration, locale: str, is_locked: bool) -> CheckRow:
    unit = registration.unit
    code = session.get(InvitationCode, unit.invitation_code_id) if unit.invitation_code_id else None
    answer = _("No invitation code for now")
    if code is not None:
        mission = session.get_one(TradeMission, code.mission_id)
        answer = mission_tree(session).display(mission.code, locale)
    change = "" if is_locked else path(locale, page_of(Step.CODE))
    return CheckRow(label(locale, "invitation_code"), answer, change, "", is_locked, "")


def _management(session: Session, registration: Registration, locale: str) -> str:
    """What the buyer accepts on submission (Q7); an overseas unit is in no mission."""
    unit = registration.unit
    if unit.category is Category.OVERSEAS_UNIT:
        return ""
    name = ""
    if unit.invitation_code_id:
        code = session.get_one(InvitationCode, unit.invitation_code_id)
        mission = session.get_one(TradeMission, code.mission_id)
        name = mission_tree(session).display(mission.code, locale)
    if name:
        return _("Our unit accepts the management of {mission}.", mission=name)
    return _("Our unit accepts the management of the trade mission that it is assigned to.")


def _afterwards(registration: Registration) -> str:
    days = get_settings().unit_review_days
    return _(
        "We tell you at {contact}, usually within {days} days. Registration is not yet admission:"
        " payment, the personnel review and the certificate follow.",
        contact=_told(registration),
        days=days,
    )


def _told(registration: Registration) -> str:
    account = registration.account
    is_overseas = registration.unit.category is Category.OVERSEAS_UNIT
    if is_overseas or not account.mobile:
        return mask_email(account.email or "")
    return mask_mobile(account.mobile)
