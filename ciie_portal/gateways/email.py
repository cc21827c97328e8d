"""Sends an email over SMTP; 4xx is trouble for now, 5xx for good."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.policy import SMTP

from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble

SECONDS = 10


class EmailGateway:
    """One mail server; signs in where a user is given, and uses TLS where the server offers it then."""

    def __init__(self, host: str, port: int, sender: str, user: str = "", password: str = "") -> None:
        self.host, self.port, self.sender = host, port, sender
        self.user, self.password = user, password

    def send(self, to: str, subject: str, text: str, key: str) -> str:
        """Plain text in UTF-8. Returns the Message-ID, made from the key. Raises TemporaryTrouble, PermanentTrouble."""
        message = EmailMessage(policy=SMTP)
        message_id = f"<{key}@{self.sender.rpartition('@')[2]}>"
        try:
            message["From"], message["To"], message["Subject"] = self.sender, to, subject
            message["Message-ID"], message["Auto-Submitted"] = message_id, "auto-generated"
            message.set_content(text)
        except ValueError:
            raise PermanentTrouble("a header has characters that no header may have") from None
        try:
            with smtplib.SMTP(self.host, self.port, timeout=SECONDS) as server:
                if self.user:
                    server.starttls()
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise trouble(max(codes, default=550)) from None
        except smtplib.SMTPResponseException as refused:
            raise trouble(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError) as unknown:
            raise TemporaryTrouble(type(unknown).__name__) from None
        return message_id


def trouble(code: int) -> Exception:
    return PermanentTrouble(f"answered {code}") if code >= 500 else TemporaryTrouble(f"answered {code}")
