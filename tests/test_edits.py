"""One edit, few outputs: what an editor changes touches what shows it, and nothing else."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from changzhou_site.check import check_project
from changzhou_site.remembering import Made
from tests import desks
from tests.support import copy_small


def made_of(project: Path, before: Made | None = None) -> Made:
    """What a project publishes, with what was made before remembered."""
    checked = check_project(project)
    assert checked.errors == ()
    return desks.made_of(checked, before)


def named(made: Made) -> dict[str, object]:
    """The outputs by path without hashes; drawings are in their pages."""
    inlined = {name for name in made.traces if re.search("-(wide|narrow)$", name)}
    return {
        re.sub(r"\.[0-9a-f]{12}\.", ".", path): data
        for path, data in made.outputs.items()
        if path not in inlined
    }


CHART = "charts/geese_and_swans"

EDITS = {
    "a comment": ("data/indicators/birds.yaml", "geese:", "# Greylag\n\ngeese:", ""),
    "a comment above all": ("data/site.yaml", "title:", "# The lake\ntitle:", ""),
    "a unit that nobody uses": (
        "data/units.yaml",
        "km2:",
        'flock: {dimension: count, zh: "{n}群", en: "{n} flocks"}\nkm2:',
        "",
    ),
    "a page's title": (
        "content/en/about.md",
        "title: How the birds are counted",
        "title: How the birds were counted",
        # the pages with it in their navigation, its card, the data page's list of uses
        "en/about/* en/cards/about.png en/index.html en/corrections/* en/data/* DATA",
    ),
    "a page's title with a new character": (
        "content/en/about.md",
        "title: How the birds are counted",
        "title: Just how the birds are counted",
        "en/about/* en/cards/about.png en/index.html en/corrections/* en/data/* DATA"
        " assets/headline-en.woff2 assets/headline-en.css 404.html",
    ),
    "a page's summary": (
        "content/en/about.md",
        "summary: The method, and",
        "summary: A method, and",
        "en/about/* DATA",
    ),
    "a page that becomes a draft": (
        "content/en/about.md",
        "layout: page",
        "layout: page\ndraft: true",
        "en/about/* en/cards/about.png en/index.html en/corrections/* en/data/* DATA"
        " about/* sitemap.xml",
    ),
    "a section's title": (
        "content/en/2-reeds.md",
        "title: The reeds have yet to grow",
        "title: The reeds have still to grow",
        "en/index.html en/data/* DATA",
    ),
    "a sentence": (
        "content/en/2-reeds.md",
        "The birds sleep",
        "All birds sleep",
        "en/index.html DATA",
    ),
    "a value": (
        "data/indicators/birds.yaml",
        "value: 2600",
        "value: 2610",
        f"index.html en/index.html data/index.html en/data/index.html {CHART}* en/{CHART}*"
        " data/indicators.csv DATA",
    ),
    "a value that no chart shows": (
        "data/indicators/lake.yaml",
        "value: 62.5",
        "value: 62.6",
        "index.html en/index.html about/* en/about/* data/index.html en/data/index.html"
        " data/indicators.csv DATA",
    ),
    "a label": (
        "data/indicators/birds.yaml",
        "en: Geese",
        "en: Greylag geese",
        f"en/index.html en/corrections/* en/data/index.html en/{CHART}* {CHART}.csv"
        # the words by which its row is found, in every language
        " data/index.html data/indicators.csv DATA",
    ),
    "a note": (
        "data/indicators/birds.yaml",
        "Birds that flew",
        "All birds that flew",
        f"en/index.html en/data/index.html en/{CHART}/index.html data/indicators.csv DATA",
    ),
    "a chart's title": (
        "data/charts/birds.yaml",
        "Geese far outnumber",
        "Geese by far outnumber",
        f"en/index.html en/data/index.html en/{CHART}* DATA",
    ),
    "a chart's alternative": (
        "data/charts/birds.yaml",
        "Line chart: wintering",
        "A line chart: wintering",
        "en/index.html en/charts/winters/index.html en/charts/winters.svg DATA",
    ),
    "a source's address": (
        "data/sources.yaml",
        "plan.html",
        "plan-2021.html",
        "index.html en/index.html data/index.html en/data/index.html data/datapackage.json DATA",
    ),
    "a check's reason": (
        "data/checks.yaml",
        "geese and swans are part",
        "both are part",
        "en/data/index.html DATA",
    ),
    "a correction's reason": (
        "data/corrections.yaml",
        "two digits had",
        "both digits had",
        "en/corrections/* en/index.html DATA",
    ),
    "an event": (
        "data/events.yaml",
        "The first swans arrive",
        "First swans arrive",
        "en/data/index.html DATA",
    ),
    "the site's description": (
        "data/site.yaml",
        "on Heron Lake this winter",
        "on the lake this winter",
        "en/index.html en/data/index.html data/datapackage.json DATA",
    ),
}
"""An edit of the small site: the file, what stands there, what is put there instead, and the
outputs that it touches. DATA is the edition, data/indicators.json."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_of(copy_small(tmp_path_factory.mktemp("before")))


def edited(folder: Path, edit: str) -> Path:
    """A copy of the small site with an edit."""
    path, old, new, _ = EDITS[edit]
    site = copy_small(folder)
    text = (site / path).read_text("utf-8")
    assert text.count(old) == 1
    (site / path).write_text(text.replace(old, new), "utf-8")
    return site


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_touches_what_shows_it_and_nothing_else(
    edit: str, before: Made, tmp_path: Path
) -> None:
    site, patterns = edited(tmp_path, edit), EDITS[edit][3]

    made = made_of(site, before)

    then, now = named(before), named(made)
    touched = {name for name in {*then, *now} if then.get(name) != now.get(name)}
    allowed = patterns.replace("DATA", "data/indicators.json").split()
    assert [name for name in touched if not _is_one(name, allowed)] == []
    assert [each for each in allowed if not any(_is_one(name, [each]) for name in touched)] == []
    assert now == named(made_of(site))


def _is_one(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name, each) for each in patterns)


@pytest.mark.parametrize("edit", ["a comment", "a comment above all", "a unit that nobody uses"])
def test_what_says_nothing_new_makes_nothing(edit: str, before: Made, tmp_path: Path) -> None:
    assert made_of(edited(tmp_path, edit), before).fresh == frozenset()


def test_a_sentence_makes_its_page_again_and_what_tells_of_all_pages(
    before: Made, tmp_path: Path
) -> None:
    made = made_of(edited(tmp_path, "a sentence"), before)
    assert made.fresh <= {"en/index.html", "en/data/index.html", "data/indicators.json"}


def test_a_value_that_no_chart_shows_draws_nothing(before: Made, tmp_path: Path) -> None:
    made = made_of(edited(tmp_path, "a value that no chart shows"), before)
    assert [name for name in made.fresh if name.endswith((".svg", ".png", "-wide"))] == []


def test_a_heading_of_the_same_letters_cuts_no_font(before: Made, tmp_path: Path) -> None:
    made = made_of(edited(tmp_path, "a page's title"), before)
    assert [name for name in made.fresh if name.startswith("assets/")] == []
