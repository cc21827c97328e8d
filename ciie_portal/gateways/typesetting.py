"""Sets text on a page of a PDF: cut into faces, shrunk or wrapped until it fits; nothing is ever cut off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import TextMode

from ciie_portal.gateways.typeface import Typefaces, settable

POINT = 25.4 / 72  # millimetres
STROKE = 0.014  # of the type size: the Chinese face has one weight, an edge makes it stronger
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Style:
    """Sizes in points; `lead` is the line's height in parts of the size."""

    size: float
    colour: Colour
    strong: bool = False
    lead: float = 1.35


def millimetres(faces: Typefaces, text: str, style: Style) -> float:
    return faces.width(text, strong=style.strong) * style.size * POINT


def wrapped(faces: Typefaces, text: str, style: Style, room: float) -> list[str]:
    """Lines no wider than `room` millimetres: between words, between Chinese characters, else anywhere."""
    lines, line = [], ""
    for piece in pieces(settable(text)):
        if millimetres(faces, (line + piece).rstrip(), style) <= room:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = ""
        for one in piece.lstrip():
            if line and millimetres(faces, line + one, style) > room:
                lines.append(line)
                line = ""
            line += one
    return [*lines, line.rstrip()] if line.strip() else lines


# What stays together: a Latin word with the blank behind it; a Chinese character with closing signs.
_PIECE = re.compile(r"[^\s\u2e80-\U0010ffff]+\s*|\S[，。、；：）》」』！？·]*\s*|\s+")


def pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def put(pdf: FPDF, faces: Typefaces, text: str, style: Style, x: float, baseline: float) -> None:
    """One line from `x`; millimetres."""
    pdf.set_text_color(*style.colour)
    for face, run in faces.runs(text, strong=style.strong):
        pdf.set_font(face.name, size=style.size)
        if style.strong and face == faces.chinese and face != faces.strong:
            with pdf.local_context():
                pdf.set_draw_color(*style.colour)
                pdf.set_line_width(style.size * STROKE * POINT)
                pdf.text_mode = TextMode.FILL_STROKE
                pdf.text(x, baseline, run)
        else:
            pdf.text(x, baseline, run)
        x += face.width(run) * style.size * POINT


def put_right(pdf: FPDF, faces: Typefaces, text: str, style: Style, right: float, baseline: float) -> None:
    put(pdf, faces, text, style, right - millimetres(faces, text, style), baseline)


def put_middle(pdf: FPDF, faces: Typefaces, text: str, style: Style, middle: float, baseline: float) -> None:
    put(pdf, faces, text, style, middle - millimetres(faces, text, style) / 2, baseline)


def new_document(faces: Typefaces, size: tuple[float, float], title: str) -> FPDF:
    """An empty document in millimetres that knows the faces; of each, only what is used goes into it."""
    pdf = FPDF(unit="mm", format=size)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(title)
    pdf.set_lang("zh-Hans")
    for face in faces.all:
        pdf.add_font(face.name, fname=face.file, collection_font_number=face.number)
    return pdf
