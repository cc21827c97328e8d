"""Everything that the help desk may have to name has a name."""

from __future__ import annotations

from ciie_portal.domain.caller import Tell
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.searched import Fact
from ciie_portal.wording.caller import _SENTENCES
from ciie_portal.wording.help_desk import FACTS, NOTICE_NAMES, email_as_text, text_as_email


def test_every_notice_every_fact_and_every_answer_has_words() -> None:
    assert (set(NOTICE_NAMES), set(FACTS), set(_SENTENCES)) == (set(NoticeKind), set(Fact), set(Tell))


def test_a_text_in_an_email_has_no_signature_and_an_email_in_a_text_is_short() -> None:
    assert text_as_email("【进博会】单位审核已通过。") == "单位审核已通过。"
    short = email_as_text("zh", "进博会", "缴费提醒", "WU-7K2M9QX4")
    assert short == "【进博会】缴费提醒：WU-7K2M9QX4。请登录“采购商登录”查看。"
