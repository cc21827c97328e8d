"""Identity documents, each checked by its own rule (rules.md section 3, Identity)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import ric

from ciie_portal.domain.country import HONG_KONG, MACAO, MAINLAND, REGIONS_OF_CHINA, TAIWAN
from ciie_portal.domain.division import PROVINCES
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.personnel import EARLIEST_BIRTH_YEAR, Sex


class DocumentType(StrEnum):
    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"  # Hong Kong, Macao, Taiwan: 81, 82, 83
    HONG_KONG_MACAO_PERMIT = "hong_kong_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PERMANENT_RESIDENCE = "permanent_residence"  # foreigner's, old and new
    PASSPORT = "passport"


@dataclass(frozen=True)
class DocumentReading:
    """A number as it is stored, and what it says of its holder; None where it says nothing."""

    number: str
    birth_date: date | None = None
    sex: Sex | None = None
    nationalities: frozenset[str] | None = None


LATIN_NAMED = frozenset({DocumentType.PASSPORT, DocumentType.PERMANENT_RESIDENCE})
_LONGEST_TYPED = 60
_FURTHEST_EXPIRY_YEARS = 60
_PERMIT_REGIONS = {"810000": HONG_KONG, "820000": MACAO, "830000": TAIWAN}
_HOME_PERMIT = re.compile(r"[HM]\d{8}(\d{2})?")  # the last two count the re-issues
_TAIWAN_PERMIT = re.compile(r"\d{8}(\d{2}[A-Z]?)?")
_OLD_RESIDENCE_CARD = re.compile(r"[A-Z]{3}\d{12}")
_CHINESE_PASSPORT = re.compile(r"[A-Z][A-Z0-9]\d{7}")
_PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,15}")


def read_document(kind: DocumentType, typed: str, nationality: str | None, today: date) -> DocumentReading:
    """The number compact and in capitals, checked by its own rule. Raises a DOCUMENT_ rule."""
    plain = unicodedata.normalize("NFKC", typed[: _LONGEST_TYPED + 1]).upper()
    number = "".join(one for one in plain if one.isalnum())
    if not number.isascii() or len(plain) > _LONGEST_TYPED:
        raise RuleBroken(Rule.DOCUMENT_NUMBER_SHAPE)
    if kind is DocumentType.PASSPORT:
        return _passport(number, nationality)
    return _READERS[kind](number, today)


def lasting_number(kind: DocumentType | None, number: str) -> str:
    """What stays of a number when the document is issued anew: permits count their issues at its end."""
    return number[: _LASTING[kind]] if kind in _LASTING else number


_LASTING = {DocumentType.HONG_KONG_MACAO_PERMIT: 9, DocumentType.TAIWAN_PERMIT: 8}  # characters


def check_expiry(expires_on: date, today: date) -> date:
    """Valid on its last day too. Raises DOCUMENT_EXPIRED, DOCUMENT_EXPIRY_TOO_FAR."""
    if expires_on < today:
        raise RuleBroken(Rule.DOCUMENT_EXPIRED)
    if expires_on.year > today.year + _FURTHEST_EXPIRY_YEARS:
        raise RuleBroken(Rule.DOCUMENT_EXPIRY_TOO_FAR)
    return expires_on


def mask_document(number: str) -> str:
    """3301**********1234; shorter numbers keep less: E1*****78."""
    kept = 4 if len(number) >= 15 else 2 if len(number) >= 8 else 1
    if len(number) <= 2 * kept:
        return "*" * len(number)
    return f"{number[:kept]}{'*' * (len(number) - 2 * kept)}{number[-kept:]}"


def _resident_id(number: str, today: date) -> DocumentReading:
    _check_eighteen(number)
    if number[:2] not in PROVINCES:
        raise RuleBroken(Rule.DOCUMENT_PLACE)
    return DocumentReading(number, _birth_date(number, today), _sex(number), frozenset({MAINLAND}))


def _residence_permit(number: str, today: date) -> DocumentReading:
    _check_eighteen(number)
    region = _PERMIT_REGIONS.get(number[:6])
    if region is None:
        raise RuleBroken(Rule.DOCUMENT_PLACE)
    return DocumentReading(number, _birth_date(number, today), _sex(number), frozenset({region, MAINLAND}))


def _home_permit(number: str, _today: date) -> DocumentReading:
    if not _HOME_PERMIT.fullmatch(number):
        raise RuleBroken(Rule.DOCUMENT_NUMBER_SHAPE)
    region = HONG_KONG if number[0] == "H" else MACAO
    return DocumentReading(number, nationalities=frozenset({region, MAINLAND}))


def _taiwan_permit(number: str, _today: date) -> DocumentReading:
    if not _TAIWAN_PERMIT.fullmatch(number):
        raise RuleBroken(Rule.DOCUMENT_NUMBER_SHAPE)
    return DocumentReading(number, nationalities=frozenset({TAIWAN, MAINLAND}))


def _residence_card(number: str, today: date) -> DocumentReading:
    """Since December 2023 18 digits that begin with 9; the card of 2017 has three letters and 12 digits."""
    if _OLD_RESIDENCE_CARD.fullmatch(number):
        return DocumentReading(number)
    if not number.startswith("9"):
        raise RuleBroken(Rule.DOCUMENT_NUMBER_SHAPE)
    _check_eighteen(number)
    return DocumentReading(number, _birth_date(number, today))


def _passport(number: str, nationality: str | None) -> DocumentReading:
    shape = _CHINESE_PASSPORT if nationality == MAINLAND else _PASSPORT
    if not shape.fullmatch(number):
        raise RuleBroken(Rule.DOCUMENT_NUMBER_SHAPE)
    return DocumentReading(number)


_READERS: dict[DocumentType, Callable[[str, date], DocumentReading]] = {
    DocumentType.RESIDENT_ID: _resident_id,
    DocumentType.RESIDENCE_PERMIT: _residence_permit,
    DocumentType.HONG_KONG_MACAO_PERMIT: _home_permit,
    DocumentType.TAIWAN_PERMIT: _taiwan_permit,
    DocumentType.PERMANENT_RESIDENCE: _residence_card,
}


def fits_nationality(kind: DocumentType, reading: DocumentReading, nationality: str) -> bool:
    """A foreigner's card is for foreigners; the other documents say whose they are."""
    if kind is DocumentType.PERMANENT_RESIDENCE:
        return nationality != MAINLAND and nationality not in REGIONS_OF_CHINA
    return reading.nationalities is None or nationality in reading.nationalities


def _check_eighteen(number: str) -> None:
    """Length, digits and check character of GB 11643 (ISO 7064 MOD 11-2)."""
    if len(number) != 18:
        raise RuleBroken(Rule.DOCUMENT_NUMBER_LENGTH, length=len(number))
    if not number[:-1].isdigit() or not (number[-1].isdigit() or number[-1] == "X"):
        raise RuleBroken(Rule.DOCUMENT_NUMBER_SHAPE)
    if number[-1] != ric.calc_check_digit(number):
        raise RuleBroken(Rule.DOCUMENT_CHECK)


def _birth_date(number: str, today: date) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise RuleBroken(Rule.DOCUMENT_BIRTH_NOT_A_DATE) from None
    if born.year < EARLIEST_BIRTH_YEAR:
        raise RuleBroken(Rule.DOCUMENT_BIRTH_NOT_A_DATE)
    if born > today:
        raise RuleBroken(Rule.DOCUMENT_BIRTH_IN_FUTURE)
    return born


def _sex(number: str) -> Sex:
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
