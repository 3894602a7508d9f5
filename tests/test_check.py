"""What only shows when a whole site is read: charts shown twice, figures nobody meets, drafts."""

from pathlib import Path

import pytest

from changzhou_site.cli import main
from tests.support import check_copy, copy_small


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


def told(site: Path) -> list[str]:
    return [
        f"{problem.place} {problem.code} {problem.message}" for problem in check_copy(site).problems
    ]


def write(site: Path, name: str, text: str) -> None:
    for language in ("zh", "en"):
        path = site / "content" / language / name
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(before + text, "utf-8")


def test_a_chart_stands_once_on_a_page(site: Path):
    write(site, "2-reeds.md", "\n{{ chart winters }}\n")

    assert told(site) == [
        f"content/{language}/2-reeds.md:7:10 chart-twice"
        " the chart `winters` stands twice on one page"
        for language in ("en", "zh")
    ]


def test_a_chart_may_stand_on_another_page_too(site: Path):
    write(site, "about.md", "\n{{ chart winters }}\n")

    assert told(site) == []


def test_a_chart_that_no_page_shows_is_a_warning(site: Path):
    with (site / "data/charts/birds.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "lonely:\n  type: bar\n  title: {zh: 没人看, en: Unseen}\n"
            '  alt: {zh: "条形图：{{ geese }}", en: "Bar chart: {{ geese }}"}\n'
            "  show: [geese, swans]\n"
        )

    [told_of] = check_copy(site).problems
    assert (told_of.code, told_of.warning) == ("unused-chart", True)


DRAFT = "---\ntitle: Later\nsummary: Not yet.\nlayout: page\ndraft: true\n---\n\n"


def test_a_draft_is_checked_but_not_published(site: Path):
    write(site, "later.md", f"{DRAFT}Text.\n")
    assert main(["build", "--project", str(site)]) == 0
    assert not (site / "dist/later").exists()
    assert "later" not in (site / "dist/sitemap.xml").read_text("utf-8")

    write(site, "later.md", "There were 4711.\n")
    assert [line.split()[1] for line in told(site)] == ["loose-number", "loose-number"]


def test_a_link_to_a_draft_leads_nowhere(site: Path):
    write(site, "later.md", DRAFT)
    write(site, "about.md", "\n[later](later.md)\n")

    problems = check_copy(site).problems
    assert [problem.code for problem in problems] == ["unknown-link", "unknown-link"]
    assert all(problem.hint.startswith("it is a draft") for problem in problems)


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("reeds.md", "2-reeds.md"),
        ("reeds.html", "2-reeds.md"),
        ("/reeds/", "2-reeds.md"),
        ("../reeds", "2-reeds.md"),
        ("3-reeds.md", "2-reeds.md"),
        ("2-reed.md", "2-reeds.md"),
        ("../zh/abuot.md", "../zh/about.md"),
    ],
)
def test_the_page_that_a_link_is_meant_for_is_named(site: Path, link: str, meant: str):
    write(site, "about.md", f"\n[there]({link})\n")

    english, chinese = check_copy(site).problems
    assert english.hint.startswith(f"did you mean `{meant}`?")
    assert chinese.hint.startswith("did you mean `")


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("title: A livelier lake", "title: A livelier 𓅭 lake", "a headline"),
        ("summary:", "kicker: x\nsummary:", None),
    ],
)
def test_a_headline_is_drawn_on_a_card_and_needs_its_glyphs(
    site: Path, old: str, new: str, told_of: str | None
):
    path = site / "content/en/1-count.md"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    wanted = [f"content/en/1-count.md:2:19 missing-glyph no glyph for `𓅭` (U+1316D) in {told_of}"]
    assert told(site) == (wanted if told_of else [])


def test_the_title_of_a_chart_is_drawn_into_its_file_and_needs_its_glyphs(site: Path):
    path = site / "data/charts/birds.yaml"
    path.write_text(path.read_text("utf-8").replace("Geese far", "Geese 𓅭 far"), "utf-8")

    [problem] = check_copy(site).problems
    assert (problem.code, problem.place.column) == ("missing-glyph", 34)
    assert problem.message == "no glyph for `𓅭` (U+1316D) in the title of a chart"
