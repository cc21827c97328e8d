"""Everybody finds what is theirs; anything else is simply not found (rules.md section 1; J3, C03, C04)."""

from __future__ import annotations

import pytest
from sqlmodel import select

from ciie_portal.domain.access import NOBODY, SYSTEM, Actor, StaffRole, buyer, staff
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import missions, money, units
from ciie_portal.store.queries.scope import persons_in_scope, requests_in_scope, units_in_scope
from ciie_portal.store.tables import CertificateRequest, FileKind, Person, StoredFile, WorkUnit
from tests import factories

ROLES = [role for role in StaffRole if role is not StaffRole.SECRETARIAT]


class Fair:
    """Units of Zhejiang, Jinhua, Yiwu and Ningbo, one overseas and one draft; names stand for references."""

    def __init__(self) -> None:
        with transaction() as session:
            edition = factories.edition(session)
            self.tree = tree = factories.mission_tree(session)
            self.units = {
                name: factories.unit(session, edition, UnitStatus.UNDER_REVIEW, mission, credit_code=name)
                for name, mission in vars(tree).items()
            }
            self.units["overseas"] = factories.unit(
                session, edition, UnitStatus.UNDER_REVIEW, category=Category.OVERSEAS_UNIT,
                channel=Channel.OVERSEAS, credit_code=None,
            )  # fmt: skip
            self.units["draft"] = factories.unit(session, edition)
            statuses = [
                PersonStatus.UNPAID,
                PersonStatus.FAILED,
                PersonStatus.IN_PRODUCTION,
                PersonStatus.DRAFT,
            ]
            self.units["approved"], persons = factories.approved_unit(
                session, edition, tree.yiwu, statuses, credit_code="approved"
            )
            self.persons = dict(zip(("unpaid", "failed", "passed", "added"), persons, strict=True))
            self.requests = {
                "open": factories.request(session, self.units["approved"], [self.persons["unpaid"]]),
                "paid": session.exec(
                    select(CertificateRequest).where(CertificateRequest.status == RequestStatus.PAID)
                ).one(),
            }

    def secretariat(self, name: str) -> Actor:
        return staff(1, StaffRole.SECRETARIAT, getattr(self.tree, name).id)

    def seen(self, actor: Actor) -> tuple[set[str], set[str], set[str]]:
        """The names of the units, persons and requests that the actor sees."""
        with reading() as session:
            unit_ids = set(session.exec(select(WorkUnit.id).where(units_in_scope(actor))))
            person_ids = set(session.exec(select(Person.id).where(persons_in_scope(actor))))
            request_ids = set(session.exec(select(CertificateRequest.id).where(requests_in_scope(actor))))
        return (
            {name for name, row in self.units.items() if row.id in unit_ids},
            {name for name, row in self.persons.items() if row.id in person_ids},
            {name for name, row in self.requests.items() if row.id in request_ids},
        )


@pytest.fixture
def fair(database: str) -> Fair:
    return Fair()


ALL_PERSONS = {"unpaid", "failed", "passed", "added"}
SUBMITTED_PERSONS = ALL_PERSONS - {"added"}


@pytest.mark.parametrize(
    ("mission", "seen_units", "seen_persons", "seen_requests"),
    [
        ("zhejiang", {"zhejiang", "jinhua", "yiwu", "approved"}, SUBMITTED_PERSONS, {"paid"}),
        ("jinhua", {"jinhua", "yiwu", "approved"}, SUBMITTED_PERSONS, {"paid"}),
        ("yiwu", {"yiwu", "approved"}, SUBMITTED_PERSONS, {"paid"}),
        ("ningbo", {"ningbo"}, set(), set()),
    ],
)
def test_a_secretariat_sees_its_mission_and_every_sub_mission_below(
    fair: Fair, mission: str, seen_units: set[str], seen_persons: set[str], seen_requests: set[str]
) -> None:
    assert fair.seen(fair.secretariat(mission)) == (seen_units, seen_persons, seen_requests)


@pytest.mark.parametrize("role", ROLES)
def test_each_other_role_sees_what_its_work_needs(fair: Fair, role: StaffRole) -> None:
    submitted = set(fair.units) - {"draft"}
    expected: dict[StaffRole, tuple[set[str], set[str], set[str]]] = {
        StaffRole.ORGANISER_DESK: (submitted, SUBMITTED_PERSONS, {"paid"}),
        StaffRole.PERSONNEL_REVIEWER: (set(), {"failed", "passed"}, set()),
        StaffRole.CERTIFICATE_MAKER: (set(), {"passed"}, {"paid"}),
        StaffRole.FINANCE: (set(), set(), {"open", "paid"}),
        StaffRole.HELP_DESK: (set(fair.units), ALL_PERSONS, {"open", "paid"}),
        StaffRole.ADMINISTRATOR: (set(), set(), set()),
    }

    assert fair.seen(staff(1, role)) == expected[role]


def test_a_buyer_sees_the_own_unit_and_nothing_else(fair: Fair) -> None:
    owner = buyer(fair.units["approved"].account_id)
    neighbour = buyer(fair.units["draft"].account_id)

    assert fair.seen(owner) == ({"approved"}, ALL_PERSONS, {"open", "paid"})
    assert fair.seen(neighbour) == ({"draft"}, set(), set())


def test_nobody_sees_nothing_and_the_system_sees_all(fair: Fair) -> None:
    assert fair.seen(NOBODY) == (set(), set(), set())
    assert fair.seen(SYSTEM) == (set(fair.units), ALL_PERSONS, {"open", "paid"})


def test_a_secretariat_without_a_mission_would_see_nothing(fair: Fair) -> None:
    homeless = Actor(permissions=fair.secretariat("ningbo").permissions, staff_id=1)

    assert fair.seen(homeless) == (set(), set(), set())


@pytest.mark.parametrize("reference", ["stranger", "absent", "malformed", "of another kind", ""])
def test_a_strangers_absent_and_malformed_reference_get_the_same_answer(fair: Fair, reference: str) -> None:
    asked = {
        "stranger": fair.units["ningbo"].reference,
        "absent": factories.reference(Prefix.WORK_UNIT),
        "malformed": "WU-' OR 1=1 --",
        "of another kind": fair.persons["unpaid"].reference,
    }.get(reference, "")

    with transaction() as session, pytest.raises(RuleBroken) as caught:
        units.unit_for_update(session, fair.secretariat("yiwu"), asked)
    assert (caught.value.rule, caught.value.problems) == (Rule.NOT_FOUND, ())


def test_what_is_in_scope_is_loaded_however_the_reference_is_typed(fair: Fair) -> None:
    actor = fair.secretariat("yiwu")
    unit, member = fair.units["approved"], fair.persons["failed"]

    with transaction() as session:
        assert units.unit_for_update(session, actor, unit.reference.lower()).id == unit.id
        person, its_unit = units.person_for_update(session, actor, member.reference.replace("-", " "))
        assert (person.id, its_unit.id) == (member.id, unit.id)
        finance = staff(1, StaffRole.FINANCE)
        paid = fair.requests["paid"]
    with reading() as session:
        assert units.find_unit(session, actor, unit.reference).id == unit.id
        assert units.find_person(session, actor, member.reference)[0].id == member.id
        assert money.find_request(session, finance, paid.reference).id == paid.id


def test_queues_are_counted_within_the_scope(fair: Fair) -> None:
    with reading() as session:
        assert units.count_persons(session, staff(1, StaffRole.PERSONNEL_REVIEWER)) == {
            PersonStatus.FAILED: 1,
            PersonStatus.IN_PRODUCTION: 1,
        }


def test_a_photo_is_for_its_buyer_and_whoever_reviews_the_person(fair: Fair) -> None:
    with transaction() as session:
        photo_id = fair.persons["failed"].photo_file_id
        photo = session.exec(select(StoredFile).where(StoredFile.id == photo_id)).one()
        loose = factories.stored_file(session, fair.units["approved"].account_id, FileKind.LICENCE)
        owner = buyer(fair.units["approved"].account_id)

        def sees(actor: Actor, key: str) -> bool:
            return units.file_in_scope(session, actor, key) is not None

        assert [sees(owner, photo.key), sees(owner, loose.key), sees(owner, "guessed")] == [True, True, False]
        reviewer = staff(1, StaffRole.PERSONNEL_REVIEWER)
        assert [sees(reviewer, photo.key), sees(reviewer, loose.key)] == [True, False]
        assert [sees(fair.secretariat(name), photo.key) for name in ("zhejiang", "ningbo")] == [True, False]
        blind = (StaffRole.FINANCE, StaffRole.HELP_DESK, StaffRole.ADMINISTRATOR)
        assert [sees(staff(1, role), photo.key) for role in blind] == [False] * 3
        assert not sees(buyer(fair.units["draft"].account_id), photo.key)


def test_missions_are_listed_by_scope(fair: Fair) -> None:
    with reading() as session:

        def codes(actor: Actor) -> list[str]:
            return [mission.code for mission in missions.missions_of(session, actor)]

        assert codes(fair.secretariat("jinhua")) == ["TM-33-JH", "TM-33-JH-YW"]
        assert len(codes(staff(1, StaffRole.ORGANISER_DESK))) == 4
        assert codes(staff(1, StaffRole.FINANCE)) == []
        assert missions.mission_by_code(session, "TM-3302", fair.secretariat("jinhua")) is None
        assert missions.parents(session)[fair.tree.yiwu.id] == fair.tree.jinhua.id
