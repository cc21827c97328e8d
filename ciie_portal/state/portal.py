"""The base of every state: problems to mend, and the one door to actions and lookups."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

import reflex as rx

from ciie_portal import clock
from ciie_portal.domain.errors import FieldProblem, NotPermitted, Rule, RuleBroken
from ciie_portal.i18n import in_locale
from ciie_portal.state import faults
from ciie_portal.state.guard import acting, whole
from ciie_portal.wording.rules import problem_sentence, sentence, summary_sentence

Answer = TypeVar("Answer")
FAILED = object()


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing to mend: the field's name (empty for the whole page), the sentence, the field's anchor."""

    field: str
    text: str
    anchor: str


class PortalState(rx.State):
    """What every page shares. A handler is three lines; the work is in actions and lookups."""

    problems: list[Problem] = []
    problem_of: dict[str, str] = {}  # field → sentence
    trouble: str = ""  # the step as a whole is not possible: what to do next
    fault: str = ""  # our own fault: its reference in the log

    async def _run(self, work: Callable[..., Answer], *args: Any, **named: Any) -> Answer | None:
        """Calls an action or lookup as `work(actor, *args, **named, now=…)` in a thread.

        Returns None and fills the problems when a rule refuses; an unknown fault becomes a reference.
        """
        self._clear()
        actor = acting.get()
        try:
            with in_locale(actor.locale):
                given, by_name = whole(list(args)), whole(named)  # an address is no payload
                return await asyncio.to_thread(work, actor, *given, **by_name, now=clock.now())
        except RuleBroken as broken:
            self._show(broken, actor.locale)
        except NotPermitted:
            self.trouble = sentence(Rule.NOT_FOUND, actor.locale)
        except Exception as unknown:
            self.fault = faults.report(unknown)
        return None

    async def _run_quietly(self, work: Callable[..., Answer], *args: Any, **named: Any) -> Answer | None:
        """The same while somebody types: problems that are shown stay, a refusal says nothing."""
        shown = self.problems, self.problem_of, self.trouble, self.fault
        answer = await self._run(work, *args, **named)
        self.problems, self.problem_of, self.trouble, fault = shown
        self.fault = self.fault or fault
        return answer

    def _clear(self) -> None:
        self.problems, self.problem_of, self.trouble, self.fault = [], {}, "", ""

    def _show(self, broken: RuleBroken, locale: str) -> None:
        told = [(p, summary_sentence(p, locale, self._form())) for p in broken.problems]
        self.problems = [Problem(p.field, text, self._anchor(p)) for p, text in told]
        self.problem_of = {p.field: problem_sentence(p, locale, self._form()) for p in broken.problems}
        if broken.rule:
            self.trouble = sentence(broken.rule, locale, **broken.facts)

    def _form(self) -> str:
        """Where answers are called otherwise than elsewhere: see `wording.fields`."""
        return ""

    def _anchor(self, problem: FieldProblem) -> str:
        """Where a problem is mended; a page without the field itself names the page that has it."""
        return f"#{problem.field}"

    def _mended(self, field: str) -> None:
        """One problem less, without sending the page."""
        self.problems = [one for one in self.problems if one.field != field]
        self.problem_of = {name: text for name, text in self.problem_of.items() if name != field}

    @property
    def _locale(self) -> str:
        return acting.get().locale

    @property
    def _last_part(self) -> str:
        """Of the address: what its page is about."""
        return str(self.router.url.path).rstrip("/").rpartition("/")[2]

    @property
    def _refused(self) -> bool:
        return bool(self.problems or self.trouble or self.fault)
