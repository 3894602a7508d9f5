"""What many files of tests look at, made once."""

from pathlib import Path

import pytest

from changzhou_site.cli import main
from tests.support import SMALL


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, published; no test changes it."""
    out = tmp_path_factory.mktemp("published") / "dist"
    assert main(["build", "--store", "off", "--project", str(SMALL), "--out", str(out)]) == 0
    return out
