"""`python -m ciie_portal certificate …`: checks codes without a network, exports keys and void serials."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from ciie_portal import clock
from ciie_portal.domain.access import ADMINISTRATION
from ciie_portal.domain.entry_code import Verdict
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.lookups.gate import Gate, GateFileUnreadable, check_code, gate_from, keys_file, revoked_file
from ciie_portal.security import KeysRefused, add_key
from ciie_portal.wording.rules import sentence
from ciie_portal.wording.verification import list_words, verdict_words

certificate_cli = typer.Typer(no_args_is_help=True, help="Codes of certificates: check, keys, revoked.")
Edition = Annotated[str, typer.Option(help="code of the edition; empty: the running one")]


def fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


@certificate_cli.command()
def check(
    text: Annotated[str, typer.Argument(help="what the scanner read: CIIE1:…")],
    keys: Annotated[Path | None, typer.Option(help="file that `certificate keys` wrote")] = None,
    revoked: Annotated[Path | None, typer.Option(help="file that `certificate revoked` wrote")] = None,
    entries: Annotated[Path | None, typer.Option(help="file that remembers who was let in here")] = None,
    language: Annotated[str, typer.Option(help="en or zh")] = "en",
) -> None:
    """Is this code good? With --keys and --revoked it asks nobody: no network, no database.

    Ends with 0 where the holder may come in, with 1 where not, with 2 where it could not be checked.
    """
    if (keys is None) != (revoked is None):
        fail("Give both --keys and --revoked, or neither of them.")
    gate = gate_of(keys, revoked)
    known = read_entries(entries)
    now = clock.now()
    verdict, serial = check_code(text, gate, known, now)
    if verdict is Verdict.GOOD and entries is not None:
        keep_entries(entries, {**known, serial: now})
    locale = language if language in ("en", "zh") else "en"
    title, why = verdict_words(locale, verdict)
    head = f"{title}。{serial}" if locale == "zh" else f"{title}. {serial}".rstrip()
    typer.echo(f"{head} {why}".rstrip())
    if verdict is Verdict.GOOD:
        typer.echo(list_words(locale, gate.listed_at, len(gate.revoked)))
    raise typer.Exit(0 if verdict is Verdict.GOOD else 1)


@certificate_cli.command("keys")
def export_keys(edition: Edition = "") -> None:
    """The public keys and the edition, to be given to whoever checks."""
    typer.echo(exported(keys_file, edition))


@certificate_cli.command("revoked")
def export_revoked(edition: Edition = "") -> None:
    """The serials that are void as of now."""
    typer.echo(exported(revoked_file, edition))


@certificate_cli.command("new-key")
def new_key() -> None:
    """A new key signs from now on; what older ones signed stays good. Export the keys again."""
    try:
        typer.echo(f"Key {add_key('signing')} signs now.")
    except KeysRefused as refused:
        fail(str(refused))


def gate_of(keys: Path | None, revoked: Path | None) -> Gate:
    try:
        if keys is not None and revoked is not None:
            return gate_from(json.loads(keys.read_text("utf-8")), json.loads(revoked.read_text("utf-8")))
        now = clock.now()
        return gate_from(keys_file(ADMINISTRATION, now=now), revoked_file(ADMINISTRATION, now=now))
    except (OSError, ValueError, GateFileUnreadable) as wrong:
        fail(f"These files cannot be used: {wrong}")
    except RuleBroken as broken:
        fail(told(broken))


def read_entries(file: Path | None) -> dict[str, datetime]:
    if file is None or not file.is_file():
        return {}
    try:
        written: dict[str, str] = json.loads(file.read_text("utf-8"))
        return {serial: datetime.fromisoformat(at) for serial, at in written.items()}
    except (ValueError, AttributeError, TypeError):
        fail(f"{file.name} does not hold entries.")


def keep_entries(file: Path, entries: dict[str, datetime]) -> None:
    """Whole or not at all: who cannot be remembered is not let in."""
    written = json.dumps({serial: at.isoformat() for serial, at in entries.items()})
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_text(written, encoding="utf-8")
        beside.replace(file)
    except OSError as wrong:
        fail(f"{file.name} cannot be written: {wrong.strerror}")


def exported(work: Any, edition: str) -> str:
    try:
        return json.dumps(work(ADMINISTRATION, edition, now=clock.now()), ensure_ascii=False, indent=1)
    except RuleBroken as broken:
        fail(told(broken))


def told(broken: RuleBroken) -> str:
    return sentence(broken.rule, "en", **broken.facts) if broken.rule else str(broken)
