"""The exhibition areas and the labels of an edition, as a page lists them (Q1, Q4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ciie_portal.domain.answer import AnswerSheet, line, one_of, whole_number
from ciie_portal.domain.edition_change import LONGEST_LISTED, raise_if
from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.domain.personnel import PersonRole

NEW = "new"  # where the code of a listed thing would stand
MOST_LISTED = 60
LONGEST_CODE = 20


@dataclass(frozen=True)
class Listed:
    """An area or a label. `role`: the label's default role; areas have none."""

    code: str
    name_zh: str
    name_en: str
    place: int
    role: PersonRole | None = None


def read_list(
    answers: Mapping[str, object], known: Sequence[str], in_use: Collection[str], *, with_roles: bool
) -> tuple[Listed, ...]:
    """The answers `zh-{code}`, `en-{code}`, `place-{code}`, `role-{code}` and `off-{code}`; NEW adds one.

    Raises IN_USE, LAST_ONE, ROLE_GIVEN_TWICE and what is wrong with an answer, all at once.
    """
    sheet = AnswerSheet(answers)
    kept: list[Listed] = []
    for code in known:
        if answers.get(f"off-{code}") == "on":
            if code in in_use:
                sheet.refuse(f"off-{code}", Rule.IN_USE)
            continue
        kept.append(_read(sheet, code, len(kept) + 1, with_roles))
    if _is_typed(answers):
        if len(kept) >= MOST_LISTED:
            sheet.refuse(f"zh-{NEW}", Rule.NUMBER_OUT_OF_RANGE, smallest=1, largest=MOST_LISTED)
        kept.append(_read(sheet, NEW, len(kept) + 1, with_roles))
    problems = list(sheet.problems)
    if not kept and not problems:
        problems.append(FieldProblem(f"zh-{NEW}", Rule.LAST_ONE))
    problems += _twice(kept)
    raise_if(problems)
    return _in_order(kept, known)


def _is_typed(answers: Mapping[str, object]) -> bool:
    return any(str(answers.get(f"{part}-{NEW}", "")).strip() for part in ("zh", "en"))


def _read(sheet: AnswerSheet, code: str, place: int, with_roles: bool) -> Listed:
    name_zh = sheet.read(f"zh-{code}", line(LONGEST_LISTED))
    name_en = sheet.read(f"en-{code}", line(LONGEST_LISTED))
    wanted = sheet.read(f"place-{code}", whole_number(1, 999), required=False)
    role = None
    if with_roles:
        role = sheet.read(f"role-{code}", one_of([one.value for one in PersonRole]), required=False)
    return Listed(
        code, name_zh or "", name_en or "", wanted or place, PersonRole(role) if role is not None else None
    )


def _twice(kept: Sequence[Listed]) -> list[FieldProblem]:
    """A role has one label; in each language a name stands for one thing."""
    problems = []
    roles: set[PersonRole] = set()
    names: set[str] = set()
    for one in kept:
        if one.role is not None and one.role in roles:
            problems.append(FieldProblem(f"role-{one.code}", Rule.ROLE_GIVEN_TWICE))
        if one.role is not None:
            roles.add(one.role)
        for part, name in (("zh", one.name_zh), ("en", one.name_en)):
            if name and f"{part}:{name.casefold()}" in names:
                problems.append(FieldProblem(f"{part}-{one.code}", Rule.NAME_TAKEN))
            names.add(f"{part}:{name.casefold()}")
    return problems


def _in_order(kept: Sequence[Listed], known: Sequence[str]) -> tuple[Listed, ...]:
    """Places counted anew; the new one gets a code."""
    ordered = sorted(kept, key=lambda one: one.place)
    return tuple(
        Listed(
            new_code(one.name_en, known) if one.code == NEW else one.code,
            one.name_zh,
            one.name_en,
            place,
            one.role,
        )
        for place, one in enumerate(ordered, start=1)
    )


def new_code(name_en: str, known: Collection[str]) -> str:
    """`Food and drink` becomes food_and_drink; a number where that is taken or nothing is left."""
    plain = re.sub(r"[^a-z0-9]+", "_", name_en.lower()).strip("_")[: LONGEST_CODE - 4].strip("_") or "entry"
    taken = {*known, NEW}
    numbered = (f"{plain}_{number}" for number in range(2, 1000))
    return next(code for code in (plain, *numbered) if code not in taken)
