"""A file that was chosen: what is wrong with it is said once, and a photo that was not used is not left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, FilePayload, expect

from ciie_portal.seeding import portraits
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.visitor import SAVING, Visitor

pytestmark = pytest.mark.browser

GUEST = Guest("陆听澜", date(1990, 5, 21), "514", mobile="13900007791")
FIRM = Firm(name="宁波照影里贸易有限公司", body="MA2KQ7X82", guests=(GUEST,))


def test_one_field_says_one_thing_and_a_placed_photo_is_used_or_spoken_of(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile="13900006791")
    buyer.finds_the_way("enterprise", has_code=False)
    buyer.signs_up()
    buyer.arrives_at("register/unit")
    buyer.describes_unit(FIRM)
    buyer.goes_on("contact")

    # nothing was uploaded, then something that cannot be used
    buyer.page.locator("#contact_name").wait_for()
    buyer.press("Continue")
    missing = buyer.page.locator("#licence_file_id-error")
    expect(missing).to_be_visible()
    wrong: FilePayload = {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"}
    buyer.page.set_input_files("[id='licence_file_id']", wrong)
    expect(buyer.page.locator("#licence_file_id-refused")).to_be_visible(timeout=SAVING)
    expect(missing).to_be_hidden()
    buyer.gives_contact()
    buyer.goes_on("people")

    # a photo is placed, and the form sent without using it
    buyer.press("Add a person")
    buyer.arrives_at("register/people/P-")
    expect(buyer.page.locator("#name_zh")).to_have_value("")
    file: FilePayload = {
        "name": "photo.png",
        "mimeType": "image/png",
        "buffer": portraits.portrait(1),
    }
    buyer.page.set_input_files("[id='photo_file_id']", file)
    use = buyer.button("Use this photo")
    expect(use).to_be_visible()
    buyer.press("Save this person")
    buyer.sees("照片尚未上传，请先点击“使用此照片”。")
    expect(use).to_be_focused()
    use.click()
    expect(buyer.page.locator(".file__kept img")).to_be_visible(timeout=SAVING)
    expect(buyer.page.locator("#photo_file_id-refused")).to_be_hidden()


def test_the_nearest_answer_is_read_first(running: Stack, new_context: Callable[..., BrowserContext]) -> None:
    reader = Visitor(running, new_context(), locale="en")
    for search, nearest in (("deadline", "deadline"), ("refund", "refund"), ("pay", "payment")):
        reader.page.goto(f"/en/questions/?q={search}")
        first = reader.page.locator(".unfold").first
        expect(first).to_have_attribute("id", nearest, timeout=SAVING)
        expect(first).to_have_attribute("open", "")
