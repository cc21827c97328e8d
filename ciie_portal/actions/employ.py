"""Staff: added from the command line, enrolled once with a password and an authenticator of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from ciie_portal.actions import sessions, throttles
from ciie_portal.actions.sign_in import accepts
from ciie_portal.domain.access import Actor, Permission, StaffRole, require
from ciie_portal.domain.contact import check_password
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.security import (
    hash_password,
    hash_token,
    new_key,
    new_token,
    new_totp_secret,
    seal,
    totp_address,
    unseal,
)
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import StaffMember, TradeMission

ENROLMENT_LASTS = timedelta(days=7)
LONGEST_LOGIN = 100
LOGIN_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")


@dataclass(frozen=True)
class Enrolment:
    """What a person who enrols is shown: the staff name, and the secret for the authenticator."""

    login: str
    secret: str
    otpauth: str


def add_staff(actor: Actor, login: str, name: str, role: str, mission_code: str, *, now: datetime) -> str:
    """Returns the enrolment token, which is kept nowhere in clear. Raises the problems of its fields."""
    require(actor, Permission.ADMINISTER)
    token = new_token()
    with transaction() as session:
        member = _new_member(session, login.strip().casefold(), name.strip(), role, mission_code, now)
        member.enrolment_token_hash = hash_token(token)
        member.enrolment_expires_at = now + ENROLMENT_LASTS
        session.add(member)
    return token


def _new_member(
    session: Session, login: str, name: str, role: str, mission_code: str, now: datetime
) -> StaffMember:
    problems = []
    if not login or not set(login) <= LOGIN_CHARACTERS:
        problems.append(FieldProblem("login", Rule.UNUSABLE_CHARACTERS if login else Rule.REQUIRED))
    elif len(login) > LONGEST_LOGIN:
        problems.append(
            FieldProblem("login", Rule.TOO_LONG, {"longest": LONGEST_LOGIN, "length": len(login)})
        )
    elif signing_in.staff_by_login(session, login) is not None:
        problems.append(FieldProblem("login", Rule.LOGIN_TAKEN))
    if not name:
        problems.append(FieldProblem("name", Rule.REQUIRED))
    if role not in set(StaffRole):
        problems.append(FieldProblem("role", Rule.NOT_AN_OPTION))
    mission = session.exec(select(TradeMission).where(TradeMission.code == mission_code)).first()
    is_secretariat = role == StaffRole.SECRETARIAT
    if is_secretariat != bool(mission_code) or (mission_code and mission is None):
        problems.append(FieldProblem("mission", Rule.NOT_AN_OPTION if mission_code else Rule.REQUIRED))
    if problems:
        raise RuleBroken(problems)
    key = new_key()
    return StaffMember(
        key=key,
        login=login,
        name=name,
        role=StaffRole(role),
        mission_id=mission.id if mission else None,
        totp_sealed=seal(new_totp_secret(), "staff_member", "totp", key),
        created_at=now,
    )


def _awaiting(session: Session, token: str, now: datetime, *, lock: bool = False) -> StaffMember:
    member = signing_in.staff_by_enrolment(session, hash_token(token), lock=lock)
    if member is None or member.enrolment_expires_at is None or member.enrolment_expires_at <= now:
        raise RuleBroken(Rule.ENROLMENT_NOT_VALID)
    return member


def see_enrolment(actor: Actor, token: str, *, now: datetime) -> Enrolment:
    """What the enrolment page shows. Raises ENROLMENT_NOT_VALID."""
    require(actor, Permission.ANYONE)
    with reading() as session:
        member = _awaiting(session, token, now)
        secret = unseal(member.totp_sealed or b"", "staff_member", "totp", member.key)
        return Enrolment(member.login, secret, totp_address(secret, member.login))


def enrol(actor: Actor, token: str, password: str, code: str, caller: str, *, now: datetime) -> str:
    """Sets the password, proves the authenticator, signs in: the token of the new session.

    The address is spent by it. Raises ENROLMENT_NOT_VALID and problems beside password and code.
    """
    require(actor, Permission.ANYONE)
    throttles.count("enrolment", caller, 20, 15)
    with reading() as session:
        member = _awaiting(session, token, now)
    try:
        check_password(password, known=(member.login, member.name))
    except RuleBroken as broken:
        raise RuleBroken([FieldProblem("password", broken.rule or Rule.REQUIRED, broken.facts)]) from None
    password_hash = hash_password(password)
    with transaction() as session:
        member = _awaiting(session, token, now, lock=True)
        if not accepts(member, code, now):
            raise RuleBroken([FieldProblem("code", Rule.SECOND_FACTOR_WRONG)])
        member.password_hash = password_hash
        member.enrolment_token_hash = member.enrolment_expires_at = None
        return sessions.begin(session, now, staff_id=member.id)
