"""Every sentence is there in Chinese, once, with the same facts, and written as the glossary wants."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from ciie_portal.i18n import CATALOGUES
from ciie_portal.settings import ROOT
from ciie_portal.wording.help_desk import SAYS_NO_NUMBERS
from ciie_portal.wording.notice_emails import EMAIL_BODY, EMAIL_SUBJECT
from ciie_portal.wording.notice_texts import SMS
from ciie_portal.wording.rules import placeholders

HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
FULL = r"[\u3001\u3002\uff0c\uff1a\uff1b\uff1f\uff08\uff09\u201c\u201d]"
# A label and its value stand apart, as the glossary writes 缴费 ¥600.00 and 已保存 14:02.
MISTAKES = {
    "an exclamation mark": re.compile("[!！]"),
    "half-width punctuation after Chinese": re.compile(rf"{HAN}\s*[,;:?()]"),
    "half-width punctuation before Chinese": re.compile(rf"[,;:?()]\s*{HAN}"),
    "a full stop of the other script": re.compile(rf"{HAN}\.(?!\w)"),
    "full-width letters or digits": re.compile("[０-９Ａ-Ｚａ-ｚ]"),
    "a space between Chinese and digits": re.compile(
        rf"{HAN} +(?!{{(?:time|amount|contact|recipient)}})[0-9{{]|[0-9}}] +{HAN}"
    ),
    "a space beside full-width punctuation": re.compile(rf" {FULL}|{FULL} "),
    "straight quotes": re.compile("[\"']"),
    "you, as one speaks to a friend": re.compile("你"),
}
# glossary: never these words; on a page no 您 either
NEVER = (
    "登陆",
    "帐号",
    "国外",
    "海外",
    "主办方",
    "政府机关",
    "抱歉",
    "对不起",
    "非法",
    "交易团体",
    "大陆和台湾",
)
PRONOUNS = {"you", "your", "they"}
# the words that glossary-zh.md binds, wherever the English says them
BOUND = {
    "invitation code": "邀请码",
    "unit review": "单位审核",
    "tracking number": "快递单号",
    "refund": "退款",
    "certificate request": "办证申请",
    "verification code": "验证码",
    "organiser desk": "受理处",
    "sub-mission": "分团",
    "central enterprise": "中央企业",
    "business licence": "营业执照",
    "personnel review": "审核",
    "express": "快递",
    "stuck payment": "待核实的支付",
    "re-issue": "补办",
}


class Message(NamedTuple):
    english: str
    chinese: str
    catalogue: str


@cache
def catalogued() -> tuple[Message, ...]:
    messages = []
    for file in sorted(CATALOGUES.glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale="zh_Hans"):
                if not message.id:
                    continue
                source = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                text = message.string[0] if isinstance(message.string, (tuple, list)) else message.string
                messages.append(Message(source, text or "", file.name))
    return tuple(messages)


@cache
def marked() -> dict[str, str]:
    """Every English text that the source marks, and one file that does."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "ciie_portal").rglob("*.py")):
        for text in texts_of(file):
            found.setdefault(text, str(file.relative_to(ROOT)))
    return found


def texts_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = {"_": 0, "N_": 0, "ngettext": 0, "gettext_in": 1}.get(node.func.id)
        if place is None or len(node.args) <= place:
            continue
        text = node.args[place]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value


def test_every_marked_text_has_its_chinese() -> None:
    chinese = {message.english for message in catalogued() if message.chinese}
    assert {text: file for text, file in marked().items() if text not in chinese} == {}


def test_what_is_translated_is_a_plain_text() -> None:
    """A text put together on the way to `_` or `N_` would be found in no catalogue."""
    put_together = []
    for file in sorted((ROOT / "ciie_portal").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_marking = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")
            )
            if is_marking and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)):  # type: ignore[attr-defined]
                put_together.append(f"{file.relative_to(ROOT)}:{node.lineno}")  # type: ignore[attr-defined]
    assert put_together == []


def test_one_english_text_has_one_chinese_text() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for message in catalogued():
        told[message.english].add(message.chinese)
    assert {english: texts for english, texts in told.items() if len(texts) > 1} == {}


def test_both_languages_tell_the_same_facts() -> None:
    """English needs pronouns, and no figure for exactly one; a notice has all its facts at hand."""
    differing = [
        message
        for message in catalogued()
        if message.chinese
        and (
            placeholders(message.english) - placeholders(message.chinese) - PRONOUNS
            or placeholders(message.chinese) - placeholders(message.english) - extra_facts(message)
        )
    ]
    assert differing == []


def extra_facts(message: Message) -> frozenset[str]:
    of_a_notice = frozenset({"unit"}) if message.english in SMS.values() else frozenset()
    return of_a_notice | {"count"}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_chinese_is_set_as_chinese_is_set(mistake: str) -> None:
    pattern = MISTAKES[mistake]
    assert [message for message in catalogued() if pattern.search(message.chinese)] == []


def test_nobody_is_addressed_as_you_but_in_an_email_and_on_the_telephone() -> None:
    letters = {*EMAIL_BODY.values(), *EMAIL_SUBJECT.values(), "Dear buyer,", SAYS_NO_NUMBERS}
    on_pages = [message for message in catalogued() if message.english not in letters]
    assert [message for message in on_pages if "您" in message.chinese] == []


@pytest.mark.parametrize("word", NEVER)
def test_a_word_that_the_glossary_rules_out_is_not_used(word: str) -> None:
    assert [message for message in catalogued() if word in message.chinese] == []


@pytest.mark.parametrize("term", BOUND)
def test_a_term_is_said_in_the_word_of_the_glossary(term: str) -> None:
    says = re.compile(rf"(?<!{{)\b{term}s?\b", re.IGNORECASE)
    saying = [message for message in catalogued() if says.search(message.english)]
    assert [message for message in saying if BOUND[term] not in message.chinese] == []


def test_to_issue_anew_is_no_change_of_person() -> None:
    anew = [message for message in catalogued() if "补办" in message.chinese]
    assert [message for message in anew if "re-issu" not in message.english.lower()] == []


def test_english_texts_shout_as_little() -> None:
    assert [text for text in marked() if "!" in text] == []
