"""Recognising the group of a central enterprise in the Chinese name of a unit (Q7; rules.md section 4).

Latin abbreviations never decide: CEC, CR or HE are the initials of thousands of firms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ciie_portal.domain.answer import is_chinese

_LEGAL_FORMS = (
    "集团控股有限责任公司",
    "集团控股有限公司",
    "控股集团有限责任公司",
    "控股集团有限公司",
    "集团有限责任公司",
    "集团股份有限公司",
    "集团有限公司",
    "控股有限责任公司",
    "控股有限公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团公司",
    "总公司",
)
_SHORTEST_STEM = 2
_SHORTEST_INSIDE = 3  # shorter ones are found inside by chance: 中国投资 has 国投 in it, 华中智能 has 中智
_PLACE_ENDINGS = "省市区县州"


@dataclass(frozen=True)
class Group:
    """A group of the central enterprises. Aliases may be Latin; only the Chinese ones count."""

    code: str
    name_zh: str
    mission_code: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameMatch:
    """Groups by how the name speaks of them: it is theirs, it begins with them, it has them inside."""

    exact: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    begins_with: str = ""


@dataclass(frozen=True)
class GroupNames:
    """What every group is called, ready for comparing; made once for an edition."""

    full: dict[str, frozenset[str]] = field(default_factory=dict)
    openings: dict[str, frozenset[str]] = field(default_factory=dict)
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)


def names_of(groups: Iterable[Group]) -> GroupNames:
    full: dict[str, set[str]] = {}
    openings: dict[str, set[str]] = {}
    aliases: dict[str, set[str]] = {}
    for group in groups:
        chinese = [bare(alias) for alias in group.aliases if any(is_chinese(one) for one in alias)]
        legal = [bare(group.name_zh), *(name for name in chinese if _has_legal_form(name))]
        for name in legal:
            full.setdefault(name, set()).add(group.code)
        for name in (*map(without_legal_form, legal), *chinese):
            openings.setdefault(name, set()).add(group.code)
        for name in chinese:
            aliases.setdefault(name, set()).add(group.code)
    return GroupNames(*(_frozen(names) for names in (full, openings, aliases)))


def match_name(unit_name: str, names: GroupNames, regions: Collection[str] = ()) -> NameMatch:
    """Where the name speaks of a group. `regions` are names of places after which a short alias counts, too.

    At the beginning the longest match of all groups wins: 中国石油化工股份有限公司 is never 中国石油's.
    """
    name = bare(unit_name)
    exact = names.full.get(name, frozenset())
    opening = max((one for one in names.openings if name.startswith(one)), key=len, default="")
    begins = names.openings.get(opening, frozenset())
    inside = _inside(name, names, regions)
    return NameMatch(
        exact=tuple(sorted(exact)),
        begins=tuple(sorted(begins - exact)) if not exact else (),
        inside=tuple(sorted(inside - exact - begins)),
        begins_with=opening,
    )


def bare(name: str) -> str:
    """The name without brackets, spaces and punctuation, which people type in many ways."""
    return "".join(one for one in unicodedata.normalize("NFKC", name).upper() if one.isalnum())


def without_legal_form(name: str) -> str:
    """中国石油化工集团有限公司 becomes 中国石油化工; a name that is nothing but a legal form stays."""
    for form in _LEGAL_FORMS:
        if name.endswith(form) and len(name) - len(form) >= _SHORTEST_STEM:
            return name[: -len(form)]
    return name


def _has_legal_form(name: str) -> bool:
    return without_legal_form(name) != name


def _inside(name: str, names: GroupNames, regions: Collection[str]) -> frozenset[str]:
    """Groups whose alias stands elsewhere in the name; the longest at each place."""
    found: set[str] = set()
    place = 1
    while place < len(name):
        here = [one for one in names.aliases if name.startswith(one, place)]
        here = [one for one in here if len(one) >= _SHORTEST_INSIDE or _follows_a_place(name, place, regions)]
        longest = max(here, key=len, default="")
        found |= names.aliases.get(longest, frozenset())
        place += len(longest) or 1
    return frozenset(found)


def _follows_a_place(name: str, place: int, regions: Collection[str]) -> bool:
    before = name[:place]
    return before[-1] in _PLACE_ENDINGS or any(before.endswith(region) for region in regions)


def _frozen(names: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in names.items() if re.search(r"\S", name)}
