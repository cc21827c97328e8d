"""What a deed on several persons did, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ciie_portal.i18n import N_, gettext_in


def done_sentence(locale: str, count: int) -> str:
    return gettext_in(locale, N_("Done: {count}."), count=count)


def skipped_sentence(locale: str, count: int, skipped: Sequence[str]) -> str:
    """Names those that somebody else had decided meanwhile."""
    if not skipped:
        return done_sentence(locale, count)
    references = "、".join(skipped) if locale == "zh" else ", ".join(skipped)
    message = N_("Done: {count}. Skipped, because they had changed meanwhile: {references}.")
    return gettext_in(locale, message, count=count, references=references)
