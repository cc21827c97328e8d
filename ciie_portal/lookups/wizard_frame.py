"""What stands round every page of the wizard: steps, answers so far, when it was saved, where it leads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain import wizard
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.wizard import Step, StepState
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.i18n import N_, _, gettext_in, in_locale, ngettext
from ciie_portal.lookups.shapes.registration import Line, RailStep, WizardFrame
from ciie_portal.lookups.unit_words import grouped_credit_code, unit_name
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.registering import Registration, own_registration, wizard_facts
from ciie_portal.wording.dates import clock_time, day, short_moment
from ciie_portal.wording.labels import step_name
from ciie_portal.wording.options import category_name

_RAIL = {StepState.DONE: "was", StepState.CURRENT: "is", StepState.OPEN: "open", StepState.AHEAD: "next"}


def page_of(step: Step) -> str:
    """The page's address after the language."""
    return f"register/{step.value}"


def first_open_page(actor: Actor, *, now: datetime) -> str:
    """Where the registration goes on: the first page that lacks something; once submitted, the progress."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session:
        registration = own_registration(session, actor)
        if registration.unit.status is not UnitStatus.DRAFT:
            return path(actor.locale, "progress")
        return path(actor.locale, page_of(wizard.position(wizard_facts(registration))))


def frame_of(
    session: Session, actor: Actor, registration: Registration, step: Step, now: datetime
) -> WizardFrame:
    """The frame of a page; `leads_to` is set where an earlier page lacks something."""
    unit, locale = registration.unit, actor.locale
    facts = wizard_facts(registration)
    is_draft = unit.status is UnitStatus.DRAFT
    if step not in wizard.steps(unit.category) or (is_draft and not wizard.can_visit(step, facts)):
        here = wizard.position(facts) if is_draft else Step.CHECK
        return WizardFrame(leads_to=path(locale, page_of(here)))
    steps = wizard.rail(facts, step)
    number = next(one.number for one in steps if one.step is step)
    before = wizard.previous_step(step, facts)
    with in_locale(locale):
        return WizardFrame(
            is_loaded=True,
            step=step.value,
            progress=_(
                "Step {number} of {count} · {name}",
                number=number,
                count=len(steps),
                name=step_name(locale, step, unit.category),
            ),
            rail=tuple(
                RailStep(
                    number=str(one.number),
                    name=step_name(locale, one.step, unit.category),
                    address=path(locale, page_of(one.step)),
                    state=_rail_state(one.state, is_draft),
                )
                for one in steps
            ),
            beside=_beside(session, registration, locale),
            saved=saved_line(locale, _saved_at(registration, step), now),
            back=path(locale, page_of(before if is_draft and before else Step.CHECK)),
            is_draft=is_draft,
            is_overseas=unit.category is Category.OVERSEAS_UNIT,
            version=unit.version,
            notice=_notice(unit.status),
        )


def saved_line(locale: str, at: datetime | None, now: datetime) -> str:
    """Saved 14:02 · 已保存 14:02; with its day where that is not today. Empty where nothing was kept."""
    if at is None:
        return ""
    is_today = day(locale, at) == day(locale, now)
    return gettext_in(
        locale, N_("Saved {time}"), time=clock_time(at) if is_today else short_moment(locale, at)
    )


def kept_at(registration: Registration, owner: str, fields: Collection[str] | None = None) -> datetime | None:
    """When something of an owner, the unit or a person, was typed last that is not checked yet."""
    pending = registration.pending_of(owner)
    return max(
        (row.kept_at for name, row in pending.items() if fields is None or name in fields), default=None
    )


def _saved_at(registration: Registration, step: Step) -> datetime | None:
    """The newest of what the page itself shows: all answers on the last page, its own questions elsewhere."""
    unit = registration.unit
    if step is Step.CHECK:
        return unit.changed_at
    asked = wizard.unit_fields(step, unit.category)
    return kept_at(registration, unit.reference, [*asked, "areas"] if step is Step.AREAS else asked)


def _rail_state(state: StepState, is_draft: bool) -> str:
    """Of a submitted registration every page may be opened."""
    return "open" if not is_draft and state is StepState.AHEAD else _RAIL[state]


def _notice(status: UnitStatus) -> str:
    match status:
        case UnitStatus.UNDER_REVIEW:
            return _("Your unit is being reviewed. A change counts at once, and the reviewer sees it.")
        case UnitStatus.RETURNED:
            return _("Correct what was returned, then send it back on the last page.")
        case UnitStatus.REJECTED:
            return _("You may correct your answers, then submit them again on the last page.")
        case _:
            return ""


def _beside(session: Session, registration: Registration, locale: str) -> tuple[Line, ...]:
    """The answers so far, the short ones."""
    unit, account = registration.unit, registration.account
    is_overseas = unit.category is Category.OVERSEAS_UNIT
    lines = [
        (_("Where"), _("Outside the Chinese mainland") if is_overseas else _("The Chinese mainland")),
        (_("Category"), category_name(locale, unit.category) if unit.category else ""),
        (_("Account"), mask_contact(account.mobile or account.email or "")),
        (_("Invitation code"), _code_words(registration)),
        (_("Work unit"), unit_name(unit, locale)),
        (_("Credit code"), "" if is_overseas else grouped_credit_code(unit.credit_code or "")),
        (_("People"), _people_words(registration)),
    ]
    return tuple(Line(term, answer) for term, answer in lines if answer)


def _code_words(registration: Registration) -> str:
    unit = registration.unit
    if unit.channel is Channel.CODE_FREE and unit.category is Category.ENTERPRISE:
        return _("No invitation code for now")
    return _("Entered") if unit.invitation_code_id is not None else ""


def _people_words(registration: Registration) -> str:
    count = len(registration.present)
    return ngettext("1 person", "{count} people", count) if count else ""
