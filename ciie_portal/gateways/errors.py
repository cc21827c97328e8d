"""How the outside world fails: for now, for good, or by a message that is not to be believed."""

from __future__ import annotations


class TemporaryTrouble(Exception):
    """The provider could not answer; the same call with the same key may be made again."""


class PermanentTrouble(Exception):
    """The provider refuses; repeating changes nothing, a person has to look."""


class BadNotification(Exception):
    """A message that claims to come from the provider and does not hold."""
