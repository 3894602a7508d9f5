"""Snippets of a new site: each, used as it stands, is sound where it belongs."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from changzhou_site import cli
from changzhou_site.charts import CHART_TYPES
from changzhou_site.load.starters import load_starter_texts, starter_languages
from changzhou_site.snippets import snippet_file
from changzhou_site.starting import SNIPPETS, start_site
from tests.support import check_copy
from tests.test_new import TODAY, files_of

CHOICES = [*((code,) for code in starter_languages()), starter_languages()]
"""Each language, and all together."""

INDICATORS, CHARTS, PROSE = "data/indicators/more.yaml", "data/charts/more.yaml", "content/{}/{}"
PLACES = {
    "figure": INDICATORS,
    "part": INDICATORS,
    "series": INDICATORS,
    "formula": INDICATORS,
    "target": INDICATORS,
    "unit": "data/units.yaml",
    "source": "data/sources.yaml",
    "event": "data/events.yaml",
    "check": "data/checks.yaml",
    "correction": "data/corrections.yaml",
    **dict.fromkeys(sorted(CHART_TYPES), CHARTS),
    "section": PROSE.format("{}", "3-more.md"),
    "number": PROSE.format("{}", "2-plan.md"),
    "chart": PROSE.format("{}", "2-plan.md"),
}
"""Where each belongs: a file of the site, of which there is one for each language in content/."""

NEEDS = {"coverage": ("part",), "timeline": ("event",), "chart": ("line",)}
"""What has to be there first, since the site that `new` writes has none."""


def used(snippet: dict[str, Any]) -> str:
    """What an editor leaves where a snippet is used and nothing is typed over its texts."""
    body = "\n".join(snippet["body"])
    body = re.sub(r"\$CURRENT_YEAR-\$CURRENT_MONTH-\$CURRENT_DATE", TODAY.isoformat(), body)
    texts = dict[str, str]()
    for stop in re.finditer(STOP, body):
        number, text, choices = stop.group("number", "text", "choices")
        if text or choices:
            first = text or re.split(r"(?<!\\),", choices)[0]
            texts.setdefault(number, re.sub(r"\\(.)", r"\1", first))
    filled = re.sub(STOP, lambda stop: texts[stop["number"]].replace("\\", "\\\\"), body)
    return re.sub(r"\\(.)", r"\1", filled)


STOP = re.compile(
    r"\$\{(?P<number>\d+)(?::(?P<text>(?:\\.|[^}\\])*)|\|(?P<choices>(?:\\.|[^|\\])*)\|)?\}"
)


@cache
def new_site(folder: Path, languages: tuple[str, ...]) -> Path:
    site = folder / "-".join(languages)
    start_site(site, languages, TODAY)
    return site


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where new sites stand that no test changes."""
    return tmp_path_factory.mktemp("snippets")


def copied(site: Path, to: Path) -> tuple[Path, dict[str, dict[str, Any]]]:
    for name, content in files_of(site).items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(content)
    return to, json.loads((to / SNIPPETS).read_text("utf-8"))


def put(site: Path, place: str, languages: tuple[str, ...], text: str) -> None:
    """Writes a text at the end of its file, of each language."""
    for name in dict.fromkeys(place.format(code) for code in languages):
        path = site / name
        before = path.read_text("utf-8").rstrip("\n") + "\n\n" if path.exists() else ""
        path.write_text(f"{before}{text}\n", "utf-8")


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_a_snippet_is_sound_where_it_belongs(languages, name, sites, tmp_path):
    new = new_site(sites, languages)
    site, snippets = copied(new, tmp_path)
    for each in (*NEEDS.get(name, ()), name):
        put(site, PLACES[each], languages, used(snippets[each]))

    problems = check_copy(site, new).problems

    assert {problem.code for problem in problems} <= {"unused-indicator", "unused-chart"}, problems


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_a_site_is_published_in_which_all_of_them_are_used(languages, sites, tmp_path, capsys):
    site, snippets = copied(new_site(sites, languages), tmp_path)
    for name, place in PLACES.items():
        put(site, place, languages, used(snippets[name]))

    assert cli.main(["build", "--store", "off", "--project", str(site)]) == 0, capsys.readouterr()

    assert {path.stem for path in site.glob("dist/charts/*.svg")} >= {
        used(snippets[kind]).partition(":")[0] for kind in CHART_TYPES
    }


def test_there_is_a_snippet_for_all_that_is_written_and_each_type_of_chart(sites):
    _, snippets = copied(new_site(sites, ("en",)), sites / "copy")
    assert snippets.keys() == PLACES.keys()
    assert {each["prefix"] for each in snippets.values()} == {f"new-{name}" for name in PLACES}


@pytest.mark.parametrize("code", starter_languages())
def test_what_is_said_of_a_snippet_is_in_the_sites_language(code, sites):
    said = load_starter_texts(code).snippets
    assert said.keys() == PLACES.keys()
    _, snippets = copied(new_site(sites, (code,)), sites / f"copy-{code}")
    assert {name: each["description"] for name, each in snippets.items()} == said


def test_blanks_are_stops_of_the_cursor():
    piece = r"""
one:
  says: A figure
  scope: yaml
  body: |
    [[id=gdp]]: $5 {a}
      [[=a, b}]]: [[kind=over|a,b]] [[id]] [[today]]
"""
    assert json.loads(snippet_file(piece)) == {
        "one": {
            "scope": "yaml",
            "prefix": "new-one",
            "description": "A figure",
            "body": [
                "${1:gdp}: \\$5 {a}",
                "  ${2:a, b\\}}: ${3|over,a\\,b|} ${1} $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE",
            ],
        }
    }
