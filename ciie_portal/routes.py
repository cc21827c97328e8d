"""Addresses. Pages live under /en/ and /zh/; what machines call lives under /api/."""

from __future__ import annotations

from urllib.parse import urlencode

LOCALES = ("en", "zh")
DEFAULT_LOCALE = "zh"


def path(locale: str, page: str = "", /, **query: str | int) -> str:
    """The address of a page with its trailing slash, as the server answers it without a redirect."""
    clean = page.strip("/")
    address = f"/{locale}/{clean}/" if clean else f"/{locale}/"
    return f"{address}?{urlencode(query)}" if query else address


def locale_of(address: str) -> str:
    """The language that an address is written in; the default for anything else."""
    first = address.lstrip("/").split("/", 1)[0]
    return first if first in LOCALES else DEFAULT_LOCALE
