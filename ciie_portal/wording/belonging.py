"""Where a unit belongs and why, in the same words on the dashboard, after submitting and at the help desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.transfer import MoveOutcome
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import day
from ciie_portal.wording.statuses import organiser_desk


@dataclass(frozen=True)
class Moved:
    """The last transfer. Missions in the reader's language; empty: the organiser desk."""

    before: str
    after: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Asked:
    """The buyer's request to be moved, with its answer once there is one."""

    at: datetime
    reason: str
    wanted: str = ""
    outcome: MoveOutcome | None = None
    answered_at: datetime | None = None
    answer: str = ""


_STOPS = " .。;；"
_MOVED = N_("On {date} your registration was moved from {before} to {after}. Reason: {reason}.")
_REVIEWS = N_("{after} reviews it from now on. What was submitted stays as it is and need not be sent again.")
_RETURNED = N_("What was returned can still be corrected; {after} reviews it when it comes back.")
_REJECTED = N_("If it is submitted again, {after} reviews it.")
_DESK_DECIDES = N_(
    "The organiser desk now decides which trade mission it belongs to."
    " What was submitted stays as it is and need not be sent again."
)
_APPROVED = N_(
    "The approval, the labels and what was paid stay as they are; {after} is the unit's trade mission now."
)
_WITH_CODE = N_("The invitation code was given by {mission}; so the unit belongs to it and it reviews.")
_ASKED_FOR = N_("On {date} you asked to be moved to {wanted}: {reason}.")
_ASKED = N_("On {date} you asked to be moved: {reason}.")
_OPEN = N_("The organiser desk decides; until then everything goes on as before.")
_DECLINED = N_("The organiser desk declined on {date}. Reason: {reason}. The registration stays where it is.")
_DONE = N_("The organiser desk agreed on {date}.")


def with_code(locale: str, mission: str) -> str:
    """Why a unit with an invitation code is where it is."""
    return gettext_in(locale, _WITH_CODE, mission=mission)


def by_changed_answers(locale: str) -> str:
    """Why a unit under review is with another mission than before, short enough for a text message."""
    return gettext_in(locale, N_("changed answers"))


def moved_sentence(locale: str, moved: Moved) -> str:
    """From where, to where, when, and why."""
    return gettext_in(
        locale,
        _MOVED,
        date=day(locale, moved.at),
        before=moved.before or organiser_desk(locale, False),
        after=moved.after or organiser_desk(locale, False),
        reason=_inside(moved.reason),
    )


def what_it_means(locale: str, status: UnitStatus, after: str) -> str:
    """What a transfer does to the review; empty for a unit that has ended."""
    if status is UnitStatus.WITHDRAWN:
        return ""
    if not after:
        return gettext_in(locale, _DESK_DECIDES)
    message = {
        UnitStatus.APPROVED: _APPROVED,
        UnitStatus.RETURNED: _RETURNED,
        UnitStatus.REJECTED: _REJECTED,
    }
    return gettext_in(locale, message.get(status, _REVIEWS), after=after)


def asked_sentences(locale: str, asked: Asked) -> tuple[str, str]:
    """What the buyer asked, and what became of it."""
    facts = {"date": day(locale, asked.at), "reason": _inside(asked.reason), "wanted": asked.wanted}
    said = gettext_in(locale, _ASKED_FOR if asked.wanted else _ASKED, **facts)
    if asked.outcome is None or asked.answered_at is None:
        return said, gettext_in(locale, _OPEN)
    message = _DONE if asked.outcome is MoveOutcome.MOVED else _DECLINED
    answered = {"date": day(locale, asked.answered_at), "reason": _inside(asked.answer)}
    return said, gettext_in(locale, message, **answered)


def _inside(reason: str) -> str:
    """A reason as it stands inside a sentence: one line, without its own full stop."""
    return "; ".join(line.strip(_STOPS) for line in reason.splitlines() if line.strip(_STOPS))
