"""The buyer's dashboard: what to do now, where everybody stands, what was sent, every answer (Q10)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.correction import Lock, unit_lock
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.progress import Family, Holder
from ciie_portal.domain.stages import Stage, StageOnLine, unit_line
from ciie_portal.domain.wizard import all_unit_fields
from ciie_portal.i18n import N_, _, in_locale, ngettext
from ciie_portal.lookups.buyer_case import BuyerCase, read_case
from ciie_portal.lookups.earlier import earlier_registrations
from ciie_portal.lookups.leaving import loss_of_unit, may_register_again, may_withdraw
from ciie_portal.lookups.move import own_belonging
from ciie_portal.lookups.progress_now import now_block
from ciie_portal.lookups.progress_people import deliveries, person_lines
from ciie_portal.lookups.registration import lock_words
from ciie_portal.lookups.registration_check import check_groups
from ciie_portal.lookups.registration_people import why_nobody_more
from ciie_portal.lookups.shapes.progress import MessageShape, ProgressPage, StageShape
from ciie_portal.lookups.unit_history import buyer_history
from ciie_portal.lookups.unit_words import unit_name
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import progress as rows
from ciie_portal.store.queries.contact_troubles import troubles_of
from ciie_portal.store.queries.registering import unit_lock_facts
from ciie_portal.store.tables import Notice, NoticeState
from ciie_portal.wording.contact_trouble import trouble_for_buyer
from ciie_portal.wording.dates import short_day, short_moment
from ciie_portal.wording.for_staff import for_staff
from ciie_portal.wording.progress import stage_counts, stage_name
from ciie_portal.wording.statuses import organiser_desk

MOST_MESSAGES = 20


def progress(actor: Actor, *, now: datetime) -> ProgressPage:
    """The actor's own registration. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        case = read_case(session, actor, now)
        unit = case.registration.unit
        count = len(case.registration.present)
        is_submitted = unit.submitted_at is not None
        return ProgressPage(
            name=unit_name(unit, actor.locale) or _("Your registration"),
            reference=unit.reference,
            mission=(case.mission or organiser_desk(actor.locale)) if is_submitted else "",
            count=ngettext("1 person", "{count} people", count) if count else "",
            now=now_block(case),
            troubles=tuple(
                trouble_for_buyer(actor.locale, one.channel, one.contact)
                for one in troubles_of(session, unit.account_id)
            ),
            stages=stage_shapes(case),
            belonging=own_belonging(session, case.registration, actor.locale),
            people=person_lines(case),
            can_add=is_submitted and why_nobody_more(case.registration, now) is None,
            history=buyer_history(session, unit, actor.locale),
            messages=tuple(
                message_shape(case, row) for row in rows.notices_of(session, unit.id, MOST_MESSAGES)
            ),
            deliveries=deliveries(case),
            groups=check_groups(session, actor, case.registration, now),
            lock_reasons=_lock_reasons(case),
            can_withdraw=is_submitted and may_withdraw(case.registration),
            can_register_again=may_register_again(case.registration, now),
            earlier=earlier_registrations(case),
            loss=loss_of_unit(case.registration, actor.locale, case.open_request is not None, now),
        )


def stage_shapes(case: BuyerCase) -> tuple[StageShape, ...]:
    """The unit's line; what is over says when, what is to come how long it usually takes."""
    statuses = [person.status for person in case.registration.persons]
    line = unit_line(case.registration.unit.status, statuses, case.is_with_mission)
    waits = (Family.YOU, Family.THEM)
    current = next((one for one in line if one.family in waits), None)
    return tuple(
        StageShape(
            name=stage_name(case.locale, one.stage),
            family=one.family.value,
            when=_when(case, one),
            is_current=one is current,
        )
        for one in line
    )


def _when(case: BuyerCase, one: StageOnLine) -> str:
    submitted_at = case.registration.unit.submitted_at
    if one.stage is Stage.SUBMISSION:
        return short_moment(case.locale, submitted_at) if submitted_at else ""
    if one.stage is Stage.UNIT_REVIEW:
        return _when_reviewed(case, one)
    if one.stage is Stage.PAYMENT:
        return _when_paid(case, one)
    if one.counts:
        return stage_counts(case.locale, one)
    if one.stage is Stage.PERSONNEL_REVIEW and one.family is Family.NEXT:
        return _("Usually {days} days after payment", days=case.personnel_days())
    if one.stage is Stage.CERTIFICATE and one.family is Family.NEXT:
        return _("Usually {days} days more", days=case.certificate_days())
    return ""


def _when_reviewed(case: BuyerCase, one: StageOnLine) -> str:
    unit = case.registration.unit
    waits = one.family is Family.THEM
    since = short_day(case.locale, case.held_since() if waits else unit.status_since)
    if one.family is Family.DONE:
        return short_moment(case.locale, unit.approved_at) if unit.approved_at else ""
    if one.family is Family.THEM:
        return _("Since {date}; usually {days} days", date=since, days=case.unit_days())
    if one.family is Family.NEXT:
        return _("Usually {days} days", days=case.unit_days())
    if one.family is Family.REFUSED:
        return _("Not approved on {date}", date=since)
    if one.holder is not Holder.BUYER:
        return ""
    message = N_("Waiting on you since {date}")
    return _(for_staff(message) if case.is_for_staff else message, date=since)


def _when_paid(case: BuyerCase, one: StageOnLine) -> str:
    if one.family is Family.YOU:
        return stage_counts(case.locale, one)
    payments = list(case.payments.values())
    if one.family is not Family.DONE or not payments:
        return ""
    last = max(payment.paid_at for payment in payments)
    total = sum(payment.amount_minor for payment in payments)
    return f"{short_moment(case.locale, last)} · {case.amount(total, payments[0].currency)}"


def message_shape(case: BuyerCase, notice: Notice) -> MessageShape:
    """A text message as a whole; of an email its subject above its text."""
    is_sms = notice.channel is NoticeChannel.SMS
    masked = mask_contact(notice.recipient or "")
    channel = _("SMS to {contact}", contact=masked) if is_sms else _("Email to {contact}", contact=masked)
    state = {
        NoticeState.QUEUED: _("being sent"),
        NoticeState.SENT: _("sent"),
        NoticeState.FAILED: _("could not be delivered"),
    }[notice.state]
    at = short_moment(case.locale, notice.sent_at or notice.created_at)
    return MessageShape(
        kind="sms" if is_sms else "mail",
        subject=notice.subject,
        text=notice.masked_text,
        beneath=f"{at} · {channel if masked else ''} · {state}".replace(" ·  · ", " · "),
    )


def _lock_reasons(case: BuyerCase) -> tuple[str, ...]:
    """Each reason once, in the order of the answers."""
    facts = unit_lock_facts(case.registration, case.now)
    fields = (*all_unit_fields(case.registration.unit.category), "areas", "invitation_code")
    locks: dict[Lock, None] = {}
    for name in fields:
        lock = unit_lock(facts, name)
        if lock is not None:
            locks[lock] = None
    return tuple(lock_words(case.session, case.actor, case.registration, lock) for lock in locks)
