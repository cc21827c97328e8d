"""A caller is found by any fact, on both databases, as soon as it is written; no sign is a pattern (C34)."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.searched import readings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import help_search
from ciie_portal.store.tables import Account, Person, SearchEntry, WorkUnit
from tests import factories
from tests.store.world import World, write_now

NUMBER, PASSPORT = "330203198501011239", "C01X00T47"


@pytest.fixture
def world(database: str) -> World:
    """One unit of Ningbo with two persons, found by this and that; and another one, withdrawn."""
    world = World()
    with transaction() as session:
        withdrawn = factories.unit(
            session,
            session.merge(world.edition),
            UnitStatus.WITHDRAWN,
            name_zh="望潮里（舟山）渔业有限公司",
            name_en="Wangchao-Li Fisheries & Co.",
            credit_code="91330900MA2BBBBB0Y",
            contact_name="José Müller",
            contact_email="Jose@Fisheries.example",
            contact_mobile="+8613811112222",
        )
        factories.person(
            session,
            withdrawn,
            PersonStatus.WITHDRAWN,
            PASSPORT,
            name_zh="𠮷田𰻝",
            name_latin="YOSHIDA, Biang",
            document_type=DocumentType.PASSPORT,
            nationality="DE",
            mobile="+4915112345678",
            email="Yoshida@Example.com",
        )
    return world


def found(typed: str) -> list[str]:
    """References of the units and persons found by the first reading that finds any."""
    with reading() as session:
        for wanted in readings(typed):
            hits = help_search.find(session, wanted)
            if hits:
                return [_name(session, hit) for hit in hits]
        return []


def _name(session: Session, hit: help_search.Hit) -> str:
    unit = session.get_one(WorkUnit, hit.unit_id).name_zh or ""
    person = session.get_one(Person, hit.person_id).name_zh if hit.person_id else ""
    return f"{unit[:3]} {person}".strip()


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "望潮",
            "潮里",
            "望潮里（舟山）渔业有限公司",
            "望潮里(舟山)渔业有限公司",
            "望潮里 舟山",
            "舟山 望潮",
        ),
        *("wangchao", "WANGCHAO LI", "li fisheries", "Fisheries&Co", "josé", "JOSE MULLER", "muller j"),
        *("13811112222", "138 1111 2222", "+86 138-1111-2222", "jose@FISHERIES.example"),
        *("91330900MA2BBBBB0Y", "91330900 ma2bbbbb 0y"),
    ],
)
def test_a_unit_is_found_by_names_contact_and_number(world: World, typed: str) -> None:
    assert found(typed) == ["望潮里"]


@pytest.mark.parametrize(
    "typed",
    [
        *("𠮷田", "田𰻝", "yoshida", "Biang Yoshida", "+49 1511 2345678", "yoshida@example.COM"),
        *(PASSPORT, "c01-x00 t47"),
    ],
)
def test_a_person_is_found_by_names_contact_and_document(world: World, typed: str) -> None:
    assert found(typed) == ["望潮里 𠮷田𰻝"]


def test_an_account_is_found_by_its_own_contacts(world: World) -> None:
    with transaction() as session:
        account = session.get_one(Account, world.unit.account_id)
        account.mobile, account.second_contact = "+8613700001111", "second@buyer.example"
    assert [found(typed) for typed in ("13700001111", "Second@Buyer.Example")] == [["宁波海"]] * 2


def test_every_kind_of_reference_leads_to_its_unit(world: World) -> None:
    unit, person = world.unit.reference, world.paid.reference
    typed = (unit, unit.lower().replace("-", ""), unit.replace("-", " "), unit[3:], world.request.reference)
    assert [found(one) for one in typed] == [["宁波海"]] * 5
    with transaction() as session:
        refund = world.refund()
        session.add(refund)
        refund.reference = factories.reference(Prefix.REFUND)
        certificate = world.certificate(world.unpaid)
        certificate.reference = factories.reference(Prefix.CERTIFICATE)
        session.add(certificate)
    for one in (person, refund.reference, certificate.reference):
        assert found(one) == ["宁波海 王芳"]


@pytest.mark.parametrize(
    "typed",
    [
        *("%", "_", "*", '"', "%%", "__", "望%里", "望_里", "望*", '"望潮里" OR "宁波"', "望潮 NEAR 舟山"),
        *("望潮' OR '1'='1", "'; DROP TABLE person; --", "pairs:望潮", "望潮 NOT 宁波", "-望潮x"),
        *("\\", "((((", "望" * 10_000, "\x00", "王", "不存在", "9" * 18, "WU-00000000"),
    ],
)
def test_signs_have_no_meaning_and_nothing_is_found_by_them(world: World, typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize(
    "typed", ["望\x00潮里", "\u202e望潮里\u202c", "望潮里%", "“望潮里”", "望潮里*", "(望潮里", "^望潮"]
)
def test_signs_beside_a_name_do_not_hide_it(world: World, typed: str) -> None:
    assert found(typed) == ["望潮里"]


def test_a_changed_name_is_found_from_then_on_and_the_old_one_no_more(world: World) -> None:
    with transaction() as session:
        unit = session.get_one(WorkUnit, world.unit.id)
        unit.name_zh = "绍兴兰亭纸业有限公司"
        session.get_one(Person, world.paid.id).name_zh = "谢灵运"
    assert (found("兰亭"), found("海曙"), found("谢灵")) == (["绍兴兰"], [], ["绍兴兰 谢灵运"])


def test_what_is_not_committed_is_not_found(world: World) -> None:
    def write_and_fail(session: Session) -> None:
        session.get_one(WorkUnit, world.unit.id).name_zh = "绍兴兰亭纸业有限公司"
        session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_now(write_and_fail)
    assert (found("兰亭"), found("海曙")) == ([], ["宁波海"])


def test_what_is_erased_is_erased_here_too(world: World) -> None:
    with transaction() as session:
        person = session.get_one(Person, world.paid.id)
        person.name_zh = person.name_latin = person.mobile = person.email = None
    with reading() as session:
        entry = session.exec(select(SearchEntry).where(SearchEntry.person_id == world.paid.id)).one()
    assert (entry.names, entry.pairs, entry.mobile, entry.email) == (None, None, None, None)


def test_a_person_that_is_removed_leaves_no_entry(world: World) -> None:
    with transaction() as session:
        person = factories.person(session, world.unit, name_zh="谢灵运")
        session.delete(person)
    assert found("谢灵") == []


def test_no_word_reaches_over_two_names(world: World) -> None:
    """The Chinese name ends in 公司, the English one begins with Ningbo."""
    assert (found("司n"), found("公司") != []) == ([], True)


def test_the_answer_is_bounded(world: World) -> None:
    with transaction() as session:
        for place in range(25):
            factories.person(session, world.unit, number=f"33020319850201{place:04}", name_zh="王小波")
    with reading() as session:
        (wanted,) = [one for one in readings("小波") if one.fact == "name"]
        assert len(help_search.find(session, wanted)) == help_search.MOST + 1
