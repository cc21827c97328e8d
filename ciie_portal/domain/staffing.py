"""Who may employ whom: nobody gives a right that is not theirs to give (rules.md section 1).

An administrator employs everybody. The organiser desk employs secretariats of every mission; a secretariat
employs those of the sub-missions below its own, which others employ for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.domain.access import Actor, Permission, StaffRole
from ciie_portal.domain.errors import Rule, RuleBroken


@dataclass(frozen=True)
class MemberFacts:
    """`other_administrators`: those beside this member who can sign in."""

    is_the_actor: bool
    role: StaffRole
    other_administrators: int


def roles_to_give(actor: Actor) -> tuple[StaffRole, ...]:
    """The roles that the actor may give; none without the permission."""
    if actor.may(Permission.ADMINISTER):
        return tuple(StaffRole)
    return (StaffRole.SECRETARIAT,) if actor.may(Permission.MANAGE_SUB_MISSIONS) else ()


def check_taking_away(facts: MemberFacts) -> None:
    """Before a member can no longer sign in. Raises NOT_YOURSELF, LAST_ADMINISTRATOR."""
    check_not_yourself(facts.is_the_actor)
    if facts.role is StaffRole.ADMINISTRATOR and facts.other_administrators == 0:
        raise RuleBroken(Rule.LAST_ADMINISTRATOR)


def check_not_yourself(is_the_actor: bool) -> None:
    """Raises NOT_YOURSELF."""
    if is_the_actor:
        raise RuleBroken(Rule.NOT_YOURSELF)
