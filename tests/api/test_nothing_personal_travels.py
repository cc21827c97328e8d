"""What forms answer, what files hold, what is logged: no number of a document or a phone (C39)."""

from __future__ import annotations

import logging

import httpx
import pypdfium2
import pytest
from sqlmodel import select

from ciie_portal import clock
from ciie_portal.actions.print_certificates import print_batch, print_one
from ciie_portal.actions.print_count_sheet import print_count_sheet
from ciie_portal.api import files, notifications, papers, session
from ciie_portal.store.engine import reading
from ciie_portal.store.sealed import document_of
from ciie_portal.store.tables import Account, Person
from tests.actions import paper_scene as given
from tests.api.wire import browser, post  # noqa: F401  (a fixture)
from tests.factories import NOW

MOBILE, DOCUMENT = "13800138000", "330203198501011239"
FORMS = sorted(route.path for route in session.ROUTES if "POST" in (route.methods or ()))
FILES = [
    "/api/batches/{name:str}/certificates.pdf",
    "/api/batches/{name:str}/count-sheet.pdf",
    "/api/certificates/{serial:str}/certificate.pdf",
    "/api/gate/certificate-check.html",
]
FIELDS = ("contact", "name", "mobile", "new_contact", "to", "password", "code", "number")


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("typed", [MOBILE, f"+86{MOBILE}", DOCUMENT, f"{MOBILE}\nforged line"])
def test_a_refused_form_leads_nowhere_with_a_number_and_logs_none(
    database: str,
    browser: httpx.Client,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
    address: str,
    typed: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = post(browser, address, None, **dict.fromkeys(FIELDS, typed))
    told = str(answer.headers) + answer.text + caplog.text
    assert [secret for secret in (MOBILE, DOCUMENT, "forged") if secret in told] == []


def test_the_files_that_leave_the_house_are_these_and_none_is_a_table() -> None:
    """There is no export of rows; who adds one brings the attack of cells that begin with = + - @ (C32)."""
    assert [route.path for route in papers.ROUTES] == FILES
    others = [route.path for route in (*files.ROUTES, *notifications.ROUTES, *session.ROUTES)]
    assert [path for path in others if any(kind in path for kind in ("csv", "xls", "export", "json"))] == []


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_papers_hold_names_as_text_and_no_number_of_anybody(
    database: str, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    at, (serial,) = given.made(1, name_zh=hostile, name_latin=hostile)
    with reading() as rows:
        person = rows.exec(select(Person)).one()
        account = rows.exec(select(Account)).one()
        mobile = account.mobile or "nothing"
        secrets = [document_of(person) or "nothing", mobile, mobile.removeprefix("+86")]
    printed = [
        print_batch(at.maker, at.batch(), now=NOW),
        print_one(at.maker, serial, now=NOW),
        print_count_sheet(at.maker, at.batch(), now=NOW),
    ]
    for file in printed:
        document = pypdfium2.PdfDocument(file.content)
        pages = "".join(page.get_textpage().get_text_range() for page in document)
        whole = f"{file.name} {document.get_metadata_dict()} {pages}"
        assert [secret for secret in secrets if secret in whole] == []
        assert hostile in pages
        assert serial in pages
