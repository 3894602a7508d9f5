"""The article of docs/prose.md is one that the program reads as the page says."""

import re
from pathlib import Path

from changzhou_site.check import check_project
from tests.support import TOP, copy_small

PAGE = (TOP / "docs/prose.md").read_text("utf-8")
ARTICLE, PICTURE = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
TABLE = PAGE.partition("## Links")[2].partition("## Pictures")[0]
LINKS = re.findall(r"\[[^\]]+\]\([^)]+\)", TABLE)


def test_the_article_and_all_links_are_sound(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "data/corrections.yaml").write_text(
        "- {date: 2022-03-10, indicator: swans, was: 2500, now: 2600, why: {zh: 错, en: slip}}\n",
        "utf-8",
    )
    front = "---\ntitle: Method\nsummary: How.\nlayout: page\n---\n"
    method = f"{front}\n## Counting {{#counting}}\n\nWe count.\n"
    (site / "content/en/method.md").write_text(method, "utf-8")
    links = "\n\n".join(LINKS)
    (site / "content/en/1-count.md").write_text(f"{ARTICLE}\n{links}\n", "utf-8")
    assert len(LINKS) > 6
    assert [each for each in check_project(site).problems if not each.warning] == []


def test_the_picture_is_written_as_the_contract_says() -> None:
    assert re.fullmatch(r'!\[[^\]]+\]\(images/\w+\.jpg "[^|"]+ \| [^|"]+"\)\n', PICTURE)
