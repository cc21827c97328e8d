"""The title of the tab, where a page speaks of one thing by name."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.vars import VarData
from reflex_components_core.base.fragment import Fragment

from ciie_portal.i18n import N_, _

SITE = N_("Buyer registration")
NAMING = "useEffect(() => {{ if ({name}) document.title = `${{{name}}} · {site}`; }}, [{name}]);"


class TabTitle(Fragment):
    """Draws nothing. `naming`: the hook that writes the title once the name is there."""

    naming: rx.Var[str]

    def add_hooks(self) -> list[Any]:
        return [self.naming]

    def _exclude_props(self) -> list[str]:
        return ["naming"]


def tab_title(name: Any) -> rx.Component:
    """The name before the name of the site; while it is empty the title of the page stays."""
    data = VarData.merge(name._get_all_var_data(), VarData(imports={"react": ["useEffect"]}))
    return TabTitle.create(naming=rx.Var(NAMING.format(name=str(name), site=_(SITE)), _var_data=data))
