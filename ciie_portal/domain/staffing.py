"""Who may employ whom: nobody gives a right that is not theirs to give (rules.md section 1).

An administrator employs everybody. The organiser desk employs secretariats of every mission; a secretariat
employs those of the sub-missions below its own, which others employ for it.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def missions_managed(actor: Actor, parents: Mapping[int, int | None]) -> frozenset[int]:
    """The missions whose names, claims and staff the actor decides on: below the own one, or all."""
    if not actor.may(Permission.MANAGE_SUB_MISSIONS):
        return frozenset()
    if actor.mission_id is None:
        return frozenset(parents)
    return frozenset(one for one in parents if _is_below(one, actor.mission_id, parents))


def check_taking_away(facts: MemberFacts) -> None:
    """Before a member can no longer sign in. Raises NOT_YOURSELF, LAST_ADMINISTRATOR."""
    check_not_yourself(facts.is_the_actor)
    if facts.role is StaffRole.ADMINISTRATOR and facts.other_administrators == 0:
        raise RuleBroken(Rule.LAST_ADMINISTRATOR)


def check_not_yourself(is_the_actor: bool) -> None:
    """Raises NOT_YOURSELF."""
    if is_the_actor:
        raise RuleBroken(Rule.NOT_YOURSELF)


def _is_below(mission: int, top: int, parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    here = parents.get(mission)
    while here is not None and here not in seen:
        if here == top:
            return True
        seen.add(here)
        here = parents.get(here)
    return False
