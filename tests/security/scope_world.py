"""The demonstration as the ground of the scope matrix: everybody there is, and references of Zhejiang.

Made once; each test has a copy of its own. A stranger is whoever neither owns the row nor reviews Zhejiang.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from ciie_portal.domain import access
from ciie_portal.domain.access import NOBODY, Actor, StaffRole
from ciie_portal.domain.batch import batch_name
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.reference import Prefix
from ciie_portal.seeding import demonstration
from ciie_portal.settings import get_settings
from ciie_portal.store import engine, migrate
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.load_data import DEMONSTRATION, load_data
from ciie_portal.store.queries.scope import subtree
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import (
    Account,
    Certificate,
    CertificateBatch,
    CertificateRequest,
    CodeRequest,
    Edition,
    InvitationCode,
    MoveRequest,
    Notice,
    Person,
    Refund,
    StaffMember,
    StoredFile,
    TradeMission,
    WorkUnit,
)
from tests import factories
from tests.factories import NOW

MISSIONS = {"zhejiang": "TM-33", "jinhua": "TM-33-JH", "ningbo": "TM-3302"}
OTHER_BUYERS = {"buyer who drafts": UnitStatus.DRAFT, "buyer who pays": UnitStatus.APPROVED}


@dataclass(frozen=True)
class Known:
    """A reference of a row that is there, one that is in no row, and the account that owns the row."""

    real: str
    absent: str
    owner: int | None = None


@dataclass(frozen=True)
class World:
    folder: Path
    staff: dict[str, Actor]
    buyers: dict[str, Actor]
    known: dict[str, Known]
    telling: frozenset[str]  # what stands in Zhejiang's rows and in no other
    documents: frozenset[str]  # every document number there is, in clear

    @property
    def everybody(self) -> dict[str, Actor]:
        return {"nobody": NOBODY, **self.buyers, **self.staff}

    @contextmanager
    def copied(self, folder: Path) -> Iterator[None]:
        """Inside, the portal works on a copy of this world's database."""
        self.restore(folder)
        with settings(self.folder, folder / "portal.sqlite3"):
            yield

    def restore(self, folder: Path) -> None:
        """The copy as it was in the beginning."""
        engine.dispose()
        for ending in ("-wal", "-shm"):
            (folder / f"portal.sqlite3{ending}").unlink(missing_ok=True)
        shutil.copy(self.folder / "portal.sqlite3", folder / "portal.sqlite3")


@contextmanager
def settings(var: Path, database: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIIE_VAR_DIR", str(var))
        patch.setenv("CIIE_DATABASE_URL", f"sqlite:///{database}")
        engine.dispose()
        get_settings.cache_clear()
        try:
            yield
        finally:
            engine.dispose()
    get_settings.cache_clear()


def make_world(folder: Path) -> World:
    with settings(folder, folder / "portal.sqlite3"):
        migrate.upgrade()
        load_data(NOW, with_demonstration=True)
        demonstration.seed(NOW)
        with transaction() as session:
            factories.payment(session, state=PaymentState.UNMATCHED, provider_transaction="T-NOBODYS")
            _share_a_document(session)
            for table in SQLModel.metadata.sorted_tables:  # so that nobody's version is stale
                if "version" in table.c:
                    session.execute(table.update().values(version=1))
        with reading() as session:
            known = _known(session)
            world = World(
                folder,
                _staff(session),
                _buyers(session),
                known,
                _telling(session),
                frozenset(number for row in session.exec(select(Person)) if (number := document_of(row))),
            )
    return world


def _share_a_document(session: Session) -> None:
    """The first two who wait for their units' reviews, of different units."""
    waiting = (
        select(Person).where(Person.status == PersonStatus.AWAITING_UNIT_REVIEW).order_by(col(Person.id))
    )
    first, *others = session.exec(waiting).all()
    other = next(one for one in others if one.unit_id != first.unit_id)
    other.document_index = first.document_index


def _staff(session: Session) -> dict[str, Actor]:
    """Every role, the secretariats by their missions."""
    made = {}
    for row in session.exec(select(StaffMember).order_by(col(StaffMember.id))).all():
        is_reviewer = row.role is StaffRole.SECRETARIAT
        name = row.login if is_reviewer else row.role.value
        made[name] = access.staff(row.id, row.role, row.mission_id, "en", row.name)
    assert set(made) == {*MISSIONS, *(role.value for role in StaffRole)} - {"secretariat"}
    return made


def _buyers(session: Session) -> dict[str, Actor]:
    """Two outside Zhejiang, so that neither a draft's nor an approved unit's lock is what refuses them."""
    made = {}
    for name, status in OTHER_BUYERS.items():
        strangers = select(WorkUnit).where(WorkUnit.status == status, ~_of_zhejiang())
        row = session.exec(strangers.order_by(col(WorkUnit.id).desc())).first()
        assert row is not None
        made[name] = access.buyer(row.account_id, "en")
    return made


def _of_zhejiang() -> Any:
    mission = select(TradeMission.id).where(TradeMission.code == MISSIONS["zhejiang"])
    return col(WorkUnit.mission_id).is_not(None) & col(WorkUnit.mission_id).in_(mission)


def _known(session: Session) -> dict[str, Known]:
    def unit(**facts: Any) -> Known:
        query = select(WorkUnit).where(_of_zhejiang()).filter_by(**facts)
        return _unit(session.exec(query.order_by(col(WorkUnit.id))).first())

    def person(status: PersonStatus, *, anywhere: bool = False) -> Known:
        query = select(Person, WorkUnit).join(WorkUnit).where(Person.status == status)
        if status is PersonStatus.AWAITING_UNIT_REVIEW:  # added later: the mission decides it singly
            query = query.where(WorkUnit.status == UnitStatus.APPROVED)
        found = session.exec(query if anywhere else query.where(_of_zhejiang())).first()
        assert found is not None, status
        return Known(found[0].reference, factories.reference(Prefix.PERSON), found[1].account_id)

    def key_of(query: Any) -> Known:
        row = session.exec(query).first()
        assert row is not None, query
        return Known(row.key, "0" * len(row.key))

    mission = session.exec(select(TradeMission).where(TradeMission.code == MISSIONS["zhejiang"])).one()
    request, owner = _request(session)
    refund = session.exec(select(Refund).where(Refund.status == "refused")).one()
    certificate = session.exec(select(Certificate)).first()
    batch = session.exec(select(CertificateBatch)).first()
    assert certificate is not None
    assert batch is not None
    edition = session.get_one(Edition, batch.edition_id)
    moving = session.exec(select(WorkUnit).join(MoveRequest)).first()
    draft = session.exec(select(WorkUnit).where(WorkUnit.status == UnitStatus.DRAFT)).first()
    drawn = session.exec(select(Person).where(Person.reference == person(PersonStatus.UNPAID).real)).one()
    photo = session.get_one(StoredFile, drawn.photo_file_id)
    claimed = session.exec(select(WorkUnit).where(WorkUnit.name_zh == "宁波镜湖医疗器械有限公司")).first()
    shared = session.exec(
        select(Person).where(Person.status == PersonStatus.AWAITING_UNIT_REVIEW).order_by(col(Person.id))
    ).first()
    assert shared is not None
    people = {status.value: person(status) for status in OF_ZHEJIANG}
    people |= {status.value: person(status, anywhere=True) for status in ELSEWHERE}
    return people | {
        "unit": unit(status=UnitStatus.UNDER_REVIEW),
        "approved unit": unit(status=UnitStatus.APPROVED),
        "draft unit": _unit(draft),
        "moving unit": _unit(moving),
        "claimed unit": _unit(claimed),
        "shared document": Known(shared.reference, factories.reference(Prefix.PERSON)),
        "request": Known(request, factories.reference(Prefix.CERTIFICATE_REQUEST), owner),
        "photo": Known(photo.key, "0" * len(photo.key), photo.account_id),
        "payment and request": Known(f"{_payment_key(session)} {request}", f"{'0' * 32} {request}"),
        "payment": Known(_payment_key(session), "0" * 32),
        "refund": Known(refund.reference, factories.reference(Prefix.REFUND)),
        "certificate": Known(certificate.reference, factories.reference(Prefix.CERTIFICATE)),
        "batch": Known(batch_name(edition.code, batch.number), batch_name(edition.code, 999)),
        "notice": key_of(select(Notice).where(col(Notice.unit_id).is_not(None))),
        "code": key_of(select(InvitationCode).where(InvitationCode.mission_id == mission.id)),
        "code request": key_of(
            select(CodeRequest).where(CodeRequest.mission_id == mission.id, CodeRequest.status == "open")
        ),
        "sub-mission": Known(MISSIONS["jinhua"], "TM-99-XX"),
        "sub-mission's reviewer": Known("jinhua", "nobody-of-this-name"),
        "edition": Known(DEMONSTRATION, "CIIE-1899"),
    }


OF_ZHEJIANG = (
    PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.LEFT_OUT, PersonStatus.UNPAID,
    PersonStatus.WAITING_FOR_REVIEW, PersonStatus.DISPATCHED,
)  # fmt: skip
ELSEWHERE = (
    PersonStatus.DRAFT, PersonStatus.IN_PRODUCTION, PersonStatus.FAILED, PersonStatus.READY_FOR_COLLECTION,
)  # fmt: skip


def _unit(row: WorkUnit | None) -> Known:
    assert row is not None
    return Known(row.reference, factories.reference(Prefix.WORK_UNIT), row.account_id)


def _request(session: Session) -> tuple[str, int]:
    found = session.exec(select(CertificateRequest, WorkUnit).join(WorkUnit).where(
        CertificateRequest.status == "open")).one()  # fmt: skip
    return found[0].reference, found[1].account_id


def _payment_key(session: Session) -> str:
    table = SQLModel.metadata.tables["payment"]
    row = session.connection().execute(table.select().where(table.c.state == "unmatched")).one()
    return str(row.key)


def _telling(session: Session) -> frozenset[str]:
    """References, names, numbers of Zhejiang's units, its sub-missions' and of their people."""
    top = session.exec(select(TradeMission.id).where(TradeMission.code == MISSIONS["zhejiang"])).one()
    found: set[str] = set()
    for unit in session.exec(select(WorkUnit).where(col(WorkUnit.mission_id).in_(subtree(top or 0)))):
        found |= {unit.reference, unit.name_zh or "", unit.credit_code or "", unit.contact_mobile or ""}
        account = session.get_one(Account, unit.account_id)
        found |= {account.mobile or "", account.email or ""}
        people = session.exec(select(Person).where(Person.unit_id == unit.id)).all()
        found |= {
            word for one in people for word in (one.reference, one.mobile or "", document_of(one) or "")
        }
    return frozenset(found - {""})
