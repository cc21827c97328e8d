"""Sends an SMS through the provider's HTTP interface; the same key is sent once."""

from __future__ import annotations

from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.gateways.signed_http import SignedClient
from ciie_portal.security.traces import nameless

OF_OUR_OWN = (401, 402, 403, 404, 405, 407)  # key, credit, rights, address: no fault of the number


class SmsGateway:
    """One account at the provider."""

    def __init__(self, base: str, secret: str) -> None:
        self.client = SignedClient(base, secret)

    def send(self, to: str, text: str, key: str) -> str:
        """`to` in E.164. Returns the provider's reference. Raises TemporaryTrouble, PermanentTrouble."""
        status, answer = self.client.call("POST", "/sms/messages", {"to": to, "text": text}, key)
        if status in OF_OUR_OWN:
            raise TemporaryTrouble(f"our account is refused with {status}")
        if status >= 400:
            raise PermanentTrouble(f"refused with {status}: {nameless(str(answer.get('error', '')))}")
        return str(answer.get("id", ""))[:100]
