"""Native form posts that begin and end sessions; each is answered 303, a fault as a code in the query."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ciie_portal import clock, routes
from ciie_portal.actions import employ, sessions
from ciie_portal.actions.contacts import change_contact
from ciie_portal.actions.recover import recover
from ciie_portal.actions.sign_in import change_password, give_second_factor, sign_in
from ciie_portal.actions.sign_up import SignUp, sign_up
from ciie_portal.api.callers import actor_from, address_of, is_own_page
from ciie_portal.api.outer_guard import session_token, set_session_cookie
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.state import faults

MOST_BYTES = 20_000
OWN_PLACE = re.compile(r"/(en|zh)/[A-Za-z0-9/-]{0,100}")
Post = Callable[[Request, FormData, str], Awaitable[Response]]


def see_other(address: str, token: str | None = None) -> Response:
    """303, with a new session cookie if there is one."""
    response = RedirectResponse(address, status_code=303)
    response.headers["cache-control"] = "no-store"
    if token is not None:
        set_session_cookie(response.headers, token)
    return response


def form_post(page: str, *kept: str) -> Callable[[Post], Callable[[Request], Awaitable[Response]]]:
    """Guards a form post; a refusal goes back to its page with `fault` and perhaps `field` in the query.

    `kept` are the fields that travel back in the query: choices, never a contact, a code or a password.
    """

    def guard(post: Post) -> Callable[[Request], Awaitable[Response]]:
        @wraps(post)
        async def guarded(request: Request) -> Response:
            if not is_own_page(request):
                return Response("Refused", status_code=403, media_type="text/plain")
            if not is_small_form(request):
                return Response("Too large", status_code=413, media_type="text/plain")
            form = await request.form(max_files=0, max_fields=20)
            locale = text(form, "locale")
            locale = locale if locale in routes.LOCALES else routes.DEFAULT_LOCALE
            back = {name: text(form, name)[:110] for name in kept if text(form, name)}
            try:
                return await post(request, form, locale)
            except RuleBroken as broken:
                place = "sign-in" if broken.rule is Rule.SIGN_IN_FIRST else page
                return see_other(routes.path(locale, place, **back, **fault_in_query(broken)))
            except NotPermitted:
                return see_other(routes.path(locale, "sign-in", fault=Rule.SIGN_IN_FIRST))
            except Exception as unknown:
                return see_other(routes.path(locale, page, **back, reference=faults.report(unknown)))

        return guarded

    return guard


def is_small_form(request: Request) -> bool:
    """Whether it is a form as our pages post it, its length told beforehand: nothing else is read."""
    length = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_told = length.isascii() and length.isdigit() and len(length) < 10
    return is_told and int(length) <= MOST_BYTES and kind == "application/x-www-form-urlencoded"


async def begun(request: Request, address: str, token: str) -> Response:
    """On to the page with the new session; the one that the browser came with ends here (C08)."""
    await run_in_threadpool(sessions.sign_out, session_token(request.headers), clock.now())
    return see_other(address, token)


def text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def next_place(form: FormData, locale: str) -> str:
    """Where the reader was before: a page of ours, or nothing. Never another host."""
    wanted = text(form, "next")
    return wanted if OWN_PLACE.fullmatch(wanted) and routes.locale_of(wanted) == locale else ""


def fault_in_query(broken: RuleBroken) -> dict[str, str]:
    """The reason, the field, and the numbers of the sentence; no text that somebody could put into a link."""
    problem = broken.problems[0] if broken.problems else None
    facts = problem.facts if problem else broken.facts
    numbers = ",".join(f"{name}:{value}" for name, value in facts.items() if isinstance(value, int))
    rule = problem.rule if problem else broken.rule or Rule.STEP_NOT_POSSIBLE
    query: dict[str, str] = {"fault": rule}
    query |= {"field": problem.field} if problem else {}
    return query | ({"facts": numbers} if numbers else {})


@form_post("register", "category", "where", "code_held")
async def post_sign_up(request: Request, form: FormData, locale: str) -> Response:
    given = SignUp(
        contact=text(form, "contact"),
        code=text(form, "code"),
        password=text(form, "password"),
        category=text(form, "category"),
        holds_code=text(form, "code_held") == "yes",
    )
    actor = actor_from(request, locale)
    token = await run_in_threadpool(sign_up, actor, given, address_of(request), now=clock.now())
    place = "register/code" if given.holds_code else "register/unit"
    return await begun(request, routes.path(locale, place), token)


@form_post("sign-in", "next")
async def post_sign_in(request: Request, form: FormData, locale: str) -> Response:
    actor, caller = actor_from(request, locale), address_of(request)
    opened = await run_in_threadpool(
        sign_in, actor, text(form, "name"), text(form, "password"), caller, now=clock.now()
    )
    place = next_place(form, locale)
    if opened.needs_second_factor:
        second = routes.path(locale, "sign-in/second", **({"next": place} if place else {}))
        return await begun(request, second, opened.token)
    return await begun(request, place or routes.path(locale, "progress"), opened.token)


@form_post("sign-in/second", "next")
async def post_second_factor(request: Request, form: FormData, locale: str) -> Response:
    token = session_token(request.headers)
    actor = actor_from(request, locale)
    opened = await run_in_threadpool(give_second_factor, actor, token, text(form, "code"), now=clock.now())
    return see_other(next_place(form, locale) or routes.path(locale, "desk"), opened.token)


@form_post("sign-in/enrol", "token")
async def post_enrolment(request: Request, form: FormData, locale: str) -> Response:
    actor, caller = actor_from(request, locale), address_of(request)
    given = text(form, "token"), text(form, "password"), text(form, "code")
    token = await run_in_threadpool(employ.enrol, actor, *given, caller, now=clock.now())
    return await begun(request, routes.path(locale, "desk"), token)


@form_post("recover")
async def post_recovery(request: Request, form: FormData, locale: str) -> Response:
    actor, caller = actor_from(request, locale), address_of(request)
    given = text(form, "contact"), text(form, "code"), text(form, "password")
    token = await run_in_threadpool(recover, actor, *given, caller, now=clock.now())
    return await begun(request, routes.path(locale, "account", done="password"), token)


@form_post("account")
async def post_contact(request: Request, form: FormData, locale: str) -> Response:
    actor = actor_from(request, locale)
    given = text(form, "contact"), text(form, "code"), text(form, "password")
    token = await run_in_threadpool(change_contact, actor, *given, now=clock.now())
    return see_other(routes.path(locale, "account", done="contact"), token)


@form_post("account")
async def post_password(request: Request, form: FormData, locale: str) -> Response:
    actor = actor_from(request, locale)
    old, new = text(form, "old_password"), text(form, "new_password")
    token = await run_in_threadpool(change_password, actor, old, new, now=clock.now())
    return see_other(routes.path(locale, "account", done="password"), token)


@form_post("")
async def post_sign_out(request: Request, form: FormData, locale: str) -> Response:
    await run_in_threadpool(sessions.sign_out, session_token(request.headers), clock.now())
    return see_other(routes.path(locale), "")


@form_post("account")
async def post_sign_out_everywhere(request: Request, form: FormData, locale: str) -> Response:
    actor = actor_from(request, locale)
    await run_in_threadpool(sessions.sign_out_everywhere, actor, now=clock.now())
    return see_other(routes.path(locale), "")


ROUTES = [
    Route("/api/sign-up", post_sign_up, methods=["POST"]),
    Route("/api/sign-in", post_sign_in, methods=["POST"]),
    Route("/api/sign-in/second", post_second_factor, methods=["POST"]),
    Route("/api/enrol", post_enrolment, methods=["POST"]),
    Route("/api/recover", post_recovery, methods=["POST"]),
    Route("/api/contact", post_contact, methods=["POST"]),
    Route("/api/password", post_password, methods=["POST"]),
    Route("/api/sign-out", post_sign_out, methods=["POST"]),
    Route("/api/sign-out-everywhere", post_sign_out_everywhere, methods=["POST"]),
]
