"""The composition root: the application, the page table, the guards and the HTTP routes."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx
from starlette.types import ASGIApp

from ciie_portal import routes
from ciie_portal.api import http
from ciie_portal.api.outer_guard import OuterGuard
from ciie_portal.components import fallback, look
from ciie_portal.gateways import providers
from ciie_portal.i18n import N_, gettext_in, in_locale
from ciie_portal.pages.buyer import (
    certificates,
    move,
    person_progress,
    progress,
    refund,
    register_check,
    register_code,
    register_contact,
    register_people,
    register_person,
    register_unit,
)
from ciie_portal.pages.desk import (
    batch,
    claim_case,
    claims,
    code_requests,
    codes,
    desk_home,
    handover,
    help_desk,
    history,
    money,
    personnel,
    personnel_case,
    settings_editions,
    settings_missions,
    settings_staff,
    unit_case,
    units,
)
from ciie_portal.pages.desk import certificates as desk_certificates
from ciie_portal.pages.identity import account, recover, sign_in, sign_up
from ciie_portal.pages.public import check, home, mission, missions, not_found, questions, verify
from ciie_portal.security import keyring
from ciie_portal.settings import get_settings
from ciie_portal.state import faults
from ciie_portal.state.buyer.certificates import CertificatesState
from ciie_portal.state.buyer.move import MoveState
from ciie_portal.state.buyer.person_progress import PersonProgressState
from ciie_portal.state.buyer.progress import ProgressState
from ciie_portal.state.buyer.refund import RefundState
from ciie_portal.state.buyer.register import UnitState
from ciie_portal.state.buyer.register_check import CheckState, SubmittedState
from ciie_portal.state.buyer.register_code import CodeState
from ciie_portal.state.buyer.register_people import PeopleState, PersonState
from ciie_portal.state.desk.batches import BatchState
from ciie_portal.state.desk.certificates import CertificateState, HandOverState
from ciie_portal.state.desk.claims import ClaimCaseState, ClaimsState
from ciie_portal.state.desk.code_requests import RequestsState, RequestState
from ciie_portal.state.desk.codes import CodesState
from ciie_portal.state.desk.desk_home import DeskHomeState
from ciie_portal.state.desk.help_desk import HelpDeskState
from ciie_portal.state.desk.history import HistoryState
from ciie_portal.state.desk.money import MoneyState
from ciie_portal.state.desk.personnel import PersonnelCaseState, PersonnelState
from ciie_portal.state.desk.settings_editions import EditionsState
from ciie_portal.state.desk.settings_missions import MissionSettingsState
from ciie_portal.state.desk.settings_staff import SettingsState, StaffState
from ciie_portal.state.desk.unit_case import UnitCaseState
from ciie_portal.state.desk.unit_queue import UnitQueueState
from ciie_portal.state.guard import Guard
from ciie_portal.state.identity.account import AccountState, ReaderState
from ciie_portal.state.identity.recover import RecoverState
from ciie_portal.state.identity.sign_in import SignInState
from ciie_portal.state.identity.sign_up import SignUpState
from ciie_portal.state.missions import MissionsState, MissionState
from ciie_portal.state.public import PublicState
from ciie_portal.state.questions import QuestionsState
from ciie_portal.state.verify import VerifyState


@dataclass(frozen=True)
class Page:
    """One address after the language, what builds it, its title, and what runs when it opens."""

    address: str
    build: Callable[[], rx.Component]
    title: str
    on_load: Any = None


# The whole site on one screen.
PAGES = (
    Page("", home.page, N_("Register as a buyer for the Import Expo"), PublicState.open_page),
    Page("check", check.page, N_("Which way applies to me?"), PublicState.open_check),
    Page("questions", questions.page, N_("Questions and answers"), QuestionsState.open_page),
    Page("missions", missions.page, N_("Trade missions"), MissionsState.open_page),
    Page("missions/[mission]", mission.page, N_("Trade mission"), MissionState.open_page),
    Page("register", sign_up.page, N_("How do we reach you?"), SignUpState.open_page),
    Page("register/channel", register_unit.channel_page, N_("Your channel"), UnitState.open_page),
    Page("register/code", register_code.page, N_("Do you have an invitation code?"), CodeState.open_page),
    Page("register/unit", register_unit.unit_page, N_("Your organisation"), UnitState.open_page),
    Page("register/contact", register_contact.contact_page, N_("Contact"), UnitState.open_page),
    Page("register/people", register_people.page, N_("Who is coming?"), PeopleState.open_page),
    Page("register/people/[person]", register_person.page, N_("Who is coming?"), PersonState.open_page),
    Page("register/areas", register_contact.areas_page, N_("Exhibition areas"), UnitState.open_page),
    Page("register/check", register_check.page, N_("Check and submit"), CheckState.open_page),
    Page("progress", progress.page, N_("Progress"), ProgressState.open_page),
    Page("move", move.page, N_("Ask to be moved"), MoveState.open_page),
    Page("progress/[person]", person_progress.page, N_("Progress"), PersonProgressState.open_page),
    Page("certificates", certificates.page, N_("Request the certificates"), CertificatesState.open_page),
    Page("refund", refund.page, N_("Refund"), RefundState.open_page),
    Page("register/submitted", register_check.submitted_page, N_("Submitted"), SubmittedState.open_page),
    Page("verify", verify.page, N_("Verify a certificate"), VerifyState.open_page),
    Page("verify/[serial]", verify.page, N_("Verify a certificate"), VerifyState.open_page),
    Page("sign-in", sign_in.page, N_("Buyer login"), SignInState.open_page),
    Page("sign-in/second", sign_in.second_page, N_("Second step"), SignInState.open_second),
    Page("sign-in/enrol", sign_in.enrol_page, N_("Set up your staff account"), SignInState.open_enrolment),
    Page("recover", recover.page, N_("Forgotten password"), RecoverState.open_page),
    Page("account", account.page, N_("Account"), AccountState.open_page),
    Page("desk", desk_home.page, N_("What waits"), DeskHomeState.open_page),
    Page("desk/units", units.page, N_("Units"), UnitQueueState.open_page),
    Page("desk/units/[unit]", unit_case.page, N_("Units"), UnitCaseState.open_page),
    Page("desk/claims", claims.page, N_("Code claims and duplicate documents"), ClaimsState.open_page),
    Page(
        "desk/claims/[claimant]",
        claim_case.page,
        N_("Code claims and duplicate documents"),
        ClaimCaseState.open_page,
    ),
    Page("desk/codes", codes.page, N_("Invitation codes"), CodesState.open_page),
    Page("desk/codes/requests", code_requests.page, N_("Requests for a code"), RequestsState.open_page),
    Page(
        "desk/codes/requests/[request]",
        code_requests.case_page,
        N_("Requests for a code"),
        RequestState.open_page,
    ),
    Page("desk/personnel", personnel.page, N_("Personnel review"), PersonnelState.open_page),
    Page(
        "desk/personnel/[person]", personnel_case.page, N_("Personnel review"), PersonnelCaseState.open_page
    ),
    Page("desk/certificates", desk_certificates.page, N_("Certificates"), CertificateState.open_page),
    Page("desk/certificates/[batch]", batch.page, N_("Certificates"), BatchState.open_page),
    Page("desk/handover", handover.page, N_("Handing over"), HandOverState.open_page),
    Page("desk/money", money.page, N_("Money"), MoneyState.open_page),
    Page("desk/help", help_desk.page, N_("Help desk"), HelpDeskState.open_page),
    Page("desk/settings", settings_staff.home_page, N_("Settings"), SettingsState.open_page),
    Page("desk/settings/staff", settings_staff.staff_page, N_("Staff"), StaffState.open_page),
    Page("desk/settings/staff/[member]", settings_staff.member_page, N_("Staff"), StaffState.open_member),
    Page(
        "desk/settings/missions",
        settings_missions.missions_page,
        N_("Trade missions"),
        MissionSettingsState.open_page,
    ),
    Page(
        "desk/settings/missions/[mission]",
        settings_missions.mission_page,
        N_("Trade missions"),
        MissionSettingsState.open_mission,
    ),
    Page("desk/settings/editions", settings_editions.editions_page, N_("Editions"), EditionsState.open_page),
    Page(
        "desk/settings/editions/[edition]",
        settings_editions.edition_page,
        N_("Editions"),
        EditionsState.open_edition,
    ),
    Page("desk/history", history.page, N_("History"), HistoryState.open_page),
)


def localised(build: Callable[[], rx.Component], locale: str) -> Callable[[], rx.Component]:
    """The page builder, every text in one locale; pages are evaluated when they are compiled."""

    @functools.wraps(build)
    def page() -> rx.Component:
        with in_locale(locale):
            return build()

    page.__name__ = f"{build.__module__.rsplit('.', 1)[-1]}_{locale}"
    return page


def on_load_of(page: Page) -> list[Any]:
    """The head of a desk page depends on who reads."""
    head = [ReaderState.open_head] if page.address.startswith("desk") else []
    return head + ([page.on_load] if page.on_load else [])


# Before the first paint: the language of the document follows the address.
LANGUAGE_SCRIPT = "document.documentElement.lang=location.pathname.startsWith('/en/')?'en':'zh-Hans'"


def served(pages: ASGIApp) -> ASGIApp:
    """The last step before serving: what production lacks is said now, not at the first payment."""
    providers.check_production(get_settings())
    keyring("sealing")
    keyring("signing")
    return OuterGuard(pages)


faults.keep_logs_clean()
app = rx.App(
    stylesheets=look.STYLESHEETS,
    head_components=[
        rx.el.link(rel="icon", type="image/svg+xml", href="/favicon.svg"),
        rx.el.script(LANGUAGE_SCRIPT),
        rx.el.script(src="/scripts/portal.js", defer=True),
        rx.el.script(src="/scripts/files.js", defer=True),
    ],
    api_transformer=[http.routes(), served],
    backend_exception_handler=faults.on_backend_exception,
    # No toasts, no banner: the frame has a line for a lost connection, and the fallback shows no trace.
    toaster=None,
    app_wraps={(55, "ErrorBoundary"): fallback.error_boundary},
)
app.add_middleware(Guard())


def settle_memory() -> None:
    """What stands once the server is up is never garbage: only what events leave behind is looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(25_000, 20, 20)


app.register_lifespan_task(settle_memory)

for locale in routes.LOCALES:
    for page in PAGES:
        app.add_page(
            localised(page.build, locale),
            route=f"/{locale}/{page.address}".rstrip("/"),
            title=f"{gettext_in(locale, page.title)} · {gettext_in(locale, N_('Buyer registration'))}",
            on_load=on_load_of(page),
        )
app.add_page(not_found.page, route="404", title="404 · CIIE")
