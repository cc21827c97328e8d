"""The fonts that certificates are set in, and whether they have every character of a text.

The same tables answer the check and set the type: what passes the check is never printed as a box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from ciie_portal.domain.answer import is_chinese
from ciie_portal.settings import get_settings

# Shipped by packages: the whole of Noto Sans CJK, and the Latin face that its own Latin was taken from.
CHINESE_PACKAGE = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
LATIN_PACKAGE = ("font_source_sans_pro", "files/SourceSansPro-Regular.ttf")
STRONG_PACKAGE = ("font_source_sans_pro", "files/SourceSansPro-Semibold.ttf")
OF_THE_SYSTEM = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
)
CHINESE_OF_A_COLLECTION = " SC"  # how the face of a collection is named
UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"}


class FontMissing(Exception):
    """There is no font with Chinese characters on this machine."""


@dataclass(frozen=True)
class Typeface:
    """One face of a font file; `number` within a collection."""

    file: Path
    number: int = 0

    @property
    def name(self) -> str:
        """How the document calls it."""
        return f"{self.file.stem}-{self.number}".lower()

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(self.file, fontNumber=self.number, lazy=True)

    @cached_property
    def characters(self) -> dict[int, str]:
        found: dict[int, str] = self._font.getBestCmap()
        return found

    @cached_property
    def _advances(self) -> dict[str, tuple[int, int]]:
        widths: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        return widths

    @cached_property
    def _em(self) -> int:
        em: int = self._font["head"].unitsPerEm
        return em

    def has(self, one: str) -> bool:
        return ord(one) in self.characters

    def width(self, text: str) -> float:
        """In parts of the type size."""
        return sum(self._advances[self.characters[ord(one)]][0] for one in text) / self._em


@dataclass(frozen=True)
class Typefaces:
    """`chinese` comes first for Chinese texts, `latin` for the others; each falls back on all."""

    chinese: Typeface
    latin: Typeface
    strong: Typeface
    others: tuple[Typeface, ...] = ()

    @property
    def all(self) -> tuple[Typeface, ...]:
        return tuple(dict.fromkeys((self.chinese, self.latin, self.strong, *self.others)))

    def runs(self, text: str, *, strong: bool = False) -> list[tuple[Typeface, str]]:
        """The text cut where its face changes; characters that no face has are left out: ask `lacking`."""
        latin = self.strong if strong else self.latin
        first = (self.chinese, latin) if any(map(is_chinese, text)) else (latin, self.chinese)
        runs: list[tuple[Typeface, str]] = []
        for one in settable(text):
            face = next((face for face in (*first, *self.others) if face.has(one)), None)
            if face is None or not is_printable(one):
                continue
            if runs and runs[-1][0] == face:
                runs[-1] = (face, runs[-1][1] + one)
            else:
                runs.append((face, one))
        return runs

    def lacking(self, text: str) -> tuple[str, ...]:
        """The characters that cannot be printed, each once, in their order."""
        wanted = dict.fromkeys(settable(text))
        return tuple(
            one for one in wanted if not is_printable(one) or not any(face.has(one) for face in self.all)
        )

    def width(self, text: str, *, strong: bool = False) -> float:
        return sum(face.width(run) for face, run in self.runs(text, strong=strong))


def characters_lacking(*texts: str) -> tuple[str, ...]:
    """The characters that cannot be printed, each once; all Chinese ones where there is no font at all."""
    try:
        faces = typefaces()
    except FontMissing:
        return tuple(dict.fromkeys(one for text in texts for one in text if is_chinese(one)))
    return tuple(dict.fromkeys(one for text in texts for one in faces.lacking(text)))


def settable(text: str) -> str:
    """Marks are joined with their letters where Unicode knows the two as one."""
    return unicodedata.normalize("NFC", text)


def is_printable(one: str) -> bool:
    """Signs that are not seen, and marks that would have to climb onto a letter, are set by hand."""
    return unicodedata.category(one) not in UNPRINTABLE


def typefaces() -> Typefaces:
    """From the settings, from the packages, from the system, in this order. Raises FontMissing."""
    settings = get_settings()
    return _typefaces(settings.certificate_font, settings.certificate_fallback_fonts)


@cache
def _typefaces(chosen: str, fallbacks: str) -> Typefaces:
    files = [Path(chosen)] if chosen else []
    files += [file for file in (_in_package(*CHINESE_PACKAGE), *OF_THE_SYSTEM) if file is not None]
    present = [file for file in files if file.is_file()]
    if not present or (chosen and present[0] != Path(chosen)):
        raise FontMissing(chosen or "no font with Chinese characters")
    chinese = _face(present[0])
    latin, strong = (_in_package(*package) for package in (LATIN_PACKAGE, STRONG_PACKAGE))
    more = [Path(part.strip()) for part in fallbacks.split(",") if part.strip()]
    return Typefaces(
        chinese=chinese,
        latin=_face(latin) if latin else chinese,
        strong=_face(strong) if strong else chinese,
        others=tuple(
            _face(file) for file in (*more, *present[1:]) if file.is_file() and file.name != present[0].name
        ),
    )


def _face(file: Path) -> Typeface:
    """Of a collection the face for simplified Chinese."""
    if file.suffix.lower() not in (".ttc", ".otc"):
        return Typeface(file)
    with TTCollection(file, lazy=True) as collection:
        names = [str(font["name"].getDebugName(4)) for font in collection.fonts]
    number = next((place for place, name in enumerate(names) if name.endswith(CHINESE_OF_A_COLLECTION)), 0)
    return Typeface(file, number)


def _in_package(package: str, file: str) -> Path | None:
    found = find_spec(package)
    folders = list(found.submodule_search_locations or ()) if found else []
    path = Path(folders[0]) / file if folders else None
    return path if path is not None and path.is_file() else None
