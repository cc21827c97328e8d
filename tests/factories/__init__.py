"""Rows for tests, each with believable answers and whatever its status needs. Nothing here commits."""

from tests.factories.editions import Tree, edition, mission, mission_tree
from tests.factories.money import approved_unit, payment, request
from tests.factories.people import account, invitation_code, staff_member, stored_file
from tests.factories.rows import FEE, NOW, reference
from tests.factories.units import person, unit

__all__ = [
    "FEE",
    "NOW",
    "Tree",
    "account",
    "approved_unit",
    "edition",
    "invitation_code",
    "mission",
    "mission_tree",
    "payment",
    "person",
    "reference",
    "request",
    "staff_member",
    "stored_file",
    "unit",
]
