"""Who may sign in to the demonstration. Never made under production settings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from ciie_portal.domain.access import StaffRole
from ciie_portal.security import hash_password, new_key, new_totp_secret, seal, unseal
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import signing_in
from ciie_portal.store.tables import StaffMember, TradeMission

DEMONSTRATION_PASSWORD = "harbour-lantern-48"  # noqa: S105 - printed at every start of the demonstration


@dataclass(frozen=True)
class Person:
    """A sign-in of the demonstration, and who it is."""

    sign_in: str
    who: str
    name: str = ""
    role: StaffRole | None = None
    mission_code: str = ""


DEMONSTRATION_STAFF = (
    Person("ningbo", "宁波交易团秘书处 · Ningbo Trade Mission", "陈晓岚", StaffRole.SECRETARIAT, "TM-3302"),
    Person("zhejiang", "浙江交易团秘书处 · Zhejiang Trade Mission", "沈国强", StaffRole.SECRETARIAT, "TM-33"),
    Person("jinhua", "浙江交易团金华分团 · Jinhua Sub-mission", "楼怡", StaffRole.SECRETARIAT, "TM-33-JH"),
    Person("desk", "博览局受理处 · Organiser desk", "顾文静", StaffRole.ORGANISER_DESK),
    Person("personnel", "人员审核岗 · Personnel reviewer", "赵立新", StaffRole.PERSONNEL_REVIEWER),
    Person("maker", "制证岗 · Certificate maker", "何敏", StaffRole.CERTIFICATE_MAKER),
    Person("finance", "财务岗 · Finance", "林书华", StaffRole.FINANCE),
    Person("admin", "系统管理员 · Administrator", "周启明", StaffRole.ADMINISTRATOR),
    Person("helpdesk", "咨询服务台 · Help desk", "周晓禾", StaffRole.HELP_DESK),
)
DEMONSTRATION_BUYERS = (
    Person("13900001001", "采购商：三人待缴费 · Buyer: three people to pay for"),
    Person("13900001002", "采购商：送达、未通过、审核中 · Buyer: delivered, failed, in review"),
    Person("13900001007", "采购商：退回修改 · Buyer: answers given back"),
    Person("buyer36@buyer.example", "境外采购商：待缴费 · Overseas buyer: to pay"),
)


def add_staff(now: datetime) -> None:
    """Those who are missing; the sandbox's authenticator learns their secrets."""
    with reading() as session:
        missing = [
            person
            for person in DEMONSTRATION_STAFF
            if signing_in.staff_by_login(session, person.sign_in) is None
        ]
    shared_hash = hash_password(DEMONSTRATION_PASSWORD) if missing else ""
    with transaction() as session:
        for person in missing:
            if person.role is None:
                continue
            key = new_key()
            session.add(
                StaffMember(
                    key=key,
                    login=person.sign_in,
                    name=person.name,
                    role=person.role,
                    mission_id=mission_id(session, person.mission_code),
                    password_hash=shared_hash,
                    totp_sealed=seal(new_totp_secret(), "staff_member", "totp", key),
                    created_at=now,
                )
            )
    write_authenticator()


def mission_id(session: Session, code: str) -> int | None:
    mission = session.exec(select(TradeMission).where(TradeMission.code == code)).first()
    return mission.id if mission else None


def write_authenticator() -> None:
    """For the stand-in of an authenticator alone: a file that only this user reads."""
    with reading() as session:
        members = {
            person.sign_in: signing_in.staff_by_login(session, person.sign_in)
            for person in DEMONSTRATION_STAFF
        }
    secrets = [
        {
            "login": person.sign_in,
            "who": person.who,
            "secret": unseal(member.totp_sealed, "staff_member", "totp", member.key),
        }
        for person in DEMONSTRATION_STAFF
        if (member := members[person.sign_in]) is not None and member.totp_sealed is not None
    ]
    file = get_settings().var_dir / "sandbox" / "authenticator.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(secrets, ensure_ascii=False, indent=1), encoding="utf-8")
