"""Forged, altered, oversized, misshapen codes: at the server, on the command line, before anybody (C37)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ciie_portal import clock
from ciie_portal.__main__ import cli
from ciie_portal.actions.reissue import reissue
from ciie_portal.actions.verify_certificate import verify_certificate
from ciie_portal.domain.access import ADMINISTRATION, NOBODY
from ciie_portal.domain.entry_code import EntryCode, Verdict, edition_mark, written
from ciie_portal.domain.standing import Standing
from ciie_portal.lookups.gate import Gate, GateFileUnreadable, check_code, gate_from, keys_file, revoked_file
from ciie_portal.security import add_key, sign, signing_key_id
from tests.actions import paper_scene as given
from tests.factories import NOW
from tests.gate.hostile_codes import attacks, good_ways

EVERY = sorted(attacks(written(EntryCode(1, edition_mark("E"), "CT-7K2M9QX4", NOW).body, bytes(64))))
RUN = CliRunner()


def one() -> tuple[given.Scene, str, str]:
    """A certificate: its scene, its serial, the text of its QR."""
    at, (serial,) = given.made(1)
    return at, serial, given.papers()[0].signed_text


def gate() -> Gate:
    return gate_from(keys_file(ADMINISTRATION, now=NOW), revoked_file(ADMINISTRATION, now=NOW))


def signed_here(serial: str, made_at: datetime, mark: bytes) -> str:
    code = EntryCode(signing_key_id(), mark, serial, made_at)
    return written(code.body, sign(code.key_id, code.body))


def test_every_hostile_text_is_told_apart_and_its_serial_is_never_believed(database: str) -> None:
    _at, _serial, good = one()
    here = gate()
    told = {name: check_code(text, here, {}, NOW) for name, (text, _verdict) in attacks(good).items()}
    assert told == {name: (verdict, "") for name, (_text, verdict) in attacks(good).items()}


def test_the_page_that_anybody_asks_finds_none_of_them_good(database: str) -> None:
    at, _serial, good = one()
    told = {
        name: verify_certificate(NOBODY, text, f"203.0.113.{place}", now=NOW)
        for place, (name, (text, _verdict)) in enumerate(attacks(good).items())
    }
    wrong = {Standing.UNKNOWN, Standing.NOT_A_SERIAL}
    assert {name: one.standing in wrong for name, one in told.items()} == dict.fromkeys(told, True)
    assert max(len(one.serial) for one in told.values()) <= 24
    assert at.edition.name_en not in str(told)


def test_however_a_scanner_types_it_the_code_is_good(database: str) -> None:
    _at, serial, good = one()
    for text in good_ways(good).values():
        assert check_code(text, gate(), {}, NOW) == (Verdict.GOOD, serial)
        assert verify_certificate(NOBODY, text, "203.0.113.9", now=NOW).standing is Standing.GOOD


def test_a_key_of_ours_signs_for_no_other_key_of_ours(database: str) -> None:
    _at, serial, _good = one()
    mark = gate().edition
    add_key("signing")
    claims_first = EntryCode(1, mark, serial, NOW)
    text = written(claims_first.body, sign(2, claims_first.body))
    assert check_code(text, gate(), {}, NOW) == (Verdict.ALTERED, "")


def test_a_code_signed_by_us_is_good_neither_before_it_was_made_nor_after_the_fair(database: str) -> None:
    _at, serial, _good = one()
    here = gate()
    later = signed_here(serial, NOW + timedelta(minutes=11), here.edition)
    last = signed_here(serial, datetime(2106, 2, 7, 6, 28, 15, tzinfo=UTC), here.edition)
    first = signed_here(serial, datetime(1970, 1, 1, tzinfo=UTC), here.edition)
    verdicts = [check_code(text, here, {}, NOW)[0] for text in (later, last, first)]
    assert verdicts == [Verdict.MADE_LATER, Verdict.MADE_LATER, Verdict.GOOD]
    assert check_code(first, here, {}, here.over_at)[0] is Verdict.EDITION_OVER


def run(*words: str) -> tuple[int, str]:
    ended = RUN.invoke(cli, ["certificate", "check", *words])
    return ended.exit_code, ended.output.strip()


@pytest.fixture
def folder(database: str, tmp_path: Path) -> Path:
    place = tmp_path / "gate"
    place.mkdir()
    return place


def saved(folder: Path) -> list[str]:
    for name, work in (("keys", keys_file), ("revoked", revoked_file)):
        (folder / f"{name}.json").write_text(json.dumps(work(ADMINISTRATION, now=clock.now())), "utf-8")
    return ["--keys", str(folder / "keys.json"), "--revoked", str(folder / "revoked.json")]


def test_the_command_refuses_every_hostile_text_and_lets_nobody_in(folder: Path) -> None:
    _at, _serial, good = one()
    entries = folder / "entries.json"
    files = [*saved(folder), "--entries", str(entries)]
    ended = {name: run(text, *files)[0] for name, (text, _verdict) in attacks(good).items()}
    assert ended == dict.fromkeys(EVERY, 1)
    assert not entries.exists()


def test_a_certificate_made_void_later_is_good_to_an_older_list_which_says_its_age(folder: Path) -> None:
    at, serial, text = one()
    files = saved(folder)
    reissue(at.maker, serial, "lost", now=NOW)
    code, told = run(text, *files)
    verdict, knows = told.splitlines()
    assert (code, verdict.startswith(f"Valid. {serial} ")) == (0, True)
    assert knows.startswith("Void certificates as of ")
    assert knows.endswith(": 0. What was made void after that time is not known here.")
    assert run(text, *files, "--language", "zh")[1].endswith("：0张。此后作废的证件，本处无从得知。")
    assert run(text, *saved(folder))[0] == 1
    assert len(run(text, *saved(folder))[1].splitlines()) == 1


def test_who_cannot_be_remembered_is_not_let_in(folder: Path) -> None:
    _at, _serial, text = one()
    (folder / "entries.json").mkdir()
    code, told = run(text, *saved(folder), "--entries", str(folder / "entries.json"))
    assert (code, told.startswith("entries.json cannot be written: ")) == (2, True)


@pytest.mark.parametrize(
    "revoked",
    [
        {"revoked": "CT-7K2M9QX4"},
        {"revoked": {"CT-7K2M9QX4": 1}},
        {"revoked": [1]},
        {"revoked": None},
        {"made_at": "2026-10-20T12:00:00"},
        {"made_at": "yesterday"},
        {"made_at": None},
    ],
)
def test_a_list_of_another_form_is_refused_rather_than_taken_for_an_empty_one(
    database: str, revoked: dict[str, object]
) -> None:
    one()
    keys, listed = keys_file(ADMINISTRATION, now=NOW), revoked_file(ADMINISTRATION, now=NOW)
    assert gate_from(keys, listed).revoked == frozenset()
    with pytest.raises(GateFileUnreadable):
        gate_from(keys, {**listed, **revoked})
