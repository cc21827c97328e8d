"""Mobile numbers, email addresses and passwords: what is accepted, how it is written and masked.

Q10; D4, D7.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberType
from zxcvbn import zxcvbn

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.work_unit import Category

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 256
WEAKEST_SCORE = 3  # of 4, by zxcvbn
SCORED_CHARACTERS = 72  # zxcvbn raises beyond
_LONGEST_TYPED_MOBILE = 40
_LONGEST_EMAIL = 254
_MAINLAND_DIGITS = 11
_IN_NUMBERS = frozenset("0123456789 -().")
_PINYIN_AND_OTHERS = """
woaini woaini1314 woaizhongguo aini iloveyou 5201314 520520 1314520 nihao zhongguo beijing shanghai
guangzhou shenzhen hangzhou ningbo qingdao xiamen dalian zhejiang jinbohui jinkou bolanhui guoji ciie
ciie2018 ciie2019 caigou caigoushang jiaoyituan gongsi qiye maoyi jituan mima denglu zhuce yaoqingma
wangwei zhangwei liwei xiaoming laopo laogong baobei taobao alibaba zhifubao weixin qwe123 qaz123 a123456
aa123456 abc123456 zxc123 asd123 88888888 66666666 168168 147258369 进博会 采购商 我爱你 中国 上海 密码
公司 交易团 进口博览会
"""


def channel_of(category: Category) -> NoticeChannel:
    """By SMS to domestic buyers, by email to overseas ones (Q10)."""
    return NoticeChannel.EMAIL if category is Category.OVERSEAS_UNIT else NoticeChannel.SMS


def mainland_mobile(typed: str) -> str:
    """In E.164: +8613812345678.

    Raises MAINLAND_MOBILE_NOT_VALID, MOBILE_NOT_MAINLAND (a mobile of another place).
    """
    try:
        number = _mobile(typed, region="CN")
    except RuleBroken:
        raise RuleBroken(Rule.MAINLAND_MOBILE_NOT_VALID, **_wrong_length(typed)) from None
    if number.country_code != 86:
        raise RuleBroken(Rule.MOBILE_NOT_MAINLAND)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def plain_code(typed: str) -> str:
    """A one-time code as it was sent: wide digits made narrow, spaces and dashes dropped."""
    plain = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED_MOBILE])
    return "".join(one for one in plain if not (one.isspace() or unicodedata.category(one) == "Pd"))


def any_mobile(typed: str) -> str:
    """In E.164, of any country; it begins with + and the country's code. Raises MOBILE_NOT_VALID."""
    number = _mobile(typed, region=None)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _wrong_length(typed: str) -> dict[str, int]:
    """How many digits were typed, where that alone is wrong with them."""
    plain = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED_MOBILE]).strip()
    own = plain.removeprefix("+86").removeprefix("0086").lstrip(" -")
    digits = "".join(one for one in own if one.isdecimal())
    is_number = own.startswith("1") and all(one in _IN_NUMBERS for one in own)
    return {"length": len(digits)} if is_number and len(digits) != _MAINLAND_DIGITS else {}


def as_dialled(number: str, *, abroad: bool = False) -> str:
    """As it is read, and typed again: 13812345678; `abroad` and for another country with + and its code."""
    if number.startswith("+86") and not abroad:
        return number[3:]
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _mobile(typed: str, region: str | None) -> phonenumbers.PhoneNumber:
    plain = unicodedata.normalize("NFKC", typed).strip()
    if region is None and plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if len(plain) > _LONGEST_TYPED_MOBILE or any(one.isalpha() for one in plain):
        raise RuleBroken(Rule.MOBILE_NOT_VALID)
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        raise RuleBroken(Rule.MOBILE_NOT_VALID) from None
    kinds = {PhoneNumberType.MOBILE}
    if number.country_code != 86:
        kinds.add(PhoneNumberType.FIXED_LINE_OR_MOBILE)  # North America does not tell them apart
    is_mobile = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in kinds
    if not is_mobile or number.extension:
        raise RuleBroken(Rule.MOBILE_NOT_VALID)
    return number


def email_address(typed: str) -> str:
    """As it is written to; the domain in lower case, Latin before the @. Raises EMAIL_NOT_VALID."""
    plain = typed.strip().replace("＠", "@")
    try:
        if len(plain) > _LONGEST_EMAIL:
            raise EmailNotValidError
        found = validate_email(plain, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise RuleBroken(Rule.EMAIL_NOT_VALID) from None
    return found.ascii_email or found.normalized


def email_key(address: str) -> str:
    """By which addresses are compared: capitals do not make another mailbox."""
    return address.casefold()


def mask_mobile(number: str) -> str:
    """138****1234; a number of another country keeps its country's code."""
    if number.startswith("+86"):
        own = number[3:]
        return f"{own[:3]}****{own[-4:]}"
    try:
        country = f"+{phonenumbers.parse(number, None).country_code} "
    except phonenumbers.NumberParseException:
        country = ""
    return f"{country}****{number[-4:]}" if len(number) > 8 else "****"


def mask_email(address: str) -> str:
    """l***@example.com"""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}***{at}{domain}" if at else "***"


def mask_contact(contact: str) -> str:
    """138****1234, l***@example.com; nothing of nothing."""
    if not contact:
        return ""
    return mask_email(contact) if "@" in contact else mask_mobile(contact)


def check_password(password: str, known: Iterable[str] = ()) -> None:
    """Eight characters or more and hard to guess (D4); `known` is what others know: name, number, unit.

    Raises PASSWORD_TOO_SHORT, PASSWORD_TOO_WEAK, TOO_LONG.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(Rule.PASSWORD_TOO_SHORT, shortest=SHORTEST_PASSWORD, length=len(password))
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(Rule.TOO_LONG, longest=LONGEST_PASSWORD, length=len(password))
    guesses = [*_PINYIN_AND_OTHERS.split(), *_parts(known)]
    scored = zxcvbn(password[:SCORED_CHARACTERS], user_inputs=guesses)
    if int(scored["score"]) < WEAKEST_SCORE:
        raise RuleBroken(Rule.PASSWORD_TOO_WEAK)


def _parts(known: Iterable[str]) -> list[str]:
    parts: list[str] = []
    for text in known:
        words = "".join(one if one.isalnum() else " " for one in text).split()
        parts += [text, *(word for word in words if len(word) > 2)]
        digits = "".join(one for one in text if one.isdigit())
        parts += [digits, digits[-11:], digits[-8:]] if len(digits) >= 8 else []
    return parts
