"""A fault that an HTTP route sent back in the address, as a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ciie_portal import routes
from ciie_portal.domain.errors import Rule
from ciie_portal.state.portal import PortalState
from ciie_portal.wording.rules import sentence

REFERENCE = re.compile(r"[0-9a-f]{8}")


def read_fault(query: Mapping[str, str], locale: str, *fields: str) -> tuple[str, str]:
    """The sentence and which of the page's fields it belongs to; both empty for no fault or an invented one.

    A fault of a field that the page does not show belongs to the page.
    """
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
        return sentence(rule, locale, **facts), next((one for one in fields if one == query.get("field")), "")
    except (KeyError, IndexError):
        return "", ""


def read_not_yours(query: Mapping[str, str], locale: str) -> str:
    """Why the reader was led to the own first page; empty where nobody was."""
    rule = Rule.NOT_YOUR_PART
    return sentence(rule, locale) if query.get("fault") == rule else ""


def read_reference(query: Mapping[str, str]) -> str:
    """The reference of a fault of our own; empty for none or an invented text."""
    reference = query.get("reference", "")
    return reference if REFERENCE.fullmatch(reference) else ""


class FaultInQuery(PortalState, mixin=True):
    """Of a page with a native form: why its last try was refused, and which field that concerns."""

    fault_text: str = ""
    fault_field: str = ""
    fault_reference: str = ""

    def _read_fault(self, *fields: str) -> None:
        query = self.router.url.query_parameters
        locale = routes.locale_of(self.router.url.path)
        self.fault_text, self.fault_field = read_fault(query, locale, *fields)
        self.fault_reference = read_reference(query)

    def _forget_fault(self) -> None:
        self.fault_text = self.fault_field = self.fault_reference = ""
