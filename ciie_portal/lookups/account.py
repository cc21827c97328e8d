"""The account page, and who reads."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, func, select

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.lookups.shapes.account import AccountShape, Reader
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.contact_troubles import troubles_of
from ciie_portal.store.tables import Account, TradeMission, WebSession
from ciie_portal.wording.contact_trouble import trouble_for_buyer
from ciie_portal.wording.dates import day
from ciie_portal.wording.staff import role_name

# Which permission opens which part of the desk, in the order of the menu.
SECTIONS = (
    ("units", Permission.REVIEW_UNITS),
    ("claims", Permission.DECIDE_CLAIMS),
    ("codes", Permission.ISSUE_CODES),
    ("personnel", Permission.REVIEW_PERSONNEL),
    ("certificates", Permission.MAKE_CERTIFICATES),
    ("handover", Permission.HAND_OVER),
    ("money", Permission.HANDLE_MONEY),
    ("help", Permission.HELP_CALLERS),
    ("settings", Permission.MANAGE_SUB_MISSIONS),
    ("history", Permission.SEE_HISTORY),
)


def account_page(actor: Actor, *, now: datetime) -> AccountShape:
    """The actor's own account. Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session:
        account = session.get(Account, actor.account_id)
        if account is None:
            raise RuleBroken(Rule.NOT_FOUND)
        live = select(func.count()).where(
            WebSession.account_id == account.id,
            col(WebSession.ended_at).is_(None),
            WebSession.expires_at > now,
        )
        return AccountShape(
            contact=mask_contact(account.mobile or account.email or ""),
            is_mobile=bool(account.mobile),
            language=account.locale,
            created=day(actor.locale, account.created_at),
            session_count=session.exec(live).one(),
            second_contact=mask_contact(account.second_contact or ""),
            troubles=tuple(
                trouble_for_buyer(actor.locale, one.channel, one.contact)
                for one in troubles_of(session, account.id)
            ),
        )


def reader(actor: Actor, *, now: datetime) -> Reader:
    """Anyone may ask who they are."""
    if actor.account_id is not None:
        return Reader(is_buyer=True)
    if actor.staff_id is None:
        return Reader()
    duty = role_name(actor.role, actor.locale) if actor.role else ""
    if actor.mission_id is not None:
        with reading() as session:
            mission = session.get(TradeMission, actor.mission_id)
            if mission is not None:
                duty = mission.name_zh if actor.locale == "zh" else mission.name_en
    sections = tuple(name for name, permission in SECTIONS if actor.may(permission))
    return Reader(is_staff=True, name=actor.name, duty=duty, sections=sections)
