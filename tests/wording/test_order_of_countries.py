"""Countries stand where one looks for them."""

from __future__ import annotations

from ciie_portal.i18n import in_locale
from ciie_portal.pages.buyer.register_unit import countries_list


def test_in_chinese_by_sound() -> None:
    with in_locale("zh"):
        names = [name for _code, name in countries_list()]
    assert names[-1] == "中国香港"
    for before, name, after in (("法罗群岛", "梵蒂冈", "菲律宾"), ("纳米比亚", "瑙鲁", "尼泊尔")):
        assert names.index(before) < names.index(name) < names.index(after)
    assert names.index("斐济") < names.index("佛得角")


def test_in_english_by_letter() -> None:
    with in_locale("en"):
        names = [name for _code, name in countries_list()]
    assert (names[0], names[-1]) == ("Afghanistan", "Zimbabwe")
    assert names[1:3] == ["Åland Islands", "Albania"]
