"""Sends an SMS through the provider's HTTP interface; the same key is sent once."""

from __future__ import annotations

from ciie_portal.gateways.signed_http import SignedClient


class SmsGateway:
    """One account at the provider."""

    def __init__(self, base: str, secret: str) -> None:
        self.client = SignedClient(base, secret)

    def send(self, to: str, text: str, key: str) -> str:
        """`to` in E.164. Returns the provider's reference. Raises TemporaryTrouble, PermanentTrouble."""
        answer = self.client.expect("POST", "/sms/messages", {"to": to, "text": text}, key)
        return str(answer.get("id", ""))[:100]
