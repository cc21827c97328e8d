"""When things happened to a unit of the demonstration: from submission to last step, in office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from ciie_portal.clock import BEIJING
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
OPENS, CLOSES = time(9), time(18)
EARLY, LATE = timedelta(hours=5), timedelta(hours=4)  # the parts of a working day, one after the other
SATURDAY = 5


def in_office_hours(at: datetime) -> datetime:
    """A working day in China between 9 and 18. Never later than `at`, and what came first stays first.

    A day's hours are drawn into its early part, the night or weekend after it into its late part.
    """
    here = at.astimezone(BEIJING)
    opens = datetime.combine(here.date(), OPENS, BEIJING)
    while opens.weekday() >= SATURDAY or opens > here:
        opens -= timedelta(days=1)
    closes = datetime.combine(opens.date(), CLOSES, BEIJING)
    if here < closes:
        return (opens + EARLY * ((here - opens) / (closes - opens))).astimezone(at.tzinfo)
    again = opens + timedelta(days=1)
    while again.weekday() >= SATURDAY:
        again += timedelta(days=1)
    return (opens + EARLY + LATE * ((here - closes) / (again - closes))).astimezone(at.tzinfo)


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
        """The instant of a step; several things of one step lie minutes apart, the steps not evenly."""
        plan, step = self.plan, min(level, self.furthest)
        share = step / self.furthest if self.furthest else 0.0
        if 0 < step < self.furthest:
            share += self._luck(f"step {step}") * 0.3 / self.furthest
        return self._ago(plan.began - (plan.began - plan.rest) * share, minutes)

    @property
    def invited(self) -> datetime:
        """When it was sent its invitation code."""
        return self._ago(self.plan.began * 1.2 + 1.3)

    @property
    def typed(self) -> datetime:
        """When the draft was begun: a day or so before it went out."""
        return self._ago(self.plan.began * 1.1 + 0.3)

    @property
    def lately(self) -> datetime:
        """After everything else, and before now."""
        return self._ago(self.plan.rest / 2)

    def _ago(self, days: float, minutes: int = 0) -> datetime:
        """Each unit has its own minute of the hour."""
        odd = timedelta(minutes=90 * self._luck("minute"))
        return in_office_hours(self.now - timedelta(days=days) - odd + timedelta(minutes=minutes))

    def _luck(self, what: str) -> float:
        return Random(f"{self.plan.name} {what}").random()  # noqa: S311 - the same at every seeding
