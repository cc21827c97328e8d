"""Files to attack the checks with."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.gateways.licences import check_licence
from ciie_portal.gateways.pictures import check_photo

MEGABYTE = 1024 * 1024
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="480" height="640"/>'
HTML = b"<script>alert(document.domain)</script>"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (600, 800), mode: str = "RGB", **how: object
) -> bytes:
    """Red above, blue below, so that it can be seen which way is up."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0], size[1] // 2))
    stream = BytesIO()
    image.convert(mode).save(stream, kind, **how)
    return stream.getvalue()


def broken(check: str, content: bytes) -> tuple[Rule | None, dict[str, str | int]]:
    """The rule that refuses; how fast and in how much memory is measured in benchmarks."""
    with pytest.raises(RuleBroken) as why:
        (check_photo if check == "photo" else check_licence)(content)
    return why.value.rule, why.value.facts
