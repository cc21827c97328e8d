"""C39: what the process that sends writes into its log names nobody, whatever fails and whoever answers."""

from __future__ import annotations

import logging
import threading

import pytest
from sqlalchemy.exc import IntegrityError

from ciie_portal.actions import deliver
from ciie_portal.gateways.errors import PermanentTrouble
from ciie_portal.jobs import dispatcher
from ciie_portal.security.traces import nameless
from ciie_portal.store.engine import transaction
from ciie_portal.store.outbox import Job
from ciie_portal.store.tables import Account
from tests.factories import NOW

MOBILE, DOCUMENT, EMAIL = "+8613800138000", "330203198501011239", "chen.jing@buyer.example"
SECRETS = (MOBILE, MOBILE[3:], DOCUMENT, EMAIL, "forged line")


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The secrets that stand in the log, the traces as they are written included."""
    formatter = logging.Formatter("%(levelname)s %(name)s %(message)s")
    written = "\n".join(formatter.format(record) for record in caplog.records)
    assert written != ""
    return [secret for secret in SECRETS if secret in written]


def twice_the_same_mobile(*_args: object) -> None:
    with transaction() as session:
        for _ in range(2):
            session.add(Account(mobile=MOBILE, email=EMAIL, password_hash="!", locale="zh", created_at=NOW))
            session.flush()


def a_fault_that_quotes(*_args: object) -> None:
    raise RuntimeError(f"no way to send {MOBILE} {DOCUMENT} {EMAIL}\nforged line")


def test_an_error_of_the_database_does_not_quote_what_was_written(database: str) -> None:
    with pytest.raises(IntegrityError) as failed:
        twice_the_same_mobile()
    assert EMAIL not in str(failed.value)


@pytest.mark.parametrize("fault", [twice_the_same_mobile, a_fault_that_quotes])
def test_a_fault_of_our_own_while_sending_names_nobody(
    database: str, fault: object, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "perform", fault)
    monkeypatch.setattr(deliver, "failed", lambda *_args, **_named: None)
    job = Job(id=1, kind="sms", key="k-1", payload={"to": MOBILE, "text": "482913"}, tries=1)
    assert deliver.deliver(job, "nobody", lambda: NOW) is True
    assert said(caplog) == []
    assert "test_clean_log.py" in caplog.text


@pytest.mark.parametrize("fault", [twice_the_same_mobile, a_fault_that_quotes])
@pytest.mark.parametrize(
    ("work", "run"),
    [
        ("run_once", lambda stopping: dispatcher.run_lane("sms", ("sms",), stopping)),
        ("reconcile.run_once", dispatcher.run_reconciliation),
        ("remind.run_once", dispatcher.run_reminders),
    ],
)
def test_a_lane_that_stumbles_names_nobody(
    database: str,
    work: str,
    run: object,
    fault: object,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stopping = threading.Event()

    def fails(*_args: object) -> None:
        stopping.set()
        fault()  # type: ignore[operator]

    monkeypatch.setattr(f"ciie_portal.jobs.dispatcher.{work}", fails)
    run(stopping)  # type: ignore[operator]
    assert said(caplog) == []
    assert "stumbled: " in caplog.text


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("this number cannot be reached", "this number cannot be reached"),
        (f"{MOBILE} is not in service", "… is not in service"),
        ("138 0013 8000 blocked", "… blocked"),
        (f"mail to <{EMAIL}> bounced", "mail to … bounced"),
        (f"id {DOCUMENT[:17]}X unknown", "id … unknown"),
        ("passport C01X00T47, E12345678", "passport C01X00T47, …"),
        ("code 482913 expired", "code … expired"),
        ("quota 5000 of 2026 used", "quota 5000 of 2026 used"),
        ("late\nWARNING forged line\x1b[2J\u202e", "late WARNING forged line [2J"),
        ("x" * 10_000, "x" * 100),
    ],
)
def test_what_a_provider_gives_as_its_reason_is_kept_without_numbers_and_on_one_line(
    words: str, kept: str
) -> None:
    assert nameless(words) == kept


def test_what_is_given_up_is_logged_with_the_providers_words_made_nameless(
    database: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ciie_portal.gateways.sms import SmsGateway  # noqa: PLC0415

    gateway = SmsGateway("http://127.0.0.1:9", "a secret")
    answer = {"error": f"{MOBILE} is unknown\nforged line"}
    monkeypatch.setattr(gateway.client, "call", lambda *_args: (422, answer))
    with pytest.raises(PermanentTrouble) as refused:
        gateway.send(MOBILE, "482913", "k-1")
    assert str(refused.value) == "refused with 422: … is unknown forged line"
