"""Anybody in a browser of their own: opens pages, fills in, presses, reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, expect

from ciie_portal.i18n import gettext_in
from tests.browser.stack import Stack

PASSWORD = "lantern-quay-57-orchard"
SAVING = 20_000  # milliseconds


@dataclass
class Visitor:
    """Somebody before a browser."""

    stack: Stack
    context: BrowserContext
    locale: str = "zh"
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()

    def says(self, english: str, **facts: object) -> str:
        """A text of the pages in the visitor's language."""
        return gettext_in(self.locale, english, **facts)

    def open(self, page: str) -> None:
        address = f"/{self.locale}/{page}/" if page else f"/{self.locale}/"
        self.page.goto(address)

    def button(self, english: str) -> Locator:
        return self.page.get_by_role("button", name=self.says(english), exact=True)

    def press(self, english: str) -> None:
        self.button(english).first.click()

    def press_containing(self, text: str) -> None:
        self.page.get_by_role("button", name=text).first.click()

    def follow(self, english: str) -> None:
        self.page.get_by_role("link", name=self.says(english)).first.click()

    def fill(self, **answers: str) -> None:
        for name, text in answers.items():
            self.page.locator(f"[id='{name}']").fill(text)

    def tick(self, name: str, value: str) -> None:
        box = self.page.locator(f"[id='{name}-{value}']")
        box.click()
        expect(box).to_be_checked()

    def arrives_at(self, page: str) -> None:
        expect(self.page).to_have_url(re.compile(rf"/{self.locale}/{page}"), timeout=SAVING)

    def sees(self, text: str, seconds: float = 15) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=seconds * 1000)

    def main_text(self) -> str:
        return self.page.locator("main").inner_text()
