"""Photos and scans at the door: who may send, what is refused and how fast, who may see (C07, C29, C30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import httpx
import pytest
from PIL import Image
from sqlmodel import select

from ciie_portal import clock
from ciie_portal.actions import sessions, throttles
from ciie_portal.actions.keep_file import attach_photo
from ciie_portal.api import http
from ciie_portal.api.outer_guard import OuterGuard
from ciie_portal.domain.access import Actor, StaffRole
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import JourneyEvent, StoredFile
from tests import factories
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import fill_contact, fill_person, fill_unit
from tests.api.wire import COOKIE, OWN_PAGE, PORTAL, Wire
from tests.gateways.test_file_checks import HTML, SVG, picture, png_that_claims

MEGABYTE = 1024 * 1024
ENGLISH = {**OWN_PAGE, "accept-language": "en"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


@dataclass
class Browser:
    """A browser with a session, or without one."""

    cookie: str = ""
    wire: Wire = field(default_factory=lambda: Wire(OuterGuard(http.routes())))

    def send(
        self,
        kind: str,
        content: bytes,
        person: str = "",
        headers: dict[str, str] | None = None,
        name: str = "photo.jpg",
    ) -> httpx.Response:
        with httpx.Client(transport=self.wire, base_url=PORTAL, cookies=self.cookies()) as client:
            files = {"file": (name, content, "image/jpeg")}
            address = f"/api/files/{kind}"
            return client.post(address, files=files, params={"person": person}, headers=headers or ENGLISH)

    def see(self, key: str) -> httpx.Response:
        with httpx.Client(transport=self.wire, base_url=PORTAL, cookies=self.cookies()) as client:
            return client.get(f"/api/files/{key}")

    def cookies(self) -> dict[str, str]:
        return {COOKIE: self.cookie} if self.cookie else {}


def signed_in(actor: Actor) -> Browser:
    with transaction() as session:
        ids = {"account_id": actor.account_id, "staff_id": actor.staff_id}
        return Browser(sessions.begin(session, clock.now(), **ids))


def at_people(at: given.Scene) -> tuple[Actor, str]:
    """A buyer with one person, and the person's reference."""
    actor = given.buyer(at)
    fill_unit(actor, clock.now())
    fill_contact(actor, clock.now())
    return actor, fill_person(actor, clock.now())


def staff(role: StaffRole, mission_id: int | None = None) -> Actor:
    with transaction() as session:
        row = factories.staff_member(session, role, mission_id)
        return given.access.staff(row.id or 0, role, mission_id)


def kept() -> list[StoredFile]:
    with reading() as session:
        return [row for row in session.exec(select(StoredFile)).all() if len(row.key) == 32]


def looks() -> list[JourneyEvent]:
    with reading() as session:
        return list(session.exec(select(JourneyEvent).where(JourneyEvent.event == "see_photo")).all())


def test_a_photo_comes_in_and_its_owner_sees_it_without_what_the_camera_wrote(database: str) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    answer = browser.send("photo", picture(size=(900, 1200), exif=exif), person)
    assert (answer.status_code, answer.json()["width"], answer.json()["height"]) == (200, 900, 1170)
    key = answer.json()["file"]
    attach_photo(actor, person, key, clock.now())
    seen = browser.see(key)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    assert b"where I live" not in seen.content
    assert (seen.headers["cache-control"], seen.headers["x-content-type-options"]) == (
        "private, no-store",
        "nosniff",
    )
    assert seen.headers["content-security-policy"].endswith("sandbox")
    with Image.open(BytesIO(seen.content)) as opened:
        assert dict(opened.getexif()) == {}


def test_a_photo_that_the_page_has_cut_already_may_be_as_small_as_480_by_624(database: str) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    assert browser.send("photo", picture(size=(480, 624)), person).status_code == 200
    assert browser.send("photo", picture(size=(480, 630)), person).json()["rule"] == "photo_too_small"


def test_a_licence_may_be_a_pdf_which_is_handed_out_as_a_download(database: str) -> None:
    actor, _person = at_people(given.scene())
    browser = signed_in(actor)
    answer = browser.send("licence", PDF, name="licence.pdf")
    assert (answer.status_code, answer.json()["width"]) == (200, 0)
    seen = browser.see(answer.json()["file"])
    assert (seen.content, seen.headers["content-type"]) == (PDF, "application/pdf")
    assert seen.headers["content-disposition"] == 'attachment; filename="licence.pdf"'


@pytest.mark.parametrize(
    ("kind", "content", "rule"),
    [
        ("photo", b"", "file_unreadable"),
        ("photo", SVG, "file_not_a_picture"),
        ("photo", HTML, "file_not_a_picture"),
        ("photo", picture("GIF"), "file_not_a_picture"),
        ("photo", PDF, "file_not_a_picture"),
        ("photo", picture()[:2000], "file_unreadable"),
        ("photo", b"\xff\xd8\xff" + HTML, "file_unreadable"),
        ("photo", png_that_claims(60_000, 60_000), "file_unreadable"),
        ("photo", picture(size=(479, 640)), "photo_too_small"),
        ("licence", SVG, "file_not_a_licence"),
        ("licence", b"%PDF-1.4 no end", "file_unreadable"),
        ("licence", b"%PDF-1.4\n1 0 obj<</S/JavaScript/JS(x)>>endobj\n%%EOF", "file_acts"),
    ],
)
def test_what_it_is_not_is_refused_in_words(database: str, kind: str, content: bytes, rule: str) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    answer = browser.send(kind, content, person if kind == "photo" else "")
    assert (answer.status_code, answer.json()["rule"]) == (422, rule)
    assert answer.json()["problem"][-1] in ".。"
    assert kept() == []


@pytest.mark.parametrize(("kind", "most"), [("photo", 5 * MEGABYTE), ("licence", 2 * MEGABYTE)])
def test_one_byte_too_many_is_too_many(database: str, kind: str, most: int) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    for size in (most + 1, most + 100_000):
        answer = browser.send(kind, b"\xff\xd8\xff" + b"x" * (size - 3), person)
        assert (answer.status_code, answer.json()["rule"]) == (422, "file_too_large")
    assert f"at most {most // MEGABYTE} MB" in answer.json()["problem"]


def test_a_length_that_is_not_told_changes_nothing(database: str) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    boundary = {"content-type": "multipart/form-data; boundary=x", "content-length": "0"}
    with httpx.Client(transport=browser.wire, base_url=PORTAL, cookies=browser.cookies()) as client:
        body = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"y" * 9_000_000
        answer = client.post(
            f"/api/files/photo?person={person}", content=body, headers={**ENGLISH, **boundary}
        )
    assert (answer.status_code, answer.json()["rule"]) == (422, "file_too_large")


@pytest.mark.parametrize("body", [b"", b"--x--", b"garbage" * 100, b"--x\r\n\r\n\r\n--x--"])
def test_a_broken_form_is_refused(database: str, body: bytes) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    for content_type in ("multipart/form-data; boundary=x", "multipart/form-data", "text/plain", ""):
        with httpx.Client(transport=browser.wire, base_url=PORTAL, cookies=browser.cookies()) as client:
            headers = {**ENGLISH, "content-type": content_type}
            answer = client.post(f"/api/files/photo?person={person}", content=body, headers=headers)
        assert (answer.status_code, answer.json()["rule"]) == (422, "file_unreadable")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.jpg", "x" * 255 + ".jpg", "图.jpg", "a.php"])
def test_the_files_own_name_means_nothing(database: str, name: str) -> None:
    actor, person = at_people(given.scene())
    answer = signed_in(actor).send("photo", picture(), person, name=name)
    assert answer.status_code == 200
    assert set(answer.json()["file"]) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": PORTAL, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_another_site_sends_nothing(database: str, headers: dict[str, str]) -> None:
    actor, person = at_people(given.scene())
    answer = signed_in(actor).send("photo", picture(), person, headers={"accept": "*/*", **headers})
    assert answer.status_code == 403
    assert kept() == []


def test_nobody_and_staff_send_nothing(database: str) -> None:
    _actor, person = at_people(given.scene())
    for browser in (Browser(), Browser("made up"), signed_in(staff(StaffRole.ORGANISER_DESK))):
        answer = browser.send("photo", picture(), person)
        assert (answer.status_code, answer.json()["rule"]) == (401, "sign_in_first")


def test_a_photo_is_for_a_person_of_ones_own_whose_photo_is_open(database: str) -> None:
    at = given.scene()
    actor, person = at_people(at)
    stranger = signed_in(given.buyer(at))
    for reference in (person, "P-00000000", "", "../.."):
        assert stranger.send("photo", picture(), reference).status_code == 404
    assert signed_in(actor).send("passport", picture(), person).status_code == 404
    given.change_row(given.people_of(actor)[0], label_code="trader")
    given.set_status(
        actor, UnitStatus.APPROVED, PersonStatus.UNPAID, submitted_at=clock.now(), approved_at=clock.now(),
        mission_id=at.tree.ningbo.id,
    )  # fmt: skip
    browser = signed_in(actor)
    assert browser.send("photo", picture(), person).json()["rule"] == "field_locked"
    assert browser.send("licence", PDF).json()["rule"] == "field_locked"


def test_files_are_counted(database: str) -> None:
    actor, person = at_people(given.scene())
    browser = signed_in(actor)
    for _ in range(200):
        throttles.count("files", str(actor.account_id), 200, 60)
    assert browser.send("photo", picture(), person).json()["rule"] == "too_many_tries"


def test_unknown_foreign_and_guessed_files_are_all_not_found(database: str) -> None:
    at = given.scene()
    actor, person = at_people(at)
    key = signed_in(actor).send("photo", picture(), person).json()["file"]
    attach_photo(actor, person, key, clock.now())
    stranger = signed_in(given.buyer(at))
    for browser in (stranger, Browser(), Browser("made up")):
        for guess in (key, "0" * 32, key[:-1], key.upper(), "..%2f..%2fkeys.json", "x" * 500):
            answer = browser.see(guess)
            assert (answer.status_code, answer.text.lower()) == (404, "not found")


def test_the_missions_reviewer_sees_a_photo_and_the_look_is_on_the_record(database: str) -> None:
    at = given.scene()
    actor, person = at_people(at)
    key = signed_in(actor).send("photo", picture(), person).json()["file"]
    attach_photo(actor, person, key, clock.now())
    reviewer = staff(StaffRole.SECRETARIAT, at.tree.ningbo.id)
    neighbour = staff(StaffRole.SECRETARIAT, at.tree.zhejiang.id)
    assert signed_in(reviewer).see(key).status_code == 404  # a draft is nobody's but the buyer's
    given.set_status(
        actor, UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW, submitted_at=clock.now(),
        mission_id=at.tree.ningbo.id,
    )  # fmt: skip
    assert signed_in(neighbour).see(key).status_code == 404
    assert signed_in(staff(StaffRole.FINANCE)).see(key).status_code == 404
    assert signed_in(actor).see(key).status_code == 200
    assert looks() == []
    assert signed_in(reviewer).see(key).status_code == 200
    [look] = looks()
    assert (look.staff_id, look.person_id) == (reviewer.staff_id, given.people_of(actor)[0].id)


def test_the_frameworks_own_upload_is_shut(database: str) -> None:
    actor, _person = at_people(given.scene())
    browser = signed_in(actor)
    with httpx.Client(transport=browser.wire, base_url=PORTAL, cookies=browser.cookies()) as client:
        assert client.post("/_upload", files={"files": b"x"}, headers=ENGLISH).status_code == 404
        assert client.get("/_upload/x").status_code == 404
