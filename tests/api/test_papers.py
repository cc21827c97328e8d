"""Files of certificates at the door: makers alone, whoever asks otherwise finds nothing (C30)."""

from __future__ import annotations

import httpx
import pytest

from ciie_portal import clock
from ciie_portal.actions import sessions
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.store.engine import transaction
from tests import factories
from tests.actions import paper_scene as given
from tests.api.wire import COOKIE, PORTAL, Wire, portal


def get(actor: Actor | None, address: str, **headers: str) -> httpx.Response:
    cookies = {}
    if actor is not None:
        with transaction() as session:
            ids = {"account_id": actor.account_id, "staff_id": actor.staff_id}
            cookies = {COOKIE: sessions.begin(session, clock.now(), **ids)}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(transport=Wire(portal()), base_url=PORTAL, cookies=cookies) as client:
        return client.get(address, headers=named)


def addresses(at: given.Scene, serial: str) -> list[str]:
    return [
        f"/api/batches/{at.batch()}/certificates.pdf",
        f"/api/batches/{at.batch()}/count-sheet.pdf",
        f"/api/certificates/{serial}/certificate.pdf",
        "/api/gate/certificate-check.html",
    ]


def test_the_maker_gets_files_that_no_browser_keeps(database: str) -> None:
    at, (serial,) = given.made(1)
    for address in addresses(at, serial):
        answer = get(at.maker, address)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind = "application/pdf" if address.endswith(".pdf") else "text/html; charset=utf-8"
        assert (answer.headers["content-type"], len(answer.content) > 5000) == (kind, True)


def test_nobody_else_finds_them(database: str) -> None:
    at, (serial,) = given.made(1)
    others: list[Actor | None] = [None, at.buyer]
    with transaction() as session:
        mission = factories.mission(session, "TM-44")
        for role in StaffRole:
            if role is not StaffRole.CERTIFICATE_MAKER:
                place = mission.id if role is StaffRole.SECRETARIAT else None
                row = factories.staff_member(session, role, place)
                others.append(access.staff(row.id, role, place))
    for other in others:
        for address in addresses(at, serial):
            answer = get(other, address)
            assert (answer.status_code, answer.text) == (404, "Not found")
    assert given.recorded("batch_printed", "certificate_printed", "count_sheet_printed") == []


def test_another_site_cannot_make_the_maker_fetch_one(database: str) -> None:
    at, (serial,) = given.made(1)
    for address in addresses(at, serial):
        assert get(at.maker, address, sec_fetch_site="cross-site").status_code == 404
    assert given.recorded("batch_printed", "certificate_printed") == []


@pytest.mark.parametrize("name", ["DEMO-9", "..%2f..%2fkeys.json", "x" * 5000, "%00", "-1", "'--"])
def test_guessed_names_are_not_found(database: str, name: str) -> None:
    at, _serials = given.made(1)
    for address in (f"/api/batches/{name}/certificates.pdf", f"/api/certificates/{name}/certificate.pdf"):
        assert get(at.maker, address).status_code == 404


def test_what_cannot_be_printed_is_said_in_the_makers_language(database: str) -> None:
    at, _serials = given.made(1, name_zh="陈\U00030000")
    answer = get(at.maker, f"/api/batches/{at.batch()}/certificates.pdf?locale=en")
    assert (answer.status_code, answer.text) == (
        409,
        "No certificate of this batch can be printed; make them by hand.",
    )
