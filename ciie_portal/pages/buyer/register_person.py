"""/register/people/<reference> — one person: photo, name, document, contact, role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from ciie_portal.components.buttons import action_bar, go
from ciie_portal.components.choices import Option, choice_question
from ciie_portal.components.files import photo_question
from ciie_portal.components.questions import date_question, select_question, side_by_side, text_question
from ciie_portal.components.texts import filled, here
from ciie_portal.domain.country import MAINLAND
from ciie_portal.i18n import _
from ciie_portal.pages.buyer.register_unit import CHINESE, countries_list, words
from ciie_portal.pages.buyer.wizard_page import FRAME, problem_of, question, wizard_page
from ciie_portal.settings import get_settings
from ciie_portal.state.buyer.register_people import PersonState
from ciie_portal.wording.labels import LABELS
from ciie_portal.wording.options import DOCUMENTS, ROLES, SEXES

FORM: Any = PersonState.form


def page() -> rx.Component:
    people = here("register/people")
    return wizard_page(
        "people",
        rx.cond(FORM.title != "", FORM.title, _("Who is coming?")),
        _("As in the document that the person brings to the fair."),
        rx.cond(FORM.reference != "", person_form(people)),
        back=people,
    )


def person_form(people: str) -> rx.Component:
    return rx.el.form(
        ask("photo_file_id"),
        side_by_side(ask("name_zh"), ask("name_latin")),
        *[ask(name) for name in QUESTIONS if name not in ("photo_file_id", "name_zh", "name_latin")],
        other_role_alone(),
        rx.cond(FORM.sends_to != "", sending()),
        rx.cond(FORM.can_save, action_bar(go(deed()), back=people, saved=PersonState.saved)),
        on_submit=PersonState.save,
        no_validate=True,
        key=FORM.key,
    )


def ask(name: str) -> rx.Component:
    return open_question(name, QUESTIONS[name])


def other_role_alone() -> rx.Component:
    """The words for another role came back, the role itself did not."""
    is_open = FORM.locked.contains("role") & ~FORM.locked.contains("role_other")
    return rx.cond(is_open, open_question("role_other", role_other))


def deed() -> rx.Component:
    sent = rx.cond(FORM.is_sent_back, _("Save and send back"), _("Save and send"))
    return rx.cond(FORM.sends_to != "", sent, _("Save this person"))


def sending() -> rx.Component:
    sentence = _("Once saved, this goes to {reviewer} at once.")
    return rx.el.p(filled(sentence, reviewer=FORM.sends_to), class_name="inset small")


def open_question(name: str, build: Callable[[], rx.Component]) -> rx.Component:
    words_ = _(LABELS["person.name_zh" if name == "name_zh" else name])
    return question(FORM, name, build, label=words_)


def text(name: str, **props: Any) -> rx.Component:
    return text_question(
        name,
        _(LABELS[name]),
        value=FORM.typed[name],
        problem=problem_of(name),
        on_blur=lambda typed: PersonState.keep(name, typed),
        **props,
    )


def select(name: str, options: Any, **props: Any) -> rx.Component:
    return select_question(
        name,
        _(LABELS[name]),
        options,
        value=FORM.typed[name],
        problem=problem_of(name),
        width="w-m",
        on_change=lambda value: PersonState.keep(name, value),
        **props,
    )


def few(name: str, options: Any, **props: Any) -> rx.Component:
    return choice_question(
        name,
        _(LABELS[name]),
        [Option(value, shown) for value, shown in words(options)],
        problem=problem_of(name),
        chosen=FORM.typed[name],
        slim=True,
        on_change=lambda value: PersonState.keep(name, value),
        **props,
    )


def date(name: str, **props: Any) -> rx.Component:
    parts = [f"{name}_{part}" for part in ("year", "month", "day")]
    return date_question(
        name,
        _(LABELS[name]),
        hint=_("For example 2032 2 1") if name == "document_expires_on" else _("For example 1990 2 1"),
        value=[FORM.typed[part] for part in parts],
        problem=problem_of(name),
        on_leave=lambda part: lambda typed: PersonState.keep(part, typed),
        **props,
    )


def photo() -> rx.Component:
    settings = get_settings()
    least = settings.photo_min_width, settings.photo_min_height
    most = settings.photo_max_bytes
    return photo_question(
        "photo_file_id",
        _(LABELS["photo_file_id"]),
        action=f"/api/files/photo?person={FORM.reference}",
        limits=_(
            "A recent portrait, bare-headed, on a plain light background: jpg or png,"
            " at least {width} × {height} pixels, at most {most} MB",
            width=least[0],
            height=least[1],
            most=f"{most / 1024 / 1024:g}",
        ),
        on_done=PersonState.attach_photo,
        photo=FORM.photo,
        problem=problem_of("photo_file_id"),
        least=(least[0], least[0] * 13 // 10),
        most_bytes=most,
    )


def chinese_name() -> rx.Component:
    """The unit has a Chinese name, too, which is called something else in Chinese."""
    return text_question(
        "name_zh",
        _(LABELS["person.name_zh"]),
        hint=_("For a document in Chinese"),
        value=FORM.typed["name_zh"],
        problem=problem_of("name_zh"),
        on_blur=lambda typed: PersonState.keep("name_zh", typed),
        lang=CHINESE,
    )


def latin_hint() -> str:
    return _("For a passport or a foreigner's card; optional otherwise")


def nationality() -> rx.Component:
    from_china = [(MAINLAND, _("China"))]
    return select("nationality", from_china + countries_list())


def number() -> rx.Component:
    hint = rx.cond(
        FORM.number != "",
        filled(_("Entered: {number}. Leave the field empty to keep it."), number=FORM.number),
        _("As printed on the document, X at the end if there is one"),
    )
    return text_question(
        "document_number",
        _(LABELS["document_number"]),
        hint=hint,
        problem=problem_of("document_number"),
        code=True,
        width="w-code",
        on_blur=lambda typed: PersonState.keep("document_number", typed),
    )


def mobile() -> rx.Component:
    hint = rx.cond(
        FRAME.is_overseas,
        _("With + and the country code, such as +44 7400 123456"),
        _("A mobile number of the Chinese mainland, 11 digits"),
    )
    return text("mobile", type="tel", input_mode="tel", width="w-code", hint=hint)


def role() -> rx.Component:
    other = rx.cond(
        FORM.locked.contains("role_other"), rx.el.p(FORM.shown["role_other"]), text("role_other", width="w-m")
    )
    return few("role", ROLES, opens={"other": other})


def email() -> rx.Component:
    return rx.cond(
        FRAME.is_overseas,
        text("email", type="email", width="w-m"),
        text("email", type="email", width="w-m", optional=True),
    )


# in the order asked; what is asked inside another question is not here
QUESTIONS: dict[str, Callable[[], rx.Component]] = {
    "photo_file_id": photo,
    "name_zh": chinese_name,
    "name_latin": lambda: text("name_latin", hint=latin_hint()),
    "sex": lambda: few("sex", SEXES),
    "birth_date": lambda: date("birth_date", autocomplete="bday"),
    "nationality": nationality,
    "document_type": lambda: select("document_type", words(DOCUMENTS)),
    "document_number": number,
    "document_expires_on": lambda: date("document_expires_on", optional=True),
    "mobile": mobile,
    "email": email,
    "position": lambda: text("position", width="w-m"),
    "role": role,
}


def returned_questions() -> list[rx.Component]:
    """The answers that a reviewer gave back, and nothing else, each with the reason."""
    asked = [rx.cond(FORM.returned.contains(name), ask(name)) for name in QUESTIONS]
    return [*asked, other_role_alone()]


def role_other() -> rx.Component:
    return text("role_other", width="w-m")
