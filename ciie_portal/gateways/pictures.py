"""Portrait photos: checked by their content, cropped 10:13, stored re-encoded without metadata (C29)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.settings import get_settings

MOST_PIXELS = 40_000_000
RATIO = (10, 13)
LARGEST = (960, 1248)  # stored; what is larger is scaled down
QUALITY = 88
KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class CheckedPicture:
    """A JPEG without metadata, and its size in pixels."""

    content: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"


def check_photo(content: bytes) -> CheckedPicture:
    """The portrait as it is stored.

    Raises FILE_TOO_LARGE, FILE_NOT_A_PICTURE, FILE_UNREADABLE, PHOTO_TOO_SMALL.
    """
    settings = get_settings()
    check_size(content, settings.photo_max_bytes)
    picture = read_picture(content)
    if picture.width < settings.photo_min_width or picture.height < settings.photo_min_height:
        raise RuleBroken(
            Rule.PHOTO_TOO_SMALL,
            width=picture.width,
            height=picture.height,
            least_width=settings.photo_min_width,
            least_height=settings.photo_min_height,
        )
    portrait = crop(picture)
    portrait.thumbnail(LARGEST, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return encode(portrait)


def check_size(content: bytes, most: int) -> None:
    if len(content) > most:
        size = f"{len(content) / MEGABYTE:.1f}"
        raise RuleBroken(Rule.FILE_TOO_LARGE, size=size, most=f"{most / MEGABYTE:g}")


def read_picture(content: bytes) -> Image.Image:
    """JPEG or PNG by its first bytes, whole, upright, in RGB, and no bomb."""
    kind = next((name for magic, name in KINDS.items() if content.startswith(magic)), None)
    if kind is None:
        raise RuleBroken(Rule.FILE_NOT_A_PICTURE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=[kind])
            if picture.width * picture.height > MOST_PIXELS:
                raise RuleBroken(Rule.FILE_UNREADABLE)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        raise RuleBroken(Rule.FILE_UNREADABLE) from None
    except Image.DecompressionBombWarning:
        raise RuleBroken(Rule.FILE_UNREADABLE) from None
    return on_white(upright)


def on_white(picture: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")


def crop(picture: Image.Image) -> Image.Image:
    """The largest 10:13 part: centred in width, a little above the middle in height, where heads are."""
    across, down = RATIO
    width = min(picture.width, picture.height * across // down)
    height = min(picture.height, width * down // across)
    left = (picture.width - width) // 2
    top = (picture.height - height) // 3
    return picture.crop((left, top, left + width, top + height))


def encode(picture: Image.Image) -> CheckedPicture:
    """A new JPEG from the pixels alone."""
    stream = BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(stream, "JPEG", quality=QUALITY)
    return CheckedPicture(stream.getvalue(), picture.width, picture.height)
