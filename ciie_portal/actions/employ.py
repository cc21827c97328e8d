"""Staff: added by whoever employs them, enrolled once with a password and an authenticator of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from ciie_portal.actions import sessions, throttles
from ciie_portal.actions.sign_in import accepts, given
from ciie_portal.domain.access import Actor, Permission, StaffRole, require
from ciie_portal.domain.answer import AnswerSheet, line
from ciie_portal.domain.contact import check_password
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.staffing import roles_to_give
from ciie_portal.security import (
    hash_password,
    hash_token,
    new_key,
    new_token,
    new_totp_secret,
    totp_address,
)
from ciie_portal.store import events
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import signing_in, staffing
from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.sealed import set_totp_secret, totp_secret_of
from ciie_portal.store.tables import StaffMember, TradeMission

ENROLMENT_LASTS = timedelta(days=7)
LONGEST_LOGIN = 100
LONGEST_NAME = 100
ADD_STAFF = "add_staff"
LOGIN_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")


@dataclass(frozen=True)
class Enrolment:
    """What a person who enrols is shown: the staff name, and the secret for the authenticator."""

    login: str
    secret: str
    otpauth: str


def add_staff(actor: Actor, login: str, name: str, role: str, mission_code: str, *, now: datetime) -> str:
    """Returns the enrolment token, which is kept nowhere in clear. Raises the problems of its fields."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        member = _new_member(session, actor, login.strip().casefold(), name, role, mission_code, now)
        token = open_enrolment(member, now)
        session.add(member)
        try:
            session.flush()
        except IntegrityError:  # somebody else gave the same sign-in name in the same instant
            raise RuleBroken([FieldProblem("login", Rule.LOGIN_TAKEN)]) from None
        events.record_setting(
            session,
            actor,
            member,
            event=ADD_STAFF,
            field="role",
            after=member.role.value,
            now=now,
        )
    return token


def open_enrolment(member: StaffMember, now: datetime) -> str:
    """A new address to enrol at, good for a week; what was enrolled before opens nothing any more."""
    token = new_token()
    member.password_hash = None
    set_totp_secret(member, new_totp_secret())
    member.enrolment_token_hash = hash_token(token)
    member.enrolment_expires_at = now + ENROLMENT_LASTS
    return token


def read_name(typed: str) -> str:
    """The name that others see. Raises the problem beside `name`."""
    sheet = AnswerSheet({"name": typed})
    name = sheet.read("name", line(LONGEST_NAME))
    if name is None:
        raise RuleBroken(sheet.problems)
    return name


def _new_member(
    session: Session, actor: Actor, login: str, name: str, role: str, mission_code: str, now: datetime
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
    try:
        name = read_name(name)
    except RuleBroken as broken:
        problems += broken.problems
    if role not in roles_to_give(actor):
        problems.append(FieldProblem("role", Rule.NOT_AN_OPTION))
    mission = managed_mission(session, actor, mission_code)
    is_secretariat = role == StaffRole.SECRETARIAT
    if is_secretariat != bool(mission_code) or (mission_code and mission is None):
        problems.append(FieldProblem("mission", Rule.NOT_AN_OPTION if mission_code else Rule.REQUIRED))
    if problems:
        raise RuleBroken(problems)
    return StaffMember(
        key=new_key(),
        login=login,
        name=name,
        role=StaffRole(role),
        mission_id=mission.id if mission else None,
        created_at=now,
    )


def managed_mission(session: Session, actor: Actor, code: str) -> TradeMission | None:
    """An open mission whose staff the actor decides on; none for any other code."""
    if not is_plain(code):
        return None
    query = select(TradeMission).where(TradeMission.code == code, staffing.missions_managed(actor))
    return session.exec(query.where(col(TradeMission.closed_at).is_(None))).first()


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
        secret = totp_secret_of(member) or ""
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
        if not accepts(member, given(code), now):
            raise RuleBroken([FieldProblem("code", Rule.SECOND_FACTOR_WRONG)])
        member.password_hash = password_hash
        member.enrolment_token_hash = member.enrolment_expires_at = None
        return sessions.begin(session, now, staff_id=member.id)
