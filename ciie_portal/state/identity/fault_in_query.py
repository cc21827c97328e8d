"""A fault that an HTTP route sent back in the address, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from ciie_portal.domain.errors import Rule
from ciie_portal.wording.rules import sentence


def read_fault(query: Mapping[str, str], locale: str) -> tuple[str, str]:
    """The sentence and the field it belongs to; both empty for no fault or an invented one."""
    try:
        rule = Rule(query.get("fault", ""))
    except ValueError:
        return "", ""
    facts = {}
    for part in query.get("facts", "").split(",")[:5]:
        name, _colon, number = part.partition(":")
        if name.isidentifier() and number.isascii() and number.isdigit():
            facts[name] = int(number[:9])
    try:
        return sentence(rule, locale, **facts), query.get("field", "")[:40]
    except (KeyError, IndexError):
        return "", ""
