"""The build carries no foreign look, one set of colours, and little weight (ui.md, Looks and Measured)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from ciie_portal.components.look import STYLESHEETS
from ciie_portal.settings import ROOT

STYLES = ROOT / "assets" / "styles"
CLIENT = ROOT / ".web" / "build" / "client"
MOST_BYTES = 200_000
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")


def built(suffix: str) -> list[Path]:
    found = sorted(CLIENT.rglob(f"*.{suffix}"))
    if not found:
        pytest.fail("The pages are not built: run `make build` first.")
    return found


def test_no_component_library_of_others_is_in_the_build() -> None:
    telling = (".radix-themes", "rt-Button", "--accent-a3", "sonner-toast", "data-sonner", "recharts")
    offenders = [
        (file.name, sign)
        for suffix in ("css", "js")
        for file in built(suffix)
        for sign in telling
        if sign in file.read_text(encoding="utf-8")
    ]
    assert offenders == []


def test_every_stylesheet_is_bundled_once() -> None:
    named = sorted(f"/styles/{file.name}" for file in STYLES.glob("*.css"))
    assert sorted(STYLESHEETS) == named


def test_only_the_tokens_name_a_colour() -> None:
    offenders = []
    for file in sorted(STYLES.glob("*.css")):
        text = re.sub(r'url\("data:[^"]*"\)', "", file.read_text(encoding="utf-8"))
        if file.name != "tokens.css" and RAW_COLOUR.search(text):
            offenders.append(file.name)
    for file in sorted((ROOT / "ciie_portal").rglob("*.py")):
        part_of_look = {"components", "pages"} & set(file.parts)
        if part_of_look and RAW_COLOUR.search(file.read_text(encoding="utf-8")):
            offenders.append(file.name)
    assert offenders == []


def test_every_colour_is_there_for_the_dark_too() -> None:
    text = (STYLES / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media screen", 1)
    dark = dark.split("@media print", 1)[0]
    coloured = re.compile(r"(--[\w-]+): #")
    same_in_both = {"--on-accent", "--accent-band", "--focus-band"}
    assert set(coloured.findall(light)) - same_in_both == set(coloured.findall(dark))


@pytest.mark.parametrize("address", ["en/index.html", "zh/index.html", "en/check/index.html"])
def test_a_first_visit_weighs_less_than_200_kilobytes(address: str) -> None:
    built("html")
    page = CLIENT / address
    html = page.read_text(encoding="utf-8")
    assets = set(re.findall(r'(?:href|src)="(/(?:assets|scripts)/[^"]+)"', html))
    weight = sum(len(gzip.compress((CLIENT / asset.lstrip("/")).read_bytes())) for asset in assets)
    weight += len(gzip.compress(html.encode()))
    assert weight < MOST_BYTES, f"{address} weighs {weight} bytes"


def test_pages_run_no_text_as_code() -> None:
    telling = ("call_script", "rx.toast", "run_script")
    offenders = [
        (file.name, sign)
        for file in sorted((ROOT / "ciie_portal").rglob("*.py"))
        for sign in telling
        if sign in file.read_text(encoding="utf-8")
    ]
    assert offenders == []
