"""When things happened to a unit of the demonstration: evenly spread from submission to last step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ciie_portal.domain.journey import PersonStatus as P
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.seeding.plans import Plan

SUBMITTED, DECIDED, PAID, JUDGED, MADE, HANDED_OUT, ENDED = range(7)
LEVELS = {
    P.WAITING_FOR_REVIEW: PAID,
    P.RETURNED_BY_REVIEWER: JUDGED,
    P.IN_PRODUCTION: JUDGED,
    P.FAILED: JUDGED,
    P.REFUND_REQUESTED: MADE,
    P.REFUNDING: HANDED_OUT,
    P.DISPATCHED: HANDED_OUT,
    P.READY_FOR_COLLECTION: HANDED_OUT,
    P.REFUNDED: ENDED,
    P.DELIVERED: ENDED,
    P.COLLECTED: ENDED,
}
UNDECIDED = (UnitStatus.DRAFT, UnitStatus.UNDER_REVIEW)


@dataclass(frozen=True)
class Timeline:
    """`level` of the furthest person says in how many steps the time from `began` to `rest` is divided."""

    plan: Plan
    now: datetime

    @property
    def furthest(self) -> int:
        if self.plan.status in UNDECIDED:
            return SUBMITTED
        made = [MADE] if self.plan.is_made else []
        return max([DECIDED, *made, *(LEVELS.get(status, DECIDED) for status in self.plan.people)])

    def at(self, level: int, minutes: int = 0) -> datetime:
        """The instant of a step; several things of one step lie minutes apart."""
        plan = self.plan
        share = min(level, self.furthest) / self.furthest if self.furthest else 0.0
        days = plan.began - (plan.began - plan.rest) * share
        return self.now - timedelta(days=days) + timedelta(minutes=minutes)

    @property
    def typed(self) -> datetime:
        """When the draft was begun: a day or so before it went out."""
        return self.now - timedelta(days=self.plan.began * 1.1 + 0.3)

    @property
    def lately(self) -> datetime:
        """After everything else, and before now."""
        return self.now - timedelta(days=self.plan.rest / 2)
