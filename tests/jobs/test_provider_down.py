"""C28: the provider is down for an hour, with 4xx and 5xx mixed: none is lost, none comes twice."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions.notices import EMAIL_KIND, SMS_KIND, tell
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.gateways import providers
from ciie_portal.gateways.email import trouble
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.jobs import dispatcher
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.outbox import BACK_OFF
from ciie_portal.store.tables import ContactTrouble, Notice, NoticeState, Outbox, OutboxState
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
UNITS = 12
REFUSED = "+8613800000000"  # a number that never gets anything


class Provider:
    """Takes a message once for each key; while it is down it answers whatever comes to its mind."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.is_down = True
        self.mood = random.Random(28)

    def send(self, to: str, *told: str) -> str:
        key = told[-1]
        if to == REFUSED:
            raise PermanentTrouble("refused with 422: this number cannot be reached")
        if self.is_down:
            code = self.mood.choice([421, 429, 450, 500, 502, 503])
            raise trouble(code) if code in (421, 450) else TemporaryTrouble(f"answered {code}")
        self.taken[key] += 1
        return f"provider-{key}"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Provider:
    one = Provider()
    monkeypatch.setattr(providers, "sms_gateway", lambda: one)
    monkeypatch.setattr(providers, "email_gateway", lambda: one)
    return one


def told_at(moment: datetime) -> None:
    """Half the buyers are reached by SMS, half by email; one number is wrong."""
    with transaction() as session:
        edition = factories.edition(session)
        for number in range(UNITS):
            address = f"b{number}@example.com"
            named = {"mobile": None, "email": address, "email_key": address}
            account = factories.account(session, **(named if number % 2 else {}))
            if number == 0:
                account.mobile = REFUSED
            unit = factories.unit(session, edition, account_id=account.id)
            tell(session, unit, NoticeKind.RECEIVED, moment)


def rows() -> list[Outbox]:
    with reading() as session:
        return list(session.exec(select(Outbox).order_by(col(Outbox.id))).all())


def test_an_hour_without_the_provider(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    told_at(NOW)
    moment = NOW
    monkeypatch.setattr("ciie_portal.clock.now", lambda: moment)
    while moment < NOW + 4 * HOUR:
        provider.is_down = moment < NOW + HOUR
        for owner in ("one", "two"):
            dispatcher.run_once((SMS_KIND, EMAIL_KIND), owner, threading.Event())
        if moment == NOW + HOUR - MINUTE:
            waiting = rows()[1:]
            assert {row.state for row in waiting} == {OutboxState.WAITING}
            assert {row.tries for row in waiting} == {4}  # at once, after 1, 6 and 36 minutes: no hammering
            assert {row.due_at for row in waiting} == {NOW + sum(BACK_OFF[:4], timedelta())}
        moment += MINUTE
    refused, *others = rows()
    assert (refused.state, refused.tries) == (OutboxState.FAILED, 1)
    assert [row.state for row in others] == [OutboxState.SENT] * (UNITS - 1)
    assert provider.taken == Counter({row.key: 1 for row in others})
    with reading() as session:
        states = Counter(session.exec(select(Notice.state)).all())
        assert session.exec(select(ContactTrouble.contact)).all() == [REFUSED]
    assert states == {NoticeState.SENT: UNITS - 1, NoticeState.FAILED: 1}
