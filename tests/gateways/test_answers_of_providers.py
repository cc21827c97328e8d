"""C27: a forged answer is none, and a provider that keeps failing is left alone for a moment."""

from __future__ import annotations

import httpx
import pytest

from ciie_portal.gateways import circuit, signed_http
from ciie_portal.gateways.circuit import MOST_FAILURES, PAUSE_SECONDS, Circuit
from ciie_portal.gateways.errors import TemporaryTrouble
from ciie_portal.gateways.signed_http import SignedClient, answer_said, signature

SECRET = "between-us-two"
NOW = 1_800_000_000


class Wire:
    """In the place of the network: counts what is sent and answers as it is told."""

    def __init__(self) -> None:
        self.calls: list[httpx.Request] = []
        self.status, self.body = 200, b'{"id": "re_1"}'
        self.secret, self.late, self.altered, self.of_call = SECRET, 0, b"", ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request)
        stamp = str(NOW - self.late)
        said = answer_said(self.status, self.of_call or request.headers["x-signature"], self.body)
        headers = {"x-timestamp": stamp, "x-signature": signature(self.secret, stamp, said)}
        return httpx.Response(self.status, headers=headers, content=self.altered or self.body)


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    client = httpx.Client(transport=httpx.MockTransport(wire))
    monkeypatch.setattr(signed_http, "connections", lambda: client)
    monkeypatch.setattr(signed_http.time, "time", lambda: float(NOW))
    return wire


def asked() -> dict[str, object]:
    return SignedClient("http://provider.example", SECRET).expect("GET", "/refunds/re_1")


def test_a_signed_answer_is_believed(wire: Wire) -> None:
    assert asked() == {"id": "re_1"}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("secret", "somebody else's"),
        ("altered", b'{"id": "re_2"}'),
        ("late", 301),
        ("late", -301),
        ("of_call", "the signature of another call"),
    ],
)
def test_an_answer_that_is_not_the_providers_own_to_this_call_is_none(
    wire: Wire, fact: str, value: object
) -> None:
    setattr(wire, fact, value)
    with pytest.raises(TemporaryTrouble, match="not signed"):
        asked()


def test_an_answer_without_a_signature_is_none(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"id": "re_1"})))
    monkeypatch.setattr(signed_http, "connections", lambda: bare)
    with pytest.raises(TemporaryTrouble, match="not signed"):
        asked()


def test_a_provider_that_keeps_failing_is_left_alone_and_asked_once_after_the_pause(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(circuit.time, "monotonic", lambda: now[0])
    wire.status = 503
    for _ in range(MOST_FAILURES):
        with pytest.raises(TemporaryTrouble, match="answered 503"):
            asked()
    for _ in range(20):
        with pytest.raises(TemporaryTrouble, match="left alone"):
            asked()
    assert len(wire.calls) == MOST_FAILURES

    now[0] += PAUSE_SECONDS
    with pytest.raises(TemporaryTrouble, match="answered 503"):
        asked()
    with pytest.raises(TemporaryTrouble, match="left alone"):
        asked()
    assert len(wire.calls) == MOST_FAILURES + 1

    now[0] += PAUSE_SECONDS
    wire.status = 200
    assert [asked(), asked()] == [{"id": "re_1"}] * 2


def test_a_refusal_is_an_answer_and_opens_no_circuit(wire: Wire) -> None:
    wire.status, wire.body = 402, b'{"error": "refused"}'
    client = SignedClient("http://provider.example", SECRET)
    assert [client.call("POST", "/refunds", {})[0] for _ in range(MOST_FAILURES + 1)] == [402] * 6


def test_one_answer_forgets_the_failures_before_it() -> None:
    one = Circuit()
    for _ in range(MOST_FAILURES - 1):
        one.failed()
    one.answered()
    one.failed()
    one.enter()
    assert one.failures == 1
