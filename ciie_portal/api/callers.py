"""Who calls over HTTP: network address, session, and whether the call comes from our own pages (C07)."""

from __future__ import annotations

from starlette.requests import Request

from ciie_portal import clock
from ciie_portal.api.outer_guard import session_token
from ciie_portal.domain.access import Actor
from ciie_portal.lookups.sessions import actor_of
from ciie_portal.security import hash_token
from ciie_portal.settings import get_settings


def address_of(request: Request) -> str:
    """The caller's network address; proxies in front are believed only as far as the settings say."""
    hops = get_settings().trusted_proxy_hops
    header = request.headers.get("x-forwarded-for", "")
    forwarded = [part.strip() for part in header.split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return request.client.host if request.client else "unknown"


def is_own_page(request: Request) -> bool:
    """Whether one of our pages made a changing call: by Sec-Fetch-Site, or by Origin where it is missing."""
    origin = request.headers.get("origin")
    if origin is not None and origin != "null" and origin not in get_settings().origins:
        return False
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return origin is not None and origin != "null"


def actor_from(request: Request, locale: str) -> Actor:
    """The actor behind the session cookie; nobody without one."""
    token = session_token(request.headers)
    return actor_of(hash_token(token) if token else "", locale, clock.now())
