"""The look, "ink and seal": its stylesheets in their order; the framework bundles them into one."""

_SHEETS = (
    *("tokens", "icons", "base", "frame", "buttons", "questions", "status", "lists"),
    *("wizard", "files", "public", "desk", "settings", "help", "narrow", "print"),
)
STYLESHEETS = [f"/styles/{sheet}.css" for sheet in _SHEETS]
