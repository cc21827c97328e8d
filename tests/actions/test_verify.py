"""Anybody asks whether a serial is good; nobody learns whose it is, nor tries many (C37)."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from ciie_portal.actions import throttles
from ciie_portal.actions.reissue import reissue
from ciie_portal.actions.verify_certificate import Verified, verify_certificate
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.entry_code import from_base45, to_base45
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.standing import Standing
from ciie_portal.settings import get_settings
from ciie_portal.wording.verification import standing_words
from tests import factories
from tests.actions import paper_scene as given
from tests.actions.desk_scene import refusal
from tests.factories import NOW


def ask(typed: str, caller: str = "203.0.113.9") -> Verified:
    return verify_certificate(NOBODY, typed, caller, now=NOW)


def test_a_good_a_void_and_an_invented_serial_are_answered_in_one_shape(database: str) -> None:
    at, (old,) = given.made(1, name_zh="陈静", name_latin="Chen Jing")
    new = reissue(at.maker, old, "lost", now=NOW)
    invented = factories.reference(Prefix.CERTIFICATE)
    good, void, never = ask(new), ask(old), ask(invented)
    assert astuple(good) == (Standing.GOOD, new, "某届", "An edition", True)
    assert astuple(void) == (Standing.VOID, old, "", "", True)
    assert astuple(never) == (Standing.UNKNOWN, invented, "", "", True)
    told = str([*map(astuple, (good, void, never)), *(standing_words("en", one) for one in Standing)])
    assert [name for name in ("陈静", "Chen", at.unit.name_zh or "-", at.people[0]) if name in told] == []


def test_a_serial_is_understood_as_people_type_it(database: str) -> None:
    _at, (serial,) = given.made(1)
    for typed in (serial.lower(), serial.replace("-", ""), f" {serial} ", serial.replace("0", "O")):
        assert ask(typed).standing is Standing.GOOD


def test_the_text_of_the_qr_is_checked_by_its_signature(database: str) -> None:
    _at, (serial,) = given.made(1)
    text = given.papers()[0].signed_text
    assert (ask(text).standing, ask(text.lower()).serial) == (Standing.GOOD, serial)
    content = bytearray(from_base45(text[6:]))
    content[16] ^= 1
    assert ask(f"CIIE1:{to_base45(bytes(content))}").standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    "typed", ["", "%", "CT-%", "' OR 1=1 --", "\x00", "C" * 10_000, "\u202eCT", "P-00000000"]
)
def test_what_is_no_serial_is_not_known_and_shown_no_longer_than_it_is_worth(
    database: str, typed: str
) -> None:
    answer = ask(typed)
    shown = answer.standing, answer.is_serial, len(answer.serial) <= 24
    assert shown == (Standing.NOT_A_SERIAL, False, True)
    assert answer.serial.isprintable()


def test_a_serial_with_a_typing_mistake_is_one_that_there_is_not(database: str) -> None:
    _at, (serial,) = given.made(1)
    mistyped = serial[:-1] + ("0" if serial[-1] != "0" else "1")
    assert (ask(mistyped).standing, ask("hello").standing) == (Standing.UNKNOWN, Standing.NOT_A_SERIAL)
    assert "CT-7K2M9QX4" in standing_words("en", Standing.NOT_A_SERIAL)[2]


def test_serials_cannot_be_tried_one_after_the_other(database: str) -> None:
    _at, (serial,) = given.made(1)
    for _ in range(get_settings().verifications_per_address):
        throttles.count("verify", "203.0.113.9", get_settings().verifications_per_address, 10)
    with pytest.raises(RuleBroken) as broken:
        ask(serial)
    assert refusal(broken) is Rule.TOO_MANY_TRIES
    assert ask(serial, "203.0.113.10").standing is Standing.GOOD
