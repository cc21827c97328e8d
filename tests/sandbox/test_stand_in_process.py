"""The stand-ins as a process: it ends tidily whatever is under way, remembers, and shares no port."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciie_portal.gateways.cashier import Cashier, RefundState
from ciie_portal.gateways.errors import TemporaryTrouble
from ciie_portal.gateways.sms import SmsGateway
from tests.sandbox_process import ROOT, SECRET, SMS_SECRET, Merchant, Sandbox, until


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Sandbox]:
    running = Sandbox(tmp_path / "sandbox")
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_status_nought(own: Sandbox, wanted: signal.Signals) -> None:
    assert own.stop(wanted) == 0


def test_it_ends_although_a_call_hangs(own: Sandbox) -> None:
    own.switch(cashier_hangs=60)

    def hang() -> None:
        with pytest.raises(TemporaryTrouble):
            Cashier(own.url, SECRET).find_checkout("co_1")

    waiting = threading.Thread(target=hang)
    waiting.start()
    until(waiting.is_alive)
    assert own.stop(seconds=6) == 0
    waiting.join()


def test_it_remembers_after_a_crash_what_was_paid_told_and_under_way(
    own: Sandbox, merchant: Merchant
) -> None:
    cashier = Cashier(own.url, SECRET)
    own.switch(refund_seconds=1)
    asked = {
        "reference": "kept",
        "amount_minor": 60000,
        "currency": "CNY",
        "description": "CR",
        "return_url": "http://localhost:3000/",
        "notify_url": merchant.url,
        "locale": "zh",
    }
    checkout = cashier.open_checkout(key="kept", **asked)  # type: ignore[arg-type]
    merchant.answers = [503]
    payment = own.pay_once_more(checkout.provider_id)["id"]
    refund = cashier.refund(
        key="back", provider_transaction=payment, amount_minor=60000, currency="CNY", reference="back"
    )
    SmsGateway(own.url, SMS_SECRET).send("+8613700000001", "kept", "kept")
    assert own.stop(signal.SIGKILL) == -signal.SIGKILL
    own.start()
    assert cashier.open_checkout(key="kept", **asked) == checkout  # type: ignore[arg-type]
    until(lambda: cashier.find_refund(refund.provider_id).status is RefundState.PAID)
    until(lambda: len(merchant.told) >= 2)
    assert [one["text"] for one in own.messages("+8613700000001")] == ["kept"]


def test_a_port_that_is_taken_is_not_shared(own: Sandbox) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", str(own.port), "--data-dir", str(own.data_dir)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert (second.returncode, second.stderr.strip()) == (1, f"Port {own.port} is taken.")


def test_it_imports_nothing_of_the_portal() -> None:
    code = "import sys, sandbox.application; print([name for name in sys.modules if name.startswith('ciie')])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
