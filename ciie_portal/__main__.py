"""The command line: `python -m ciie_portal …`. Run, serve, dispatch, build, migrate, seed, staff."""

from __future__ import annotations

import os
import sys
import time
from typing import Annotated, NoReturn

import typer

from ciie_portal import building, clock, supervising
from ciie_portal.certificate_commands import certificate_cli
from ciie_portal.routes import path
from ciie_portal.settings import get_settings

cli = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
staff_cli = typer.Typer(no_args_is_help=True, help="Staff members.")
cli.add_typer(staff_cli, name="staff")
cli.add_typer(certificate_cli, name="certificate")


def fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def check_production() -> None:
    """Under production settings nothing starts with a stand-in, a default secret or without keys."""
    from ciie_portal.gateways.providers import ProvidersRefused
    from ciie_portal.gateways.providers import check_production as check
    from ciie_portal.security import KeysRefused, keyring

    try:
        check(get_settings())
        keyring("sealing")
        keyring("signing")
    except (ProvidersRefused, KeysRefused) as refused:
        fail(str(refused))


@cli.command()
def run() -> None:
    """Builds what changed, prepares the database, starts portal, dispatcher and stand-ins together."""
    check_production()
    settings = get_settings()
    begun = time.monotonic()
    if supervising.is_taken(settings.bind_host, settings.port):
        fail(f"Port {settings.port} is taken. Choose another one: PORT=3001 make run")
    build()
    seed(demonstration=settings.environment == "demonstration")
    processes = [supervising.portal(settings), supervising.dispatcher()]
    if settings.environment == "demonstration":
        processes.insert(0, supervising.sandbox(settings))
    supervisor = supervising.Supervisor(processes, settings.var_dir / "log")
    supervisor.listen_for_signals()
    try:
        supervisor.start()
        print_welcome(time.monotonic() - begun)
        ended = supervisor.wait()
        if ended is not None:
            fail(f"{ended.name} ended by itself; see {settings.var_dir / 'log' / ended.name}.log")
    except supervising.NotStarted as not_started:
        fail(str(not_started))
    finally:
        supervisor.stop()


def print_welcome(seconds: float) -> None:
    """The address, and in the demonstration who may sign in."""
    from ciie_portal.seeding.people import (
        DEMONSTRATION_BUYERS,
        DEMONSTRATION_PASSWORD,
        DEMONSTRATION_STAFF,
    )

    settings = get_settings()
    address = settings.public_address
    typer.echo(
        f"\nReady in {seconds:.1f} s: {address}{path('zh')} · {address}{path('en')}   (Ctrl-C stops it)\n"
    )
    if settings.environment != "demonstration":
        return
    typer.echo(f"Messages that are sent, codes of the authenticator, switches: {settings.sandbox_url}/")
    typer.echo(f"Password of everybody in the demonstration: {DEMONSTRATION_PASSWORD}\n")
    for person in (*DEMONSTRATION_STAFF, *DEMONSTRATION_BUYERS):
        typer.echo(f"  {person.sign_in:<22} {person.who}")
    typer.echo("")
    sys.stdout.flush()


@cli.command()
def build(force: bool = False) -> None:
    """Builds the pages, unless nothing that they are made of has changed."""
    if building.is_built() and not force:
        return
    typer.echo("Building the pages (about a minute the first time) …")
    try:
        building.build()
    except building.BuildFailed as failed:
        fail(str(failed))


@cli.command()
def serve() -> None:
    """The portal alone, from the pages as they were built; replaces this process."""
    check_production()
    if not building.is_built():
        fail("The pages are not built, or have changed since: python -m ciie_portal build")
    process = supervising.portal(get_settings())
    os.execve(process.command[0], process.command, {**os.environ, **process.environment})


@cli.command()
def dispatch() -> None:
    """Sends what is to be sent, and asks the payment provider for what it did not tell."""
    check_production()
    from ciie_portal.jobs import dispatcher

    dispatcher.main()


@cli.command()
def remind() -> None:
    """Writes down every reminder that is due now, once each; the dispatcher sends them."""
    check_production()
    from ciie_portal.jobs.remind import run_once
    from ciie_portal.store.migrate import require_newest

    require_newest()
    typer.echo(f"{run_once()} reminders")


@cli.command()
def migrate() -> None:
    """Brings the database to the present form."""
    from ciie_portal.store.migrate import upgrade

    upgrade()


@cli.command()
def seed(demonstration: bool = False) -> None:
    """Missions, editions and areas; with --demonstration also people and units. Repeats nothing."""
    from ciie_portal.actions.make_certificates import put_on_paper
    from ciie_portal.domain.access import ADMINISTRATION
    from ciie_portal.seeding import demonstration as demonstration_data
    from ciie_portal.store.load_data import load_data

    get_settings().var_dir.mkdir(parents=True, exist_ok=True)
    migrate()
    load_data(clock.now(), with_demonstration=demonstration)
    if demonstration:
        demonstration_data.seed(clock.now())
    put_on_paper(ADMINISTRATION, now=clock.now())


@staff_cli.command("add")
def add_staff(
    login: str,
    name: str,
    role: Annotated[str, typer.Option(help="secretariat, organiser_desk, personnel_reviewer, …")],
    mission: Annotated[str, typer.Option(help="code of a secretariat's mission, such as TM-3302")] = "",
) -> None:
    """Adds a staff member and prints the address to enrol at: once, for seven days."""
    from ciie_portal.actions.employ import add_staff as add
    from ciie_portal.domain.access import ADMINISTRATION
    from ciie_portal.domain.errors import RuleBroken
    from ciie_portal.wording.rules import sentence

    try:
        token = add(ADMINISTRATION, login, name, role, mission, now=clock.now())
    except RuleBroken as broken:
        fail("\n".join(f"{p.field}: {sentence(p.rule, 'en', **p.facts)}" for p in broken.problems))
    typer.echo(f"{get_settings().public_address}{path('zh', 'sign-in/enrol', token=token)}")


if __name__ == "__main__":
    cli()
