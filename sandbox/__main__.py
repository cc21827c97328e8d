"""`python -m sandbox --port 3100 --smtp-port 3125 --data-dir var/sandbox`; on the loopback only."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path

from aiosmtpd.smtp import SMTP
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from sandbox.application import application
from sandbox.books import Books
from sandbox.cashier import settle_refunds_forever
from sandbox.mailbox import MailIn
from sandbox.notifications import send_forever
from sandbox.opening import take_over
from sandbox.world import World

HOST = "127.0.0.1"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=3100)
    parser.add_argument("--smtp-port", type=int, default=3125)
    parser.add_argument("--data-dir", type=Path, default=Path("var/sandbox"))
    return parser.parse_args()


async def main(arguments: argparse.Namespace) -> None:
    world = World(
        Books(arguments.data_dir),
        f"http://{HOST}:{arguments.port}",
        os.environ.get("SANDBOX_CASHIER_SECRET") or "sandbox-cashier-secret",
        os.environ.get("SANDBOX_SMS_SECRET") or "sandbox-sms-secret",
    )
    take_over(world.books)
    loop = asyncio.get_running_loop()  # the mail server has to be told, or it waits on a loop that never runs
    mail = partial(SMTP, MailIn(world), hostname="sandbox", enable_SMTPUTF8=True, loop=loop)
    mail_server = await loop.create_server(mail, HOST, arguments.smtp_port)
    server = Server(
        application(world),
        address=HOST,
        port=arguments.port,
        interface=Interfaces.ASGI,
        log_level=LogLevels.error,
    )
    stopping = asyncio.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(wanted, stopping.set)
    work = [
        asyncio.create_task(one)
        for one in (server.serve(), send_forever(world), settle_refunds_forever(world))
    ]
    ended = asyncio.create_task(stopping.wait())
    await asyncio.wait([ended, *work], return_when=asyncio.FIRST_COMPLETED)
    mail_server.close()
    server.stop()  # type: ignore[no-untyped-call]
    for task in work[1:]:
        task.cancel()
    await asyncio.wait(work, timeout=2)


def is_taken(port: int) -> bool:
    """The web server would share a taken port silently, so we ask first."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


if __name__ == "__main__":
    given = read_arguments()
    for wanted_port in (given.port, given.smtp_port):
        if is_taken(wanted_port):
            sys.exit(f"Port {wanted_port} is taken.")
    asyncio.run(main(given))
