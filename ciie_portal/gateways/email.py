"""Sends an email over SMTP; 4xx is trouble for now, 5xx for good."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ciie_portal.clock import now
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble

SECONDS = 10
TLS_FROM_THE_START = 465  # the port on which nothing is said in clear


class EmailGateway:
    """One mail server; where a user is given it signs in, only over TLS with a certificate that holds."""

    def __init__(self, host: str, port: int, sender: str, user: str = "", password: str = "") -> None:
        self.host, self.port, self.sender = host, port, sender
        self.user, self.password = user, password

    def send(self, to: str, subject: str, text: str, key: str) -> str:
        """Plain text in UTF-8. Returns the Message-ID, made of the key.

        Raises TemporaryTrouble, PermanentTrouble.
        """
        message = EmailMessage(policy=SMTP)
        message_id = f"<{key}@{self.sender.rpartition('@')[2]}>"
        try:
            message["From"], message["To"], message["Subject"] = self.sender, to, subject
            message["Message-ID"], message["Auto-Submitted"] = message_id, "auto-generated"
            message["Date"] = format_datetime(now())
            message.set_content(text)
        except ValueError:
            raise PermanentTrouble("a header has characters that no header may have") from None
        try:
            with self._connect() as server:
                server.send_message(message)
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            raise PermanentTrouble("the address needs what the server cannot do") from None
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise trouble(max(codes, default=550)) from None
        except smtplib.SMTPSenderRefused as refused:
            raise TemporaryTrouble(f"our own address is refused with {refused.smtp_code}") from None
        except smtplib.SMTPResponseException as refused:
            raise trouble(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError) as unknown:
            raise TemporaryTrouble(type(unknown).__name__) from None
        return message_id

    def _connect(self) -> smtplib.SMTP:
        """Whatever goes wrong before the letter is no fault of its recipient. Raises TemporaryTrouble."""
        try:
            return self._signed_in()
        except (smtplib.SMTPException, OSError) as trouble:
            raise TemporaryTrouble(f"no way into the mail server: {type(trouble).__name__}") from None

    def _signed_in(self) -> smtplib.SMTP:
        trusted = ssl.create_default_context()
        if self.port == TLS_FROM_THE_START:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=trusted)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.user:
                if self.port != TLS_FROM_THE_START:
                    server.starttls(context=trusted)
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def trouble(code: int) -> Exception:
    return PermanentTrouble(f"answered {code}") if code >= 500 else TemporaryTrouble(f"answered {code}")
