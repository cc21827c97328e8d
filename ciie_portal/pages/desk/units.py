"""/desk/units/ — the queue: tabs, filters kept in the address, one page of rows, keys."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.buttons import go, quiet, second
from ciie_portal.components.desk import age, filter_field, filters, keys_bar, pager, search_box, tabs, tag
from ciie_portal.components.errors import bones, empty_view, error_summary, live_line
from ciie_portal.components.links import link
from ciie_portal.components.lists import cell, dense_row
from ciie_portal.components.marks import icon, status
from ciie_portal.components.questions import select_box
from ciie_portal.components.texts import each, present
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.i18n import _, current_locale
from ciie_portal.pages.desk.desk_frame import desk_frame
from ciie_portal.pages.desk.keys_help import keys_help
from ciie_portal.state.desk.unit_queue import UnitQueueState
from ciie_portal.wording.desk_queue import FLAGS, channel_name, flag_name
from ciie_portal.wording.options import category_name

QUEUE = UnitQueueState.queue
# a filter takes effect when it is chosen; the form sends all of them
SENDS: dict[str, Any] = {"onChange": rx.Var("((event) => event.target.form.requestSubmit())")}


def page() -> rx.Component:
    return desk_frame(
        error_summary(UnitQueueState.problems, UnitQueueState.trouble, UnitQueueState.fault),
        head(),
        live_line(UnitQueueState.told),
        rx.cond(QUEUE.is_loaded, rx.fragment(views(), narrowing(), body()), bones(10)),
        keys_help(keys()),
        keys_bar(keys(), QUEUE.shown),
        current="units",
    )


def keys() -> tuple[tuple[str, str], ...]:
    return (
        ("j k", _("move")),
        ("Enter", _("open")),
        ("a", _("open to approve")),
        ("r", _("open to return")),
        ("n", _("review the next one")),
        ("/", _("search")),
        ("?", _("all keys")),
    )


def head() -> rx.Component:
    words = rx.el.div(
        rx.el.h1(_("Units")), rx.el.span(QUEUE.summary, class_name="soft small"), class_name="row baseline"
    )
    next_one = go(
        rx.fragment(_("Review the next one"), rx.el.kbd("n", class_name="on-go desktop")),
        small=True,
        type="button",
        on_click=UnitQueueState.review_next,
        custom_attrs={"data-key": "n"},
    )
    return rx.el.div(words, next_one, class_name="row between")


def views() -> rx.Component:
    return rx.el.div(tabs(QUEUE.tabs, _("Lists of units")), class_name="gap-3")


def narrowing() -> rx.Component:
    """The filters; a new address draws the form anew, so that it says what the address says."""
    categories = [(word.value, category_name(current_locale(), word)) for word in Category]
    channels = [(word.value, channel_name(current_locale(), word)) for word in Channel]
    flags = [(word, flag_name(current_locale(), word)) for word in FLAGS]
    label = rx.fragment(_("Name, reference, credit code"), " ", rx.el.kbd("/", class_name="desktop"))
    return filters(
        filter_field("q", label, search_box("q", QUEUE.search, max_length=200), grow=True),
        filter_field("mission", _("Trade mission"), choice("mission", QUEUE.missions, QUEUE.mission)),
        filter_field("category", _("Category"), choice("category", categories, QUEUE.category)),
        filter_field("channel", _("Channel"), choice("channel", channels, QUEUE.channel)),
        filter_field("flag", _("Flag"), choice("flag", flags, QUEUE.flag)),
        second(_("Search"), small=True, type="submit"),
        rx.cond(QUEUE.is_filtered, quiet(_("Clear"), to=QUEUE.clear, small=True)),
        on_submit=UnitQueueState.narrow,
        key=QUEUE.address,
    )


def choice(name: str, options: Any, value: Any) -> rx.Component:
    return select_box(
        name, options, value=value, empty=_("All"), small=True, width="w-filter", custom_attrs=SENDS
    )


def body() -> rx.Component:
    shown = rx.fragment(table(), pages())
    return rx.fragment(
        rx.el.h2(_("Units in this view"), class_name="unseen"),
        rx.cond(QUEUE.rows.length() > 0, shown, nothing()),
    )


def pages() -> rx.Component:
    return pager(QUEUE.shown, QUEUE.previous, QUEUE.following)


def table() -> rx.Component:
    heads = [
        *[rx.foreach(QUEUE.heads, sorting_head)],
        *[head_cell(text) for text in (_("Channel"), _("Trade mission"))],
        head_cell(_("People"), right=True),
        *[head_cell(text) for text in (_("Flag"), _("Held by"), _("State"))],
    ]
    inner = rx.el.table(
        rx.el.caption(_("Units in this view"), class_name="unseen"),
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(*each(QUEUE.rows, unit_line)),
        class_name="dense table--stack",
    )
    return rx.el.div(
        inner, class_name="scroll", tab_index=0, role="region", aria_label=_("Units in this view")
    )


def head_cell(text: str, *, right: bool = False) -> rx.Component:
    return rx.el.th(text, scope="col", class_name="r" if right else "")


def sorting_head(one: Any) -> rx.Component:
    sign = rx.match(one.sorted, ("ascending", icon("up")), ("descending", icon("down")), rx.fragment())
    return rx.el.th(
        link(one.text, " ", sign, to=one.address),
        scope="col",
        aria_sort=one.sorted,
        class_name=rx.cond(one.is_number, "r", ""),
        key=one.text,
    )


def unit_line(row: Any) -> rx.Component:
    opens = link(row.name, to=row.address, custom_attrs={"data-row": "true"}, lang="zh-Hans")
    return dense_row(
        cell(age(row.age, row.is_late, row.is_very_late), head=_("Age, days"), class_name="num r"),
        cell(row.reference, soft=True, class_name="num"),
        cell(rx.fragment(opens, shortcuts(row)), class_name="cut", title=row.name),
        cell(row.category, head=_("Category")),
        cell(row.way, head=_("Channel"), soft=True),
        cell(row.mission, head=_("Trade mission"), class_name="cut cut--s", title=row.whole_mission),
        cell(row.people, head=_("People"), right=True),
        cell(rx.foreach(row.flags, lambda flag: tag(flag, warn=True)), head=_("Flag")),
        cell(row.held_by, head=_("Held by"), soft=True),
        cell(status(row.family, row.status, plain=True)),
        key=row.reference,
    )


def shortcuts(row: Any) -> rx.Component:
    """What a and r press in the row that has the keyboard; no stop for Tab, nothing for a reader."""

    def shortcut(key: str) -> rx.Component:
        decide = {"a": "approve", "r": "return"}[key]
        return link(
            to=f"{row.address}?decide={decide}",
            tab_index=-1,
            custom_attrs={"data-key": key, "aria-hidden": "true"},
        )

    return rx.fragment(shortcut("a"), shortcut("r"))


def nothing() -> rx.Component:
    found_none = empty_view(
        _("No unit fits these filters"),
        _("Clear the filters, or look in another view."),
        second(_("Clear"), to=QUEUE.clear),
    )
    none_yet = empty_view(
        _("No units in this view"),
        _("Units appear here as soon as they are submitted to your trade mission or stand as the view says."),
    )
    return rx.cond(present(QUEUE.shown) & QUEUE.is_filtered, found_none, none_yet)
