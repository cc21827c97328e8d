"""How fast are certificates set, and how much memory does a batch take? Pages a second, size and peak.

`python -m benchmarks.certificates`. Each size runs in a process of its own, so that the peak is its own.
"""

from __future__ import annotations

import io
import multiprocessing
import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from benchmarks.pictures import memory
from benchmarks.scene import machine
from ciie_portal.domain.entry_code import EntryCode, edition_mark, written
from ciie_portal.domain.reference import ALPHABET, Prefix, new_reference
from ciie_portal.gateways.certificate_pdf import Face, certificates_pdf
from ciie_portal.seeding.portraits import portrait

SIZES = (1, 50, 200)
SIGNED = bytes(range(64))  # setting type does not look at the signature


def photo(number: int) -> bytes:
    """A picture of its own for each, of the size that the portal keeps."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(portrait(number))) as drawn:
        whole = drawn.convert("RGB").resize((960, 1280)).crop((0, 16, 960, 1264))
    whole.putpixel((number % 960, 0), (number % 256, 0, 0))
    whole.save(stream, "JPEG", quality=88)
    return stream.getvalue()


def face(number: int) -> Face:
    digits = [(number >> (5 * place)) % len(ALPHABET) for place in range(7)]
    serial = new_reference(Prefix.CERTIFICATE, digits)
    code = EntryCode(1, edition_mark("E"), serial, datetime(2026, 10, 1, tzinfo=UTC))
    return Face(
        edition_zh="第二届中国国际进口博览会",
        edition_en="The Second China International Import Expo",
        name_zh=f"{chr(0x4E00 + number)}建国",
        name_latin=f"Person {number}",
        unit_zh=f"宁波市第{number}国际贸易有限公司",
        unit_en=f"Ningbo International Trade No. {number} Co., Ltd.",
        mission_zh="宁波交易团",
        mission_en="Ningbo Trade Mission",
        label_zh="交易人员",
        label_en="Trader",
        serial=serial,
        code=written(code.body, SIGNED),
        photo=photo(number),
        verify_at="ciie.example/zh/verify/",
    )


def measure(size: int, answers: multiprocessing.SimpleQueue[tuple[float, int, float]]) -> None:
    faces = [face(number) for number in range(size)]
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
    before, begun = memory("VmRSS"), time.perf_counter()
    content = certificates_pdf(faces, "benchmark")
    answers.put((time.perf_counter() - begun, len(content), (memory("VmHWM") - before) / 1024))


def main() -> None:
    print(machine())
    print(f"{'certificates':>12}{'seconds':>10}{'pages/s':>10}{'KiB':>10}{'more MiB':>10}")
    apart = multiprocessing.get_context("spawn")
    for size in SIZES:
        answers: multiprocessing.SimpleQueue[tuple[float, int, float]] = apart.SimpleQueue()
        process = apart.Process(target=measure, args=(size, answers))
        process.start()
        seconds, length, more = answers.get()
        process.join()
        print(f"{size:>12}{seconds:>10.2f}{size / seconds:>10.1f}{length / 1024:>10.0f}{more:>10.1f}")


if __name__ == "__main__":
    main()
