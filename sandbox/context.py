"""What every page and call of the stand-ins needs, kept on the application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from sandbox.books import Books
from sandbox.mailbox import Mailbox
from sandbox.notifier import Notifier
from sandbox.switches import Switches


@dataclass(frozen=True)
class Options:
    """From the command line and the environment."""

    host: str
    port: int
    smtp_port: int
    data_dir: Path
    authenticator: Path
    cashier_secret: str
    sms_secret: str
    retry_seconds: float


@dataclass(frozen=True)
class Context:
    options: Options
    switches: Switches
    books: Books
    notifier: Notifier
    mailbox: Mailbox

    @property
    def address(self) -> str:
        """Where people and merchants reach the stand-ins."""
        return f"http://{self.options.host}:{self.options.port}"


def context_of(request: Request) -> Context:
    context = request.app.state.context
    if not isinstance(context, Context):
        raise TypeError("the application was not built by sandbox.application")
    return context
