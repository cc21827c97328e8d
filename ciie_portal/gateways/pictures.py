"""Portrait photos: checked by their content, cropped 10:13, stored re-encoded without metadata (C29)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.settings import get_settings

MOST_PIXELS = 24_000_000  # of a JPEG that can be read at a smaller scale
MOST_PIXELS_WHOLE = 12_000_000  # of a PNG or progressive JPEG, which is in memory whole
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
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
    side = max(*LARGEST, settings.photo_min_width, settings.photo_min_height)  # it may lie on its side
    picture = read_picture(content, (side, side))
    least_width, least_height = settings.photo_min_width, settings.photo_min_height
    if is_cropped(picture):  # the page has cut it already: 480 x 624 is left of 480 x 640
        least_height = min(least_height, least_width * RATIO[1] // RATIO[0])
    if picture.width < least_width or picture.height < least_height:
        raise RuleBroken(
            Rule.PHOTO_TOO_SMALL,
            width=picture.width,
            height=picture.height,
            least_width=least_width,
            least_height=settings.photo_min_height,
        )
    portrait = crop(picture)
    portrait.thumbnail(LARGEST, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return encode(portrait)


def is_cropped(picture: Image.Image) -> bool:
    """Whether the sides are 10 to 13 already, rounded to pixels."""
    across, down = RATIO
    return abs(picture.width * down - picture.height * across) <= down


def check_size(content: bytes, most: int) -> None:
    if len(content) > most:
        size = f"{len(content) / MEGABYTE:.1f}"
        raise RuleBroken(Rule.FILE_TOO_LARGE, size=size, most=f"{most / MEGABYTE:g}")


def read_picture(content: bytes, enough: tuple[int, int]) -> Image.Image:
    """JPEG or PNG by its first bytes, whole, upright, in RGB, and no bomb.

    A large JPEG may come at a half, a quarter or an eighth of its size, never below `enough` pixels.
    """
    kind = next((name for magic, name in KINDS.items() if content.startswith(magic)), None)
    if kind is None:
        raise RuleBroken(Rule.FILE_NOT_A_PICTURE)
    try:
        picture = Image.open(BytesIO(content), formats=[kind])
        is_whole = kind == "PNG" or bool(picture.info.get("progressive"))
        if picture.width * picture.height > (MOST_PIXELS_WHOLE if is_whole else MOST_PIXELS):
            raise RuleBroken(Rule.FILE_UNREADABLE)
        turn = TURNS.get(orientation(picture))
        picture.draft("RGB", enough)
        picture.load()
        plain = on_white(picture)
    except DAMAGED:
        raise RuleBroken(Rule.FILE_UNREADABLE) from None
    return plain.transpose(turn) if turn is not None else plain


def orientation(picture: Image.Image) -> int:
    """As the camera noted it; 1 (upright) where the note cannot be read."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except DAMAGED:
        return 1


def on_white(picture: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    if picture.mode.startswith("I"):  # 16 bits of grey: the upper eight are what can be seen
        return picture.convert("I").point(lambda grey: grey / 256).convert("L").convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


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
