"""The documentation as a whole: links lead somewhere, and every page is found from the index."""

import re
from pathlib import Path

import pytest

from changzhou_site.gate import SOURCES
from changzhou_site.load.json_schemas import FILES
from tests.support import TOP

DOCS = TOP / "docs"
PAGES = {
    path.relative_to(TOP).as_posix(): path for path in [*DOCS.rglob("*.md"), TOP / "README.md"]
}
INDEXES = {"en": DOCS / "README.md", "zh": DOCS / "zh/README.md"}
OF_ENGLISH_ALONE = {
    "architecture.md",
    "dependencies.md",
    "speed.md",
}
"""Pages for those who change the program."""


NAMED = re.compile(r"^([^\n]*)\n\n```(\w+) (\S+)[^\n]*\n", re.MULTILINE)
FENCED = re.compile(r"^(````?)\w.*?^\1$", re.MULTILINE | re.DOTALL)


def bare(page: str) -> str:
    """A page without its fenced and indented blocks and code: links in those are examples."""
    without = FENCED.sub("", page)
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^    .*$", "", without, flags=re.MULTILINE))


def links(path: Path) -> set[str]:
    """The ways to other places of the repository."""
    found = re.findall(r"\]\(([^)\s]+)\)", bare(path.read_text("utf-8")))
    return {link for link in found if not re.match(r"[a-z]+:", link)}


def anchors(path: Path) -> set[str]:
    """The headings of a page as hosts of Markdown name them."""
    page = FENCED.sub("", path.read_text("utf-8"))
    headings = re.findall(r"^#{1,6} (.+)$", page, re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in plain}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_and_headings(name: str) -> None:
    page = PAGES[name]
    for link in links(page):
        way, _, fragment = link.partition("#")
        target = (page.parent / way).resolve() if way else page
        assert target.exists(), link
        assert not fragment or fragment in anchors(target), link


@pytest.mark.parametrize("language", INDEXES)
def test_the_index_names_every_page(language: str) -> None:
    index = INDEXES[language]
    pages = {page for page in index.parent.glob("*.md") if page != index}
    pages |= {*(index.parent / "tasks").glob("*.md")}

    assert pages <= {(index.parent / link.partition("#")[0]).resolve() for link in links(index)}


CODES = DOCS / "zh/problems.md"
"""Each code leads to its English examples, as the head of the page says."""
WAY = re.compile(r"\[([^]\n]*)\]\(([^)#\s]+\.md)[^)\n]*\)(?=(.{0,4}))")
"""A link to a page: its text, its target, and what follows it."""


@pytest.mark.parametrize(
    "page", sorted({*(DOCS / "zh").rglob("*.md")} - {CODES}), ids=lambda page: page.name
)
def test_a_chinese_page_leads_to_chinese_pages(page: Path) -> None:
    """Unless what stands around a link says that it leads to the English one."""
    text = bare(page.read_text("utf-8"))
    for way in WAY.finditer(text):
        target = (page.parent / way[2]).resolve()
        if target.is_relative_to(DOCS) and not target.is_relative_to(DOCS / "zh"):
            said = text[max(way.start() - 6, 0) : way.end()] + way[3]
            twin = DOCS / "zh" / target.relative_to(DOCS)
            assert not twin.exists() or re.search("英文|English", said), way[0]


def test_every_page_for_editors_is_there_in_chinese() -> None:
    english, chinese = (
        {page.name for page in index.parent.glob("*.md")} for index in INDEXES.values()
    )

    assert english - OF_ENGLISH_ALONE == chinese


def test_the_readme_leads_to_both_indexes() -> None:
    assert {"docs/README.md", "docs/zh/README.md"} <= links(TOP / "README.md")


@pytest.mark.parametrize("language", INDEXES)
def test_the_index_names_every_file_of_a_site(language: str) -> None:
    index = INDEXES[language].read_text("utf-8")
    files = {*re.findall(r"^\| `([^`]+)` \|", index, re.MULTILINE)}

    assert {file for file in FILES.values() if file.startswith("data/")} <= files
    assert {file.partition("/")[0] for file in files} == {*SOURCES}


DONE = [
    path
    for folder in (DOCS, DOCS / "zh")
    for path in (folder / "tutorial.md", folder / "figures.md", *(folder / "tasks").glob("*.md"))
]
"""Pages with files to be written; the name behind a block's language is not seen by readers."""


@pytest.mark.parametrize("path", DONE, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_a_file_is_named_before_its_block(path: Path) -> None:
    for before, kind, name in NAMED.findall(path.read_text("utf-8")):
        assert kind == "text" or f"`{name}`" in before, name


def test_both_languages_list_the_same_problems() -> None:
    english, chinese = (
        re.findall(
            r"^\| \[`([\w-]+)`\]", (index.parent / "problems.md").read_text("utf-8"), re.MULTILINE
        )
        for index in INDEXES.values()
    )
    assert english == chinese


def test_both_languages_list_the_same_keys_of_a_language() -> None:
    english, chinese = (
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)))
        for page in (
            (index.parent / "languages.md").read_text("utf-8") for index in INDEXES.values()
        )
    )
    assert english == chinese
