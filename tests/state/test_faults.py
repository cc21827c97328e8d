"""C39: the log says where something failed, never what somebody had typed; no line in it is forged."""

from __future__ import annotations

import logging

import pytest

import ciie_portal.ciie_portal  # noqa: F401  (the root keeps the logs clean)
from ciie_portal.state import faults

SECRET = "13800138000\nforged line"


def fails() -> None:
    try:
        int(SECRET)
    except ValueError as first:
        raise LookupError(f"no row for {SECRET}") from first


def test_a_fault_is_logged_by_kind_and_place_under_its_reference(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(LookupError) as failed:
        fails()
    reference = faults.report(failed.value)
    (line,) = caplog.messages
    assert line.startswith(f"fault {reference}: LookupError\n")
    assert "\nafter ValueError\n" in line
    assert "test_faults.py:" in line
    assert ["13800138000" in line, "forged" in line] == [False, False]


def test_references_differ() -> None:
    assert faults.report(ValueError()) != faults.report(ValueError())


@pytest.mark.parametrize(
    "name", ["reflex.app", "reflex_base.event.processor", "engineio.server", "socketio", "asyncio"]
)
def test_the_framework_logs_where_and_not_what(caplog: pytest.LogCaptureFixture, name: str) -> None:
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger(name).exception("Event data: %s", SECRET)
    (record,) = caplog.records
    assert record.getMessage() == f"{name}:{record.lineno} ValueError"
    assert (record.exc_info, "forged" in caplog.text) == (None, False)


def test_everybody_else_logs_as_ever(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("ciie_portal.somewhere").warning("%s refused", "a call")
    assert caplog.messages == ["a call refused"]


def test_cleaning_twice_is_cleaning_once() -> None:
    before = logging.getLogRecordFactory()
    faults.keep_logs_clean()
    assert logging.getLogRecordFactory() is before
