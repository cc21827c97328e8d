"""What people type: cleaned where it is harmless, refused where it could deceive, never a crash."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain import person_name
from ciie_portal.domain.answer import AnswerSheet, clean_line, clean_lines, day, line, one_of, yes_or_no
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken

anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.lists(st.text()),
    st.dates(),
)


def refusal(parse, typed: str) -> Rule | None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as refused:
        parse(typed)
    return refused.value.rule


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  宁波　远帆\t公司 ", "宁波 远帆 公司"),
        ("ＡＢＣ１２３", "ABC123"),
        ("Cafe\u0301", "Café"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("<b>bold</b> & 'quoted'", "<b>bold</b> & 'quoted'"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_one_line_is_tidied_and_markup_stays_text(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    "typed", ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b", "a\ue000b", "😀", "☎️", "a\ud800", "z͑ͫ̓̄"]
)
def test_control_bidi_private_and_pictures_are_refused(typed: str) -> None:
    assert refusal(clean_line, typed) is Rule.UNUSABLE_CHARACTERS


def test_lines_are_kept_and_empty_ones_thinned() -> None:
    assert clean_lines("meat \r\n\r\n\r\n\r\n  milk\rcheese\n") == "meat\n\nmilk\ncheese"


def test_too_long_tells_the_limit_and_the_length() -> None:
    with pytest.raises(RuleBroken) as refused:
        line(5)("123456")
    assert (refused.value.rule, refused.value.facts) == (Rule.TOO_LONG, {"longest": 5, "length": 6})
    assert refusal(line(5), "x" * 1_000_000) is Rule.TOO_LONG


@pytest.mark.parametrize(
    "typed", ["1990-02-01", "1990/2/1", "1990.2.1", "1990年2月1日", "19900201", "１９９０-０２-０１"]
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert day(typed) == date(1990, 2, 1)


@pytest.mark.parametrize(
    "typed", ["1990-02-30", "01/02/1990", "90-2-1", "yesterday", "0000-01-01", "1990-13-01"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert refusal(day, typed) is Rule.NOT_A_DATE


def test_every_wrong_answer_is_found_at_once() -> None:
    sheet = AnswerSheet({"name": " ", "kind": "other", "note": "x" * 20, "yes": "maybe"})
    sheet.read("name", line(10))
    sheet.read("kind", one_of(("a", "b")))
    sheet.read("note", line(10))
    sheet.read("yes", yes_or_no)
    sheet.read("absent", line(10), required=False)
    with pytest.raises(RuleBroken) as refused:
        sheet.finish()
    assert refused.value.problems == (
        FieldProblem("name", Rule.REQUIRED),
        FieldProblem("kind", Rule.NOT_AN_OPTION),
        FieldProblem("note", Rule.TOO_LONG, {"longest": 10, "length": 20}),
        FieldProblem("yes", Rule.NOT_AN_OPTION),
    )


@given(anything)
def test_an_answer_of_any_kind_is_read_or_refused(answer: object) -> None:
    for parser in (line(10), day, yes_or_no, person_name.person_name, person_name.chinese_unit_name):
        sheet = AnswerSheet({"field": answer})
        sheet.read("field", parser)
        assert (sheet.checked["field"] is None) == bool(sheet.problems)
    several = AnswerSheet({"field": answer})
    assert (several.read_several("field", ("a", "b")) is None) == bool(several.problems)


def test_an_instant_is_no_day() -> None:
    sheet = AnswerSheet({"field": datetime(2019, 9, 30, tzinfo=UTC)})
    sheet.read("field", day)
    assert sheet.problems == [FieldProblem("field", Rule.NOT_AN_OPTION)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("李 伟", "李伟"), ("阿卜杜拉•买买提", "阿卜杜拉·买买提"), ("〇先生", "〇先生"), ("㐂田", "㐂田")],
)
def test_a_chinese_name_is_kept_as_in_the_document(typed: str, kept: str) -> None:
    assert person_name.chinese_person_name(typed) == kept


@pytest.mark.parametrize(
    ("parse", "typed", "rule"),
    [
        (person_name.chinese_person_name, "Li Wei", Rule.CHINESE_NEEDED),
        (person_name.chinese_person_name, "李", Rule.NOT_A_NAME),
        (person_name.chinese_person_name, "李伟2", Rule.CHINESE_NEEDED),
        (person_name.chinese_person_name, "·李伟", Rule.CHINESE_NEEDED),
        (person_name.latin_person_name, "李伟", Rule.LATIN_NEEDED),
        (person_name.latin_person_name, "Иван Петров", Rule.LATIN_NEEDED),
        (person_name.latin_person_name, "R2D2", Rule.NOT_A_NAME),
        (person_name.latin_person_name, "--", Rule.NOT_A_NAME),
        (person_name.person_name, "<script>", Rule.NOT_A_NAME),
        (person_name.person_name, "12345", Rule.NOT_A_NAME),
        (person_name.chinese_unit_name, "Ningbo Trading", Rule.CHINESE_NEEDED),
        (person_name.chinese_unit_name, "宁波ООО公司", Rule.CHINESE_NEEDED),
        (person_name.latin_unit_name, "宁波公司", Rule.LATIN_NEEDED),
        (person_name.latin_unit_name, "ООО Ромашка", Rule.LATIN_NEEDED),
        (person_name.latin_unit_name, "3", Rule.NOT_A_NAME),
        (person_name.chinese_unit_name, "公" * 151, Rule.TOO_LONG),
    ],
)
def test_a_name_in_the_wrong_letters_is_refused(parse, typed: str, rule: Rule) -> None:  # type: ignore[no-untyped-def]
    assert refusal(parse, typed) is rule


def test_a_units_name_gets_the_brackets_of_the_licence() -> None:
    assert person_name.chinese_unit_name("华润 (集团) 有限公司") == "华润（集团）有限公司"
    assert person_name.latin_unit_name("Müller & Söhne GmbH (Asia)") == "Müller & Söhne GmbH (Asia)"
    assert person_name.latin_person_name("O’Brien-Núñez, José") == "O’Brien-Núñez, José"


@pytest.mark.parametrize(
    ("name", "masked"), [("李伟", "李*"), ("Li Wei", "Li *"), ("Madonna", "M*"), ("", "")]
)
def test_a_name_in_a_message_is_masked(name: str, masked: str) -> None:
    assert person_name.mask_name(name) == masked
