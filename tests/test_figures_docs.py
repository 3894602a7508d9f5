"""docs/figures.md: each row of its tables reads as it says."""

import re
from collections.abc import Iterator

import pytest

from changzhou_site.errors import Place
from changzhou_site.figures import plain_text
from changzhou_site.source import Text
from tests.support import TESTS, site_of

PAGE = (TESTS.parent / "docs" / "figures.md").read_text("utf-8")
CODES = {"in Chinese": "zh", "in English": "en"}


def rows() -> Iterator[tuple[str, str, str]]:
    """What is written, the language, and what it reads."""
    for table in re.findall(r"(?m)^\| written .*\n(?:\|.*\n)+", PAGE):
        head, _, *lines = (
            [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.splitlines()
        )
        for written, *cells in lines:
            for column, cell in zip(head[1:], cells, strict=True):
                yield written.strip("`").replace(r"\|", "|"), CODES[column], cell


ROWS = list(rows())


def test_there_are_rows() -> None:
    assert len(ROWS) > 30


@pytest.mark.parametrize(("written", "code", "read"), ROWS)
def test_a_row_reads(written: str, code: str, read: str) -> None:
    site = site_of()
    text = Text(f"— {written}", Place("docs/figures.md"))  # within a sentence
    assert plain_text(text, site, site.languages[code]).removeprefix("— ") == read
