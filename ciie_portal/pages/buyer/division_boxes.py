"""Province, then city, then county: three boxes for one answer, named in Chinese in both languages."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.questions import error_line, hint_line, select_box
from ciie_portal.components.texts import Child, choose, present
from ciie_portal.i18n import _

CHINESE = "zh-Hans"


def division_boxes(
    name: Any,
    legend: Child,
    hint: Child,
    problem: Any,
    *,
    provinces: list[tuple[str, str]],
    choice: Any,
    part: Any,
    key: Any,
    on_change: Any,
) -> rx.Component:
    """The county is sent as `name`, the two before it as `part` and "province" or "city".

    `choice` has province, city, county, cities, counties; `key` is new where another record takes its place.
    """
    boxes = (
        (part + "province", _("Province"), provinces, choice.province, key),
        (part + "city", _("City"), choice.cities, choice.city, f"{key}{choice.province}"),
        (name, _("District or county"), choice.counties, choice.county, f"{key}{choice.city}"),
    )
    selects = [
        rx.el.label(
            words,
            select_box(
                sent_as,
                options,
                value=value,
                empty=_("Choose"),
                key=box_key,
                lang=CHINESE,
                aria_invalid=choose(present(problem), "true", "false"),
                on_change=on_change,
            ),
        )
        for sent_as, words, options, value, box_key in boxes
    ]
    return rx.el.fieldset(
        rx.el.legend(legend),
        hint_line(name, hint),
        rx.el.div(*selects, class_name="divisions"),
        error_line(name, problem),
        class_name=choose(present(problem), "q is-wrong", "q"),
    )
