"""The Unified Social Credit Code, GB 32100-2015: what is refused, what the reviewer is told (Q2)."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from stdnum.cn import uscc

from ciie_portal.domain.division import PROVINCES
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.work_unit import Category

LENGTH = 18
NATIONAL_AUTHORITY = "100000"
_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")  # no I O S V Z
_SEPARATORS = frozenset({"Zs", "Cc", "Cf", "Pd"})
_BELONGS_TO = {
    "91": Category.ENTERPRISE,
    "92": Category.ENTERPRISE,  # individual business
    "93": Category.ENTERPRISE,  # farmers' cooperative
    "11": Category.GOVERNMENT_ORGAN,
    "12": Category.PUBLIC_INSTITUTION,
    "13": Category.SOCIAL_ORGANISATION,  # mass organisation under central staffing
    "51": Category.SOCIAL_ORGANISATION,
    "52": Category.SOCIAL_ORGANISATION,  # private non-enterprise unit
    "53": Category.SOCIAL_ORGANISATION,  # foundation
}
_EVADES_THE_CODE = {
    Category.GOVERNMENT_ORGAN: Rule.CREDIT_CODE_OF_GOVERNMENT_ORGAN,
    Category.PUBLIC_INSTITUTION: Rule.CREDIT_CODE_OF_PUBLIC_INSTITUTION,
    Category.SOCIAL_ORGANISATION: Rule.CREDIT_CODE_OF_SOCIAL_ORGANISATION,
}


class CreditCodeFlag(StrEnum):
    """What the reviewer is shown; none of it refuses."""

    PREFIX_DOES_NOT_FIT = "prefix_does_not_fit"
    DIVISION_DOES_NOT_FIT = "division_does_not_fit"
    DIVISION_UNKNOWN = "division_unknown"


def credit_code(typed: str) -> str:
    """The code in capitals without spaces. Raises CREDIT_CODE_LENGTH, _CHARACTERS or _CHECK.

    The usual library refuses prefixes that begin with a letter (A, N, Y), so only its check character
    is used.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(one for one in plain if unicodedata.category(one) not in _SEPARATORS)
    if len(code) != LENGTH:
        raise RuleBroken(Rule.CREDIT_CODE_LENGTH, length=len(code))
    is_division = code[2:8].isascii() and code[2:8].isdigit()
    if not is_division or not set(code) <= _ALPHABET:
        raise RuleBroken(Rule.CREDIT_CODE_CHARACTERS)
    if code[-1] != uscc.calc_check_digit(code[:-1]):
        raise RuleBroken(Rule.CREDIT_CODE_CHECK)
    return code


def credit_code_for(typed: str, category: Category) -> str:
    """The code of a unit of this category. Raises CREDIT_CODE_OF_… if another kind registers as enterprise.

    Such a unit would evade the invitation code that it needs (Q2).
    """
    code = credit_code(typed)
    kind = _BELONGS_TO.get(code[:2])
    if category is Category.ENTERPRISE and kind in _EVADES_THE_CODE:
        raise RuleBroken(_EVADES_THE_CODE[kind])
    return code


def division_of(code: str) -> str:
    """The division of the authority that registered the unit, six digits; it may no longer exist."""
    return code[2:8]


def is_national(code: str | None) -> bool:
    """Registered with the national authority: no province can be read from it."""
    return code is not None and division_of(code) == NATIONAL_AUTHORITY


def credit_code_flags(code: str, category: Category, division_code: str | None) -> tuple[CreditCodeFlag, ...]:
    """`division_code` is the registered address; a code given anywhere in its province agrees with it."""
    flags = []
    if _BELONGS_TO.get(code[:2]) is not category:
        flags.append(CreditCodeFlag.PREFIX_DOES_NOT_FIT)
    province = division_of(code)[:2]
    if is_national(code):
        return tuple(flags)
    if province not in PROVINCES:
        flags.append(CreditCodeFlag.DIVISION_UNKNOWN)
    elif division_code and division_code[:2] != province:
        flags.append(CreditCodeFlag.DIVISION_DOES_NOT_FIT)
    return tuple(flags)
