"""Q10, Q11, D7: each notice once, by the right channel, in the buyer's language, with no secret on record."""

from __future__ import annotations

import json

import pytest
from sqlmodel import col, select

from ciie_portal.actions.notices import tell, tell_code, tell_contact
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.security import unseal
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import Account, Notice, Outbox, Person
from tests.actions.money_scene import Scene, count, scene
from tests.factories import NOW


def notices() -> list[Notice]:
    with reading() as session:
        return list(session.exec(select(Notice).order_by(col(Notice.id))).all())


def payloads() -> list[dict[str, object]]:
    with reading() as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
        return [json.loads(unseal(row.payload_sealed or b"", "outbox", "payload", row.key)) for row in rows]


def change_account(at: Scene, **facts: object) -> None:
    with transaction() as session:
        account = session.get_one(Account, at.buyer.account_id)
        for name, fact in facts.items():
            setattr(account, name, fact)


def tell_unit(at: Scene, kind: NoticeKind = NoticeKind.PASSED, **facts: object) -> Notice | None:
    with transaction() as session:
        person = session.exec(select(Person).where(Person.reference == at.people[0])).one()
        return tell(session, at.unit, kind, NOW, person=person, **facts)  # type: ignore[arg-type]


def test_a_domestic_buyer_is_told_by_sms_at_the_proved_mobile_in_the_accounts_language(database: str) -> None:
    at = scene()
    change_account(at, mobile="+8613800138000", locale="zh")
    tell_unit(at)
    (notice,) = notices()
    assert (notice.channel, notice.recipient, notice.locale) == (NoticeChannel.SMS, "+8613800138000", "zh")
    assert notice.masked_text == (
        "【进博会】王*人员审核已通过，证件制作中。审核通过后不予退款，不得更换人员。"
    )
    assert (notice.unit_id, notice.account_id) == (at.unit.id, at.buyer.account_id)
    assert payloads()[0]["text"] == notice.masked_text


def test_an_overseas_buyer_is_told_by_email_in_english(database: str) -> None:
    at = scene(is_overseas=True)
    change_account(at, locale="en")
    tell_unit(at, NoticeKind.FAILED)
    (notice,) = notices()
    assert (notice.channel, notice.recipient) == (NoticeChannel.EMAIL, "a@example.com")
    assert notice.subject == "Review not passed: how to get your refund"


def test_the_same_news_of_the_same_version_is_told_once(database: str) -> None:
    at = scene()
    assert tell_unit(at) is not None
    assert tell_unit(at) is None
    assert tell_unit(at, NoticeKind.FAILED) is not None
    with transaction() as session:
        session.exec(select(Person).where(Person.reference == at.people[0])).one().version += 1
    assert tell_unit(at) is not None
    assert tell_unit(at, once="a named occasion") is not None
    assert tell_unit(at, once="a named occasion") is None
    assert (count(Notice), count(Outbox)) == (4, 4)


def test_a_change_that_is_rolled_back_tells_nobody(database: str) -> None:
    at = scene()

    def break_off() -> None:
        with transaction() as session:
            tell(session, at.unit, NoticeKind.PAYMENT_RECEIVED, NOW, person_count=1, amount_minor=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert (count(Notice), count(Outbox)) == (0, 0)


def test_a_one_time_code_is_masked_on_the_record_and_sealed_on_its_way(database: str) -> None:
    with transaction() as session:
        tell_code(session, "+8613800138000", NoticeChannel.SMS, "482913", "zh", NOW)
        tell_code(session, "a@example.com", NoticeChannel.EMAIL, "775501", "en", NOW)
    for notice in notices():
        assert "******" in notice.masked_text
        assert not {"482913", "775501"} & {notice.masked_text, notice.subject}
    assert "482913" in str(payloads()[0]["text"])
    with reading() as session:
        sealed = session.exec(select(Outbox.payload_sealed)).all()
    assert not any(b"482913" in (one or b"") or b"775501" in (one or b"") for one in sealed)


def test_an_invitation_code_goes_to_a_contact_without_an_account_once(database: str) -> None:
    code = "K7QM-4XRT-9BDN"
    for _ in range(2):
        with transaction() as session:
            tell_contact(
                session,
                "+8613800138000",
                NoticeChannel.SMS,
                NoticeKind.CODE_GRANTED,
                "zh",
                NOW,
                once="request 1",
                code=code,
                mission="宁波交易团",
            )
    (notice,) = notices()
    assert (notice.account_id, code in notice.masked_text) == (None, False)
    assert notice.masked_text == "【进博会】宁波交易团邀请码****-****-****。请在线完成注册。"


def test_a_second_channel_is_kept_ready_where_there_is_one(database: str) -> None:
    at = scene()
    tell_unit(at)
    assert "other" not in payloads()[0]
    change_account(at, second_channel=NoticeChannel.EMAIL, second_contact="b@example.com")
    tell_unit(at, NoticeKind.FAILED)
    other = payloads()[1]["other"]
    assert isinstance(other, dict)
    assert (other["channel"], other["to"]) == ("email", "b@example.com")


def test_no_text_carries_a_full_name_or_a_document(database: str) -> None:
    at = scene(PersonStatus.WAITING_FOR_REVIEW)
    for kind in (NoticeKind.PASSED, NoticeKind.FAILED, NoticeKind.REFUND_PAID):
        tell_unit(at, kind, amount_minor=20_000)
    assert [("王芳" in notice.masked_text, "3302" in notice.masked_text) for notice in notices()] == [
        (False, False)
    ] * 3


def test_whose_first_contact_is_not_known_is_told_at_the_only_one(database: str) -> None:
    at = scene()
    change_account(at, mobile=None, email="x@example.com", email_key="x@example.com")
    tell_unit(at)
    (notice,) = notices()
    assert (notice.channel, notice.recipient) == (NoticeChannel.EMAIL, "x@example.com")


def test_whoever_cannot_be_reached_is_not_told(database: str) -> None:
    at = scene()
    change_account(at, mobile=None, email=None, email_key=None, erased_at=NOW)
    assert tell_unit(at) is None
    assert (count(Notice), count(Outbox)) == (0, 0)
