"""Asks back: is the unit part of the central enterprise whose name its own begins with? (Q7; rules 4)"""

from __future__ import annotations

from datetime import datetime

from ciie_portal.actions.classify_unit import group_to_ask_about
from ciie_portal.actions.fill_in import Saved, saved
from ciie_portal.actions.store_answers import after_change, next_step_after, store_answers
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import open_unit_fields
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import NO_PARENT_GROUP
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries.registering import own_registration, unit_lock_facts


def answer_group(actor: Actor, group: str, belongs: object, now: datetime) -> Saved:
    """The buyer's yes or no to "is your unit part of this central enterprise?", asked by its name (rule 2).

    Raises STEP_NOT_POSSIBLE when it is not being asked, or the field's problem.
    """
    require(actor, Permission.OWN_UNIT)
    if belongs not in ("yes", "no"):
        raise RuleBroken([FieldProblem("belongs_to_group", Rule.REQUIRED)])
    with transaction() as session:
        registration = own_registration(session, actor, for_update=True)
        unit = registration.unit
        if group_to_ask_about(session, registration, now) != group:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        if "parent_group_code" not in open_unit_fields(unit_lock_facts(registration, now)):
            raise RuleBroken([FieldProblem("belongs_to_group", Rule.FIELD_LOCKED)])
        unit.asked_back_group = group
        answer = group if belongs == "yes" else NO_PARENT_GROUP
        changed = store_answers(session, registration, {"parent_group_code": answer}, now)
        after_change(session, actor, registration, changed, now)
        return saved(unit, next_step_after(session, registration, Step.UNIT, now), now)
