"""One case of the unit review: what is chosen before a decision, the decision, and the next case."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import reflex as rx

from ciie_portal import routes
from ciie_portal.actions.ask_to_move import decline_move
from ciie_portal.actions.claim import claim, claim_next, release
from ciie_portal.actions.note_doubt import settle_doubt
from ciie_portal.actions.review import approve_work_unit, reject, return_fields
from ciie_portal.actions.review_person import decide_added_person, return_added_persons
from ciie_portal.actions.transfer import transfer
from ciie_portal.domain.access import Permission
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.unit_review import Labelled, LeftOut, PersonDecision
from ciie_portal.lookups.notice_preview import DECISIONS, notice_preview
from ciie_portal.lookups.shapes.unit_case import LEFT_OUT, NoticePreview, PickedField, UnitCase
from ciie_portal.lookups.unit_case import picked_field, unit_case
from ciie_portal.lookups.unit_queue import PAGE
from ciie_portal.state.guard import permission
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.desk_case import decided_sentence, settled_sentence
from ciie_portal.wording.reasons import reason_text

LABEL, WHY = "label.", "why."
ORGANISER_DESK = "organiser_desk"  # where a mission's code would stand


def decision_of(form: Mapping[str, object], reference: str) -> PersonDecision | None:
    """What was chosen for one person; None where nothing was."""
    label = str(form.get(f"{LABEL}{reference}", ""))
    if label == LEFT_OUT:
        return LeftOut(str(form.get(f"{WHY}{reference}", "")))
    return Labelled(label) if label else None


class UnitCaseState(PortalState):
    """What is chosen here is lost without harm: nothing is decided before a form is sent."""

    case: UnitCase = UnitCase()
    decision: str = "approve"
    picked: tuple[PickedField, ...] = ()
    left_out: tuple[str, ...] = ()
    reason: str = ""
    reason_key: int = 0
    preview: tuple[NoticePreview, ...] = ()
    told: str = ""
    _goes_on: bool = True

    def _show(self, broken: RuleBroken, locale: str) -> None:
        """On top of the page a problem names its person or its answer; beside the field it need not."""
        super()._show(broken, locale)
        names = {person.reference: person.name for person in self.case.persons}
        names |= {choice.value: choice.text for choice in self.case.fields}
        self.problems = [
            dataclasses.replace(one, text=f"{names[one.field]}: {self.problem_of[one.field]}")
            if one.field in names
            else one
            for one in self.problems
        ]

    # ---- looking ----
    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def open_page(self) -> None:
        self.told = ""
        await self._load()

    async def _load(self) -> None:
        asked = str(self.router.url.query_parameters.get("decide", ""))
        self.decision = asked if asked in DECISIONS else "approve"
        self.picked, self.left_out, self.reason = (), (), ""
        self.reason_key += 1
        self._goes_on = True
        reference = self._last_part
        self.case = await self._run(unit_case, reference) or UnitCase(is_loaded=True)
        if self.case.may_decide:
            await self._show_notice()

    async def _show_notice(self) -> None:
        """The notice as it would go out now; a refusal stands where it stood."""
        if not self.case.reference:
            return
        reasons = self._reasons_so_far()
        if self.decision != "approve" and not reasons:
            self.preview = ()
            return
        waiting = [person for person in self.case.persons if person.is_open]
        texts = await self._run_quietly(
            notice_preview,
            self.case.reference,
            self.decision,
            reasons=reasons,
            labelled_count=sum(person.reference not in self.left_out for person in waiting),
        )
        self.preview = texts or ()

    def _reasons_so_far(self) -> list[str]:
        if self.decision == "return" and not self.reason.strip():
            return [one.reason for one in self.picked if one.reason]
        return [self.reason] if self.reason.strip() else []

    def _reason_given(self) -> None:
        """What has a reason by now is no problem any more."""
        if self._reasons_so_far():
            self._mended("reason")
        for one in self.picked:
            if one.reason or self.reason.strip():
                self._mended(one.value)

    # ---- choosing ----
    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def choose(self, decision: str) -> None:
        if decision in DECISIONS:
            if decision != self.decision:
                self.problems, self.problem_of = [], {}  # they were the other decision's
            self.decision = decision
            await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def choose_label(self, reference: str, label: str) -> None:
        others = tuple(one for one in self.left_out if one != reference)
        known = any(person.reference == reference for person in self.case.persons)
        self.left_out = (*others, reference) if known and label == LEFT_OUT else others
        await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def pick(self, value: str) -> None:
        """One more answer that is to be given back."""
        found = picked_field(self.case, str(value), self._locale)
        if found and all(one.value != found.value for one in self.picked):
            self.picked = (*self.picked, found)
            self._mended("fields")
            self._reason_given()
            await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def unpick(self, value: str) -> None:
        self.picked = tuple(one for one in self.picked if one.value != value)
        self._mended(str(value))
        await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def give_reason(self, value: str, code: str) -> None:
        """Another template for one answer; empty: the words below."""
        self.picked = tuple(
            dataclasses.replace(one, reason=str(code)) if one.value == value else one for one in self.picked
        )
        self._reason_given()
        await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def use_template(self, code: str) -> None:
        """The template's words, in the buyer's language, to be sent as they are or changed."""
        self.reason = reason_text(str(code), self.case.buyer_locale)
        self.reason_key += 1
        self._reason_given()
        await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def say_reason(self, text: str) -> None:
        self.reason = str(text)
        self._reason_given()
        await self._show_notice()

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    def stay(self) -> None:
        """The button that decides and does not open the next case."""
        self._goes_on = False

    # ---- deciding ----
    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def approve(self, form: dict[str, Any]) -> Any:
        waiting = [person.reference for person in self.case.persons if person.is_open]
        chosen = {reference: decision_of(form, reference) for reference in waiting}
        decisions = {reference: one for reference, one in chosen.items() if one}
        return await self._decide(approve_work_unit, decisions)

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def give_back(self, form: dict[str, Any]) -> Any:
        """Of an approved unit only persons who were added can be given back."""
        words = str(form.get("reason", ""))
        reasons = {one.value: reason_text(one.reason, self.case.buyer_locale) for one in self.picked}
        if self.case.may_decide:
            return await self._decide(return_fields, reasons, words)
        versions = {person.reference: person.version for person in self.case.persons}
        await self._then_reload(await self._run(return_added_persons, versions, reasons, words))
        return None

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def refuse(self, form: dict[str, Any]) -> Any:
        return await self._decide(reject, str(form.get("reason", "")))

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def decide_person(self, form: dict[str, Any]) -> None:
        """Somebody who was added to an approved unit."""
        reference = str(form.get("reference", ""))
        version = next((one.version for one in self.case.persons if one.reference == reference), 0)
        decision = decision_of(form, reference) or Labelled("")
        await self._then_reload(await self._run(decide_added_person, reference, version, decision))

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def move(self, form: dict[str, Any]) -> Any:
        mission = str(form.get("mission", "")) or "?"
        self._goes_on = False
        target = "" if mission == ORGANISER_DESK else mission
        return await self._decide(transfer, target, str(form.get("move_reason", "")))

    @rx.event
    @permission(Permission.TRANSFER_UNITS)
    async def decline(self, form: dict[str, Any]) -> Any:
        """The buyer asked to be moved; the unit stays."""
        self._goes_on = False
        return await self._decide(decline_move, str(form.get("decline_reason", "")))

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def settle(self, form: dict[str, Any]) -> None:
        """What was found about a doubt; nothing that was chosen for the decision is lost by it."""
        found = str(form.get("settled", ""))
        if await self._run(settle_doubt, self.case.reference, self.case.doubts_seen, found):
            self.case = await self._run_quietly(unit_case, self.case.reference) or self.case
            self.told = settled_sentence(self._locale)

    async def _decide(self, decide: Any, *chosen: Any) -> Any:
        """After a decision the next case opens, or this one again; after a refusal what was typed stays."""
        goes_on, self._goes_on = self._goes_on, True
        done = await self._run(decide, self.case.reference, self.case.version, *chosen)
        if done is None:
            return None
        if not goes_on:
            return await self._then_back()
        reference = await self._run(claim_next)
        where = f"{PAGE}/{reference}" if reference else PAGE
        return rx.redirect(routes.path(self._locale, where))

    async def _then_back(self) -> Any:
        """The case as it stands now; the queue where it has left the reviewer's missions."""
        if await self._run_quietly(unit_case, self.case.reference) is None:
            return rx.redirect(routes.path(self._locale, PAGE))
        await self._then_reload(True)
        return None

    async def _then_reload(self, done: object) -> None:
        if done is not None:
            await self._load()
            self.told = decided_sentence(self._locale)

    # ---- who is at work ----
    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def claim_case(self) -> None:
        await self._run(claim, self.case.reference)
        self.case = await self._run_quietly(unit_case, self.case.reference) or self.case

    @rx.event
    @permission(Permission.REVIEW_UNITS)
    async def release_case(self) -> None:
        await self._run(release, self.case.reference)
        self.case = await self._run_quietly(unit_case, self.case.reference) or self.case
