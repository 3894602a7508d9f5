"""The small site, shown while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.showing import Live, shown
from tests.support import copy_small


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with shown(copy_small(tmp_path)) as live:
        yield live


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One that no test changes."""
    with shown(copy_small(tmp_path_factory.mktemp("standing"))) as live:
        yield live
