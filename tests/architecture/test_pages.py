"""Every page of the page table can be put together in both languages, before anything is built."""

from __future__ import annotations

import pytest

from ciie_portal.ciie_portal import PAGES, Page
from ciie_portal.components.tab import TabTitle
from ciie_portal.i18n import in_locale
from ciie_portal.routes import LOCALES


@pytest.mark.parametrize("page", PAGES, ids=[page.address or "home" for page in PAGES])
def test_a_page_is_put_together_in_both_languages(page: Page) -> None:
    for locale in LOCALES:
        with in_locale(locale):
            assert page.build().render()


# each shows one record; several of them stand open in tabs beside each other
DETAILS = [page for page in PAGES if page.address.startswith(("desk/", "missions/")) and "[" in page.address]


@pytest.mark.parametrize("page", DETAILS, ids=[page.address for page in DETAILS])
def test_a_page_of_one_record_names_it_in_its_tab(page: Page) -> None:
    with in_locale("en"):
        parts = [page.build()]
    found = 0
    while parts:
        part = parts.pop()
        found += isinstance(part, TabTitle)
        parts += part.children
    assert found == 1
