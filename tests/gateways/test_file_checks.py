"""Photos and licences under attack (C29): refused fast and in words, or stored from their pixels alone."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageFile

from ciie_portal.domain.errors import Rule
from ciie_portal.gateways.pictures import CheckedPicture, check_photo
from tests.gateways.attacks import HTML, MEGABYTE, SVG, broken, picture


def png_that_claims(width: int, height: int) -> bytes:
    """A small file whose head announces a picture of any size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000) * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_portrait_is_stored_as_a_jpeg_of_ten_to_thirteen(kind: str) -> None:
    stored = check_photo(picture(kind))
    assert (stored.width, stored.height, stored.media_type) == (600, 780, "image/jpeg")
    with Image.open(BytesIO(stored.content)) as opened:
        assert (opened.format, opened.size, opened.mode) == ("JPEG", (600, 780), "RGB")


def test_the_smallest_photo_is_accepted_and_one_pixel_less_is_not() -> None:
    smallest = check_photo(picture(size=(480, 640)))
    assert (smallest.width, smallest.height) == (480, 624)
    facts = {"least_width": 480, "least_height": 640}
    for width, height in ((479, 640), (480, 639), (10, 10)):
        said = broken("photo", picture(size=(width, height)))
        assert said == (Rule.PHOTO_TOO_SMALL, {"width": width, "height": height, **facts})


def test_a_photo_from_a_telephone_is_scaled_down() -> None:
    stored = check_photo(picture(size=(3024, 4032)))
    assert (stored.width, stored.height) == (960, 1248)


def colours(stored: CheckedPicture) -> list[str]:
    """Of the four corners: top left, top right, bottom left, bottom right."""
    with Image.open(BytesIO(stored.content)) as opened:
        right, bottom = opened.width - 3, opened.height - 3
        corners = [opened.getpixel(at) for at in ((2, 2), (right, 2), (2, bottom), (right, bottom))]
    return ["red" if corner[0] > corner[2] else "blue" for corner in corners]  # type: ignore[index]


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, ["red", "red", "blue", "blue"]),
        (3, ["blue", "blue", "red", "red"]),
        (4, ["blue", "blue", "red", "red"]),
        (6, ["blue", "red", "blue", "red"]),
        (8, ["red", "blue", "red", "blue"]),
        (77, ["red", "red", "blue", "blue"]),
    ],
)
def test_the_camera_s_turn_is_applied_before_it_is_forgotten(orientation: int, expected: list[str]) -> None:
    note = Image.Exif()
    note[0x0112] = orientation
    stored = check_photo(picture(size=(800, 800), exif=note))
    assert colours(stored) == expected


def test_nothing_but_pixels_is_stored() -> None:
    note = Image.Exif()
    note[0x010E] = "Li Wei, 3301"
    note.get_ifd(0x8825)[1] = "N"
    stored = check_photo(picture(exif=note, comment=b"a comment", icc_profile=b"x" * 200))
    with Image.open(BytesIO(stored.content)) as opened:
        assert (dict(opened.getexif()), sorted(set(opened.info) - {"jfif", "jfif_density", "jfif_unit"})) == (
            {},
            ["jfif_version"],
        )
    assert b"Li Wei" not in stored.content


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_note_of_the_camera_that_is_rubbish_does_not_matter() -> None:
    assert (
        colours(check_photo(picture(exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + b"\xff" * 50)))[0] == "red"
    )


@pytest.mark.parametrize("behind", [HTML, b"PK\x03\x04" + HTML, b"%PDF-1.7\n/JavaScript"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_is_something_else_too_loses_it(kind: str, behind: bytes) -> None:
    stored = check_photo(picture(kind) + behind)
    assert stored.content == check_photo(picture(kind)).content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        b'<?xml version="1.0"?>' + SVG,
        HTML,
        b"../../etc/passwd",
        picture("GIF", mode="P"),
        picture("BMP"),
        picture("TIFF"),
        picture("WEBP"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"\x00" + picture(),
        b"MZ" + bytes(1000),
    ],
)
def test_what_is_no_jpeg_or_png_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert broken("photo", content) == (Rule.FILE_NOT_A_PICTURE, {})
    assert broken("licence", content) == (Rule.FILE_NOT_A_LICENCE, {})


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0" + HTML,
        b"\xff\xd8\xff\xe0" + HTML * 1000,
        b"\x89PNG\r\n\x1a\n" + HTML,
        picture()[: len(picture()) // 2],
        picture()[:-200],
        picture("PNG")[: len(picture("PNG")) // 2],
        picture("PNG")[:40],
    ],
)
def test_a_file_that_is_cut_or_a_head_with_rubbish_behind_it_is_refused(content: bytes) -> None:
    assert broken("photo", content) == (Rule.FILE_UNREADABLE, {})
    assert broken("licence", content) == (Rule.FILE_UNREADABLE, {})


@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 30_000), (4000, 4000), (2_000_000, 8), (65_535, 65_535)]
)
def test_a_bomb_is_refused_before_it_is_unpacked(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpack(_picture: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpack)
    bomb = png_that_claims(width, height)
    assert broken("photo", bomb) == (Rule.FILE_UNREADABLE, {})
    assert broken("licence", bomb) == (Rule.FILE_UNREADABLE, {})


def test_a_progressive_jpeg_may_be_as_large_as_a_png_and_no_larger() -> None:
    large = picture(size=(4200, 3200), quality=10, progressive=True)
    assert broken("photo", large) == (Rule.FILE_UNREADABLE, {})
    stored = check_photo(picture(size=(4200, 3200), quality=10))
    assert (stored.width, stored.height) == (960, 1248)


def test_one_byte_above_the_limit_is_refused_unread() -> None:
    five, two = 5 * MEGABYTE, 2 * MEGABYTE
    padded = picture() + bytes(five - len(picture()))
    assert check_photo(padded).width == 600
    assert broken("photo", padded + b"\x00") == (Rule.FILE_TOO_LARGE, {"size": "5.0", "most": "5"})
    assert broken("licence", padded[: two + 1]) == (Rule.FILE_TOO_LARGE, {"size": "2.0", "most": "2"})


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_every_kind_of_jpeg_becomes_a_plain_one(mode: str) -> None:
    assert check_photo(picture(mode="L" if mode == "1" else mode)).width == 600


@pytest.mark.parametrize("mode", ["P", "L", "LA", "RGBA", "1", "I;16"])
def test_every_kind_of_png_becomes_a_jpeg(mode: str) -> None:
    stored = check_photo(picture("PNG", mode=mode) if mode != "I;16" else deep_grey())
    assert (stored.width, stored.height) == (600, 780)


def deep_grey() -> bytes:
    stream = BytesIO()
    Image.new("I;16", (600, 800), 40_000).save(stream, "PNG")
    return stream.getvalue()


def test_sixteen_bits_of_grey_stay_grey() -> None:
    with Image.open(BytesIO(check_photo(deep_grey()).content)) as opened:
        assert opened.getpixel((300, 300)) == (156, 156, 156)


def test_what_was_transparent_is_white() -> None:
    stream = BytesIO()
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(stream, "PNG")
    with Image.open(BytesIO(check_photo(stream.getvalue()).content)) as opened:
        assert opened.getpixel((300, 300)) == (255, 255, 255)
