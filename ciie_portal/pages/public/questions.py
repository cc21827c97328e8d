"""/questions/ — what buyers ask most, searchable, each answer with the page that does it (Q1 to Q11)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import quiet, second
from ciie_portal.components.desk import search_box
from ciie_portal.components.errors import error_summary
from ciie_portal.components.frame import page_frame
from ciie_portal.components.links import link, plain_link
from ciie_portal.components.texts import filled, here, present, unseen
from ciie_portal.components.unfold import unfold
from ciie_portal.i18n import _
from ciie_portal.state.questions import QuestionsState
from ciie_portal.wording.question import Group, Paragraph, Question
from ciie_portal.wording.questions import CODE_FREE, GROUPS
from ciie_portal.wording.questions import QUESTIONS as QUESTIONS_ASKED
from ciie_portal.wording.rules import placeholders

QUESTIONS = QuestionsState.questions
IS_SEARCHED = present(QUESTIONS.search)


def page() -> rx.Component:
    return page_frame(
        error_summary(QuestionsState.problems, QuestionsState.trouble, QuestionsState.fault),
        rx.el.h1(_("Questions and answers")),
        searching(),
        rx.el.p(QUESTIONS.told, role="status", class_name="small soft gap-3"),
        rx.el.div(rx.cond(IS_SEARCHED, nearest_first(), every_group()), class_name="gap-5"),
        current="questions",
    )


def searching() -> rx.Component:
    """The address keeps the search; a new address draws the form anew."""
    return rx.el.form(
        rx.el.label(_("Search the questions and answers"), html_for="q"),
        rx.el.div(
            search_box("q", QUESTIONS.search, max_length=100),
            second(_("Search"), small=True, type="submit"),
            rx.cond(IS_SEARCHED, quiet(_("Clear"), to=here("questions"), small=True)),
            class_name="row row--tight",
        ),
        on_submit=QuestionsState.look_for,
        key=QUESTIONS.search,
        role="search",
        class_name="seek gap-4",
    )


def every_group() -> rx.Component:
    return rx.fragment(*[group(one) for one in GROUPS])


def group(one: Group) -> rx.Component:
    answers = [answer(question) for question in one.questions]
    return rx.el.section(rx.el.h2(_(one.title)), rx.el.div(*answers), class_name="part")


def nearest_first() -> rx.Component:
    """What was found, in the order in which it was found."""
    answers = [(question.anchor, answer(question, is_open=True)) for question in QUESTIONS_ASKED]
    return rx.el.section(
        rx.el.h2(_("What was found"), class_name="unseen"),
        rx.foreach(
            QUESTIONS.found,
            lambda anchor: rx.fragment(rx.match(anchor, *answers, rx.fragment()), key=anchor),
        ),
    )


def answer(question: Question, is_open: bool = False) -> rx.Component:
    words = _(question.question)
    ways = [rx.el.li(link(_(text), to=here(address))) for text, address in question.pages]
    anchor = plain_link(_("Link to this answer"), unseen(": ", words), to=f"#{question.anchor}")
    return unfold(
        question.anchor,
        rx.el.h3(words),
        *[paragraph(one) for one in question.paragraphs],
        rx.el.ul(*ways, rx.el.li(anchor, class_name="push soft"), class_name="ways-on"),
        is_open=is_open,
    )


def paragraph(one: Paragraph) -> rx.Component:
    facts = {name: getattr(QUESTIONS, name) for name in sorted(placeholders(one.text))}
    shown = rx.el.p(filled(_(one.text), **facts))
    if one.holds:
        is_code_free = QUESTIONS.is_code_free_open
        return rx.cond(is_code_free if one.holds == CODE_FREE else ~is_code_free, shown)
    if not facts:
        return shown
    is_known: Any = True
    for fact in facts.values():
        is_known = present(fact) & is_known
    return rx.cond(is_known, shown)
