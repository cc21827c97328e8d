"""How a certificate reaches a person, from what the form carries to a line of the request (Q9; D8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ciie_portal.domain import division
from ciie_portal.domain.answer import clean_line
from ciie_portal.domain.certificate import DeliveryAddress, DeliveryMethod
from ciie_portal.domain.contact import mainland_mobile
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.store.tables import CertificateRequestPerson

LONGEST_TYPED = 500


@dataclass(frozen=True)
class Delivery:
    """One person's choice as it was typed; an address is read for express delivery only."""

    person: str
    method: str
    recipient: str = ""
    mobile: str = ""
    division_code: str = ""
    street: str = ""
    is_valid_six_months: bool = False


@dataclass(frozen=True)
class Checked:
    """The choice once it has been read; what the rules think of it comes after."""

    method: DeliveryMethod
    address: DeliveryAddress | None = None


def read(deliveries: Sequence[Delivery]) -> list[Checked]:
    """Raises every unreadable answer at once, named "P-….field"."""
    problems: list[FieldProblem] = []
    checked = [_read(delivery, problems) for delivery in deliveries]
    if problems:
        raise RuleBroken(problems)
    return checked


def _read(delivery: Delivery, problems: list[FieldProblem]) -> Checked:
    try:
        method = DeliveryMethod(delivery.method)
    except ValueError:
        problems.append(FieldProblem(f"{delivery.person}.method", Rule.NOT_AN_OPTION))
        return Checked(DeliveryMethod.COUNTER)
    if method is not DeliveryMethod.EXPRESS:
        return Checked(method)
    texts = {}
    for name in ("recipient", "street"):
        try:
            texts[name] = clean_line(str(getattr(delivery, name))[:LONGEST_TYPED])
        except RuleBroken as broken:
            texts[name] = ""
            rule = broken.rule or Rule.UNUSABLE_CHARACTERS
            problems.append(FieldProblem(f"{delivery.person}.{name}", rule, broken.facts))
    address = DeliveryAddress(
        recipient=texts["recipient"],
        mobile=_mobile(delivery.mobile),
        division_code=_division(delivery.division_code),
        street=texts["street"],
        is_valid_six_months=delivery.is_valid_six_months is True,
    )
    return Checked(method, address)


def _mobile(typed: str) -> str:
    """In E.164 where it is a mainland mobile; otherwise as typed, for the rule to refuse."""
    try:
        return mainland_mobile(str(typed)) if str(typed).strip() else ""
    except RuleBroken:
        return str(typed)[:20]


def _division(typed: str) -> str:
    """The code where it can be an address; a province alone or no place at all is left to the rule."""
    code = str(typed).strip()
    if not code or division.is_address(code) or not code.isdecimal():
        return code[:6]
    return code[:6] if code.startswith(("71", "81", "82")) else ""


@contextmanager
def named_problems(persons: Sequence[str]) -> Iterator[None]:
    """A problem of the person at a place in the list is named after the person: "P-….field"."""
    try:
        yield
    except RuleBroken as broken:
        if broken.rule is not None:
            raise
        raise RuleBroken(_named(problem, persons) for problem in broken.problems) from None


def _named(problem: FieldProblem, persons: Sequence[str]) -> FieldProblem:
    place = problem.facts.get("person")
    if not isinstance(place, int):
        return problem
    facts = {name: fact for name, fact in problem.facts.items() if name != "person"}
    return FieldProblem(f"{persons[place - 1]}.{problem.field}", problem.rule, facts)


def fill_line(line: CertificateRequestPerson, checked: Checked) -> None:
    """The method and the snapshot of the address; without express delivery there is no address to keep."""
    address = checked.address
    line.method = checked.method
    line.recipient = address.recipient if address else None
    line.recipient_mobile = address.mobile if address else None
    line.division_code = address.division_code if address else None
    line.street = address.street if address else None
