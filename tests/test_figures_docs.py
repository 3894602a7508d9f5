"""docs/figures.md and its Chinese twin: each row of their tables reads as it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from changzhou_site.errors import Place
from changzhou_site.figures import plain_text
from changzhou_site.figures.grammar import PARTS
from changzhou_site.formula.parsing import COMPARISONS
from changzhou_site.model import Bound, Kind
from changzhou_site.source import Text
from tests.doing import problems, steps, write
from tests.support import TOP, copy_small, site_of

PAGES = [(TOP / "docs" / name).read_text("utf-8") for name in ("figures.md", "zh/figures.md")]
CODES = {"in Chinese": "zh", "in English": "en", "中文": "zh", "英文": "en"}


def rows(page: str) -> Iterator[tuple[str, str, str]]:
    """What is written, the language, and what it reads."""
    for table in re.findall(r"(?m)^\| (?:written|写法) .*\n(?:\|.*\n)+", page):
        head, _, *lines = (
            [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.splitlines()
        )
        for written, *cells in lines:
            for column, cell in zip(head[1:], cells, strict=True):
                yield written.strip("`").replace(r"\|", "|"), CODES[column], cell


ROWS, IN_CHINESE = (list(rows(page)) for page in PAGES)


def test_there_are_rows() -> None:
    assert len(ROWS) > 30


def test_both_pages_have_the_same() -> None:
    assert IN_CHINESE == ROWS


@pytest.mark.parametrize(("written", "code", "read"), ROWS)
def test_a_row_reads(written: str, code: str, read: str) -> None:
    site = site_of()
    text = Text(f"— {written}", Place("docs/figures.md"))  # within a sentence
    assert plain_text(text, site, site.languages[code]).removeprefix("— ") == read


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_examples_are_sound(page: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    examples = list(steps(page))
    for step in examples:
        write(site, step)

    assert len(examples) == page.count("```") // 2 > 6
    assert [problem for problem in problems(site) if not problem.warning] == []


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_each_bound_kind_part_and_sign_is_named(page: str) -> None:
    for word in (*Bound, *Kind):
        assert re.search(rf"\b{word}\b", page), word
    for part in (*PARTS, "in", "as"):
        assert re.search(rf"\{{\{{ [\w @]+ \\?\| {part}\b", page), part
    for sign in COMPARISONS:
        assert f"`{sign}`" in page
