"""The look, "ink and seal": which stylesheets make it, in their order; the framework bundles them into one."""

_SHEETS = (
    *("tokens", "icons", "base", "frame", "buttons", "questions", "status", "lists"),
    *("wizard", "files", "public", "desk", "narrow", "print"),
)
STYLESHEETS = [f"/styles/{sheet}.css" for sheet in _SHEETS]
