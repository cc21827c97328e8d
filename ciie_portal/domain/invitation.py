"""Invitation codes: who needs one, whether this one may be used, what a use belongs to (Q2, Q7, Q8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import UnitEvent
from ciie_portal.domain.reference import ALPHABET, read_characters
from ciie_portal.domain.work_unit import Category, Channel

GROUPS, GROUP_LENGTH = 3, 4
CODE_LENGTH = GROUPS * GROUP_LENGTH
NEEDS_A_CODE = frozenset(
    {Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION}
)


class Unusable(StrEnum):
    """Why a code cannot be used: for the secretariat's eyes. An outsider learns only that it cannot."""

    UNKNOWN = "unknown"
    OTHER_EDITION = "other_edition"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used_up"
    FOR_ANOTHER_UNIT = "for_another_unit"
    FOR_ANOTHER_CONTACT = "for_another_contact"


@dataclass(frozen=True)
class InvitationFacts:
    """A code as issued. Bound to a unit's name or a contact (E.164 mobile or email), or to nobody."""

    edition: str
    uses_allowed: int
    uses_spent: int
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    bound_unit_name: str | None = None
    bound_contact: str | None = None


@dataclass(frozen=True)
class HolderFacts:
    """Who enters a code. `unit_names` is empty while the unit has not said its name."""

    edition: str
    unit_names: Collection[str] = ()
    contacts: Collection[str] = ()


def is_code_required(category: Category) -> bool:
    """Q2: organs, public institutions and social organisations."""
    return category in NEEDS_A_CODE


def is_code_asked(category: Category) -> bool:
    """An overseas unit is never asked: it belongs to no trade mission."""
    return category is not Category.OVERSEAS_UNIT


def channel_for(category: Category, has_code: bool, is_code_free_open: bool = True) -> Channel:
    """The way a unit registers. Raises INVITATION_CODE_REQUIRED, CODE_FREE_CLOSED (Q2)."""
    if not is_code_asked(category):
        return Channel.OVERSEAS
    if has_code:
        return Channel.WITH_CODE
    if is_code_required(category):
        raise RuleBroken(Rule.INVITATION_CODE_REQUIRED)
    if not is_code_free_open:
        raise RuleBroken(Rule.CODE_FREE_CLOSED)
    return Channel.CODE_FREE


def new_code(random: Sequence[int]) -> str:
    """`random` is twelve numbers from 0 to 31, from a source that nobody can guess. Raises ValueError."""
    if len(random) != CODE_LENGTH or not all(0 <= number < len(ALPHABET) for number in random):
        raise ValueError("an invitation code needs twelve numbers from 0 to 31")
    return "".join(ALPHABET[number] for number in random)


def read_code(typed: object) -> str:
    """The twelve characters; case, dashes and spaces do not count. Raises INVITATION_CODE_NOT_USABLE."""
    characters = read_characters(typed)
    if characters is None or len(characters) != CODE_LENGTH:
        raise RuleBroken(Rule.INVITATION_CODE_NOT_USABLE)
    return characters


def show_code(code: str) -> str:
    """K7QM-4XRT-9BDN"""
    return "-".join(code[start : start + GROUP_LENGTH] for start in range(0, len(code), GROUP_LENGTH))


def mask_code(code: str) -> str:
    """****-****-9BDN"""
    return "-".join(["*" * GROUP_LENGTH] * (GROUPS - 1) + [code[-GROUP_LENGTH:]])


def why_unusable(invitation: InvitationFacts | None, holder: HolderFacts, now: datetime) -> Unusable | None:
    """None for a code that this holder may use now."""
    if invitation is None:
        return Unusable.UNKNOWN
    if invitation.edition != holder.edition:
        return Unusable.OTHER_EDITION
    if invitation.revoked_at is not None:
        return Unusable.REVOKED
    if invitation.expires_at is not None and now >= invitation.expires_at:
        return Unusable.EXPIRED
    if invitation.uses_spent >= invitation.uses_allowed:
        return Unusable.USED_UP
    return _bound_elsewhere(invitation, holder)


def check_usable(invitation: InvitationFacts | None, holder: HolderFacts, now: datetime) -> None:
    """One answer for every reason: nobody can tell a code that exists. Raises INVITATION_CODE_NOT_USABLE."""
    if why_unusable(invitation, holder, now) is not None:
        raise RuleBroken(Rule.INVITATION_CODE_NOT_USABLE)


def change_of_uses(event: UnitEvent, holds_a_use: bool) -> int:
    """What a unit's step does to the number of uses spent.

    The first submission spends one; resubmitting spends none, rejection keeps it, withdrawal gives it back.
    Later expiry or revocation does not touch it.
    """
    if event is UnitEvent.SUBMIT and not holds_a_use:
        return 1
    if event is UnitEvent.WITHDRAW and holds_a_use:
        return -1
    return 0


def _bound_elsewhere(invitation: InvitationFacts, holder: HolderFacts) -> Unusable | None:
    """A name is compared once the unit has one: the code page comes before it, submission after."""
    names = {_bare(name) for name in holder.unit_names if name}
    if invitation.bound_unit_name and names and _bare(invitation.bound_unit_name) not in names:
        return Unusable.FOR_ANOTHER_UNIT
    contacts = {contact.casefold() for contact in holder.contacts if contact}
    if invitation.bound_contact and invitation.bound_contact.casefold() not in contacts:
        return Unusable.FOR_ANOTHER_CONTACT
    return None


def _bare(name: str) -> str:
    """Letters and digits alone: brackets and spaces of the licence are typed in many ways."""
    return "".join(one for one in name.casefold() if one.isalnum())
