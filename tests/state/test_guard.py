"""C01, C02, C05, C08 at the inner guard: default deny, and a state tree that belongs to one browser."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from reflex_base.registry import RegistrationContext

from ciie_portal.actions import sessions
from ciie_portal.domain.access import StaffRole
from ciie_portal.security import hash_token
from ciie_portal.state import guard
from ciie_portal.state.desk.desk_home import DeskHomeState
from ciie_portal.state.desk.unit_queue import UnitQueueState
from ciie_portal.state.guard import FRAMEWORK_EVENTS, HYDRATE, acting
from ciie_portal.state.identity.account import AccountState
from ciie_portal.state.identity.sign_up import SignUpState
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, WebSession
from tests.actions.identity_scene import a_buyer, a_staff_member, sign_in_at
from tests.factories import NOW
from tests.state.events import Server, Tab, name_of

CHOOSE = name_of(AccountState.event_handlers["choose_language"])
OPEN_ACCOUNT = name_of(AccountState.event_handlers["open_page"])
SEND_CODE = name_of(SignUpState.event_handlers["send"])
ENGLISH = {"form": {"language": "en"}}
TO_SIGN_IN = ["/en/sign-in/?fault=sign_in_first&next=%2Fen%2Faccount%2F"]


class Clock:
    """The portal's clock, which tests move on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now: datetime = NOW
        patch.setattr("ciie_portal.clock.now", lambda: self.now)


@pytest.fixture(autouse=True)
def clock(database: str, monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def server() -> Server:
    return Server()


def language(account: int) -> str:
    with reading() as session:
        return session.get_one(Account, account).locale


def last_seen(cookie: str) -> datetime:
    with reading() as session:
        return session.get_one(WebSession, hash_token(cookie)).last_seen_at


def signed_in_tab(server: Server) -> tuple[int, Tab]:
    account = a_buyer()
    tab = Tab(cookie=sign_in_at())
    server.hydrate(tab)
    return account, tab


def test_a_buyer_passes_where_a_buyer_may(server: Server) -> None:
    account, tab = signed_in_tab(server)
    answers = server.send(tab, CHOOSE, **ENGLISH)
    assert (answers.redirects, language(account), answers.value(AccountState, "done")) == (
        [],
        "en",
        "language",
    )


@pytest.mark.parametrize("cookie", ["", "invented"])
def test_nobody_is_led_to_sign_in_and_changes_nothing(server: Server, cookie: str) -> None:
    account = a_buyer()
    tab = Tab(cookie=cookie)
    server.hydrate(tab)
    answers = server.send(tab, CHOOSE, **ENGLISH)
    assert (answers.redirects, answers.changes, language(account)) == (TO_SIGN_IN, {}, "zh")


def test_staff_do_not_pass_where_a_buyer_may(server: Server) -> None:
    member = a_staff_member(StaffRole.FINANCE)
    with transaction() as session:
        cookie = sessions.begin(session, NOW, staff_id=member)
    tab = Tab(cookie=cookie)
    server.hydrate(tab)
    answers = server.send(tab, CHOOSE, **ENGLISH)
    assert (answers.redirects, answers.changes) == (["/en/desk/?fault=not_your_part"], {})


@pytest.mark.parametrize("place", ["/en/desk/", "/en/desk/units/", "/en/desk/units/WU-7K2M9QX4/"])
def test_a_buyer_at_the_desk_is_led_to_the_own_progress(server: Server, place: str) -> None:
    _account, tab = signed_in_tab(server)
    tab.place = place
    to_progress = ["/en/progress/?fault=not_your_part"]
    for state in (DeskHomeState, UnitQueueState):
        answers = server.send(tab, name_of(state.event_handlers["open_page"]))
        assert (answers.redirects, answers.changes) == (to_progress, {})


def test_the_first_factor_alone_opens_nothing(server: Server) -> None:
    member = a_staff_member()
    tab = Tab(cookie=sign_in_at(name="desk"), place="/en/desk/units/")
    server.hydrate(tab)
    names = [
        name for name in RegistrationContext.get().event_handlers if ".desk" in name or "desk___" in name
    ]
    assert member > 0
    assert {len(server.send(tab, name).redirects) for name in names[:3]} == {1}


@pytest.mark.parametrize("state", ["", "ciie_portal___state___identity___account____account_state."])
def test_the_frameworks_setter_is_refused_even_to_who_may_everything_else(server: Server, state: str) -> None:
    _account, tab = signed_in_tab(server)
    root = f"{guard.ROOT_STATE}."
    names = [
        name for name in RegistrationContext.get().event_handlers if name.endswith("account_state.setvar")
    ]
    name = names[0] if state else f"{root}setvar"
    answers = server.send(tab, name, var_name="done", value="hacked")
    assert (answers.redirects, answers.changes) == (TO_SIGN_IN, {})


def test_a_handler_that_declares_nothing_is_refused_to_everybody(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, tab = signed_in_tab(server)
    monkeypatch.delattr(AccountState.event_handlers["choose_language"].fn, "__permission__")
    answers = server.send(tab, CHOOSE, **ENGLISH)
    assert (answers.redirects, language(account)) == (TO_SIGN_IN, "zh")


@pytest.mark.parametrize("thief", ["", "another"], ids=["without a session", "under another session"])
def test_a_stolen_client_token_shows_nothing(server: Server, thief: str) -> None:
    _account, tab = signed_in_tab(server)
    seen = server.send(tab, OPEN_ACCOUNT)
    assert "138****8000" in str(seen.changes)
    stolen = Tab(cookie=thief, token=tab.token)
    answers = server.send(stolen, SEND_CODE, form={"contact": "1"})
    assert (answers.redirects, answers.changes) == (TO_SIGN_IN, {})
    hydrated = server.hydrate(stolen)
    assert [word for word in ("138****8000", "8000") if word in str(hydrated.changes)] == []


@pytest.mark.parametrize("event", sorted(FRAMEWORK_EVENTS - {HYDRATE}))
def test_no_event_of_the_framework_gives_a_thief_the_state(server: Server, event: str) -> None:
    _account, tab = signed_in_tab(server)
    server.send(tab, OPEN_ACCOUNT)
    answers = server.send(Tab(cookie="another", token=tab.token), event)
    assert (answers.redirects, answers.changes) == (TO_SIGN_IN, {})


def test_what_was_typed_before_the_sign_in_belongs_to_that_browser_alone(server: Server) -> None:
    tab = Tab(cookie="anonymous", place="/en/register/")
    server.hydrate(tab)
    assert (
        server.send(tab, SEND_CODE, form={"contact": "138 0013"}).value(SignUpState, "contact") == "138 0013"
    )
    hydrated = server.hydrate(Tab(cookie="another", token=tab.token, place="/en/register/"))
    assert "138 0013" not in str(hydrated.changes)


def test_a_tab_starts_afresh_when_its_browser_signs_in(server: Server) -> None:
    tab = Tab(cookie="anonymous", place="/en/register/")
    server.hydrate(tab)
    server.send(tab, SEND_CODE, form={"contact": "138 0013"})
    a_buyer()
    tab.cookie = sign_in_at()
    assert "138 0013" not in str(server.hydrate(tab).changes)
    assert server.send(tab, OPEN_ACCOUNT).redirects == []


def test_an_open_socket_loses_its_rights_with_the_next_event(server: Server, clock: Clock) -> None:
    account, tab = signed_in_tab(server)
    sessions.sign_out(tab.cookie, clock.now)
    answers = server.send(tab, CHOOSE, **ENGLISH)
    assert (answers.redirects, answers.changes, language(account)) == (TO_SIGN_IN, {}, "zh")


@pytest.mark.parametrize("idle", [timedelta(hours=2, seconds=1), timedelta(hours=12)])
def test_an_idle_session_opens_nothing(server: Server, clock: Clock, idle: timedelta) -> None:
    account, tab = signed_in_tab(server)
    clock.now = NOW + idle
    assert (server.send(tab, CHOOSE, **ENGLISH).redirects, language(account)) == (TO_SIGN_IN, "zh")


def test_using_the_portal_keeps_the_session_alive(server: Server, clock: Clock) -> None:
    _account, tab = signed_in_tab(server)
    for hour in range(1, 12):
        clock.now = NOW + timedelta(hours=hour)
        assert server.send(tab, CHOOSE, **ENGLISH).redirects == []
        assert last_seen(tab.cookie) == clock.now
    clock.now = NOW + timedelta(hours=12)
    assert server.send(tab, CHOOSE, **ENGLISH).redirects == TO_SIGN_IN


def test_a_page_that_polls_keeps_no_session_alive(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "polling_events", lambda: frozenset({OPEN_ACCOUNT}))
    _account, tab = signed_in_tab(server)
    for minute in range(0, 120, 20):
        clock.now = NOW + timedelta(minutes=minute)
        assert server.send(tab, OPEN_ACCOUNT).redirects == []
    assert last_seen(tab.cookie) == NOW
    clock.now = NOW + timedelta(hours=2, seconds=1)
    assert server.send(tab, OPEN_ACCOUNT).redirects == TO_SIGN_IN


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("/zh/account/", "/zh/sign-in/?fault=sign_in_first&next=%2Fzh%2Faccount%2F"),
        ("/", "/zh/sign-in/?fault=sign_in_first"),
        ("//evil.example/en/", "/en/sign-in/?fault=sign_in_first&next=%2Fen%2F"),
        ("/fr/account/", "/zh/sign-in/?fault=sign_in_first"),
    ],
)
def test_a_refusal_leads_to_sign_in_of_the_same_language(server: Server, place: str, address: str) -> None:
    tab = Tab(place=place)
    server.hydrate(tab)
    assert server.send(tab, CHOOSE, **ENGLISH).redirects == [address]


@pytest.mark.parametrize(
    "form", [None, 7, "language=en", ["en"], {}, {"language": ["en"]}, {"language": "\ud800"}]
)
def test_payloads_of_any_kind_change_nothing(server: Server, form: object) -> None:
    account, tab = signed_in_tab(server)
    told = [server.send(tab, CHOOSE, **payload) for payload in ({"form": form}, {}, {"unknown": 1})]
    assert language(account) == "zh"
    assert [word for word in ("Traceback", "Error") if word in f"{told}"] == []
    assert server.send(tab, CHOOSE, **ENGLISH).value(AccountState, "done") == "language"


def test_nobody_acts_between_events(server: Server) -> None:
    before = acting.get()
    _account, tab = signed_in_tab(server)
    server.send(tab, OPEN_ACCOUNT)
    assert acting.get() is before
