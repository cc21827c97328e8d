"""/ — what this is, until when, which way in; how registration goes in five steps."""

from __future__ import annotations

import reflex as rx

from ciie_portal.components.buttons import go, quiet, second
from ciie_portal.components.desk import search_box
from ciie_portal.components.errors import error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link
from ciie_portal.components.texts import Child, between_sentences, filled, here, unseen
from ciie_portal.i18n import _
from ciie_portal.state.missions import MissionsState
from ciie_portal.state.public import PublicState
from ciie_portal.wording.questions import AFTERWARDS, CERTIFICATE, DEADLINE, HOW, JOIN, REFUND

FRONT = PublicState.front
IS_SHUT = PublicState.is_loaded & ~FRONT.is_open


def page() -> rx.Component:
    return page_frame(
        error_summary(PublicState.problems, PublicState.trouble, PublicState.fault),
        how_it_goes(),
        which_way(),
        find_mission(),
        asked_often(),
        front=rx.el.div(rx.el.div(what_this_is(), starting()), until_when(), class_name="hero"),
    )


def what_this_is() -> rx.Component:
    shown = rx.fragment(rx.el.b(FRONT.edition), rx.el.span(FRONT.dates))
    demonstration = rx.el.span(_("Demonstration: nothing sent here reaches the fair"), class_name="tag")
    return rx.fragment(
        rx.el.p(shown, rx.cond(FRONT.is_demonstration, demonstration), class_name="edition"),
        rx.el.h1(_("Register as a buyer for the Import Expo")),
        rx.el.p(
            _("One account registers your work unit and everyone it sends."),
            between_sentences(),
            _("Registration is online only. There is no registration at the venue."),
            class_name="lead",
        ),
    )


def starting() -> rx.Component:
    """The seal starts a registration; after the deadline it leads to what was begun."""
    begin = rx.fragment(
        go(_("Start registration"), to=here("check"), arrow=True),
        quiet(_("Continue, or see progress"), to=here("sign-in")),
    )
    return rx.el.div(
        rx.cond(IS_SHUT, go(_("Buyer login"), to=here("sign-in"), arrow=True), begin),
        class_name="go",
    )


def until_when() -> rx.Component:
    many = filled(_("{count} days left to submit"), count=rx.el.b(FRONT.days_left))
    left = rx.cond(FRONT.days_left == 1, rx.el.strong(_("Today is the last day to submit")), many)
    after = rx.cond(
        FRONT.is_open,
        _("After that you can see progress, pay and apply for a refund, but not submit."),
        _("You can still see progress, pay and apply for a refund."),
    )
    told = rx.fragment(
        rx.el.p(rx.cond(FRONT.is_open, left, rx.el.strong(_("Registration has closed"))), class_name="days"),
        rx.el.p(FRONT.deadline, class_name="small"),
        rx.el.p(after, class_name="small soft"),
    )
    none = rx.fragment(
        rx.el.p(rx.el.strong(_("Registration has not opened yet")), class_name="days"),
        rx.el.p(_("The dates are shown here as soon as they are known."), class_name="small soft"),
    )
    waiting = rx.el.p(unseen(_("Loading")), class_name="days")
    return rx.el.div(
        rx.cond(PublicState.is_loaded, rx.cond(FRONT.edition == "", none, told), waiting), class_name="until"
    )


def how_it_goes() -> rx.Component:
    you, mission, organiser = _("You"), _("Trade mission"), _("Organiser")
    steps = (
        (you, _("You fill in your unit and its people"), _("About 20 minutes. Saved as you go.")),
        (mission, _("Your trade mission reviews the unit"), FRONT.unit_review),
        (you, _("You request the certificates and pay"), FRONT.fee),
        (organiser, _("Each person is reviewed"), FRONT.personnel_review),
        (
            organiser,
            _("The certificates reach you"),
            _("By express delivery, or through your trade mission."),
        ),
    )
    return rx.el.section(
        rx.el.h2(_("How registration goes")),
        rx.el.ol(*[step(number, *texts) for number, texts in enumerate(steps, 1)], class_name="how"),
        class_name="part part--first",
    )


def step(number: int, whose: str, name: str, text: Child) -> rx.Component:
    """A filled number is a step of the reader's own."""
    words = rx.el.div(
        rx.el.p(whose, class_name="mini faint"), rx.el.h3(name), rx.el.p(text, class_name="small soft")
    )
    return rx.el.li(
        rx.el.span(number, class_name="n", aria_hidden="true"),
        words,
        class_name="is-you" if whose == _("You") else "",
    )


def which_way() -> rx.Component:
    with_code = way(
        _("Enterprise, with an invitation code"),
        _("The code leads you to the trade mission that reviews you."),
        category="enterprise",
        code_held="yes",
    )
    without_code = way(
        _("Enterprise, no code"),
        _("Choose “No invitation code for now”. Once approved, you are assigned to a trade mission."),
        category="enterprise",
        code_held="no",
    )
    needs_code = rx.el.li(
        rx.el.b(_("Government organ, public institution, social organisation")),
        rx.el.span(
            _("An invitation code is required. Ask your trade mission for one first."), class_name="soft"
        ),
        link(_("Find my trade mission"), to=here("missions"), class_name="small"),
    )
    overseas = way(
        _("Overseas unit"),
        _("No code and no trade mission. The organiser desk reviews you; notices come by email."),
        where="overseas",
    )
    rows = (with_code, rx.cond(FRONT.is_code_free_open, without_code), needs_code, overseas)
    ask = link(_("Not sure? Answer three questions"), to=here("check"))
    return rx.el.section(
        rx.el.div(rx.el.h2(_("Which way is yours")), ask, class_name="head"),
        rx.el.ul(*rows, class_name="ways"),
        class_name="part part--ruled",
    )


def way(name: str, text: str, **answers: str) -> rx.Component:
    known = {"where": "mainland", **answers}
    return rx.el.li(
        rx.el.b(name),
        rx.el.span(text, class_name="soft"),
        link(_("What to have at hand"), unseen(": ", name), to=here("check", **known), class_name="small"),
    )


def find_mission() -> rx.Component:
    """Leads into the directory with what was typed."""
    return rx.el.section(
        rx.el.h2(_("Find my trade mission")),
        rx.el.form(
            rx.el.label(_("Name, place of the address, or group"), html_for="q"),
            rx.el.div(
                search_box("q", max_length=100),
                second(_("Search"), small=True, type="submit"),
                quiet(_("Show all trade missions"), to=here("missions"), small=True),
                class_name="row row--tight",
            ),
            on_submit=MissionsState.narrow,
            role="search",
            class_name="seek gap-3",
        ),
        class_name="part part--ruled",
    )


def asked_often() -> rx.Component:
    often = (HOW, JOIN, DEADLINE, AFTERWARDS, CERTIFICATE, REFUND)
    rows = [rx.el.li(link(_(one.question), to=here("questions") + f"#{one.anchor}")) for one in often]
    return rx.el.section(
        rx.el.div(
            rx.el.h2(_("Questions that buyers ask")),
            link(_("All questions and answers"), to=here("questions")),
            class_name="head",
        ),
        rx.el.ul(*rows, class_name="asked"),
        class_name="part part--ruled",
    )
