"""The count sheet of a batch: A4, a line and a box for each certificate (rules.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fpdf import FPDF

from ciie_portal.gateways.typeface import Typefaces, typefaces
from ciie_portal.gateways.typesetting import Style, millimetres, new_document, put, put_right

PAGE = (210.0, 297.0)
EDGE, FIRST, LAST = 15.0, 52.0, 280.0
ROW = 7.2
INK, INK_2, LINE = (21, 36, 44), (91, 102, 108), (223, 218, 207)
COLUMNS = (EDGE, EDGE + 9, EDGE + 38, EDGE + 83, EDGE + 139)  # place, serial, name, unit, remark
WIDTHS = (8.0, 28.0, 43.0, 54.0, 33.0)
MISSING = "〓"  # how printers mark what they have no type for


@dataclass(frozen=True)
class CountLine:
    """`remark`: void, or to be made by hand."""

    place: str
    serial: str
    name: str
    unit: str
    remark: str = ""


@dataclass(frozen=True)
class CountSheet:
    """All texts are in one language already. `sums`: what the counts should be."""

    title: str
    edition: str
    made: str
    sums: str
    heads: tuple[str, str, str, str, str]
    signed: str
    lines: tuple[CountLine, ...]


def count_sheet_pdf(sheet: CountSheet) -> bytes:
    """Raises FontMissing."""
    faces = typefaces()
    pdf = new_document(faces, PAGE, sheet.title)
    per_page = int((LAST - FIRST) / ROW) - 1
    pages = max(1, -(-len(sheet.lines) // per_page))
    for number in range(pages):
        pdf.add_page()
        head(pdf, faces, sheet, f"{number + 1} / {pages}")
        y = FIRST + ROW
        for line in sheet.lines[number * per_page : (number + 1) * per_page]:
            row(pdf, faces, line, y)
            y += ROW
        if number == pages - 1:
            put(pdf, faces, sheet.signed, Style(9, INK), EDGE, LAST + 7)
            pdf.set_draw_color(*INK)
            start = EDGE + millimetres(faces, sheet.signed, Style(9, INK)) + 3
            pdf.line(start, LAST + 8, start + 70, LAST + 8)
    return bytes(pdf.output())


def head(pdf: FPDF, faces: Typefaces, sheet: CountSheet, page: str) -> None:
    put(pdf, faces, sheet.title, Style(19, INK, strong=True), EDGE, 23)
    put_right(pdf, faces, page, Style(9, INK_2), PAGE[0] - EDGE, 23)
    put(pdf, faces, f"{sheet.edition} · {sheet.made}", Style(9.5, INK_2), EDGE, 31)
    put(pdf, faces, sheet.sums, Style(10.5, INK, strong=True), EDGE, 40)
    for words, x in zip(sheet.heads, COLUMNS, strict=True):
        put(pdf, faces, words, Style(8, INK_2), x, FIRST - 2.2)
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.5)
    pdf.line(EDGE, FIRST, PAGE[0] - EDGE, FIRST)


def row(pdf: FPDF, faces: Typefaces, line: CountLine, baseline: float) -> None:
    texts = (line.place, line.serial, line.name, line.unit, line.remark)
    for text, x, width in zip(texts, COLUMNS, WIDTHS, strict=True):
        put(pdf, faces, *shortened(faces, text, Style(9.5, INK), width), x, baseline - 2.2)
    pdf.set_line_width(0.3)
    pdf.set_draw_color(*INK_2)
    pdf.rect(PAGE[0] - EDGE - 4, baseline - 5.4, 4, 4)
    pdf.set_line_width(0.15)
    pdf.set_draw_color(*LINE)
    pdf.line(EDGE, baseline, PAGE[0] - EDGE, baseline)


def shortened(faces: Typefaces, text: str, style: Style, width: float) -> tuple[str, Style]:
    """Smaller down to two thirds, then cut: the serial names the certificate, this only helps to find it."""
    lacks = set(faces.lacking(text))
    shown = "".join(MISSING if one in lacks else one for one in text)
    wide = millimetres(faces, shown, style)
    if wide > width:
        style = replace(style, size=max(style.size * width / wide, style.size * 2 / 3))
    if millimetres(faces, shown, style) <= width:
        return shown, style
    while shown and millimetres(faces, f"{shown}…", style) > width:
        shown = shown[:-1]
    return f"{shown}…", style
