"""Those who take part in a journey, with what each of them does; texts are read in the person's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import expect

from ciie_portal.seeding import portraits
from ciie_portal.store.tables import CertificateRequest
from tests.browser.visitor import PASSWORD, SAVING, Visitor
from tests.fair_data import a_citizen_number, a_credit_code


@dataclass
class Guest:
    """A person of a unit, invented."""

    name: str
    born: date
    serial: str
    position: str = "采购经理"
    role: str = "trader"
    mobile: str = "13900007001"

    @property
    def is_woman(self) -> bool:
        return int(self.serial) % 2 == 0


@dataclass
class Firm:
    """A domestic unit, invented. `division`: province, city, county."""

    name: str = "宁波望潮里进出口有限公司"
    division: tuple[str, str, str] = ("33", "3302", "330212")
    body: str = "MA2KQ7X41"
    prefix: str = "91"
    industry: str = "trade"
    has_owner_questions: bool = True
    guests: tuple[Guest, ...] = ()

    @property
    def credit_code(self) -> str:
        return a_credit_code(self.prefix, self.division[2], self.body)


@dataclass
class Buyer(Visitor):
    """Registers, pays, asks for refunds."""

    mobile: str = "13900006001"
    password: str = PASSWORD
    unit: Any = None

    def new_tab(self) -> Buyer:
        """The same browser, another tab."""
        return Buyer(self.stack, self.context, self.locale, self.mobile, self.password, self.unit)

    # ---- coming in ----
    def finds_the_way(self, category: str, *, has_code: bool) -> None:
        self.open("check")
        self.tick("where", "mainland")
        self.tick("category", category)
        self.tick("code_held", "yes" if has_code else "no")
        self.follow("Start registration")
        self.arrives_at("register")

    def signs_up(self) -> None:
        earlier = {row["text"] for row in self.stack.sandbox.messages(to=f"+86{self.mobile}")}
        self.fill(contact=self.mobile)
        self.press("Get a verification code")
        self.page.locator("#code").wait_for()
        text = self.stack.sms(
            self.mobile, lambda text: text not in earlier and bool(re.search(r"\d{6}", text))
        )
        found = re.search(r"(?<!\d)(\d{6})(?!\d)", text)
        assert found is not None
        self.fill(code=found[1], password=self.password)
        self.press("Create the account and continue")
        self.arrives_at("register/(channel|code|unit)")

    def signs_in(self) -> None:
        self.open("sign-in")
        self.fill(name=self.mobile, password=self.password)
        self.press("Sign in")
        self.arrives_at("progress")

    # ---- the wizard ----
    def goes_on(self, page: str) -> None:
        self.press("Continue")
        self.arrives_at(f"register/{page}")

    def enters_code(self, code: str, expects: str) -> None:
        """The check page has told the wizard that there is one; `expects`: the mission that it shows."""
        self.arrives_at("register/code")
        field_ = self.page.locator("#invitation_code")
        field_.fill(code)
        field_.blur()
        expect(self.page.locator("#found-mission")).to_contain_text(expects)

    def describes_unit(self, firm: Firm) -> None:
        self.page.locator("#name_zh").wait_for()
        self.fill(name_zh=firm.name, credit_code=firm.credit_code, street="首南街道学士路128号3楼")
        self.chooses_division(firm.division, "division_province", "division_city", "division_code")
        self.page.select_option("[id='industry']", firm.industry)
        if firm.has_owner_questions:
            self.page.select_option("[id='parent_group_code']", "none")
            self.tick("is_nhc_managed", "no")
            self.tick("is_corps_member", "no")
        self.fill(registered_capital="500")

    def chooses_division(self, division: tuple[str, str, str], *boxes: str) -> None:
        for box, code in zip(boxes, division, strict=True):
            option = self.page.locator(f"[id='{box}'] option[value='{code}']")
            expect(option).to_be_attached()
            self.page.select_option(f"[id='{box}']", code)

    def gives_contact(self, *, licence: bool = True) -> None:
        self.page.locator("#contact_name").wait_for()
        if licence:
            file = {"name": "licence.png", "mimeType": "image/png", "buffer": portraits.licence()}
            self.page.set_input_files("[id='licence_file_id']", file)
            expect(self.page.locator(".file__kept")).to_be_visible(timeout=SAVING)
        self.fill(contact_name="陈静", contact_mobile=self.mobile)

    def enters(self, guest: Guest, number: int, deed: str = "Save this person") -> None:
        self.press("Add a person")
        self.arrives_at("register/people/P-")
        expect(self.page.locator("#name_zh")).to_have_value("")
        self.describes(guest, number, deed)

    def describes(self, guest: Guest, number: int, deed: str = "Save this person") -> None:
        """On the person's page."""
        self.gives_photo(number)
        self.fill(name_zh=guest.name)
        self.tick("sex", "female" if guest.is_woman else "male")
        born = guest.born
        self.fill(birth_date=str(born.year), birth_date_month=str(born.month), birth_date_day=str(born.day))
        self.page.select_option("[id='nationality']", "CN")
        self.page.select_option("[id='document_type']", "resident_id")
        self.fill(document_number=a_citizen_number("330212", born, guest.serial))
        self.fill(mobile=guest.mobile, position=guest.position)
        self.tick("role", guest.role)
        self.press(deed)
        self.arrives_at("register/people")
        self.sees(guest.name)

    def gives_photo(self, number: int) -> None:
        """Chooses a file, places it in the oval, uses it."""
        file = {"name": "photo.png", "mimeType": "image/png", "buffer": portraits.portrait(number)}
        self.page.set_input_files("[id='photo_file_id']", file)
        self.press("Use this photo")
        expect(self.page.locator(".file__kept img")).to_be_visible(timeout=SAVING)

    def wants(self, *areas: str) -> None:
        self.page.locator("#products_wanted").wait_for()
        for area in areas:
            self.tick("areas", area)
        self.fill(products_wanted="乳制品、橄榄油")

    def registers(
        self, firm: Firm, *, code: str = "", category: str = "enterprise", expects: str = ""
    ) -> None:
        """From the first question to the page before submitting."""
        self.finds_the_way(category, has_code=bool(code))
        self.signs_up()
        if code:
            self.enters_code(code, expects)
            self.goes_on("unit")
        self.arrives_at("register/unit")
        self.describes_unit(firm)
        self.goes_on("contact")
        self.gives_contact(licence=category == "enterprise")
        self.goes_on("people")
        for number, guest in enumerate(firm.guests, start=1):
            self.enters(guest, number)
        self.goes_on("areas")
        self.wants("EA-FOOD", "EA-QUALITY")
        self.goes_on("check")

    def submits(self) -> None:
        self.agrees()
        self.press("Confirm and submit")

    def agrees(self) -> None:
        """Every box of the last page: an overseas unit accepts the management of no mission."""
        self.page.locator("[id='has_declared']").wait_for()
        management = self.page.locator("[id='has_accepted_management']")
        if management.count():
            management.check()
        self.page.locator("[id='has_declared']").check()

    # ---- the dashboard ----
    def reference(self) -> str:
        shape = re.compile(r"WU-[0-9A-Z]{8}")
        expect(self.page.locator("main")).to_contain_text(shape)
        found = shape.search(self.main_text())
        assert found is not None
        return found[0]

    # ---- money ----
    def requests_certificates(self, division: tuple[str, str, str] = ("33", "3302", "330212")) -> None:
        """Express for everybody; to the hosted page."""
        self.open("certificates")
        self.tick("all.method", "express")
        self.page.locator("[id='all.recipient']").fill("陈静")
        self.page.locator("[id='all.mobile']").fill(self.mobile)
        self.chooses_division(division, "all.province", "all.city", "all.division_code")
        self.page.locator("[id='all.street']").fill("首南街道学士路128号3楼")
        self.page.locator("[id='all.is_valid_six_months']").check()

    def goes_to_pay(self, amount: str) -> None:
        self.page.get_by_role("button", name=amount).first.click()
        self.page.wait_for_url(f"{self.stack.sandbox.url}/pay/*")

    def pays(self, method: str = "alipay") -> None:
        """On the provider's page, and back."""
        self.page.check(f"input[value='{method}']")
        self.page.click("button[value='pay']")
        self.page.wait_for_url(f"{self.stack.address}/**")

    def requests(self) -> list[CertificateRequest]:
        return self.stack.rows(CertificateRequest, CertificateRequest.unit_id == self.unit.id)

    def sees_paid(self) -> None:
        """The page that the provider sends back to says so by itself."""
        self.sees(self.says("Paid for"))
