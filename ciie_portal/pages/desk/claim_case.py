"""/desk/claims/<reference>/ — the units of a claim side by side, and who holds the code."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go, second
from ciie_portal.components.choices import choice_question
from ciie_portal.components.desk import panel
from ciie_portal.components.errors import bones, error_summary, live_line, note
from ciie_portal.components.links import crumb, link, plain_link
from ciie_portal.components.lists import portrait
from ciie_portal.components.marks import status
from ciie_portal.components.questions import textarea_question
from ciie_portal.components.texts import each, here, present, tongue, when
from ciie_portal.i18n import _
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.state.desk.claims import ClaimCaseState

CASE = ClaimCaseState.case


def problem(name: str) -> Any:
    return ClaimCaseState.problem_of.get(name, "")


def page() -> rx.Component:
    return desk_frame(
        error_summary(ClaimCaseState.problems, ClaimCaseState.trouble, ClaimCaseState.fault),
        rx.cond(CASE.is_loaded, rx.cond(CASE.parties.length() > 0, whole(), no_claim()), bones(8)),
        current="claims",
        about=CASE.matter,
    )


def no_claim() -> rx.Component:
    return rx.el.div(
        rx.el.h1(_("No such code claim or duplicate")),
        rx.el.p(_("Nobody else has entered what this unit or person entered.")),
        rx.el.div(second(_("Back to the list"), to=here("desk/claims")), class_name="gap-4"),
        class_name="empty",
    )


def whole() -> rx.Component:
    return rx.fragment(
        crumb(_("Code claims and duplicate documents"), here("desk/claims")),
        rx.el.h1(
            rx.cond(CASE.is_document, _("One document in several units"), _("One credit code, several units"))
        ),
        rx.el.p(
            rx.el.span(CASE.matter, class_name="code nowrap"),
            when(present(CASE.matter_detail), rx.el.span(" · ", CASE.matter_detail)),
            class_name="soft",
        ),
        live_line(ClaimCaseState.told),
        rx.el.div(
            rx.el.div(
                rx.el.div(*each(CASE.parties, party), class_name="claimants"),
                class_name="stack-6",
            ),
            rx.cond(CASE.is_document, noting(), deciding()),
            class_name="case gap-5",
            key=CASE.reference,
        ),
    )


def party(one: Any) -> rx.Component:
    """Everything that tells the units apart."""
    return rx.el.section(
        rx.el.div(
            when(present(one.photo), portrait(one.photo)),
            rx.el.div(
                rx.el.h2(one.title, lang=one.title_language, class_name="h3"),
                rx.el.p(link(one.reference, to=one.address, class_name="num"), class_name="small"),
                status(one.family, one.status),
            ),
            class_name="row row--tight",
        ),
        rx.el.dl(*each(one.facts, fact), class_name="sum sum--tight gap-3"),
        when(present(one.if_other), rx.el.p(one.if_other, class_name="inset small gap-3")),
        rx.el.details(
            rx.el.summary(_("Record"), class_name="small"),
            rx.el.dl(*each(one.history, happening), class_name="sum sum--tight"),
            class_name="gap-3",
        ),
        class_name="claimant",
        aria_label=one.reference,
        key=one.reference,
    )


def fact(one: Any) -> rx.Component:
    text = rx.cond(one.is_code, rx.el.span(one.text, class_name="code"), one.text)
    shown = rx.cond(present(one.address), plain_link(one.text, to=one.address, target="_blank"), text)
    return rx.el.div(rx.el.dt(one.term), rx.el.dd(shown, lang=tongue(one.language)), key=one.term)


def happening(one: Any) -> rx.Component:
    why = when(present(one.why), rx.el.span(one.why, class_name="small soft block"))
    return rx.el.div(rx.el.dt(one.when, class_name="num"), rx.el.dd(one.what, why), key=one.when + one.what)


def decided() -> rx.Component:
    """What was decided before, and whether somebody has come since."""
    fresh = rx.el.p(_("Since then another unit has entered it."), class_name="small strong gap-2")
    return when(
        present(CASE.decided),
        rx.el.div(
            rx.el.p(CASE.decided, class_name="small"),
            rx.el.p(CASE.decided_reason, class_name="small soft gap-2"),
            when(CASE.is_open, fresh),
            class_name="gap-3",
        ),
    )


def is_settled() -> Any:
    """Decided, and nobody has come since."""
    return present(CASE.decided) & ~CASE.is_open


def deciding() -> rx.Component:
    """What was decided stands first; it can be decided anew, behind a word that says so."""
    anew = rx.el.details(
        rx.el.summary(_("Decide anew"), class_name="small"),
        rx.el.p(
            _("The units are told again. What was rejected or given back by then is not taken back."),
            class_name="small soft gap-2",
        ),
        decision_form(second(_("Decide anew"), type="submit")),
        class_name="gap-5",
    )
    form = rx.el.div(
        when(present(CASE.only), rx.el.div(note(CASE.only), class_name="gap-3 small")),
        decision_form(go(_("Decide the code claim"))),
    )
    return rx.cond(
        is_settled(),
        panel(_("Decided"), decided(), anew),
        panel(_("Who holds the code"), decided(), form),
    )


def decision_form(deed: rx.Component) -> rx.Component:
    return rx.el.form(
        choice_question(
            "holder",
            _("The credit code belongs to"),
            CASE.holders,
            problem=problem("holder"),
            slim=True,
        ),
        textarea_question(
            "claim_reason",
            _("Reason"),
            hint=_("The buyer of every unit but the holder reads it in a notice. Do not name another unit."),
            problem=problem("claim_reason"),
            rows=3,
            max_length=300,
        ),
        rx.el.div(deed, class_name="go"),
        on_submit=ClaimCaseState.decide,
        class_name="stack-5 gap-4",
    )


def noting() -> rx.Component:
    rules = _(
        "The same document in two units is a flag, not a fault: one person receives one certificate, and a"
        " certificate request that names the document a second time is refused before payment. Who is not to"
        " come is left out in the unit's own case."
    )
    again = rx.el.details(
        rx.el.summary(_("Add a note"), class_name="small"),
        note_form(second(_("Keep the note"), type="submit")),
        class_name="gap-5",
    )
    return rx.cond(
        is_settled(),
        panel(_("Looked at"), decided(), rx.el.p(rules, class_name="small soft gap-3"), again),
        panel(
            _("What the check found"),
            rx.el.p(rules, class_name="small gap-2"),
            decided(),
            note_form(go(_("Keep the note"))),
        ),
    )


def note_form(deed: rx.Component) -> rx.Component:
    return rx.el.form(
        textarea_question(
            "note",
            _("Note on the document"),
            hint=_("For the organiser desk; no buyer reads it."),
            problem=problem("note"),
            rows=3,
            max_length=300,
        ),
        rx.el.div(deed, class_name="go"),
        on_submit=ClaimCaseState.keep_note,
        class_name="stack-5 gap-4",
    )
