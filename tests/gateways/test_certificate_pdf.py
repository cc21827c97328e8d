"""The certificate on paper, as a reader of PDF and a scanner see it; hostile and rare names (C33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from ciie_portal.domain.entry_code import EntryCode, edition_mark, read, written
from ciie_portal.domain.reference import Prefix, new_reference
from ciie_portal.gateways.certificate_pdf import Face, certificates_pdf, lacking
from ciie_portal.gateways.count_sheet_pdf import CountLine, CountSheet, count_sheet_pdf
from ciie_portal.gateways.typeface import FontMissing, characters_lacking, typefaces
from ciie_portal.security import is_signed, public_keys, sign, signing_key_id
from tests.conftest import use_settings

SERIAL = new_reference(Prefix.CERTIFICATE, (7, 31, 0, 12, 5, 6, 30))
RARE = "䶮㛃𫞩𠮷〇"  # in names; one of the third, two of the second plane
ABSENT = "\U00030000"  # a Chinese character that our fonts lack
DIACRITICS = "Šárka Ďuri Łukasz Ğüneş Øy Nguyễn Ÿ"


def photo(colour: str = "#1f6f8b") -> bytes:
    stream = BytesIO()
    Image.new("RGB", (480, 624), colour).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def face(**changes: str | bytes | bool) -> Face:
    code = EntryCode(signing_key_id(), edition_mark("E3"), SERIAL, datetime(2026, 10, 20, tzinfo=UTC))
    whole = Face(
        edition_zh="第二届中国国际进口博览会",
        edition_en="The Second China International Import Expo",
        name_zh="陈静",
        name_latin="Chen Jing",
        unit_zh="宁波博闻国际贸易有限公司",
        unit_en="Ningbo Bowen International Trade Co., Ltd.",
        mission_zh="宁波交易团",
        mission_en="Ningbo Trade Mission",
        label_zh="交易人员",
        label_en="Trader",
        serial=SERIAL,
        code=written(code.body, sign(code.key_id, code.body)),
        photo=photo(),
        verify_at="ciie.example/zh/verify/",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def texts(content: bytes) -> list[list[str]]:
    """The lines of each page, as they are copied out."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().split("\r\n") for page in document]


def test_every_text_is_copied_out_as_it_was_given() -> None:
    (lines,) = texts(certificates_pdf([face()], "batch"))
    assert lines == [
        "第二届中国国际进口博览会",
        "The Second China International Import Expo",
        SERIAL,
        "ciie.example/zh/verify/",
        "陈静",
        "Chen Jing",
        "宁波博闻国际贸易有限公司",
        "Ningbo Bowen International Trade Co., Ltd.",
        "宁波交易团 · Ningbo Trade Mission",
        "交易人员 Trader",
    ]


def test_rare_characters_and_diacritics_are_printed_and_copied_out_right() -> None:
    assert lacking(face(name_zh=RARE, name_latin=DIACRITICS)) == ()
    (lines,) = texts(certificates_pdf([face(name_zh=RARE, name_latin=DIACRITICS)], "batch"))
    assert lines[4:6] == [RARE, DIACRITICS]


def test_there_is_a_page_of_a6_for_each_with_its_own_picture() -> None:
    document = pypdfium2.PdfDocument(certificates_pdf([face(), face(photo=photo("#8f1742"))], "batch"))
    assert [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document] == [
        (105, 148)
    ] * 2
    middle = (round((9 + 17) / 25.4 * 72), round((32 + 22) / 25.4 * 72))
    colours = [page.render(scale=1).to_pil().convert("RGB").getpixel(middle) for page in document]
    for seen, wanted in zip(colours, ((0x1F, 0x6F, 0x8B), (0x8F, 0x17, 0x42)), strict=True):
        assert max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) < 8


def test_the_code_is_scanned_from_the_page_and_its_signature_is_right() -> None:
    (page,) = pypdfium2.PdfDocument(certificates_pdf([face()], "batch"))
    (found,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert found.text == face().code
    code, signature = read(found.text)
    assert (code.serial, is_signed(public_keys()[code.key_id], signature, code.body)) == (SERIAL, True)


def test_a_character_that_no_font_has_is_named_and_its_line_left_to_the_hand() -> None:
    one = face(name_zh=f"陈{ABSENT}", unit_zh=f"{ABSENT}贸易")
    assert lacking(one) == (ABSENT,)
    (lines,) = texts(certificates_pdf([one], "batch"))
    assert lines[4:7] == [
        "Chen Jing",
        "Ningbo Bowen International Trade Co., Ltd.",
        "宁波交易团 · Ningbo Trade Mission",
    ]


@pytest.mark.parametrize(
    "sign_unseen",
    ["\u202e", "\u200b", "\u200d", "\ufeff", "\u2066", "\x00", "\u0336", "\ue000", "\U000e0041"],
)
def test_signs_that_are_not_seen_are_never_printed_silently(sign_unseen: str) -> None:
    assert characters_lacking(f"陈{sign_unseen}静") == (sign_unseen,)


def test_a_mark_joins_its_letter_where_the_two_are_one() -> None:
    assert characters_lacking("Zoe\u0308") == ()
    assert typefaces().runs("Zoe\u0308")[0][1] == "Zoë"


@pytest.mark.parametrize(
    ("name_zh", "name_latin", "unit_zh", "unit_en"),
    [
        ("䶮" * 50, "Maximiliana " * 8, "宁波经济技术开发区" * 16, "International Trading " * 6),
        ("", "W" * 100, "", "M" * 150),
        ("阿卜杜拉·买买提江·艾合买提", "", "（）" * 75, ""),
    ],
)
def test_the_longest_answers_stay_between_photo_and_label(
    name_zh: str, name_latin: str, unit_zh: str, unit_en: str
) -> None:
    one = face(name_zh=name_zh, name_latin=name_latin, unit_zh=unit_zh, unit_en=unit_en)
    (page,) = pypdfium2.PdfDocument(certificates_pdf([one], "batch"))
    copied = "".join(page.get_textpage().get_text_range().split())
    for text in (name_zh, name_latin, unit_zh, unit_en):
        assert "".join(text.split()) in copied
    height = page.get_size()[1]
    found = page.get_textpage()
    boxes = [found.get_charbox(place) for place in range(found.count_chars())]
    assert max(right for _left, _bottom, right, _top in boxes) <= page.get_size()[0]
    label_top = 19 / 25.4 * 72
    assert [box for box in boxes if box[1] < label_top < box[3] and box[3] < height] == []


def test_markup_and_formulas_are_letters_like_others() -> None:
    (lines,) = texts(certificates_pdf([face(unit_zh="=cmd|'/c calc'!A1<b>%s{0}")], "batch"))
    assert lines[6] == "=cmd|'/c calc'!A1<b>%s{0}"


def test_only_what_is_used_of_a_font_goes_into_the_file() -> None:
    assert len(certificates_pdf([face()], "batch")) < 120_000


def test_a_photo_that_was_erased_leaves_its_frame() -> None:
    assert len(texts(certificates_pdf([face(photo=b"")], "batch"))) == 1


def test_a_font_that_is_named_and_is_not_there_is_missed_rather_than_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_settings(monkeypatch, certificate_font=tmp_path / "none.otf")
    with pytest.raises(FontMissing):
        certificates_pdf([face()], "batch")
    assert characters_lacking("陈 Chen") == ("陈",)


def test_the_font_is_found_in_what_was_installed_with_us() -> None:
    faces = typefaces()
    assert (faces.chinese.file.parent.name, faces.latin.file.parent.parent.name) == (
        "noto_cjk_sans_otc",
        "font_source_sans_pro",
    )


def test_the_count_sheet_lists_every_certificate_on_as_many_pages_as_it_takes() -> None:
    lines = tuple(CountLine(str(place), SERIAL, "陈静", "贸易" * 60) for place in range(1, 41))
    heads = ("No.", "Serial", "Name", "Work unit", "Remark")
    sheet = CountSheet("Count sheet", "Edition", "Made", "Good 40", heads, "Counted by", lines)
    pages = texts(count_sheet_pdf(sheet))
    assert len(pages) == 2
    assert sum(line.count(SERIAL) for page in pages for line in page) == 40
