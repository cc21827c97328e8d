"""The sentence that refuses an answer calls it as the label above its box does, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ciie_portal.ciie_portal import PAGES, Page
from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.i18n import gettext_in, in_locale
from ciie_portal.routes import LOCALES
from ciie_portal.wording.fields import name_in
from ciie_portal.wording.rules import problem_sentence

SIDE = ("desk", "sign-in")  # the desk's forms are its own; who signs in is told of no single answer
# the answers of the page are called by another name where they are asked for
FORM_OF = {
    "missions/[mission]": "request",
    "register/people/[person]": "person",
    "progress/[person]": "person",
    "certificates": "delivery",
    "move": "move",
    "recover": "either",
}
OF_CONTACTS = {"Email address": "email", "New email address": "new_email", "New mobile number": "new_mobile"}
ASKS_ITSELF = {
    "channel": "the code page: the sentence names both ways",
    "invitation_code": "its own sentence",
    "code": "the one-time code: its own sentences",
    "password": "sent by the browser itself",
    "old_password": "the same",
    "new_password": "the same",
    "serial": "its own sentence",
    "is_valid_six_months": "its own sentence",
    "has_declared": "its own sentence",
    "has_accepted_management": "its own sentence",
    "belongs_to_group": "a question that the page asks back",
    "method": "also asked of each person by name",
    "deliveries": "both answers are right",
    "language": "one of two, and one is chosen",
}
ERROR = re.compile(r'\bid:(?:"([^"]+)-error"|\(.*?"\.?([a-z_]+)-error"\))')


def nodes(drawn: Any) -> Iterator[dict[str, Any]]:
    if isinstance(drawn, dict):
        yield drawn
        for inner in drawn.values():
            yield from nodes(inner)
    elif isinstance(drawn, list | tuple):
        for inner in drawn:
            yield from nodes(inner)


def props(node: dict[str, Any]) -> str:
    return " ".join(str(one) for one in node.get("props", ()))


def words(node: Any) -> str:
    """The text of a label without its mark "(optional)"; what the state says stands for nothing."""
    if not isinstance(node, dict) or "opt" in re.findall(r'className:"([^"]*)"', props(node)):
        return ""
    text = node.get("contents", "")
    own = json.loads(text) if text.startswith('"') else ""
    return own + "".join(words(one) for one in node.get("children", ()))


def layer(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The elements right inside a node: what groups them or makes them appear is no element."""
    either = [node.get("true_value"), node.get("false_value")]
    for child in filter(None, [*node.get("children", ()), *either]):
        if "cond_state" in child or child.get("name") == "Fragment":
            yield from layer(child)
        else:
            yield child


def own_error(node: dict[str, Any]) -> str:
    """The field whose sentence stands in this node, not deeper."""
    for child in layer(node):
        found = ERROR.search(props(child))
        if found:
            return (found[1] or found[2]).rpartition(".")[2]
    return ""


def asked(page: Page, locale: str) -> set[tuple[str, str]]:
    """Field and label of every question of a page."""
    with in_locale(locale):
        drawn = page.build().render()
    found = set()
    for node in nodes(drawn):
        field = own_error(node)
        labels = [one for one in node.get("children", ()) if one.get("name") in ('"label"', '"legend"')]
        if field and labels:
            found.add((field, words(labels[0])))
    return found


def plain(text: str) -> str:
    """Without what a label adds: where, in which unit."""
    return re.sub(r"（.*?）|\(.*?\)", "", re.split(r"[:：]", text)[-1]).strip().casefold()


PAGES_OF_ANYBODY = [page for page in PAGES if not page.address.startswith(SIDE)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", PAGES_OF_ANYBODY, ids=[page.address or "home" for page in PAGES_OF_ANYBODY])
def test_a_refused_answer_is_called_as_its_label_calls_it(page: Page, locale: str) -> None:
    differing = []
    for field, label in asked(page, locale):
        form = FORM_OF.get(page.address, "")
        if field == "contact":
            form = next((OF_CONTACTS[en] for en in OF_CONTACTS if gettext_in(locale, en) == label), form)
        called = name_in(form, field)
        if field in ASKS_ITSELF:
            continue
        if called is None or plain(gettext_in(locale, called)) != plain(label):
            differing.append((field, label, called))
    assert differing == []


def test_the_walk_finds_the_questions() -> None:
    by_address = {page.address: page for page in PAGES}
    found = {address: {field for field, _ in asked(by_address[address], "en")} for address in FORM_OF}
    assert {"unit_name", "category", "reason", "contact_name", "contact", "code"} == found[
        "missions/[mission]"
    ]
    assert {"method", "recipient", "mobile", "division_code", "street"} <= found["certificates"]
    assert {"birth_date", "role_other", "photo_file_id"} <= found["register/people/[person]"]


def test_a_form_that_calls_an_answer_otherwise_is_heard() -> None:
    missing = FieldProblem("contact_name", Rule.REQUIRED)
    assert problem_sentence(missing, "en") == "Please fill in: contact's name."
    assert problem_sentence(missing, "en", "request") == "Please fill in: your name."
    assert problem_sentence(FieldProblem("name_zh", Rule.REQUIRED), "zh", "person") == "请填写中文姓名。"
