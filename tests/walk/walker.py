"""One visit: opens the page, does what the state needs, and tells everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page

from ciie_portal.api.outer_guard import cookie_name
from ciie_portal.ciie_portal import PAGES
from ciie_portal.domain.errors import Rule
from ciie_portal.i18n import LANGUAGE_TAGS, N_, gettext_in
from ciie_portal.wording import rules
from tests.walk.visits import Stop
from tests.walk.worlds import World

HEIGHTS = {"360": 740, "1280": 800}
PATIENCE = 20_000  # milliseconds
HERE = Path(__file__).parent
LOOK = (HERE / "look.js").read_text(encoding="utf-8")
KEYBOARD = (HERE / "keyboard.js").read_text(encoding="utf-8")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE_RUN = (HERE / "axe.js").read_text(encoding="utf-8")
SETTLED = (HERE / "settled.js").read_text(encoding="utf-8")
TITLES = {page.address: page.title for page in PAGES}
SITE = N_("Buyer registration")
SENTENCE = re.compile(r"[A-Za-z][a-z'’]+(?:[ ,]+[A-Za-z'’-]+){2,}")
CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass
class Walker:
    """A browser with one context for each scheme and width; the session cookie changes with the visit."""

    browser: Browser
    world: World
    contexts: dict[tuple[str, str], BrowserContext] = field(default_factory=dict)

    def context_of(self, stop: Stop) -> BrowserContext:
        scheme, width = stop.row["scheme"], stop.row["width"]
        if (scheme, width) not in self.contexts:
            context = self.browser.new_context(
                viewport={"width": int(width), "height": HEIGHTS[width]},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                base_url=self.world.stack.address,
            )
            context.set_default_timeout(PATIENCE)
            self.contexts[scheme, width] = context
        return self.contexts[scheme, width]

    def page_of(self, stop: Stop) -> Page:
        """The one tab of the context, empty: a new one for each visit costs more than the visit."""
        context = self.context_of(stop)
        context.clear_cookies()
        if token := self.world.token_of(stop.visit.who):
            address = self.world.stack.address
            context.add_cookies([{"name": cookie_name(), "value": token, "url": address}])
        page = context.pages[0] if context.pages else context.new_page()
        width = stop.row["width"]
        page.set_viewport_size({"width": int(width), "height": HEIGHTS[width]})
        return page

    @contextmanager
    def opened(self, stop: Stop, wrong: list[str]) -> Iterator[Page]:
        """The page as the state wants it, settled; what went wrong on the way is added to `wrong`."""
        page = self.page_of(stop)
        heard = {
            "pageerror": lambda error: wrong.append(f"script: {error}"),
            "console": lambda said: self.note_console(said, stop, wrong),
            "response": lambda answer: self.note_answer(answer, stop, wrong),
        }
        for event, hear in heard.items():
            page.on(event, hear)  # type: ignore[call-overload]
        try:
            language = stop.row["language"]
            address = stop.visit.address(stop.visit.page or stop.name, language, self.world.records)
            answer = page.goto(address)
            if answer is None or answer.status != stop.visit.status:
                wrong.append(f"status {answer and answer.status}")
            page.wait_for_function(SETTLED, polling=60)
            if self.is_lost(page, stop):
                wrong.append(f"{stop.visit.record} is not shown")
            stop.visit.do(page, lambda text, **facts: gettext_in(language, text, **facts))
            page.wait_for_function(SETTLED, polling=60)
            if urlsplit(page.url).path != urlsplit(address).path and not stop.is_elsewhere:
                wrong.append(f"led on to {page.url}")
            yield page
        finally:
            for event, hear in heard.items():
                page.remove_listener(event, hear)
            self.forget(page)

    def forget(self, page: Page) -> None:
        """The next visit is a new tab's: nothing of this one is left; a page that hangs is given up."""
        try:
            page.evaluate("sessionStorage.clear()")
            page.goto("about:blank")
        except Error:
            page.close()

    def is_lost(self, page: Page, stop: Stop) -> bool:
        """Whether a record that the data has is not found by whom the visit signs in."""
        is_there = stop.visit.record in self.world.records and stop.visit.record != "unknown"
        sentence = rules.sentence(Rule.NOT_FOUND, stop.row["language"])
        return is_there and page.get_by_text(sentence).count() > 0

    def note_console(self, said: Any, stop: Stop, wrong: list[str]) -> None:
        """An answer that is expected to fail is told by the browser, too."""
        is_expected = stop.visit.status >= 400 and str(stop.visit.status) in said.text
        if said.type == "error" and not is_expected:
            wrong.append(f"console: {said.text}")

    def note_answer(self, answer: Any, stop: Stop, wrong: list[str]) -> None:
        if answer.status >= 400 and answer.status != stop.visit.status:
            wrong.append(f"{answer.status} at {urlsplit(answer.url).path}")

    def visit(self, stop: Stop) -> list[str]:
        """Everything that is wrong with one page in one state."""
        wrong: list[str] = []
        with self.opened(stop, wrong) as page:
            looked = page.evaluate(LOOK)
            wrong += looked["found"]
            wrong += self.of_language(looked, stop)
            page.evaluate(f"{AXE}; 0")
            wrong += page.evaluate(AXE_RUN)
            wrong += self.by_keyboard(page)
        return wrong

    def of_language(self, looked: dict[str, Any], stop: Stop) -> list[str]:
        language = stop.row["language"]
        wrong = []
        if looked["language"] != LANGUAGE_TAGS[language]:
            wrong.append(f"lang {looked['language']}")
        title = TITLES.get(stop.visit.page or stop.name)
        if title and not stop.is_elsewhere:
            wanted = f"{gettext_in(language, title)} · {gettext_in(language, SITE)}"
            # a record's own name may stand in its tab
            site, is_one = wanted.partition(" · ")[2], "[" in (stop.visit.page or stop.name)
            if looked["title"] != wanted and not (is_one and looked["title"].endswith(f" · {site}")):
                wrong.append(f"title {looked['title']}, not {wanted}")
        strange = [text for tongue, text in looked["strange"] if self.is_ours(text, tongue)]
        return wrong + [f"not in the page's language: {text[:60]}" for text in dict.fromkeys(strange)]

    def is_ours(self, text: str, language: str) -> bool:
        """Whether something strange is left of a text once what people typed is taken out."""
        strange = SENTENCE if language == "zh" else CHINESE
        for typed in self.world.texts:
            if typed in text:
                text = text.replace(typed, " ")
                if not strange.search(text):
                    return False
        return True

    def by_keyboard(self, page: Page) -> list[str]:
        """Tab through everything, once more if something was not reached."""
        count: int = page.evaluate(KEYBOARD)
        told: dict[str, Any] = {"missed": count, "found": []}
        for _round in range(3):
            for _press in range(min(told["missed"], 400) + 3):
                page.keyboard.press("Tab")
            told = page.evaluate("window.walked.end()")
            if not told["missed"]:
                break
        return [str(one) for one in told["found"]]

    def close(self) -> None:
        for context in self.contexts.values():
            context.close()
