"""Everything that the help desk may have to name has a name."""

from __future__ import annotations

import pytest

from ciie_portal.domain.caller import Tell
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.searched import Fact
from ciie_portal.wording.caller import _SENTENCES
from ciie_portal.wording.help_desk import FACTS, NOTICE_NAMES, email_as_text, text_as_email
from ciie_portal.wording.help_history import whole_event


def test_every_notice_every_fact_and_every_answer_has_words() -> None:
    assert (set(NOTICE_NAMES), set(FACTS), set(_SENTENCES)) == (set(NoticeKind), set(Fact), set(Tell))


@pytest.mark.parametrize(
    ("event", "person", "told"),
    [
        ("enter_anew", "李* P-7K2M9QX4", "李* P-7K2M9QX4: Entered anew"),
        ("certificate_printed", "李* P-7K2M9QX4", "李* P-7K2M9QX4: Certificate printed"),
        ("register_again", "", "Registered again after withdrawing"),
    ],
)
def test_what_moves_no_status_is_called_as_the_record_calls_it(event: str, person: str, told: str) -> None:
    assert whole_event("en", event, person, (None, None), ("", "")) == told


def test_a_text_in_an_email_has_no_signature_and_an_email_in_a_text_is_short() -> None:
    assert text_as_email("【进博会】单位审核已通过。") == "单位审核已通过。"
    short = email_as_text("zh", "进博会", "缴费提醒", "WU-7K2M9QX4")
    assert short == "【进博会】缴费提醒：WU-7K2M9QX4。请登录“采购商登录”查看。"
