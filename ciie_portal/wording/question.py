"""What an answered question is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """`facts` in {braces} come from the edition; `holds` names what must be so for it to be shown."""

    text: str
    holds: str = ""  # "code_free", "code_needed": how enterprises without a code register in this edition


@dataclass(frozen=True)
class Question:
    """`anchor` is its place in the address and does not change; `answers` cites the source."""

    anchor: str
    answers: str
    question: str
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[tuple[str, str], ...]  # words and address
    also: str = ""  # other words that people search by, of both languages; never shown


@dataclass(frozen=True)
class Group:
    title: str
    questions: tuple[Question, ...]
