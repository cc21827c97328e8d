"""The demonstration as it is seeded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ciie_portal.actions import throttles
from ciie_portal.seeding import demonstration
from ciie_portal.store import engine, migrate
from ciie_portal.store.load_data import load_data
from tests.conftest import use_settings
from tests.factories import NOW


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One seeding for all the tests of this folder, which only read; SQLite."""
    var = tmp_path_factory.mktemp("seeded")
    with pytest.MonkeyPatch.context() as patch:
        use_settings(patch, var_dir=var)
        throttles.forget_everything()
        migrate.upgrade()
        load_data(NOW)
        demonstration.seed(NOW)
        engine.dispose()
    return var


@pytest.fixture(autouse=True)
def the_seeded_one(
    nothing_of_this_machine: None, seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    use_settings(monkeypatch, var_dir=seeded)
    yield
    engine.dispose()
