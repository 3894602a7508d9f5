"""The articles of docs/prose.md and its Chinese twin are such as the program reads as they say."""

import re
from pathlib import Path

import pytest

from changzhou_site.check import check_project
from changzhou_site.figures.grammar import BLOCKS
from changzhou_site.load.shapes import FrontMatterShape
from tests.support import TOP, copy_small

PAGES = {
    "en": (TOP / "docs/prose.md").read_text("utf-8"),
    "zh": (TOP / "docs/zh/prose.md").read_text("utf-8"),
}
HEADINGS = {"en": "## Links", "zh": "## 链接"}


def blocks(language: str) -> list[str]:
    """The article, and the picture."""
    return re.findall(r"```markdown\n(.*?)```", PAGES[language], re.DOTALL)


def links(language: str) -> list[str]:
    table = PAGES[language].partition(HEADINGS[language])[2].partition("\n## ")[0]
    return re.findall(r"\[[^\]]+\]\([^)]+\)", table)


@pytest.mark.parametrize("language", PAGES)
def test_the_article_and_all_links_are_sound(language: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "data/corrections.yaml").write_text(
        "- {date: 2022-03-10, indicator: swans, was: 2500, now: 2600, why: {zh: 错, en: slip}}\n",
        "utf-8",
    )
    front = "---\ntitle: Method\nsummary: How.\nlayout: page\n---\n"
    method = f"{front}\n## Counting {{#counting}}\n\nWe count.\n"
    (site / f"content/{language}/method.md").write_text(method, "utf-8")
    article, found = blocks(language)[0], links(language)
    written = "{}\n{}\n".format(article, "\n\n".join(found))
    (site / f"content/{language}/1-count.md").write_text(written, "utf-8")
    assert len(found) > 6
    assert [each for each in check_project(site).problems if not each.warning] == []


@pytest.mark.parametrize("language", PAGES)
def test_the_picture_is_written_as_the_contract_says(language: str) -> None:
    picture = blocks(language)[1]
    assert re.fullmatch(r'!\[[^\]]+\]\(images/\w+\.jpg "[^|"]+ \| [^|"]+"\)\n', picture)


FORM = re.compile(
    r"\{\{ [a-z ]+\}\}|`(?:layout|draft)[^`]*`|\((?!\.\.|problems|figures)[a-z]+[.:][^)]*\)"
)
"""Keys of front matter, blocks and places of links, all but those to other pages of docs/."""


def test_both_name_the_same_forms() -> None:
    english, chinese = ({*FORM.findall(page)} for page in PAGES.values())
    assert english == chinese


NOT_BUILT_YET = {"each"}
"""Keys that are read to be told so."""


@pytest.mark.parametrize("language", PAGES)
def test_each_key_of_front_matter_and_each_block_is_named(language: str) -> None:
    page = PAGES[language]
    for key in {*FrontMatterShape.model_fields} - NOT_BUILT_YET:
        assert re.search(rf"^{key}: |`{key}: ", page, re.MULTILINE), key
    for kind in BLOCKS:
        assert re.search(rf"\{{\{{ {kind} ", page), kind
