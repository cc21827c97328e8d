"""Runs the classification on a unit's answers and stores what it says, which routes the review (Q2, Q7)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.classification import Classification, asks_back, classify
from ciie_portal.domain.correction import unit_lock
from ciie_portal.domain.work_unit import Channel
from ciie_portal.store.queries import moves
from ciie_portal.store.queries.atlas import atlas, unit_facts
from ciie_portal.store.queries.missions import mission_by_code
from ciie_portal.store.queries.registering import Registration, unit_lock_facts


def classify_unit(session: Session, registration: Registration) -> Classification:
    """What the answers say now; nothing is stored."""
    return classify(unit_facts(registration.unit, registration.edition), atlas(session))


def store_classification(session: Session, registration: Registration, *, reroutes: bool) -> Classification:
    """Stores the proposal; `reroutes`: the review goes there, or to the organiser desk where it is unsure.

    A unit that was transferred goes elsewhere only where the proposal itself has changed: a transfer is not
    undone by answers that say nothing new.
    """
    unit = registration.unit
    before = unit.proposed_mission_id
    found = classify_unit(session, registration)
    mission = mission_by_code(session, found.mission_code) if found.mission_code else None
    unit.proposed_mission_id = mission.id if mission else None
    unit.classification_rule = found.by.value
    unit.classification_certainty = found.certainty.value
    is_transferred = moves.last_move(session, unit.id) is not None
    is_news = not is_transferred or unit.proposed_mission_id != before
    if reroutes and unit.channel is Channel.CODE_FREE and is_news:
        unit.mission_id = unit.proposed_mission_id
    return found


def group_to_ask_about(session: Session, registration: Registration, now: datetime) -> str | None:
    """The central enterprise whose name the unit's begins with, while the buyer has not said yes or no."""
    unit = registration.unit
    is_open = unit_lock(unit_lock_facts(registration, now), "parent_group_code") is None
    if not is_open or not asks_back(unit.channel, unit.name_zh):
        return None
    group = classify_unit(session, registration).asks_back
    return group if group != unit.asked_back_group else None
