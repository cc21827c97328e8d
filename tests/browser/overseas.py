"""A buyer from abroad: an email address instead of a mobile, the counter instead of a parcel."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.people import Buyer
from tests.sandbox_process import until

PHONE = {"width": 360, "height": 740}


@dataclass
class Company:
    """An overseas unit, invented, with the one person that it sends."""

    name: str = "Harbour & Finch Trading Pte. Ltd."
    country: str = "SG"
    city: str = "Singapore"
    street: str = "12 Keppel Quay, #04-02"
    person: str = "AMELIA TAN"
    document: str = "K1234567P"


@dataclass
class OverseasBuyer(Buyer):
    """Reads English on a phone; everything is told by email."""

    email: str = ""

    def mail(self, *words: str) -> str:
        """The newest email to the buyer with all these words in subject or text; waits for it."""
        found: list[str] = []

        def arrived() -> bool:
            rows = self.stack.sandbox.messages(to=self.email)
            texts = [f"{row['subject']}\n{row['text']}" for row in rows]
            found[:] = [text for text in texts if all(word in text for word in words)]
            return bool(found)

        until(arrived, 20)
        return found[0]

    def finds_the_way_from_abroad(self) -> None:
        self.open("check")
        self.tick("where", "overseas")
        self.follow("Start registration")
        self.arrives_at("register")

    def signs_up(self) -> None:
        self.fill(contact=self.email)
        self.press("Get a verification code")
        self.page.locator("#code").wait_for()
        found = re.search(r"(?<!\d)(\d{6})(?!\d)", self.mail("verification code"))
        assert found is not None
        self.fill(code=found[1], password=self.password)
        self.press("Create the account and continue")
        self.arrives_at("register/(channel|unit)")

    def describes_company(self, company: Company) -> None:
        self.page.locator("main form").first.wait_for()
        if "/channel" in self.page.url:
            self.page.select_option("[id='country']", company.country)
            self.goes_on("unit")
        self.page.locator("#name_en").wait_for()
        self.fill(name_en=company.name, city=company.city, street=company.street)
        self.page.select_option("[id='industry']", "trade")

    def enters_person(self, company: Company, number: int) -> None:
        self.press("Add a person")
        self.arrives_at("register/people/P-")
        expect(self.page.locator("#name_latin")).to_have_value("")
        self.gives_photo(number)
        self.fill(name_latin=company.person)
        self.tick("sex", "female")
        self.fill(birth_date="1987", birth_date_month="5", birth_date_day="9")
        self.page.select_option("[id='nationality']", company.country)
        self.page.select_option("[id='document_type']", "passport")
        self.fill(document_number=company.document)
        self.fill(document_expires_on="2031", document_expires_on_month="1", document_expires_on_day="31")
        self.fill(mobile="+65 8123 4567", email=self.email, position="Purchasing manager")
        self.tick("role", "trader")
        self.press("Save this person")
        self.arrives_at("register/people")
        self.sees(company.person)

    def nothing_scrolls_sideways(self) -> None:
        over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{self.page.url} is {over} pixels too wide"
