"""Where a unit belongs, why, since when, and what became of a request to be moved (Q2, Q7).

The dashboard, the page after submitting and the help desk read it here, so that all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from ciie_portal.domain.classification import classify
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.lookups.shapes.moves import Belonging
from ciie_portal.store.queries import missions, moves, unit_desk
from ciie_portal.store.queries.atlas import atlas, mission_tree, unit_facts
from ciie_portal.store.queries.moves import recorded_mission
from ciie_portal.store.tables import InvitationCode, JourneyEvent, TradeMission, WorkUnit
from ciie_portal.wording.belonging import (
    Asked,
    Moved,
    asked_sentences,
    moved_sentence,
    what_it_means,
    with_code,
)
from ciie_portal.wording.classification import explain
from ciie_portal.wording.statuses import organiser_desk


@dataclass(frozen=True)
class Names:
    """Missions by their codes in the reader's language; whatever is none is empty: the organiser desk."""

    session: Session
    locale: str

    def of(self, code: str | None) -> str:
        tree = mission_tree(self.session)
        return tree[code].name(self.locale) if code in tree and code is not None else ""


def belonging_of(session: Session, unit: WorkUnit, locale: str) -> Belonging:
    """The sentences for the buyer, also for whoever reads them out. A draft belongs nowhere yet."""
    if unit.submitted_at is None:
        return Belonging()
    names = Names(session, locale)
    code = recorded_mission(session, unit.mission_id)
    mission = names.of(code)
    move = moves.last_move(session, unit.id)
    if move is None or move.to_status != code:
        why, means = _why(session, unit, locale), ""
    else:
        why = moved_sentence(locale, _moved(names, move))
        means = what_it_means(locale, unit.status, mission)
    asked, answer = _asked(session, unit, names)
    return Belonging(mission or organiser_desk(locale), why, means, asked, answer)


def explanation(session: Session, unit: WorkUnit, locale: str) -> str:
    """Which mission is proposed and why; empty where a code or the place abroad says so already."""
    if unit.channel is not Channel.CODE_FREE or unit.category is not Category.ENTERPRISE:
        return ""
    edition = unit_desk.edition_of(session, unit)
    return explain(classify(unit_facts(unit, edition), atlas(session)), locale)


def _why(session: Session, unit: WorkUnit, locale: str) -> str:
    if unit.category is Category.OVERSEAS_UNIT:
        edition = unit_desk.edition_of(session, unit)
        return explain(classify(unit_facts(unit, edition), atlas(session)), locale)
    code = session.get(InvitationCode, unit.invitation_code_id) if unit.invitation_code_id else None
    if unit.channel is Channel.WITH_CODE and code is not None:
        mission = session.get_one(TradeMission, code.mission_id)
        return with_code(locale, mission_tree(session)[mission.code].name(locale))
    return explanation(session, unit, locale)


def _moved(names: Names, row: JourneyEvent) -> Moved:
    return Moved(names.of(row.from_status), names.of(row.to_status), row.at, row.reason or "")


def _asked(session: Session, unit: WorkUnit, names: Names) -> tuple[str, str]:
    row = moves.request_of(session, unit.id)
    if row is None:
        return "", ""
    codes = {one.id: one.code for one in missions.all_missions(session)}
    return asked_sentences(
        names.locale,
        Asked(
            at=row.asked_at,
            reason=row.reason,
            wanted=names.of(codes.get(row.wanted_mission_id or 0)),
            outcome=row.outcome,
            answered_at=row.answered_at,
            answer=row.answer or "",
        ),
    )
