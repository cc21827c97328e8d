"""Who has switched JavaScript off reads, on every page, what the page needs."""

from __future__ import annotations

import json

import pytest

from ciie_portal.components.frame import page_frame
from ciie_portal.i18n import in_locale


@pytest.mark.parametrize("kind", ["buyer", "desk", "public"])
@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "This site needs JavaScript. Switch it on in the browser, then reload."),
        ("zh", "使用本网站须启用JavaScript。请在浏览器设置中启用后刷新页面。"),
    ],
)
def test_every_frame_says_so(kind: str, locale: str, sentence: str) -> None:
    with in_locale(locale):
        children = page_frame(kind=kind).render()["children"]
    told = [one for one in children if one.get("name") == '"noscript"']
    assert len(told) == 1
    paragraph = told[0]["children"][0]
    _icon, words = paragraph["children"][0]["children"]
    assert json.loads(words["contents"]) == sentence
