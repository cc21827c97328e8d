"""Translation: English is the source text, Chinese comes from the catalogues in `locales/`.

Pages are compiled once per locale; states and lookups name the locale of the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from ciie_portal.routes import DEFAULT_LOCALE

CATALOGUES = Path(__file__).parent / "locales" / "zh_Hans" / "LC_MESSAGES"
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}
_locale: ContextVar[str] = ContextVar("locale", default=DEFAULT_LOCALE)


@cache
def _chinese() -> dict[str, str]:
    """All translations of all catalogues, keyed by the English text (the singular where there are two)."""
    messages: dict[str, str] = {}
    for file in sorted(CATALOGUES.glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale="zh_Hans"):
                if message.id:
                    source = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                    text = message.string[0] if isinstance(message.string, (tuple, list)) else message.string
                    messages[source] = text or source
    return messages


def current_locale() -> str:
    return _locale.get()


@contextmanager
def in_locale(locale: str) -> Iterator[None]:
    """Everything translated inside is in this locale ("en" or "zh")."""
    token = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(token)


def gettext_in(locale: str, message: str, /, **facts: object) -> str:
    """The message in one locale, its {facts} filled in."""
    text = _chinese().get(message, message) if locale == "zh" else message
    return text.format(**facts) if facts else text


def _(message: str, /, **facts: object) -> str:
    """The message in the current locale, its {facts} filled in."""
    return gettext_in(_locale.get(), message, **facts)


def ngettext(singular: str, plural: str, count: int, /, **facts: object) -> str:
    """Singular or plural in the current locale; Chinese has one form. {count} is filled in."""
    if _locale.get() == "zh":
        return gettext_in("zh", singular, count=count, **facts)
    return (singular if count == 1 else plural).format(count=count, **facts)


def N_(message: str) -> str:
    """Marks a message for the catalogues; it is translated where it is shown."""
    return message
