"""Every answer of a person, checked alone and against the document (Q1, Q6; D5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from ciie_portal.domain import contact, person_name
from ciie_portal.domain.answer import AnswerSheet, AnswerValue, day, line, one_of, word_of
from ciie_portal.domain.country import COUNTRIES
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.identity_document import (
    LATIN_NAMED,
    DocumentReading,
    DocumentType,
    check_expiry,
    fits_nationality,
    read_document,
)
from ciie_portal.domain.personnel import PersonRole, Sex, check_birth_date
from ciie_portal.domain.work_unit import Category, is_domestic

_LONGEST_POSITION = 100
_DIFFERS_FROM = {
    Rule.DOCUMENT_BIRTH_DIFFERS: "birth_date",
    Rule.DOCUMENT_SEX_DIFFERS: "sex",
    Rule.DOCUMENT_NATIONALITY_DIFFERS: "document_number",
}


def check_person_answers(
    answers: Mapping[str, object], category: Category, today: date
) -> dict[str, AnswerValue]:
    """The answers ready to be stored, keyed by column; `document_number` is still in clear.

    `category` is the unit's. Raises every problem at once.
    """
    return _sheet(answers, category, today).finish()


def check_returned_answers(
    answers: Mapping[str, object], opened: Collection[str], category: Category, today: date
) -> dict[str, AnswerValue]:
    """The columns that a reviewer gave back, out of all the answers; only their problems are raised.

    A person is read whole, because a document answers for birth date and sex; what was accepted stays so.
    """
    sheet = _sheet(answers, category, today)
    theirs = [replace(problem, field=_field_to_mend(problem, opened)) for problem in sheet.problems]
    theirs = [problem for problem in theirs if problem.field in opened]
    if theirs:
        raise RuleBroken(theirs)
    return {field: value for field, value in sheet.checked.items() if field in opened}


def _field_to_mend(problem: FieldProblem, opened: Collection[str]) -> str:
    """Two answers that differ are mended in the one that is open."""
    return problem.field if problem.field in opened else _DIFFERS_FROM.get(problem.rule, problem.field)


def _sheet(answers: Mapping[str, object], category: Category, today: date) -> AnswerSheet:
    sheet = AnswerSheet(answers)
    kind = sheet.read("document_type", word_of(DocumentType))
    is_latin_named = kind is not None and DocumentType(kind) in LATIN_NAMED
    sheet.read("name_zh", person_name.chinese_person_name, required=kind is not None and not is_latin_named)
    sheet.read("name_latin", person_name.latin_person_name, required=is_latin_named)
    sex = sheet.read("sex", word_of(Sex))
    born = sheet.read("birth_date", lambda typed: check_birth_date(day(typed), today))
    nationality = sheet.read("nationality", one_of(COUNTRIES))
    sheet.read("document_expires_on", lambda typed: check_expiry(day(typed), today), required=False)
    _read_number(sheet, kind, nationality, today, (born, Sex(sex) if sex else None))
    _read_contact(sheet, category)
    sheet.read("position", line(_LONGEST_POSITION))
    role = sheet.read("role", word_of(PersonRole))
    sheet.checked["role_other"] = None
    if role == PersonRole.OTHER:
        sheet.read("role_other", line(_LONGEST_POSITION))
    _read_photo(sheet)
    return sheet


def _read_number(
    sheet: AnswerSheet,
    kind: str | None,
    nationality: str | None,
    today: date,
    stated: tuple[date | None, Sex | None],
) -> None:
    """The number by the rule of its type, then against what was said of birth, sex and nationality."""
    field = "document_number"
    if kind is None:
        sheet.read(field, line(_LONGEST_POSITION))
        return
    document = DocumentType(kind)
    read = partial(_reading, document, nationality=nationality, today=today)
    reading = sheet.read(field, read)
    if reading is None:
        return
    sheet.checked[field] = reading.number
    born, sex = stated
    if born and reading.birth_date not in (None, born):
        sheet.refuse(field, Rule.DOCUMENT_BIRTH_DIFFERS)
    elif sex and reading.sex not in (None, sex):
        sheet.refuse(field, Rule.DOCUMENT_SEX_DIFFERS)
    elif nationality and not fits_nationality(document, reading, nationality):
        sheet.refuse("nationality", Rule.DOCUMENT_NATIONALITY_DIFFERS)


def _reading(document: DocumentType, typed: str, nationality: str | None, today: date) -> DocumentReading:
    return read_document(document, typed, nationality, today)


def _read_contact(sheet: AnswerSheet, category: Category) -> None:
    """A domestic unit's persons have a mainland mobile; those of an overseas unit are written to by email."""
    sheet.read("mobile", contact.mainland_mobile if is_domestic(category) else contact.any_mobile)
    sheet.read("email", contact.email_address, required=not is_domestic(category))


def _read_photo(sheet: AnswerSheet) -> None:
    number = sheet.stored_number("photo_file_id")
    sheet.checked["photo_file_id"] = number
    if number is None:
        sheet.refuse("photo_file_id", Rule.REQUIRED)
