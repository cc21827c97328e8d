"""Drawn portraits and a drawn licence: nobody's face, small files, taken through the real checks."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (480, 640)
GROUNDS = ("#f4f1ea", "#eef2f4", "#f3eeee", "#eef3ec")
SKINS = ("#f0cfb2", "#e8bd9a", "#d9a883", "#f3d9c4")
HAIRS = ("#1f1b18", "#2d2420", "#4a3a30", "#6b6660")
CLOTHES = ("#27445c", "#5b2e35", "#2f4d3a", "#4a4458", "#3b3b3b")
VARIETY = 20


def portrait(number: int) -> bytes:
    """A PNG; the same for the same number."""
    return _portrait(number % VARIETY)


@cache
def _portrait(number: int) -> bytes:
    picture = Image.new("RGB", SIZE, GROUNDS[number % len(GROUNDS)])
    draw = ImageDraw.Draw(picture)
    skin, hair = SKINS[(number // 2) % len(SKINS)], HAIRS[(number // 3) % len(HAIRS)]
    draw.ellipse((60, 470, 420, 900), fill=CLOTHES[number % len(CLOTHES)])
    draw.rectangle((205, 380, 275, 500), fill=skin)
    draw.ellipse((130, 120, 350, 400), fill=hair)
    draw.ellipse((150, 160, 330, 430), fill=skin)
    draw.chord((140, 120, 340, 330), 180, 360, fill=hair)
    if number % 2:
        draw.rectangle((132, 240, 158, 430), fill=hair)
        draw.rectangle((322, 240, 348, 430), fill=hair)
    for left in (195, 265):
        draw.ellipse((left, 280, left + 20, 292), fill="#2a2522")
    draw.arc((210, 330, 270, 375), 20, 160, fill="#9a4f45", width=5)
    draw.polygon(((205, 490), (275, 490), (240, 545)), fill="#f7f5f0")
    return _png(picture)


@cache
def licence() -> bytes:
    """A sheet with a frame and lines; it cannot be taken for anybody's licence."""
    picture = Image.new("RGB", (1000, 700), "#fbf8f0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 30, 970, 670), outline="#9a2d2a", width=8)
    draw.ellipse((450, 70, 550, 170), outline="#9a2d2a", width=6)
    draw.text((380, 190), "DEMONSTRATION ONLY", fill="#9a2d2a")
    for line in range(6):
        draw.line((120, 290 + 50 * line, 880 - 90 * (line % 3), 290 + 50 * line), fill="#55504a", width=4)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", compress_level=6)
    return stream.getvalue()
