"""The classification told as a sentence, to the buyer and to the reviewer (Q7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ciie_portal.domain.answer import is_chinese
from ciie_portal.domain.classification import Certainty, DecidedBy, Flag, FlagKind, UnitFacts, classify
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import gettext_in
from ciie_portal.wording.classification import (
    CERTAINTIES,
    DISAGREES,
    FLAGS,
    REASONS,
    SENTENCES,
    UNDECIDED,
    Reader,
    describe_candidate,
    explain,
    explain_disagreement,
    explain_flag,
)
from ciie_portal.wording.rules import placeholders
from tests.fair_data import a_credit_code, atlas, tree

NINGBO = UnitFacts(Category.ENTERPRISE, date(2019, 9, 30), "宁波远帆进出口有限公司", "330212")


def test_ningbo_is_explained_to_the_buyer_as_the_glossary_has_it() -> None:
    found = classify(NINGBO, atlas())
    assert {locale: explain(found, locale) for locale in ("en", "zh")} == {
        "en": "Your address is in Ningbo, an independently planned city with its own trade mission; "
        "so Ningbo Trade Mission reviews you, not Zhejiang's.",
        "zh": "单位住所在宁波市。宁波市为计划单列市，单独组团，故由宁波交易团审核，而非浙江交易团。",
    }


def test_the_reviewer_reads_of_the_unit() -> None:
    found = classify(replace(NINGBO, division_code="650102", is_corps_member=True), atlas())
    assert explain(found, "en", Reader.REVIEWER) == (
        "The unit belongs to the Xinjiang Production and Construction Corps, which has its own trade mission;"
        " so Xinjiang Production and Construction Corps Trade Mission reviews the unit, not Xinjiang's."
    )


def test_an_undecided_unit_is_told_the_candidates() -> None:
    found = classify(replace(NINGBO, credit_code=a_credit_code(division="100000")), atlas())
    assert explain(found, "zh") == (
        "统一社会信用代码由国家登记机关赋予，仅凭住所不能确定所属交易团（可能为宁波交易团），"
        "由博览局受理处确定。"
    )
    assert [describe_candidate(one, "en") for one in found.runners_up] == [
        "Ningbo Trade Mission, because the registered address is in that independently planned city"
    ]


def test_a_code_of_another_province_is_told_with_its_place() -> None:
    found = classify(replace(NINGBO, credit_code=a_credit_code(division="310115")), atlas())
    assert [explain_flag(flag, "en") for flag in found.flags] == [
        "The credit code was given in Shanghai; the registered address decides."
    ]


def test_an_invitation_code_of_another_mission_is_shown_beside_the_classification() -> None:
    told = explain_disagreement(classify(NINGBO, atlas()), tree()["TM-33"], "zh")
    assert told == "邀请码属浙江交易团；按注册信息，单位应归宁波交易团。"


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("by", SENTENCES)
def test_every_reason_is_a_whole_sentence_with_and_without_its_facts(by: DecidedBy, locale: str) -> None:
    bare = replace(classify(NINGBO, atlas()), by=by, instead_of=None)
    with_runners_up = classify(replace(NINGBO, parent_group_code="CE-041"), atlas()).runners_up
    rich = replace(bare, instead_of=tree()["TM-33"], runners_up=with_runners_up)
    poor = rich if by is DecidedBy.SEVERAL_OWNERS else bare
    assert ["{" in explain(found, locale) for found in (poor, rich)] == [False, False]


def test_everything_that_can_decide_has_words() -> None:
    assert set(REASONS) == set(DecidedBy)
    assert set(SENTENCES) == set(DecidedBy) - {DecidedBy.GROUP_INSIDE_NAME, DecidedBy.CODE_DIVISION}
    assert (set(CERTAINTIES), set(FLAGS)) == (set(Certainty), set(FlagKind))


def test_every_flag_can_be_told_without_a_mission() -> None:
    assert [kind for kind in FlagKind if "{" in explain_flag(Flag(kind), "zh")] == []


MESSAGES = [
    *(message for table in (SENTENCES, FLAGS) for messages in table.values() for message in messages),
    *REASONS.values(),
    *CERTAINTIES.values(),
    DISAGREES,
    UNDECIDED,
]


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_has_its_chinese_with_the_same_facts(message: str) -> None:
    chinese = gettext_in("zh", message)
    assert any(is_chinese(one) for one in chinese)
    assert placeholders(chinese) == placeholders(message) - {"your", "you"}
