"""What may be changed of a mission: its contact, its names, what a sub-mission claims, and under whom it is.

The tree never gets a circle, a claim lies within the own area, and what has units is closed, never removed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ciie_portal.domain.answer import AnswerSheet, clean_line, clean_lines, line, one_of, within
from ciie_portal.domain.contact import email_address
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.domain.work_unit import Industry

LONGEST_NAME, LONGEST_OFFICE, LONGEST_ADDRESS, LONGEST_PHONE, LONGEST_EMAIL = 200, 200, 300, 60, 254
MOST_ALIASES, LONGEST_ALIAS = 30, 100
DEEPEST = 5  # missions from the top to the lowest
CONTACT = ("contact_office", "contact_phone", "contact_email", "contact_address")
_SUFFIX = re.compile(r"[A-Z0-9]{1,8}")
_PHONE = re.compile(r"[0-9+()\-/,;、；，. #*转extEXT至]{5,60}")
LONGEST_CODE = 30


@dataclass(frozen=True)
class MissionFacts:
    """A mission as the rules of its change read it; `region_code` is that of the mission at the top."""

    code: str
    kind: MissionKind
    parent_code: str | None
    region_code: str | None = None
    claims_division: str | None = None
    sector: str | None = None
    is_closed: bool = False


@dataclass(frozen=True)
class ClosingFacts:
    """What still hangs on a sub-mission."""

    is_sub_mission: bool
    has_group: bool
    open_units: int
    open_below: int


def read_contact(answers: Mapping[str, object]) -> dict[str, str | None]:
    """Published in the directory; what is not known stays empty. Raises all problems."""
    sheet = AnswerSheet(answers)
    sheet.read("contact_office", line(LONGEST_OFFICE), required=False)
    sheet.read("contact_phone", _phone, required=False)
    sheet.read("contact_email", _email, required=False)
    sheet.read("contact_address", line(LONGEST_ADDRESS), required=False)
    if sheet.problems:
        raise RuleBroken(sheet.problems)
    return {name: str(sheet.checked[name]) if sheet.checked[name] else None for name in CONTACT}


def read_names(answers: Mapping[str, object]) -> dict[str, str | None]:
    """Both names, and the other names one a line. Raises all problems."""
    sheet = AnswerSheet(answers)
    sheet.read("name_zh", line(LONGEST_NAME))
    sheet.read("name_en", line(LONGEST_NAME))
    sheet.read("aliases", _aliases, required=False)
    if sheet.problems:
        raise RuleBroken(sheet.problems)
    return {name: str(sheet.checked[name] or "") for name in ("name_zh", "name_en", "aliases")}


def read_claims(answers: Mapping[str, object]) -> dict[str, str | None]:
    """A division by the beginning of its code, an industry, both or neither. Raises all problems."""
    sheet = AnswerSheet(answers)
    sheet.read("claims_division", _division, required=False)
    sheet.read("sector", one_of([one.value for one in Industry]), required=False)
    if sheet.problems:
        raise RuleBroken(sheet.problems)
    return {name: str(sheet.checked[name]) if sheet.checked[name] else None for name in CLAIMS}


CLAIMS = ("claims_division", "sector")


def check_claims(
    mission: MissionFacts,
    wanted: Mapping[str, str | None],
    known: Collection[str],
    others: list[MissionFacts],
) -> None:
    """`known`: the codes of all divisions. Raises CLAIM_NOT_HERE, CLAIM_OUTSIDE, CLAIM_TAKEN."""
    division, sector = wanted["claims_division"], wanted["sector"]
    if not division and not sector:
        return
    field = "claims_division" if division else "sector"
    if mission.kind is not MissionKind.PROVINCE:
        raise RuleBroken([FieldProblem(field, Rule.CLAIM_NOT_HERE)])
    if division and (division not in known or not division.startswith(mission.region_code or "?")):
        raise RuleBroken([FieldProblem("claims_division", Rule.CLAIM_OUTSIDE)])
    claims = (division, sector)
    same_top = (one for one in others if one.region_code == mission.region_code and not one.is_closed)
    if any((one.claims_division, one.sector) == claims for one in same_top if one.code != mission.code):
        raise RuleBroken([FieldProblem(field, Rule.CLAIM_TAKEN)])


def check_parent(code: str, parent_code: str, tree: Mapping[str, MissionFacts]) -> None:
    """Whether a mission may hang under another one. Raises PARENT_NOT_POSSIBLE, and MISSION_CLOSED."""
    parent = tree.get(parent_code)
    mission = tree.get(code)
    path = path_of(parent_code, tree)
    if parent is None or code in path or (mission is not None and mission.kind is not parent.kind):
        raise RuleBroken([FieldProblem("parent", Rule.PARENT_NOT_POSSIBLE)])
    if parent.is_closed:
        raise RuleBroken([FieldProblem("parent", Rule.MISSION_CLOSED)])
    if len(path) + depth_below(code, tree) > DEEPEST:
        raise RuleBroken([FieldProblem("parent", Rule.PARENT_NOT_POSSIBLE)])


def path_of(code: str, tree: Mapping[str, MissionFacts]) -> list[str]:
    """From a mission up to the top; a circle ends."""
    path: list[str] = []
    here: str | None = code
    while here is not None and here in tree and here not in path:
        path.append(here)
        here = tree[here].parent_code
    return path


def depth_below(code: str, tree: Mapping[str, MissionFacts]) -> int:
    """How many missions stand on the longest way down from here, itself included; 1 for a new one."""
    lowest = [path_of(one, tree) for one in tree]
    return max((path.index(code) + 1 for path in lowest if code in path), default=1)


def check_closing(facts: ClosingFacts) -> None:
    """Raises MISSION_NOT_CLOSABLE, MISSION_HAS_OPEN_UNITS, MISSION_HAS_OPEN_BELOW."""
    if not facts.is_sub_mission or facts.has_group:
        raise RuleBroken(Rule.MISSION_NOT_CLOSABLE)
    if facts.open_units:
        raise RuleBroken(Rule.MISSION_HAS_OPEN_UNITS, count=facts.open_units)
    if facts.open_below:
        raise RuleBroken(Rule.MISSION_HAS_OPEN_BELOW)


def new_code(parent_code: str, suffix: object, taken: Collection[str]) -> str:
    """TM-33 and JH make TM-33-JH. Raises the problem beside `suffix`."""
    sheet = AnswerSheet({"suffix": suffix})
    typed = sheet.read("suffix", lambda text: clean_line(text).upper())
    if sheet.problems:
        raise RuleBroken(sheet.problems)
    code = f"{parent_code}-{typed}"
    if not _SUFFIX.fullmatch(typed or "") or len(code) > LONGEST_CODE:
        raise RuleBroken([FieldProblem("suffix", Rule.CODE_SHAPE)])
    if code in taken:
        raise RuleBroken([FieldProblem("suffix", Rule.CODE_TAKEN)])
    return code


def _phone(typed: str) -> str:
    plain = within(clean_line(typed), LONGEST_PHONE)
    if not _PHONE.fullmatch(plain) or sum(one.isdigit() for one in plain) < 5:
        raise RuleBroken(Rule.PHONE_NOT_VALID)
    return plain


def _email(typed: str) -> str:
    return within(email_address(typed), LONGEST_EMAIL)


def _division(typed: str) -> str:
    plain = clean_line(typed).replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) in (2, 4, 6)):
        raise RuleBroken(Rule.CLAIM_OUTSIDE)
    return plain


def _aliases(typed: str) -> str:
    """Parted by "|" as the table keeps them."""
    names = [name for name in clean_lines(typed).replace("|", "\n").split("\n") if name.strip()]
    if len(names) > MOST_ALIASES:
        raise RuleBroken(Rule.TOO_LONG)
    return "|".join(dict.fromkeys(within(name.strip(), LONGEST_ALIAS) for name in names))
