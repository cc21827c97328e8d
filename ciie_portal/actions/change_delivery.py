"""Another delivery address for a certificate that is already paid for: open until dispatch (Q9)."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.actions.deliveries import Delivery, fill_line, read
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.certificate import DeliveryMethod, address_problems, is_to_be_sent_again
from ciie_portal.domain.correction import delivery_lock
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import certificates, settling, units
from ciie_portal.store.tables import Parcel


def change_delivery_address(actor: Actor, delivery: Delivery, now: datetime) -> None:
    """Only the address of a person's express delivery changes, not the way of delivery.

    Raises NOT_FOUND, STEP_NOT_POSSIBLE, FIELD_LOCKED (it is on its way), or every problem under "P-….field".
    """
    require(actor, Permission.OWN_UNIT)
    checked = read([delivery])[0]
    with transaction() as session:
        person, unit = units.person_for_update(session, actor, delivery.person)
        found = settling.paid_line_of(session, person.id or 0)
        if found is None or found[0].method is not DeliveryMethod.EXPRESS:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        made = certificates.live_of(session, person.id)
        parcel = session.get(Parcel, made.parcel_id) if made and made.parcel_id else None
        again = made is not None and is_to_be_sent_again(person.status, parcel.status if parcel else None)
        if delivery_lock(person.status, is_to_be_sent_again=again) is not None:
            raise RuleBroken(Rule.FIELD_LOCKED)
        if checked.method is not DeliveryMethod.EXPRESS:
            raise RuleBroken([FieldProblem(f"{person.reference}.method", Rule.METHOD_NOT_AVAILABLE)])
        problems = address_problems(checked.address)
        if problems:
            raise RuleBroken(
                FieldProblem(f"{person.reference}.{problem.field}", problem.rule, problem.facts)
                for problem in problems
            )
        fill_line(found[0], checked)
        events.record(session, actor, event="change_address", unit_id=unit.id, person_id=person.id, now=now)
