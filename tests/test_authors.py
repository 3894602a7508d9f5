"""Who wrote a section or a page, where its front matter says so."""

from pathlib import Path

import pytest

from changzhou_site.cli import main
from tests.support import check_copy, copy_small

BYLINE = '<p class="byline">{}</p>'


@pytest.mark.parametrize(
    ("path", "page", "said"),
    [
        ("content/en/about.md", "en/about/index.html", "By Li Hua, Ann Lee"),
        ("content/zh/2-reeds.md", "index.html", "文：Li Hua、Ann Lee"),
    ],
)
def test_they_stand_below_its_summary(path: str, page: str, said: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    text = (site / path).read_text("utf-8")
    named = text.replace("---\n", "---\nauthors: [{name: Li Hua}, {name: Ann Lee}]\n", 1)
    (site / path).write_text(named, "utf-8")
    assert main(["build", "--project", str(site)]) == 0
    assert BYLINE.format(said) in (site / "dist" / page).read_text("utf-8")


def test_a_name_alone_is_told(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    path = site / "content/en/about.md"
    named = path.read_text("utf-8").replace("---\n", "---\nauthors: [Li Hua]\n", 1)
    path.write_text(named, "utf-8")
    assert [each.code for each in check_copy(site).problems] == ["wrong-shape"]
