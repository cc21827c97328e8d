"""Every reason to refuse has its sentence, in English and in Chinese (architecture section 7)."""

from __future__ import annotations

import pytest

from ciie_portal.domain.answer import is_chinese
from ciie_portal.domain.errors import FieldProblem, Rule
from ciie_portal.i18n import gettext_in
from ciie_portal.wording.rules import OF_A_PERSON, SENTENCES, placeholders, problem_sentence, sentence


def test_every_rule_has_a_sentence_and_nothing_else_has() -> None:
    assert set(SENTENCES) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_the_last_sentence_of_a_rule_needs_no_facts(rule: Rule) -> None:
    assert placeholders(SENTENCES[rule][-1]) == set()


@pytest.mark.parametrize("rule", Rule)
def test_every_sentence_has_its_chinese_with_the_same_facts(rule: Rule) -> None:
    for message in (*SENTENCES[rule], OF_A_PERSON):
        chinese = gettext_in("zh", message)
        assert chinese != message
        assert any(is_chinese(one) for one in chinese)
        assert placeholders(chinese) == placeholders(message)


@pytest.mark.parametrize("rule", Rule)
def test_chinese_is_written_as_the_glossary_wants(rule: Rule) -> None:
    for message in SENTENCES[rule]:
        chinese = gettext_in("zh", message)
        found = [
            mark for mark in ("您", "你", "抱歉", "非法", "!", "！", ", ", "登陆", "帐号") if mark in chinese
        ]
        assert found == []
        assert chinese.endswith("。")


def test_a_deadline_is_told_as_the_end_of_its_day_in_china() -> None:
    told = {
        locale: sentence(Rule.REGISTRATION_CLOSED, locale, closed_at="2019-09-30T16:00:00+00:00")
        for locale in ("en", "zh")
    }
    assert told == {
        "en": "Registration closed at 24:00 on 30 September 2019, Beijing time (UTC+8). "
        "Your draft is kept but can no longer be submitted.",
        "zh": "注册已于北京时间2019年9月30日24时截止，填写内容已保存，但不能再提交。",
    }


def test_a_wrong_answer_is_named_and_so_is_its_person() -> None:
    problem = FieldProblem("position", Rule.REQUIRED, {"person": 2})
    assert problem_sentence(problem, "en") == "Person 2: Please fill in: position."
    assert problem_sentence(FieldProblem("P-1.unknown", Rule.REQUIRED), "en") == "Please fill this in."


def test_what_is_missing_is_chosen_or_uploaded_where_nothing_is_typed() -> None:
    chosen, uploaded = (
        FieldProblem("industry", Rule.REQUIRED),
        FieldProblem("P-1.photo_file_id", Rule.REQUIRED),
    )
    assert problem_sentence(chosen, "en") == "Please choose: industry."
    assert problem_sentence(chosen, "zh") == "请选择所属行业。"
    assert problem_sentence(uploaded, "en") == "Please upload: photo."
    assert problem_sentence(uploaded, "zh") == "请上传证件照片。"
