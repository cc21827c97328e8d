"""No rule lives for its tests alone: what domain and queries offer, the running product uses.

A name counts as used when another module takes it, or when something of its own module does that is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ciie_portal.settings import ROOT

PRODUCT = ("ciie_portal", "sandbox")
LOWER_FLOORS = ("ciie_portal/domain", "ciie_portal/store/queries")


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def trees() -> dict[str, ast.Module]:
    files = [file for folder in PRODUCT for file in sorted((ROOT / folder).rglob("*.py"))]
    return {module_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def lower_modules() -> list[str]:
    heads = tuple(folder.replace("/", ".") + "." for folder in LOWER_FLOORS)
    return [name for name in trees() if name.startswith(heads)]


def taken(tree: ast.Module) -> Iterator[str]:
    """In full, every name that a file imports, or reads from a module that it imports."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                yield f"{node.module}.{one.name}"
                modules[one.asname or one.name] = f"{node.module}.{one.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def named_by(statement: ast.stmt) -> list[str]:
    """What a statement of a module defines; nothing for one that only does something."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]


def unused_in(module: str, taken_elsewhere: set[str]) -> list[str]:
    """The public names of a module that nobody reaches from outside it."""
    reads: dict[str, set[str]] = {}
    reached = set()
    for statement in trees()[module].body:
        names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        reads |= dict.fromkeys(named_by(statement), names)
        reached |= set() if named_by(statement) else names
    waiting = [name for name in reads if name in reached or f"{module}.{name}" in taken_elsewhere]
    reached = set()
    while waiting:
        name = waiting.pop()
        waiting += [other for other in reads.get(name, ()) if other not in reached | {name}]
        reached.add(name)
    return [f"{module}.{name}" for name in reads if name not in reached and not name.startswith("_")]


def test_every_rule_and_query_is_used_by_the_product() -> None:
    taken_by = {name: set(taken(tree)) for name, tree in trees().items()}
    unused = []
    for module in lower_modules():
        others = set().union(*(names for name, names in taken_by.items() if name != module))
        unused += unused_in(module, others)
    assert unused == []
