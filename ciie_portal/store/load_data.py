"""Puts the shipped facts into the database: missions, central enterprises, two editions (Q1, Q5, Q7; D9).

Adds what is missing and never changes a row that is there, so it may run at every start.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, select

from ciie_portal.data.shipped import rows
from ciie_portal.domain.edition import CHINA_STANDARD_TIME, SECOND_CIIE_CLOSES_AT
from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import CentralEnterprise, Edition, EditionArea, EditionLabel, TradeMission

SECOND_CIIE = "CIIE-2019"
DEMONSTRATION = "DEMO"
CENTRAL_ENTERPRISES = "TM-CE"
FEE_MINOR, CURRENCY = 20_000, "CNY"  # the fee of 2019 is not known (D9)
# the day of the bureau's page of questions; when registration really opened is not known
SECOND_CIIE_OPENS_AT = datetime(2019, 6, 30, tzinfo=CHINA_STANDARD_TIME).astimezone(UTC)
DEMONSTRATION_DAYS = 90
LABELS = (
    (PersonRole.TRADER, "Trader", "交易人员"),
    (PersonRole.SCIENTIFIC_RESEARCHER, "Scientific researcher", "科研人员"),
    (PersonRole.GOVERNMENT_ADMINISTRATOR, "Government administrator", "政府管理人员"),
    (PersonRole.INTERMEDIARY, "Intermediary", "中介组织人员"),
)


def load_data(now: datetime, *, with_demonstration: bool = True) -> None:
    """The facts and, unless told otherwise, invented sub-missions and an edition that runs for 90 days."""
    with transaction() as session:
        load_missions(session)
        load_central_enterprises(session)
        load_second_ciie(session)
        if with_demonstration:
            load_sub_missions(session)
            load_demonstration_edition(session, now)


def load_missions(session: Session) -> None:
    """The 39 trade missions; how to reach their secretariats is not known and stays empty."""
    known = _missions(session)
    for row in rows("trade_missions"):
        if row["code"] not in known:
            session.add(
                TradeMission(
                    code=row["code"],
                    kind=MissionKind(row["kind"]),
                    name_en=row["name_en"],
                    name_zh=row["name_zh"],
                    aliases=row["aliases"],
                    region_code=row["region_code"] or None,
                )
            )
    session.flush()


def load_central_enterprises(session: Session) -> None:
    """Every group with its sub-mission, of the same code."""
    missions = _missions(session)
    known = set(session.exec(select(CentralEnterprise.code)))
    for row in rows("central_enterprises"):
        if row["code"] in known:
            continue
        mission = missions.get(row["code"]) or TradeMission(
            code=row["code"],
            parent_id=missions[CENTRAL_ENTERPRISES].id,
            kind=MissionKind.CENTRAL_ENTERPRISE,
            name_en=f"Central Enterprise Trade Mission, {row['name_en']} Sub-mission",
            name_zh=f"中央企业交易团{short_name(row)}分团",
            aliases=row["aliases"],
        )
        session.add(mission)
        session.flush()
        session.add(
            CentralEnterprise(
                code=row["code"],
                name_en=row["name_en"],
                name_zh=row["name_zh"],
                aliases=row["aliases"],
                group_today_zh=row["group_today_zh"] or None,
                mission_id=mission.id,
            )
        )
    session.flush()


def short_name(row: dict[str, str]) -> str:
    """What a group is called in the name of its sub-mission: 中粮集团, 中国石油."""
    chinese = [alias for alias in row["aliases"].split("|") if alias and not alias.isascii()]
    first = chinese[0] if chinese else row["name_zh"]
    return f"{first}集团" if f"{first}集团" in chinese else first


def load_sub_missions(session: Session) -> None:
    """The invented sub-missions of the demonstration, marked so."""
    missions = _missions(session)
    for row in rows("sub_missions"):
        if row["code"] in missions:
            continue
        mission = TradeMission(
            code=row["code"],
            parent_id=missions[row["parent"]].id,
            kind=MissionKind(row["kind"]),
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            aliases=row["aliases"],
            region_code=row["region_code"] or None,
            sector=row["sector"] or None,
            claims_division=row["claims_division"] or None,
            is_invented=row["is_invented"] == "yes",
        )
        session.add(mission)
        session.flush()
        missions[mission.code] = mission


def load_second_ciie(session: Session) -> None:
    """As it was: closed with 30 September 2019 in China (Q5)."""
    edition = Edition(
        code=SECOND_CIIE,
        name_en="The 2nd China International Import Expo",
        name_zh="第二届中国国际进口博览会",
        starts_on=date(2019, 11, 5),
        ends_on=date(2019, 11, 10),
        opens_at=SECOND_CIIE_OPENS_AT,
        closes_at=SECOND_CIIE_CLOSES_AT,
        fee_minor=FEE_MINOR,
        currency=CURRENCY,
    )
    _add_edition(session, edition)


def load_demonstration_edition(session: Session, now: datetime) -> None:
    """Open from now to the end of the 90th day in China; the fair itself follows five weeks later."""
    day_after = (now.astimezone(CHINA_STANDARD_TIME) + timedelta(days=DEMONSTRATION_DAYS + 1)).date()
    closes_at = datetime.combine(day_after, time(), CHINA_STANDARD_TIME).astimezone(UTC)
    starts_on = day_after + timedelta(days=35)
    edition = Edition(
        code=DEMONSTRATION,
        name_en="Demonstration edition",
        name_zh="演示届",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=5),
        opens_at=now,
        closes_at=closes_at,
        fee_minor=FEE_MINOR,
        currency=CURRENCY,
        is_demonstration=True,
        erases_on=starts_on + timedelta(days=185),
    )
    _add_edition(session, edition)


def _add_edition(session: Session, edition: Edition) -> None:
    if session.exec(select(Edition).where(Edition.code == edition.code)).first() is not None:
        return
    session.add(edition)
    session.flush()
    for place, row in enumerate(rows("exhibition_areas"), start=1):
        session.add(
            EditionArea(
                edition_id=edition.id,
                code=row["code"],
                name_en=row["name_en"],
                name_zh=row["name_zh"],
                place=place,
            )
        )
    for place, (role, name_en, name_zh) in enumerate(LABELS, start=1):
        session.add(
            EditionLabel(
                edition_id=edition.id,
                code=role.value,
                name_en=name_en,
                name_zh=name_zh,
                default_role=role,
                place=place,
            )
        )
    session.flush()


def _missions(session: Session) -> dict[str, TradeMission]:
    return {mission.code: mission for mission in session.exec(select(TradeMission))}
