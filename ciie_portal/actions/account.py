"""Changes to a buyer's own account."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.routes import LOCALES
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Account


def choose_language(actor: Actor, locale: str, *, now: datetime) -> bool:
    """The language of the notices. Raises NOT_AN_OPTION beside `language`, NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    if locale not in LOCALES:
        raise RuleBroken([FieldProblem("language", Rule.NOT_AN_OPTION)])
    with transaction() as session:
        account = session.get(Account, actor.account_id)
        if account is None:
            raise RuleBroken(Rule.NOT_FOUND)
        account.locale = locale
    return True
