"""A member of staff in a browser: signs in with both factors and does the deeds of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

from ciie_portal.seeding.people import DEMONSTRATION_PASSWORD
from tests.browser.visitor import Visitor
from tests.sandbox_process import until


@dataclass
class Staff(Visitor):
    """A member of staff, with password and authenticator."""

    login: str = "ningbo"

    def signs_in(self) -> None:
        self.open("sign-in")
        self.fill(name=self.login, password=DEMONSTRATION_PASSWORD)
        self.press("Sign in")
        self.arrives_at("sign-in/second")
        self.fill(code=self.fresh_code())
        self.press("Sign in")
        self.arrives_at("desk")

    def comes_in(self) -> None:
        """With the session of before, if there is one: a code of the authenticator is good once."""
        kept = self.stack.sessions.get(self.login)
        if kept is None:
            self.signs_in()
            self.stack.sessions[self.login] = list(self.context.cookies())
        else:
            self.context.add_cookies(kept)

    def fresh_code(self) -> str:
        """What the authenticator shows; a code is good once, so perhaps the next one."""
        shown: list[str] = []

        def is_new() -> bool:
            codes: dict[str, Any] = self.stack.sandbox.get("/authenticator.json").json()
            shown[:] = [codes[self.login]]
            return shown[0] != self.stack.used_codes.get(self.login)

        until(is_new, 40)
        self.stack.used_codes[self.login] = shown[0]
        return shown[0]

    # ---- units ----
    def opens_case(self, reference: str) -> None:
        self.open(f"desk/units/{reference}")

    def approves(self) -> None:
        """The labels stand as they are proposed."""
        self.press("Approve only")
        self.sees(self.says("Nothing to decide"))

    def returns(self, field_name: str, reason: str) -> None:
        """One answer of the unit, with a reason in own words."""
        box = self.page.locator("input[name='decision'][value='return']")
        box.click()
        expect(box).to_be_checked()
        self.page.select_option("#fields", field_name)
        picked = self.page.locator(".picked select")
        picked.select_option("")
        self.page.locator("#reason").fill(reason)
        self.press("Return only")
        self.sees(self.says("Nothing to decide"))

    def rejects(self, reason: str) -> None:
        box = self.page.locator("input[name='decision'][value='reject']")
        box.click()
        expect(box).to_be_checked()
        self.page.locator("#reason").fill(reason)
        self.press("Reject only")
        self.sees(self.says("Nothing to decide"))

    def labels_added(self, reference: str, label: str = "trader") -> None:
        """A person who was added to an approved unit."""
        self.page.locator(f"[id='{reference}']").select_option(label)
        self.page.locator("tr", has=self.page.locator(f"[id='{reference}']")).get_by_role("button").click()
        expect(self.page.locator(f"[id='{reference}']")).to_have_count(0)

    def leaves_out_added(self, reference: str, reason: str) -> None:
        self.page.locator(f"[id='{reference}']").select_option(label=self.says("Leave out"))
        row = self.page.locator("tr", has=self.page.locator(f"[id='{reference}']"))
        row.locator("input[list]").fill(reason)
        row.get_by_role("button").click()
        expect(self.page.locator(f"[id='{reference}']")).to_have_count(0)

    def returns_added(self, reference: str, field_name: str, reason: str) -> None:
        self.page.select_option("#fields", f"{reference}.{field_name}")
        self.page.locator(".picked select").select_option("")
        self.page.locator("#reason").fill(reason)
        self.press("Return these answers")
        expect(self.page.locator(f"[id='{reference}']")).to_have_count(0)

    def issues_code(self) -> str:
        """One code for one unit."""
        self.open("desk/codes")
        self.press("Issue codes")
        code = self.page.locator("#issued .code").first
        code.wait_for()
        return code.inner_text()

    def finds_in_queue(self, name: str) -> bool:
        self.open("desk/units")
        self.page.locator("table, .empty").first.wait_for()
        return bool(self.page.get_by_role("link", name=name).count())

    # ---- persons ----
    def passes(self, reference: str) -> None:
        self.open(f"desk/personnel/{reference}")
        self.press("Pass and open the next")
        self.page.wait_for_url(lambda url: reference not in url)

    def returns_photo(self, reference: str, reason: str) -> None:
        self.open(f"desk/personnel/{reference}")
        self.page.get_by_text(self.says("Return answers for correction"), exact=True).first.click()
        self.page.locator("input[name='field.photo_file_id']").check()
        self.page.locator("#return_reason").fill(reason)
        self.press("Return and open the next")
        self.page.wait_for_url(lambda url: reference not in url)

    def fails(self, reference: str, reason: str) -> None:
        self.open(f"desk/personnel/{reference}")
        self.page.get_by_text(self.says("Not passed"), exact=True).first.click()
        self.page.locator("#reason").fill(reason)
        self.press("Not passed, open the next")
        self.page.wait_for_url(lambda url: reference not in url)

    # ---- certificates ----
    def ticks_people(self, view: str, *references: str) -> None:
        self.page.goto(f"/{self.locale}/desk/certificates/?view={view}")
        for reference in references:
            self.page.locator("tr", has_text=reference).get_by_role("checkbox").check()

    def makes(self, *references: str) -> None:
        self.ticks_people("to-make", *references)
        self.press("Make those chosen")
        for reference in references:
            expect(self.page.locator("tr", has_text=reference)).to_have_count(0)

    def sends(self, carrier: str, number: str, *references: str) -> None:
        """One parcel."""
        self.ticks_people("to-send", *references)
        self.fill(carrier=carrier, tracking_number=number)
        self.press("Send as one parcel")
        for reference in references:
            expect(self.page.locator("tr", has_text=reference)).to_have_count(0)

    def sets_out(self, *references: str) -> None:
        """At the mission's table, or at the counter."""
        self.ticks_people("to-set-out", *references)
        self.press("Set out those chosen")
        for reference in references:
            expect(self.page.locator("tr", has_text=reference)).to_have_count(0)
