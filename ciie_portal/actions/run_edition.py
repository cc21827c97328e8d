"""The organiser runs the edition: its dates and fee, areas and labels, and the next one (Q5; D3, D9).

A fee holds for the certificate requests that are made or changed after it; what was paid stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.answer import AnswerSheet, clean_line, line
from ciie_portal.domain.correction import check_version
from ciie_portal.domain.edition_change import (
    LONGEST_NAME,
    EditionStanding,
    EditionValues,
    a_year_on,
    changed_fields,
    check_change,
    raise_if,
    read_edition,
)
from ciie_portal.domain.edition_lists import Listed, read_list
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import edition_settings, editions
from ciie_portal.store.tables import Edition, EditionArea, EditionLabel

CHANGE, ADD, AREAS, LABELS = "change_edition", "add_edition", "change_areas", "change_labels"
LONGEST_CODE = 20
CODE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def change_edition(
    actor: Actor, code: str, version: int, answers: Mapping[str, object], *, now: datetime
) -> None:
    """Raises NOT_FOUND, CHANGED_MEANWHILE, or every problem of the form at once."""
    require(actor, Permission.RUN_EDITION)
    wanted = read_edition(answers)
    with transaction() as session:
        edition = _edition(session, code, version)
        before = values_of(edition)
        wanted = _with_seconds(wanted, before)
        standing = EditionStanding(
            edition_settings.has_registrations(session, edition.id),
            edition_settings.is_followed(session, edition, now),
        )
        check_change(before, wanted, standing, now)
        changed = changed_fields(before, wanted)
        for name in changed:
            old, new = getattr(before, name), getattr(wanted, name)
            setattr(edition, name, new)
            told = {"field": name, "before": _text(old), "after": _text(new)}
            events.record_setting(session, actor, edition, event=CHANGE, now=now, **told)
        edition.version += 1 if changed else 0


def copy_edition(actor: Actor, source: str, answers: Mapping[str, object], *, now: datetime) -> str:
    """A new edition with the areas, labels and rules of another; its dates some whole years later.

    It opens in the future, so nothing changes for anybody yet. Raises NOT_FOUND and problems of its form.
    """
    require(actor, Permission.RUN_EDITION)
    with transaction() as session:
        code, name_zh, name_en = _read_new(session, {**answers, "source": source})
        model = _edition(session, source)
        years = 1
        while a_year_on(model.opens_at, years) <= now:
            years += 1
        added = Edition(
            code=code,
            name_en=name_en,
            name_zh=name_zh,
            starts_on=a_year_on(model.starts_on, years),
            ends_on=a_year_on(model.ends_on, years),
            opens_at=a_year_on(model.opens_at, years),
            closes_at=a_year_on(model.closes_at, years),
            pays_until=a_year_on(model.pays_until, years) if model.pays_until else None,
            fee_minor=model.fee_minor,
            currency=model.currency,
            person_cap=model.person_cap,
            is_code_free_open=model.is_code_free_open,
            erases_on=a_year_on(model.erases_on, years) if model.erases_on else None,
        )
        session.add(added)
        try:
            session.flush()
        except IntegrityError:  # another edition got the code in the same instant
            raise RuleBroken([FieldProblem("code", Rule.CODE_TAKEN)]) from None
        _copy_lists(session, model, added)
        events.record_setting(session, actor, added, event=ADD, now=now, field="copy_of", after=model.code)
        return code


def change_areas(
    actor: Actor, code: str, version: int, answers: Mapping[str, object], *, now: datetime
) -> None:
    """Raises NOT_FOUND, CHANGED_MEANWHILE, or every problem of the list at once."""
    require(actor, Permission.RUN_EDITION)
    with transaction() as session:
        edition = _edition(session, code, version)
        rows = {row.code: row for row in editions.areas_of_edition(session, edition.id)}
        in_use = edition_settings.areas_in_use(session, edition.id)
        wanted = read_list(answers, list(rows), in_use, with_roles=False)
        before = _told(rows.values())
        for one in wanted:
            row = rows.pop(one.code, None) or EditionArea(
                edition_id=edition.id, code=one.code, name_en="", name_zh="", place=one.place
            )
            row.name_zh, row.name_en, row.place = one.name_zh, one.name_en, one.place
            session.add(row)
        for gone in rows.values():
            session.delete(gone)
        _finish(session, actor, edition, AREAS, before, _told(wanted), now)


def change_labels(
    actor: Actor, code: str, version: int, answers: Mapping[str, object], *, now: datetime
) -> None:
    """Raises NOT_FOUND, CHANGED_MEANWHILE, or every problem of the list at once."""
    require(actor, Permission.RUN_EDITION)
    with transaction() as session:
        edition = _edition(session, code, version)
        rows = {row.code: row for row in editions.labels_of_edition(session, edition.id)}
        in_use = edition_settings.labels_in_use(session, edition.id)
        wanted = read_list(answers, list(rows), in_use, with_roles=True)
        before = _told(rows.values())
        for row in rows.values():
            row.default_role = None  # one role has one label, at every moment of the change
        session.flush()
        for one in wanted:
            label = rows.pop(one.code, None) or EditionLabel(
                edition_id=edition.id, code=one.code, name_en="", name_zh="", place=one.place
            )
            label.name_zh, label.name_en, label.place = one.name_zh, one.name_en, one.place
            label.default_role = one.role
            session.add(label)
        for gone in rows.values():
            session.delete(gone)
        _finish(session, actor, edition, LABELS, before, _told(wanted), now)


def _with_seconds(wanted: EditionValues, before: EditionValues) -> EditionValues:
    """A form tells minutes: an instant that it did not change keeps its seconds."""
    kept = {}
    for name in ("opens_at", "closes_at", "pays_until"):
        old, new = getattr(before, name), getattr(wanted, name)
        if old is not None and new == old.replace(second=0, microsecond=0):
            kept[name] = old
    return replace(wanted, **kept)


def values_of(edition: Edition) -> EditionValues:
    """What a page may change, as it stands."""
    return EditionValues(**{name: getattr(edition, name) for name in EditionValues.__dataclass_fields__})


def _edition(session: Session, code: str, version: int | None = None) -> Edition:
    """Locked. Raises NOT_FOUND, CHANGED_MEANWHILE."""
    edition = edition_settings.edition_for_update(session, code)
    if edition is None:
        raise RuleBroken(Rule.NOT_FOUND)
    if version is not None:
        check_version(version, edition.version)
    return edition


def _read_new(session: Session, answers: Mapping[str, object]) -> tuple[str, str, str]:
    sheet = AnswerSheet(answers)
    sheet.read("source", clean_line)
    code = sheet.read("code", lambda typed: clean_line(typed).upper()) or ""
    name_zh = sheet.read("name_zh", line(LONGEST_NAME)) or ""
    name_en = sheet.read("name_en", line(LONGEST_NAME)) or ""
    problems = list(sheet.problems)
    if code and (len(code) > LONGEST_CODE or not set(code) <= CODE_CHARACTERS):
        problems.append(FieldProblem("code", Rule.CODE_SHAPE))
    elif code and editions.edition_by_code(session, code) is not None:
        problems.append(FieldProblem("code", Rule.CODE_TAKEN))
    raise_if(problems)
    return code, name_zh, name_en


def _copy_lists(session: Session, model: Edition, added: Edition) -> None:
    for area in editions.areas_of_edition(session, model.id):
        facts = area.model_dump(exclude={"id", "edition_id"})
        session.add(EditionArea(edition_id=added.id, **facts))
    for label in editions.labels_of_edition(session, model.id):
        facts = label.model_dump(exclude={"id", "edition_id"})
        session.add(EditionLabel(edition_id=added.id, **facts))


def _finish(
    session: Session, actor: Actor, edition: Edition, event: str, before: str, after: str, now: datetime
) -> None:
    if before == after:
        return
    edition.version += 1
    events.record_setting(session, actor, edition, event=event, now=now, before=before, after=after)


def _told(rows: Iterable[Listed | EditionArea | EditionLabel]) -> str:
    """A whole list as one text: its names in both languages, in order."""
    return "\n".join(_line(one) for one in sorted(rows, key=lambda one: one.place))


def _line(one: Listed | EditionArea | EditionLabel) -> str:
    role = one.role if isinstance(one, Listed) else getattr(one, "default_role", None)
    return f"{one.name_zh} · {one.name_en}" + (f" · {role}" if role else "")


def _text(value: object) -> str | None:
    """How a value stands in the record: instants in UTC, days as they are, sums in minor units."""
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
