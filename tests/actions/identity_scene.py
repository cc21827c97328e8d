"""A scene for signing up and in: an edition, buyers and staff with passwords, the codes that were sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace

import pyotp
import pytest
from sqlmodel import col, select

from ciie_portal.actions import one_time_codes
from ciie_portal.actions.one_time_codes import Purpose
from ciie_portal.actions.sign_in import sign_in
from ciie_portal.domain.access import NOBODY, StaffRole
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.lookups.sessions import signed_in
from ciie_portal.security import hash_password, hash_token, new_key, new_totp_secret, seal, unseal
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, Outbox, StaffMember, WebSession
from tests import factories
from tests.factories import NOW

WRONG = "not this one at all 7"
PASSWORD = "harbour lantern 48 quilt"
MOBILE = "+8613800138000"
EMAIL = "li.na@example.com"
HERE = "203.0.113.9"


@cache
def hashed(password: str = PASSWORD) -> str:
    """One computation for the whole run."""
    return hash_password(password)


def open_edition() -> int:
    with transaction() as session:
        return factories.edition(session).id


def a_buyer(**facts: object) -> int:
    with transaction() as session:
        return factories.account(session, **{"mobile": MOBILE, "password_hash": hashed()} | facts).id


def a_staff_member(role: StaffRole = StaffRole.ORGANISER_DESK, login: str = "desk", **facts: object) -> int:
    """Enrolled: with a password and an authenticator."""
    key = new_key()
    sealed = seal(new_totp_secret(), "staff_member", "totp", key)
    given = {"login": login, "key": key, "totp_sealed": sealed, "password_hash": hashed()}
    with transaction() as session:
        return factories.staff_member(session, role, **given | facts).id


def authenticator_code(staff_id: int, at: datetime = NOW) -> str:
    with reading() as session:
        member = session.get_one(StaffMember, staff_id)
    assert member.totp_sealed is not None
    return pyotp.TOTP(unseal(member.totp_sealed, "staff_member", "totp", member.key)).at(at)


def another_code(right: str) -> str:
    return f"{(int(right) + 1) % 10**6:06}"


def ask_for_code(contact: str = MOBILE, caller: str = HERE, now: datetime = NOW) -> str:
    """Has a code sent, and reads it where the dispatcher would."""
    channel = NoticeChannel.EMAIL if "@" in contact else NoticeChannel.SMS
    one_time_codes.send_code(NOBODY, contact, channel, Purpose.SIGN_UP, caller, now=now)
    return sent_codes()[-1]


def sent_codes() -> list[str]:
    """Every code on its way, the oldest first."""
    with reading() as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    texts = [
        json.loads(unseal(row.payload_sealed, "outbox", "payload", row.key)).get("text", "")
        for row in rows
        if row.payload_sealed
    ]
    return [found[0] for text in texts if (found := re.search(r"\b\d{6}\b", text))]


def sign_in_at(now: datetime = NOW, name: str = MOBILE, password: str = PASSWORD, caller: str = HERE) -> str:
    return sign_in(NOBODY, name, password, caller, now=now).token


def account_behind(token: str, now: datetime = NOW) -> int | None:
    return signed_in(hash_token(token), "en", now).actor.account_id


def staff_behind(token: str, now: datetime = NOW) -> int | None:
    return signed_in(hash_token(token), "en", now).actor.staff_id


def refused(broken: RuleBroken) -> list[Rule | tuple[str, Rule]]:
    """The one reason, or every field with its own."""
    return [broken.rule] if broken.rule else [(one.field, one.rule) for one in broken.problems]


def count_of(table: type[Account] | type[WebSession]) -> int:
    with reading() as session:
        return len(session.exec(select(table)).all())


class Window:
    """The throttles' own clock, which tests move on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seconds = 1_000_000.0
        patch.setattr("limits.storage.memory.time", SimpleNamespace(time=lambda: self.seconds))

    def pass_by(self, later: timedelta) -> None:
        self.seconds += later.total_seconds()


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Window:
    return Window(monkeypatch)


def refusal(action: Callable[[], object]) -> list[Rule | tuple[str, Rule]]:
    with pytest.raises(RuleBroken) as broken:
        action()
    return refused(broken.value)


def wrong(name: str = MOBILE, password: str = WRONG, caller: str = HERE) -> list[Rule | tuple[str, Rule]]:
    return refusal(lambda: sign_in(NOBODY, name, password, caller, now=NOW))


@pytest.fixture
def quick_check(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Passwords are compared at once; what was asked for is noted."""
    asked: list[str | None] = []

    def verify(typed: str, stored: str | None) -> bool:
        asked.append(stored)
        return stored is not None and typed == PASSWORD

    monkeypatch.setattr("ciie_portal.actions.sign_in.verify_password", verify)
    return asked
