"""SMS over HTTP and email over SMTP: sent once, and trouble for now told from trouble for good (C28)."""

from __future__ import annotations

import pytest

from ciie_portal.gateways.email import EmailGateway
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.gateways.sms import SmsGateway
from tests.sandbox_process import SMS_SECRET, Sandbox

TEXT = "【进博会】注册信息已提交，编号WU-7K2M9QX4。<b>不是标记</b>"
SENDER = "registration@ciie.example"


@pytest.fixture
def sms(sandbox: Sandbox) -> SmsGateway:
    return SmsGateway(sandbox.url, SMS_SECRET)


@pytest.fixture
def email(sandbox: Sandbox) -> EmailGateway:
    return EmailGateway("127.0.0.1", sandbox.smtp_port, SENDER)


def kept(sandbox: Sandbox, to: str) -> list[tuple[str, str, str]]:
    return [(one["channel"], one["subject"], one["text"]) for one in sandbox.messages(to)]


def test_an_sms_arrives_and_its_reference_is_the_providers(sandbox: Sandbox, sms: SmsGateway) -> None:
    reference = sms.send("+8613800000001", TEXT, "sms-1")
    assert kept(sandbox, "+8613800000001") == [("sms", "", TEXT)]
    assert sandbox.messages("+8613800000001")[0]["id"] == reference


def test_the_same_key_sends_one_sms(sandbox: Sandbox, sms: SmsGateway) -> None:
    first = sms.send("+8613800000002", TEXT, "sms-2")
    assert sms.send("+8613800000002", TEXT, "sms-2") == first
    assert kept(sandbox, "+8613800000002") == [("sms", "", TEXT)]
    with pytest.raises(PermanentTrouble, match="409"):
        sms.send("+8613800000002", "another text", "sms-2")


def test_a_wrong_secret_sends_nothing_and_is_no_fault_of_the_number(sandbox: Sandbox) -> None:
    for secret in ("", "another"):
        with pytest.raises(TemporaryTrouble, match="not signed"):
            SmsGateway(sandbox.url, secret).send("+8613800000003", TEXT, "sms-3")
    assert kept(sandbox, "+8613800000003") == []


def test_an_sms_that_fails_for_now_goes_out_later_under_the_same_key(
    sandbox: Sandbox, sms: SmsGateway
) -> None:
    sandbox.switch(sms_fails_for_now=True)
    with pytest.raises(TemporaryTrouble, match="503"):
        sms.send("+8613800000004", TEXT, "sms-4")
    sandbox.reset()
    sms.send("+8613800000004", TEXT, "sms-4")
    assert kept(sandbox, "+8613800000004") == [("sms", "", TEXT)]


def test_an_sms_that_fails_for_good_says_so(sandbox: Sandbox, sms: SmsGateway) -> None:
    sandbox.switch(sms_fails_for_good=True)
    with pytest.raises(PermanentTrouble, match="422"):
        sms.send("+8613800000005", TEXT, "sms-5")


def test_an_sms_provider_that_is_not_there_is_trouble_for_now() -> None:
    with pytest.raises(TemporaryTrouble, match="ConnectError"):
        SmsGateway("http://127.0.0.1:9", SMS_SECRET).send("+8613800000006", TEXT, "sms-6")


def test_an_email_arrives_with_its_chinese_subject_and_an_id_of_its_key(
    sandbox: Sandbox, email: EmailGateway
) -> None:
    message_id = email.send(
        "buyer1@overseas.example", "缴费成功：3名人员，¥600.00", "第一行\n第二行\n", "mail-1"
    )
    assert message_id == "<mail-1@ciie.example>"
    found = kept(sandbox, "buyer1@overseas.example")
    assert found == [("email", "缴费成功：3名人员，¥600.00", "第一行\n第二行\n")]


def test_an_email_that_comes_again_is_seen_once(sandbox: Sandbox, email: EmailGateway) -> None:
    for _ in range(2):
        email.send("buyer2@overseas.example", "Refund paid", "CNY 200.00", "mail-2")
    assert kept(sandbox, "buyer2@overseas.example") == [("email", "Refund paid", "CNY 200.00\n")]


def test_451_is_trouble_for_now_and_550_for_good(sandbox: Sandbox, email: EmailGateway) -> None:
    sandbox.switch(mail_fails_for_now=True)
    with pytest.raises(TemporaryTrouble, match="451"):
        email.send("buyer3@overseas.example", "Approved", "text", "mail-3")
    sandbox.reset()
    sandbox.switch(mail_fails_for_good=True)
    with pytest.raises(PermanentTrouble, match="550"):
        email.send("buyer3@overseas.example", "Approved", "text", "mail-3")
    sandbox.reset()
    assert kept(sandbox, "buyer3@overseas.example") == []


def test_a_mail_server_that_is_not_there_is_trouble_for_now() -> None:
    with pytest.raises(TemporaryTrouble, match="ConnectionRefusedError"):
        EmailGateway("127.0.0.1", 9, SENDER).send("buyer@overseas.example", "Approved", "text", "mail-4")


@pytest.mark.parametrize("subject", ["Approved\r\nBcc: all@example.org", "Approved\nX: y"])
def test_a_subject_with_a_line_break_is_never_sent(
    sandbox: Sandbox, email: EmailGateway, subject: str
) -> None:
    with pytest.raises(PermanentTrouble, match="header"):
        email.send("buyer5@overseas.example", subject, "text", "mail-5")
    assert kept(sandbox, "buyer5@overseas.example") == []


def test_a_password_is_never_sent_to_a_server_without_tls(sandbox: Sandbox) -> None:
    signed_in = EmailGateway("127.0.0.1", sandbox.smtp_port, SENDER, "user", "password")
    with pytest.raises(TemporaryTrouble, match="SMTPNotSupportedError"):
        signed_in.send("buyer6@overseas.example", "Approved", "text", "mail-6")
    assert kept(sandbox, "buyer6@overseas.example") == []
