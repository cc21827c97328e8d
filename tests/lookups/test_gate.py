"""Codes checked with files alone: altered, other edition, void, copied, unknown key, wrong clock (C37)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ciie_portal.actions.make_certificates import make_certificates
from ciie_portal.actions.reissue import reissue
from ciie_portal.domain import access
from ciie_portal.domain.access import ADMINISTRATION, StaffRole
from ciie_portal.domain.entry_code import Verdict, edition_mark, from_base45, to_base45
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.lookups.gate import Gate, GateFileUnreadable, check_code, gate_from, keys_file, revoked_file
from ciie_portal.lookups.gate_page import gate_page
from ciie_portal.security import add_key
from tests.actions import paper_scene as given
from tests.actions.desk_scene import refusal
from tests.factories import NOW

DAY = timedelta(days=1)


def files() -> tuple[dict[str, Any], dict[str, Any]]:
    """As they travel: written and read again."""
    written = json.dumps([keys_file(ADMINISTRATION, now=NOW), revoked_file(ADMINISTRATION, now=NOW)])
    keys, revoked = json.loads(written)
    return keys, revoked


def gate(**changes: Any) -> Gate:
    return replace(gate_from(*files()), **changes)


def told(text: str, at: Gate, entries: dict[str, datetime] | None = None, now: datetime = NOW) -> Verdict:
    return check_code(text, at, entries or {}, now)[0]


def test_a_code_is_good_once_and_the_copy_is_noticed(database: str) -> None:
    _at, (serial,) = given.made(1)
    text = given.papers()[0].signed_text
    assert check_code(text, gate(), {}, NOW) == (Verdict.GOOD, serial)
    assert check_code(text, gate(), {serial: NOW}, NOW) == (Verdict.SECOND_ENTRY, serial)


def test_every_altered_byte_is_noticed(database: str) -> None:
    given.made(1)
    content = from_base45(given.papers()[0].signed_text[6:])
    here = gate()
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 0x40
        verdict = told(f"CIIE1:{to_base45(bytes(changed))}", here)
        expected = {0: Verdict.UNREADABLE, 1: Verdict.UNKNOWN_KEY, 2: Verdict.UNKNOWN_KEY}
        assert verdict is expected.get(place, Verdict.ALTERED)


def test_another_edition_an_unknown_key_and_a_wrong_clock_are_told_apart(database: str) -> None:
    given.made(1)
    text = given.papers()[0].signed_text
    assert told(text, gate(edition=edition_mark("another"))) is Verdict.OTHER_EDITION
    assert told(text, gate(keys={})) is Verdict.UNKNOWN_KEY
    assert told(text, gate(), now=NOW - DAY) is Verdict.MADE_LATER
    assert told(text, gate(), now=gate().over_at) is Verdict.EDITION_OVER
    assert told(text, gate(), now=NOW + DAY) is Verdict.GOOD


def test_a_replaced_certificate_fails_with_the_next_list_and_the_new_one_is_good(database: str) -> None:
    at, (old,) = given.made(1)
    before = gate()
    reissue(at.maker, old, "lost", now=NOW)
    old_text, new_text = (paper.signed_text for paper in given.papers())
    assert (told(old_text, before), told(old_text, gate())) == (Verdict.GOOD, Verdict.REVOKED)
    assert told(new_text, gate()) is Verdict.GOOD


def test_after_a_rotation_old_and_new_codes_are_good_where_the_new_keys_are_loaded(database: str) -> None:
    at = given.scene(2)
    make_certificates(at.maker, at.people[:1], now=NOW)
    before = gate()
    add_key("signing")
    make_certificates(at.maker, at.people[1:], now=NOW)
    old, new = (paper.signed_text for paper in given.papers())
    assert [told(old, before), told(new, before)] == [Verdict.GOOD, Verdict.UNKNOWN_KEY]
    assert [told(old, gate()), told(new, gate())] == [Verdict.GOOD, Verdict.GOOD]


def test_the_files_name_nobody(database: str) -> None:
    at, (old,) = given.made(1, name_zh="陈静", name_latin="Chen Jing")
    reissue(at.maker, old, "lost", now=NOW)
    text = json.dumps(files(), ensure_ascii=False) + gate_page(at.maker, now=NOW)
    secrets = ("陈静", "Chen Jing", at.unit.name_zh or "-", at.people[0], at.unit.reference)
    assert [secret for secret in secrets if secret in text] == []
    assert files()[1]["revoked"] == [old]


@pytest.mark.parametrize(
    ("keys", "revoked"),
    [
        ({}, None),
        (None, {}),
        ([], None),
        ({"keys": {"1": "*"}}, None),
        ({"mark": "zz"}, None),
        ({"over_at": "2027-01-01"}, None),
        (None, {"edition": "another", "revoked": []}),
        (None, {"edition": "x", "revoked": 3}),
    ],
)
def test_files_of_something_else_are_refused(database: str, keys: Any, revoked: Any) -> None:
    given.made(1)
    own_keys, own_revoked = files()
    wrong_keys = {**own_keys, **keys} if keys else own_keys if keys is None else keys
    wrong_revoked = own_revoked if revoked is None else revoked
    with pytest.raises(GateFileUnreadable):
        gate_from(wrong_keys, wrong_revoked)


def test_keys_and_page_are_for_makers_and_the_command_line(database: str) -> None:
    at, _serials = given.made(1)
    finance = access.staff(at.maker.staff_id or 0, StaffRole.FINANCE)
    for work in (keys_file, revoked_file, gate_page):
        for stranger in (finance, at.buyer, access.NOBODY):
            with pytest.raises(NotPermitted):
                work(stranger, now=NOW)
    with pytest.raises(RuleBroken) as unknown:
        keys_file(ADMINISTRATION, "never", now=NOW)
    assert refusal(unknown) is Rule.NOT_FOUND
