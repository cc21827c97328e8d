"""The questions that an address searches for, with the facts of the running edition (Q1 to Q11).

What is typed is looked for as it stands, and word by word in both languages, with other words that people
search by; the nearest comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.question_search import folded, rank
from ciie_portal.i18n import gettext_in
from ciie_portal.lookups.front import span
from ciie_portal.lookups.paging import as_searched
from ciie_portal.lookups.shapes.questions import Questions
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import editions
from ciie_portal.store.tables import Edition
from ciie_portal.wording.dates import deadline
from ciie_portal.wording.money import money_in_sentence
from ciie_portal.wording.question import Paragraph, Question
from ciie_portal.wording.questions import (
    CODE_FREE,
    NONE_FOUND,
    ONE_FOUND,
    QUESTIONS,
    SOME_FOUND,
)
from ciie_portal.wording.rules import placeholders

PAGE = "questions"
FACTS = ("edition", "deadline", "dates", "fee", "pays_until")


def questions_page(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Questions:
    """All of them without `q` in the address; otherwise those whose words contain it."""
    require(actor, Permission.ANYONE)
    with reading() as session:
        edition = editions.running(session, now)
    facts = _facts(edition, actor.locale) if edition else dict.fromkeys(FACTS, "")
    facts |= _limits()
    is_code_free_open = edition.is_code_free_open if edition else True
    search = as_searched(query.get("q", ""))
    found = _found(search, actor.locale, facts, is_code_free_open)
    return Questions(
        search=search,
        found=found,
        told=_told(actor.locale, search, len(found)) if search else "",
        is_code_free_open=is_code_free_open,
        is_loaded=True,
        **facts,
    )


def _found(search: str, locale: str, facts: Mapping[str, str], is_code_free_open: bool) -> tuple[str, ...]:
    """The anchors of what is about the search, the nearest first; of equals the earlier on the page."""
    other = "en" if locale == "zh" else "zh"
    ranked = []
    for one in QUESTIONS:
        asked, also = folded(gettext_in(locale, one.question)), folded(one.also)
        answer, elsewhere = (_words(one, spoken, facts, is_code_free_open) for spoken in (locale, other))
        place = rank(search, asked, also, answer, elsewhere)
        if place is not None:
            ranked.append((place, one.anchor))
    return tuple(anchor for _place, anchor in sorted(ranked, key=lambda pair: pair[0]))


def is_told(paragraph: Paragraph, facts: Mapping[str, str], is_code_free_open: bool) -> bool:
    """Whether the edition lets a paragraph be said: its facts are known, and its case is the edition's."""
    if paragraph.holds and (paragraph.holds == CODE_FREE) is not is_code_free_open:
        return False
    return all(facts[name] for name in placeholders(paragraph.text))


def _facts(edition: Edition, locale: str) -> dict[str, str]:
    return {
        "edition": edition.name_zh if locale == "zh" else edition.name_en,
        "deadline": deadline(locale, edition.closes_at),
        "dates": span(locale, edition.starts_on, edition.ends_on),
        "fee": money_in_sentence(locale, edition.fee_minor, edition.currency),
        "pays_until": deadline(locale, edition.pays_until) if edition.pays_until else "",
    }


def _limits() -> dict[str, str]:
    settings = get_settings()
    return {
        "photo_width": str(settings.photo_min_width),
        "photo_height": str(settings.photo_min_height),
        "photo_most": f"{settings.photo_max_bytes / 1024 / 1024:g}",
    }


def _words(question: Question, locale: str, facts: Mapping[str, str], is_code_free_open: bool) -> str:
    texts = [gettext_in(locale, question.question)]
    for paragraph in question.paragraphs:
        if is_told(paragraph, facts, is_code_free_open):
            known = {name: facts[name] for name in placeholders(paragraph.text)}
            texts.append(gettext_in(locale, paragraph.text, **known))
    return folded("\n".join(texts + [gettext_in(locale, words) for words, _page in question.pages]))


def _told(locale: str, search: str, count: int) -> str:
    sentence = NONE_FOUND if count == 0 else ONE_FOUND if count == 1 else SOME_FOUND
    facts: dict[str, str | int] = {"text": search} if count < 2 else {"text": search, "count": count}
    return gettext_in(locale, sentence, **facts)
