"""Asking a trade mission for an invitation code: the number, its proof, the request (Q2, Q7)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go, quiet, second
from ciie_portal.components.errors import error_summary, note
from ciie_portal.components.links import link
from ciie_portal.components.lists import ticks
from ciie_portal.components.marks import mark
from ciie_portal.components.questions import select_question, text_question, textarea_question
from ciie_portal.components.texts import filled, here
from ciie_portal.domain.code_request import (
    ASKING,
    CONTACT_NAME_LIMIT,
    REASON_LIMIT,
    UNIT_NAME_LIMIT,
)
from ciie_portal.i18n import _, current_locale
from ciie_portal.state.missions import MissionState
from ciie_portal.wording.options import category_name

MISSION, ASK = MissionState.mission, MissionState.asking
SUMMARY = (MissionState.problems, MissionState.trouble, MissionState.fault)


def problem(name: str) -> Any:
    return MissionState.problem_of.get(name, "")


def asking() -> rx.Component:
    steps = rx.match(
        ASK.step,
        ("code", code_form()),
        ("request", request_form()),
        ("sent", sent()),
        contact_form(),
    )
    return rx.el.aside(
        rx.el.h2(_("Ask for an invitation code"), id="ask"),
        rx.cond(
            MISSION.takes_requests,
            steps,
            rx.el.p(
                rx.cond(
                    MISSION.is_closed,
                    _("It takes no new units. Please ask the trade mission above it."),
                    _("Registration is not open, so no invitation codes are given out."),
                ),
                class_name="gap-3",
            ),
        ),
        class_name="panel",
        aria_labelledby="ask",
    )


def contact_form() -> rx.Component:
    return rx.fragment(
        error_summary(*SUMMARY),
        rx.el.p(
            _(
                "Government organs, public institutions and social organisations need a code. Enterprises"
                " can register without one."
            ),
            class_name="small soft gap-2",
        ),
        rx.el.p(_("First a mobile number: the answer goes there by SMS."), class_name="gap-3"),
        rx.el.form(
            text_question(
                "contact",
                _("Mobile number"),
                hint=_("A mobile number of the Chinese mainland, 11 digits"),
                problem=problem("contact"),
                value=ASK.contact,
                type="tel",
                auto_complete="tel",
                input_mode="tel",
                max_length=40,
            ),
            rx.el.div(go(_("Get a verification code")), class_name="go"),
            on_submit=MissionState.send,
            key="contact",
            class_name="gap-4",
            no_validate=True,
        ),
    )


def code_form() -> rx.Component:
    return rx.fragment(
        error_summary(*SUMMARY),
        rx.el.p(
            filled(
                _("We sent six digits to {contact}. They are valid for 5 minutes."),
                contact=rx.el.b(ASK.sent_to),
            ),
            class_name="gap-2",
        ),
        rx.el.form(
            text_question(
                "code",
                _("Verification code"),
                problem=problem("code"),
                code=True,
                width="w-s",
                input_mode="numeric",
                auto_complete="one-time-code",
                max_length=20,
            ),
            rx.el.div(go(_("Continue")), class_name="go"),
            on_submit=MissionState.prove,
            key="code",
            class_name="gap-4",
            no_validate=True,
        ),
        rx.el.p(
            quiet(_("Send another code or change where it goes"), on_click=MissionState.change_contact),
            class_name="gap-3",
        ),
    )


def request_form() -> rx.Component:
    categories = [(one.value, category_name(current_locale(), one)) for one in ASKING]
    return rx.fragment(
        error_summary(*SUMMARY),
        rx.el.p(
            mark("done"),
            filled(_("Verified: {contact}"), contact=rx.el.b(ASK.sent_to)),
            class_name="row row--tight gap-2",
        ),
        rx.el.form(
            text_question(
                "unit_name",
                _("Name of the unit"),
                hint=_("In full, as on its licence or certificate."),
                problem=problem("unit_name"),
                value=ASK.unit_name,
                max_length=UNIT_NAME_LIMIT,
                auto_complete="organization",
            ),
            select_question(
                "category",
                _("Category"),
                categories,
                value=ASK.category,
                problem=problem("category"),
            ),
            textarea_question(
                "reason",
                _("Reason for coming, and how many people"),
                hint=filled(_("At most {count} characters."), count=str(REASON_LIMIT)),
                problem=problem("reason"),
                value=ASK.reason,
                max_length=REASON_LIMIT,
            ),
            text_question(
                "contact_name",
                _("Your name"),
                hint=_("For the secretariat."),
                problem=problem("contact_name"),
                value=ASK.contact_name,
                max_length=CONTACT_NAME_LIMIT,
                auto_complete="name",
            ),
            rx.el.div(go(_("Send the request")), class_name="go"),
            on_submit=MissionState.ask,
            key=ASK.form_key,
            class_name="stack-5 gap-4",
            no_validate=True,
        ),
        rx.el.p(quiet(_("Use another number"), on_click=MissionState.change_contact), class_name="gap-3"),
    )


def sent() -> rx.Component:
    """What happened, where the answer goes, and what to do then."""
    new = filled(_("The request was sent to {mission}."), mission=rx.el.b(MISSION.name))
    waiting = filled(
        _("A request from this number has been with {mission} since {since}. There is no need to ask again."),
        mission=rx.el.b(MISSION.name),
        since=ASK.since,
    )
    return rx.el.div(
        note(rx.el.p(rx.cond(ASK.is_new, new, waiting)), kind="done"),
        rx.el.h3(_("What follows"), class_name="gap-5"),
        ticks(
            filled(
                _("The secretariat answers by SMS to {contact}, usually within {days} days."),
                contact=rx.el.b(ASK.sent_to),
                days=MISSION.answer_days,
            ),
            _("If it says yes, the SMS brings the invitation code. If not, it says why."),
            _("With the code you register here online; holding a code is not yet a registration."),
        ),
        rx.el.p(
            link(_("What to have at hand"), to=here("check", where="mainland", code_held="yes")),
            class_name="gap-4",
        ),
        rx.el.p(
            second(_("Look at other trade missions"), to=here("missions"), small=True), class_name="gap-4"
        ),
        id="sent",
        tab_index=-1,
        role="status",
        class_name="gap-3",
    )
