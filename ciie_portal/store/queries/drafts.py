"""Answers as they were typed, until they are checked; an identity number is sealed like the checked one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from ciie_portal.security import seal, unseal
from ciie_portal.store.tables import DraftAnswer

SEALED = frozenset({"document_number"})
DATE_PARTS = ("year", "month", "day")
_DATES = ("birth_date", "document_expires_on")
_OF_UNIT = select(DraftAnswer).where(DraftAnswer.unit_id == bindparam("unit_id"))


def column_of(field: str) -> str:
    """The answer that a typed field is part of: the year of a date belongs to the date."""
    for name in _DATES:
        if field in {f"{name}_{part}" for part in DATE_PARTS}:
            return name
    return field


def of_unit(session: Session, unit_id: int) -> Sequence[DraftAnswer]:
    """Everything typed and not checked, of the unit and its persons."""
    return session.exec(_OF_UNIT, params={"unit_id": unit_id}).all()


def text_of(row: DraftAnswer) -> str:
    """What was typed, in clear."""
    if row.text_sealed is not None:
        return unseal(row.text_sealed, "draft_answer", "text", f"{row.owner}.{row.field}")
    return row.text or ""


def keep(session: Session, unit_id: int, owner: str, field: str, typed: str, now: datetime) -> None:
    """Replaces what was typed before."""
    row = session.get(DraftAnswer, (owner, field)) or DraftAnswer(
        owner=owner, field=field, unit_id=unit_id, text="", kept_at=now
    )
    if field in SEALED:
        row.text, row.text_sealed = None, seal(typed, "draft_answer", "text", f"{owner}.{field}")
    else:
        row.text = typed
    row.kept_at = now
    session.add(row)


def forget(session: Session, owner: str, fields: Collection[str] | None = None) -> None:
    """What was checked or taken back; all of an owner's where no fields are named."""
    condition = col(DraftAnswer.owner) == owner
    if fields is not None:
        parts = {f"{name}_{part}" for name in fields for part in DATE_PARTS}
        condition &= col(DraftAnswer.field).in_({*fields, *parts})
    session.exec(delete(DraftAnswer).where(condition).execution_options(synchronize_session="fetch"))
