"""Addresses. Pages live under /en/ and /zh/; what machines call lives under /api/."""

from __future__ import annotations

from urllib.parse import urlencode

LOCALES = ("en", "zh")
DEFAULT_LOCALE = "zh"


def path(locale: str, page: str = "", /, **query: str | int) -> str:
    """The address of a page with its trailing slash, as the server answers it without a redirect.

    What is empty in the query is not written.
    """
    clean = page.strip("/")
    address = f"/{locale}/{clean}/" if clean else f"/{locale}/"
    given = {name: value for name, value in query.items() if value != ""}
    return f"{address}?{urlencode(given)}" if given else address


def locale_of(address: str) -> str:
    """The language that an address is written in; the default for anything else."""
    first = address.lstrip("/").split("/", 1)[0]
    return first if first in LOCALES else DEFAULT_LOCALE
