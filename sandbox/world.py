"""What the parts of the stand-in share."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.books import Books
from sandbox.switches import Switches


@dataclass
class World:
    """The books, the switches, the secrets and our own address."""

    books: Books
    address: str
    cashier_secret: str
    sms_secret: str
    switches: Switches = field(default_factory=Switches)
