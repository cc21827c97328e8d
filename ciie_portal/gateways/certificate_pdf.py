"""The certificate on paper: one page of A6 for each, photo, name, unit, label, and the signed QR (Q3, Q9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import segno
from fpdf import FPDF

from ciie_portal.gateways.typeface import Typefaces, characters_lacking, typefaces
from ciie_portal.gateways.typesetting import (
    POINT,
    Style,
    millimetres,
    new_document,
    put,
    put_middle,
    put_right,
    wrapped,
)

PAGE = (105.0, 148.0)
EDGE = 9.0
ROOM = PAGE[0] - 2 * EDGE
BAND, FOOT = 25.0, 19.0  # heights of the ink above and of the label below
PHOTO = (EDGE, 32.0, 35.0, 45.5)  # x, y, width, height: 10 to 13
QR = 38.0  # with its quiet edge
TEXT_TOP, TEXT_END = 82.5, PAGE[1] - FOOT - 3.5

INK, INK_2, PAPER = (21, 36, 44), (68, 82, 90), (255, 255, 255)
BAND_INK, ON_BAND_2, LINE = (17, 48, 59), (191, 210, 216), (223, 218, 207)
SEAL = (185, 55, 26)

# the largest in which the name fits one line, or two of the small
NAME_SIZES = (35, 31, 27, 23, 19, 16, 13, 11)
ONE_LINE_FROM = 19


@dataclass(frozen=True)
class Face:
    """What one certificate shows. `photo`: JPEG or PNG, empty where there is none any more."""

    edition_zh: str
    edition_en: str
    name_zh: str
    name_latin: str
    unit_zh: str
    unit_en: str
    mission_zh: str
    mission_en: str
    label_zh: str
    label_en: str
    serial: str
    code: str
    photo: bytes
    verify_at: str = ""
    is_demonstration: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is set in type and came from people or settings."""
        names = (self.name_zh, self.name_latin, self.unit_zh, self.unit_en)
        return (
            *names,
            *(self.mission_zh, self.mission_en, self.label_zh, self.label_en),
            *(self.edition_zh, self.edition_en),
        )


@dataclass(frozen=True)
class Block:
    """Lines of one text between name and label; `is_blank`: an empty line to letter by hand."""

    lines: tuple[str, ...]
    style: Style
    gap: float  # above, millimetres
    is_blank: bool = False

    @property
    def height(self) -> float:
        return self.gap + len(self.lines) * self.style.size * POINT * self.style.lead


def lacking(face: Face) -> tuple[str, ...]:
    """The characters of a certificate that no font here has. Raises FontMissing."""
    typefaces()
    return characters_lacking(*face.texts)


def certificates_pdf(certificates: Iterable[Face], title: str) -> bytes:
    """A page for each. A text with a character that no font has is left blank, with a line to write on.

    Raises FontMissing.
    """
    faces = typefaces()
    pdf = new_document(faces, PAGE, title)
    for certificate in certificates:
        pdf.add_page()
        draw(pdf, faces, certificate)
    return bytes(pdf.output())


def draw(pdf: FPDF, faces: Typefaces, face: Face) -> None:
    band(pdf, faces, face)
    photo(pdf, face)
    code(pdf, faces, face)
    y = TEXT_TOP
    for block in fitted(faces, face):
        y = put_block(pdf, faces, block, y)
    label(pdf, faces, face)


def band(pdf: FPDF, faces: Typefaces, face: Face) -> None:
    """Whose fair it is."""
    pdf.set_fill_color(*BAND_INK)
    pdf.rect(0, 0, PAGE[0], BAND, style="F")
    chinese = fit_line(faces, face.edition_zh, Style(15, PAPER, strong=True), ROOM)
    put(pdf, faces, face.edition_zh, chinese, EDGE, 11.2)
    room = ROOM - (20 if face.is_demonstration else 0)
    english = fit_line(faces, face.edition_en, Style(8.6, ON_BAND_2), room)
    put(pdf, faces, face.edition_en, english, EDGE, 18.6)
    if face.is_demonstration:
        put_right(pdf, faces, "演示 SPECIMEN", Style(7.5, ON_BAND_2, strong=True), PAGE[0] - EDGE, 18.6)


def photo(pdf: FPDF, face: Face) -> None:
    x, y, width, height = PHOTO
    if face.photo:
        pdf.image(BytesIO(face.photo), x, y, width, height)
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.2)
    pdf.rect(x, y, width, height)


def code(pdf: FPDF, faces: Typefaces, face: Face) -> None:
    """The QR in squares, black on white, and the serial under it for whoever types it."""
    left, top = PAGE[0] - EDGE - QR, PHOTO[1] - 1.5
    matrix = segno.make(face.code, error="m", mode="alphanumeric", micro=False).matrix
    module = QR / len(matrix)
    pdf.set_fill_color(0, 0, 0)
    for row, cells in enumerate(matrix):
        for start, length in dark_runs(cells):
            pdf.rect(left + start * module, top + row * module, length * module, module, style="F")
    middle = left + QR / 2
    put_middle(pdf, faces, face.serial, Style(10.5, INK, strong=True), middle, top + QR + 5)
    if face.verify_at:
        small = fit_line(faces, face.verify_at, Style(6, INK_2), QR)
        put_middle(pdf, faces, face.verify_at, small, middle, top + QR + 8.4)


def dark_runs(cells: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark squares of one row begin, and how many there are together."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(cells):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs


def fitted(faces: Typefaces, face: Face) -> list[Block]:
    """Name, unit and mission, all together made smaller until they stand between photo and label."""
    scale = 1.0
    while True:
        made = blocks(faces, face, scale)
        if sum(block.height for block in made) <= TEXT_END - TEXT_TOP or scale < 0.4:
            return made
        scale -= 0.04


def blocks(faces: Typefaces, face: Face, scale: float) -> list[Block]:
    chinese = name_style(faces, face.name_zh, scale)
    alone = not face.name_zh
    latin = Style((24 if alone else 14) * scale, INK, strong=alone, lead=1.2)
    first_unit, second_unit = Style(11 * scale, INK, lead=1.3), Style(8.2 * scale, INK_2, lead=1.25)
    wanted = (
        (face.name_zh, chinese, 0.0),
        (face.name_latin, latin, 0.6),
        (face.unit_zh, first_unit, 3.0),
        (face.unit_en, second_unit if face.unit_zh else first_unit, 0.7 if face.unit_zh else 3.0),
        (mission_line(face), Style(7.6 * scale, INK_2, lead=1.3), 1.6),
    )
    return [block(faces, text, style, gap * scale) for text, style, gap in wanted if text]


def mission_line(face: Face) -> str:
    return " · ".join(text for text in (face.mission_zh, face.mission_en) if text)


def name_style(faces: Typefaces, name: str, scale: float) -> Style:
    for size in NAME_SIZES:
        style = Style(size * scale, INK, strong=True, lead=1.22)
        most = 1 if size >= ONE_LINE_FROM else 2
        if len(wrapped(faces, name, style, ROOM)) <= most:
            return style
    return style


def block(faces: Typefaces, text: str, style: Style, gap: float) -> Block:
    if faces.lacking(text):
        return Block(("",), style, gap, is_blank=True)
    return Block(tuple(wrapped(faces, text, style, ROOM)), style, gap)


def put_block(pdf: FPDF, faces: Typefaces, block: Block, y: float) -> float:
    """Returns where the next one begins."""
    height = block.style.size * POINT * block.style.lead
    y += block.gap
    for line in block.lines:
        baseline = y + height * 0.78
        if block.is_blank:
            pdf.set_draw_color(*INK_2)
            pdf.set_line_width(0.25)
            pdf.line(EDGE, baseline + 0.8, PAGE[0] - EDGE, baseline + 0.8)
        else:
            put(pdf, faces, line, block.style, EDGE, baseline)
        y += height
    return y


def label(pdf: FPDF, faces: Typefaces, face: Face) -> None:
    """The one vermilion thing: as whom the holder comes."""
    top = PAGE[1] - FOOT
    pdf.set_fill_color(*SEAL)
    pdf.rect(0, top, PAGE[0], FOOT, style="F")
    chinese = fit_line(faces, face.label_zh, Style(21, PAPER, strong=True), ROOM * 0.6)
    put(pdf, faces, face.label_zh, chinese, EDGE, top + 12.4)
    room = ROOM - millimetres(faces, face.label_zh, chinese) - 4
    english = fit_line(faces, face.label_en, Style(11.5, PAPER), room)
    put_right(pdf, faces, face.label_en, english, PAGE[0] - EDGE, top + 12.2)


def fit_line(faces: Typefaces, text: str, style: Style, room: float) -> Style:
    """The style, smaller where one line would be wider than the room."""
    width = millimetres(faces, text, style)
    return replace(style, size=style.size * room / width) if width > room else style
