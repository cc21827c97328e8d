"""States that a page does not show when it opens: errors, dialogs, searches that find nothing, statuses.

One line each; what is done there stands above.
"""

from __future__ import annotations

from itertools import count

from playwright.sync_api import Page

from tests.walk.visit import Deed, Says, Visit

NUMBERS = count(1000)
NO_CODE = "where=mainland&category=enterprise&code_held=no"


def presses(english: str, first: Deed | None = None) -> Deed:
    """The first button of this name that is to be seen, after what comes `first`."""

    def deed(page: Page, says: Says) -> None:
        if first is not None:
            first(page, says)
        page.get_by_role("button", name=says(english)).filter(visible=True).first.click()

    return deed


def fills(**answers: str) -> Deed:
    def deed(page: Page, _says: Says) -> None:
        for name, text in answers.items():
            page.locator(f"[id='{name}']").fill(text)

    return deed


def goes_on(page: Page, _says: Says) -> None:
    """The seal of the page, wherever it stands, and the errors that it brings."""
    page.locator(".btn--go").filter(visible=True).first.click()
    page.locator(".errors, dialog[open]").first.wait_for()


def opens(selector: str) -> Deed:
    def deed(page: Page, _says: Says) -> None:
        page.locator(selector).filter(visible=True).first.click()

    return deed


def asks_for_a_code(page: Page, says: Says) -> None:
    """Each time for another number: one number is sent a few codes an hour."""
    page.locator("#contact").fill(f"1390008{next(NUMBERS)}")
    presses("Get a verification code")(page, says)
    page.locator("#code").wait_for()


def unfolds(english: str) -> Deed:
    def deed(page: Page, says: Says) -> None:
        page.locator("summary").get_by_text(says(english), exact=True).filter(visible=True).first.click()

    return deed


def fills_then_goes_on(**answers: str) -> Deed:
    def deed(page: Page, says: Says) -> None:
        fills(**answers)(page, says)
        goes_on(page, says)

    return deed


def opens_the_dialog(english: str) -> Deed:
    def deed(page: Page, says: Says) -> None:
        presses(english)(page, says)
        page.locator("dialog[open]").wait_for()

    return deed


def finds(text: str) -> Deed:
    """What the help desk types, and its answer."""

    def deed(page: Page, says: Says) -> None:
        hint = page.locator("#q-hint").inner_text()
        fills(q=text)(page, says)
        presses("Find")(page, says)
        page.locator("#q-hint").filter(has_not_text=hint).wait_for()

    return deed


WIZARD: dict[str, Visit] = {
    f"errors: {page}": Visit(who, "person begun", page=f"register/{page}", data=data, do=deed)
    for page, who, data, deed in (
        ("unit", "draft at unit", "empty", goes_on),
        ("contact", "draft at contact", "empty", goes_on),
        ("people", "draft at people", "empty", goes_on),
        ("people/[person]", "draft at people", "empty", goes_on),
        ("areas", "draft at areas", "empty", goes_on),
        ("check", "draft at check", "empty", goes_on),
    )
}
DASHBOARDS: dict[str, Visit] = {
    f"dashboard: {status}": Visit(f"unit {status}", page="progress")
    for status in ("draft", "under_review", "returned", "approved", "rejected", "withdrawn")
}
PUBLIC: dict[str, Visit] = {
    "no such address": Visit("nobody", page="nowhere", status=404),
    "menu of a phone": Visit(
        "nobody", page="check", do=opens("details.menu summary, .band__nav a"), is_elsewhere=True
    ),
    "check: code-free": Visit("nobody", page="check", query=NO_CODE),
    "check: overseas": Visit("nobody", page="check", query="where=overseas"),
    "check: code needed": Visit(
        "nobody", page="check", query="where=mainland&category=government_organ&code_held=no"
    ),
    "questions: nothing found": Visit("nobody", page="questions", query="q=zzzzzz"),
    "sign-up: no number": Visit(
        "nobody", page="register", query=NO_CODE, do=fills_then_goes_on(contact="139")
    ),
    "sign-up: the code": Visit("nobody", page="register", query=NO_CODE, do=asks_for_a_code),
    "sign-in: refused": Visit("nobody", page="sign-in", query="fault=sign_in_wrong"),
    "account: wrong password": Visit(
        "buyer", page="account", query="fault=old_password_wrong&field=old_password"
    ),
}
BUYERS: dict[str, Visit] = {
    "progress: withdrawing": Visit("payer", page="progress", do=opens_the_dialog("Withdraw")),
    "certificates: wrong": Visit("payer", page="certificates", do=goes_on),
    "refund: asking": Visit("buyer", page="refund", do=goes_on),
}
DESK: dict[str, Visit] = {
    "units: nothing found": Visit("secretariat", page="desk/units", query="q=zzzzzz"),
    "units: keys": Visit("secretariat", page="desk/units", do=lambda page, _says: page.keyboard.press("?")),
    "unit: returning": Visit(
        "secretariat", "unit under review", "decide=return", "desk/units/[unit]", do=goes_on
    ),
    "unit: rejecting": Visit(
        "secretariat", "unit under review", "decide=reject", "desk/units/[unit]", do=goes_on
    ),
    "unit: decided": Visit("organiser_desk", "unit approved", page="desk/units/[unit]"),
    "unit: not here": Visit("secretariat", "unknown", page="desk/units/[unit]"),
    "person: returning": Visit(
        "personnel_reviewer",
        "person waiting",
        page="desk/personnel/[person]",
        do=presses("Return and open the next", first=opens("main details summary")),
    ),
    "codes: wrong": Visit("secretariat", page="desk/codes", do=fills_then_goes_on(code_count="x")),
    "codes: revoking": Visit("secretariat", page="desk/codes", data="longest", do=opens_the_dialog("Revoke")),
    "money: refunds": Visit("finance", page="desk/money", query="view=refused", data="longest"),
    "money: unmatched": Visit("finance", page="desk/money", query="view=unmatched", data="longest"),
    "certificates: to send": Visit("certificate_maker", page="desk/certificates", query="view=to-send"),
}
MORE_PUBLIC: dict[str, Visit] = {
    "missions: nothing found": Visit("nobody", page="missions", query="q=zzzzzz"),
    "missions: one found": Visit("nobody", page="missions", query="q=TM-3302"),
    "mission: no number": Visit("nobody", "mission", page="missions/[mission]", do=goes_on),
    "mission: the code": Visit("nobody", "mission", page="missions/[mission]", do=asks_for_a_code),
    "questions: found": Visit("nobody", page="questions", query="q=2027"),
    "verify: no serial": Visit("nobody", page="verify", do=presses("Verify", first=fills(serial="hello"))),
    "verify: unknown": Visit("nobody", "unknown", page="verify/[serial]"),
    "recover: no number": Visit("nobody", page="recover", do=goes_on),
    "recover: the code": Visit("nobody", page="recover", do=asks_for_a_code),
    "move: no reason": Visit("submitted", page="move", do=goes_on),
    "progress: of one returned": Visit("returned", "person of returned", page="progress/[person]"),
    "unit: returned": Visit("returned", page="register/unit"),
    "person: returned": Visit("returned", "person of returned", page="register/people/[person]"),
}
MORE_DESK: dict[str, Visit] = {
    "help: found": Visit("help_desk", page="desk/help", query="reference={unit returned}"),
    "help: several": Visit("help_desk", page="desk/help", do=finds("宁波")),
    "help: nobody": Visit("help_desk", page="desk/help", do=finds("zzzzzz")),
    "history: nothing found": Visit("administrator", page="desk/history", query="who=zzzzzz"),
    "claims: decided": Visit("organiser_desk", page="desk/claims", query="view=decided"),
    "requests: answered": Visit("secretariat", page="desk/codes/requests", query="view=answered"),
    "certificates: batches": Visit("certificate_maker", page="desk/certificates", query="view=batches"),
    "certificates: on the way": Visit("certificate_maker", page="desk/certificates", query="view=on-the-way"),
    "staff: wrong": Visit("administrator", page="desk/settings/staff", do=goes_on),
    "editions: wrong": Visit("organiser_desk", page="desk/settings/editions", do=goes_on),
    "mission: wrong": Visit(
        "organiser_desk",
        "mission",
        page="desk/settings/missions/[mission]",
        do=fills_then_goes_on(name_zh="", name_en=""),
    ),
    "unit: transferring": Visit(
        "organiser_desk",
        "unit under review",
        page="desk/units/[unit]",
        do=unfolds("Transfer to another trade mission"),
    ),
}
STATES: dict[str, Visit] = {**PUBLIC, **WIZARD, **DASHBOARDS, **BUYERS, **DESK, **MORE_PUBLIC, **MORE_DESK}
