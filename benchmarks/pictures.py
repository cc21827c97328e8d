"""What does it cost to refuse, or to take in, a photo or a licence (C29)? Time and memory of each file.

`python -m benchmarks.pictures`. Each runs in a process of its own, so that the peak of memory is its own.
"""

from __future__ import annotations

import io
import multiprocessing
import struct
import time
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from benchmarks.papers import licence, photo, picture
from benchmarks.scene import machine
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.gateways.licences import check_licence
from ciie_portal.gateways.pictures import check_photo

Check = Callable[[bytes], object]
TIMES = 5


def png_that_claims(width: int, height: int) -> bytes:
    """A small file of a huge picture: every row is zeros, packed."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width * 3)) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def plain_jpeg(width: int, height: int, *, progressive: bool = False) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "JPEG", quality=30, progressive=progressive)
    return stream.getvalue()


def pdf_of(packed: bytes) -> bytes:
    """A file that says that objects are packed in it."""
    stream = zlib.compress(packed, 9)
    return b"%PDF-1.5\n1 0 obj <</Type /ObjStm>> stream\n" + stream + b"\nendstream endobj\n%%EOF"


def cases() -> list[tuple[str, Check, bytes]]:
    return [
        ("photo as the page cuts it, 960 x 1248", check_photo, photo()),
        ("photo from a phone, 3000 x 4000", check_photo, picture(3000, 4000, 80)),
        ("photo, JPEG of 24 megapixels", check_photo, plain_jpeg(4800, 5000)),
        ("photo, JPEG of 100 megapixels", check_photo, plain_jpeg(10_000, 10_000)),
        ("photo, progressive JPEG of 20 megapixels", check_photo, plain_jpeg(4000, 5000, progressive=True)),
        ("photo, PNG bomb 20000 x 20000", check_photo, png_that_claims(20_000, 20_000)),
        ("photo, PNG of 12 megapixels", check_photo, png_that_claims(3000, 4000)),
        ("photo of 6 MB", check_photo, photo() + bytes(6_000_000)),
        ("photo cut short", check_photo, photo()[: len(photo()) // 2]),
        ("photo too small, 300 x 400", check_photo, picture(300, 400, 80)),
        ("SVG called jpg", check_photo, b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("licence, scan of A4", check_licence, licence()),
        ("licence, PDF with packed objects", check_licence, pdf_of(b"<</Type /Page>>" * 4000)),
        ("licence, PDF that acts", check_licence, pdf_of(b"<</S /JavaScript>>" * 4000)),
        ("licence, PDF bomb of 1 GB", check_licence, pdf_of(bytes(1_000_000_000))),
    ]


def measure(
    check: Check, content: bytes, answers: multiprocessing.SimpleQueue[tuple[str, float, float]]
) -> None:
    warnings.simplefilter("ignore")  # the library's own about bombs
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
    before = memory("VmRSS")
    shortest, verdict = float("inf"), ""
    for _ in range(TIMES):
        begun = time.process_time()
        try:
            check(content)
            verdict = "taken in"
        except RuleBroken as broken:
            verdict = str(broken.rule or "")
        shortest = min(shortest, time.process_time() - begun)
    answers.put((verdict, shortest * 1000, (memory("VmHWM") - before) / 1024))


def memory(kind: str) -> int:
    """Of this process, in KiB: VmRSS now, VmHWM at its peak."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:"))


def main() -> None:
    print(machine())
    print(f"{'file':<44}{'KiB':>8}{'CPU ms':>9}{'more MiB':>10}  verdict")
    apart = multiprocessing.get_context("spawn")
    for name, check, content in cases():
        answers: multiprocessing.SimpleQueue[tuple[str, float, float]] = apart.SimpleQueue()
        process = apart.Process(target=measure, args=(check, content, answers))
        process.start()
        verdict, milliseconds, more = answers.get()
        process.join()
        print(f"{name:<44}{len(content) / 1024:>8.0f}{milliseconds:>9.1f}{more:>10.1f}  {verdict}")


if __name__ == "__main__":
    main()
