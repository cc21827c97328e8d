"""What stands in the place of a page that the browser could not draw: two sentences, no trace."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.vars.function import ArgsFunctionOperation
from reflex_components_core.base.error_boundary import ErrorBoundary

from ciie_portal.components.links import plain_link


def error_boundary(is_stateful: bool) -> rx.Component:
    """Replaces the framework's own, which shows the trace. Both languages, as either may be read."""
    sentences = rx.el.main(
        rx.el.div(
            rx.el.h1("This page could not be shown"),
            rx.el.p("Load it again. What you entered is kept.", class_name="gap-2"),
            rx.el.h2("页面无法显示", lang="zh-Hans", class_name="gap-6"),
            rx.el.p("请刷新页面，已填写的信息不会丢失。", lang="zh-Hans", class_name="gap-2"),
            rx.el.p(plain_link("Load again · 刷新", to="", class_name="btn"), class_name="gap-6"),
            class_name="wrap",
        )
    )
    fallback: Any = ArgsFunctionOperation.create(("event_args",), rx.Var.create(sentences))
    quiet: dict[str, Any] = {} if is_stateful else {"on_error": rx.noop()}
    return ErrorBoundary.create(fallback_render=fallback, **quiet)
