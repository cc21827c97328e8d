"""The sentence for every reason to refuse, in the reader's language (architecture section 7).

A rule may have two sentences: one that tells the facts, and one for when they are not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from string import Formatter

from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording import dates
from ciie_portal.wording.fields import name_in
from ciie_portal.wording.rules_of_answers import ANSWER_SENTENCES, MISSING_OF
from ciie_portal.wording.rules_of_settings import SETTING_SENTENCES
from ciie_portal.wording.rules_of_steps import STEP_SENTENCES

SENTENCES: dict[Rule, tuple[str, ...]] = {
    **ANSWER_SENTENCES,
    **STEP_SENTENCES,
    **SETTING_SENTENCES,
}
OF_A_PERSON = N_("Person {person}: {sentence}")
OF_AN_ANSWER = N_("{field}: {sentence}")
# Beside a field their sentences are clear; alone they do not say of what they speak.
SAYING_THIS = frozenset(
    {
        Rule.TOO_LONG,
        Rule.UNUSABLE_CHARACTERS,
        Rule.NOT_AN_OPTION,
        Rule.NOT_A_DATE,
        Rule.NOT_A_NUMBER,
        Rule.NUMBER_OUT_OF_RANGE,
        Rule.LATIN_NEEDED,
        Rule.CHINESE_NEEDED,
        Rule.NOT_A_NAME,
        Rule.MOBILE_NOT_VALID,
        Rule.MAINLAND_MOBILE_NOT_VALID,
        Rule.EMAIL_NOT_VALID,
    }
)


def sentence(rule: Rule, locale: str, /, **facts: str | int) -> str:
    """Why, and what to do. Facts ending in `_at` are ISO instants, `person` is a place in the list."""
    return _told(SENTENCES[rule], locale, facts)


def _told(sentences: tuple[str, ...], locale: str, facts: Mapping[str, str | int]) -> str:
    known = {name: _shown(name, fact, locale) for name, fact in facts.items()}
    chosen = next(one for one in sentences if placeholders(one) <= known.keys())
    text = gettext_in(locale, chosen).format(**known)
    if "person" not in known:
        return text
    return gettext_in(locale, OF_A_PERSON).format(person=known["person"], sentence=text)


def problem_sentence(problem: FieldProblem, locale: str, form: str = "") -> str:
    """The same for one wrong answer, which is called as in its form where the sentence has room for it."""
    field = problem.field.rpartition(".")[2]
    name = _called(problem, form)
    named = {"field": gettext_in(locale, name)} if name else {}
    is_missing = problem.rule is Rule.REQUIRED and field in MISSING_OF
    sentences = (MISSING_OF[field],) if is_missing else SENTENCES[problem.rule]
    return _told(sentences, locale, {**named, **problem.facts})


def summary_sentence(problem: FieldProblem, locale: str, form: str = "") -> str:
    """The same on top of the page, where "this" says nothing: the answer is named first."""
    name = _called(problem, form)
    if problem.rule not in SAYING_THIS or name is None:
        return problem_sentence(problem, locale, form)
    facts = {key: fact for key, fact in problem.facts.items() if key != "person"}
    told = _told(SENTENCES[problem.rule], locale, facts)
    called = gettext_in(locale, name)
    text = gettext_in(locale, OF_AN_ANSWER).format(field=called[:1].upper() + called[1:], sentence=told)
    if "person" not in problem.facts:
        return text
    return gettext_in(locale, OF_A_PERSON).format(person=problem.facts["person"], sentence=text)


def _called(problem: FieldProblem, form: str) -> str | None:
    return name_in("person" if "person" in problem.facts else form, problem.field)


def placeholders(message: str) -> set[str]:
    """The names of the facts that a sentence tells."""
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def _shown(name: str, fact: str | int, locale: str) -> str | int:
    if not name.endswith("_at") or not isinstance(fact, str):
        return fact
    try:
        instant = datetime.fromisoformat(fact)
    except ValueError:
        return fact
    return dates.deadline(locale, instant) if name == "closed_at" else dates.moment(locale, instant)
