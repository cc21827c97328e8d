"""Every page of the page table can be put together in both languages, before anything is built."""

from __future__ import annotations

import pytest

from ciie_portal.ciie_portal import PAGES, Page
from ciie_portal.i18n import in_locale
from ciie_portal.routes import LOCALES


@pytest.mark.parametrize("page", PAGES, ids=[page.address or "home" for page in PAGES])
def test_a_page_is_put_together_in_both_languages(page: Page) -> None:
    for locale in LOCALES:
        with in_locale(locale):
            assert page.build().render()
