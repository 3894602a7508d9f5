"""Where each indicator is seen, as pages and the data page say it."""

from pathlib import Path

from changzhou_site.check import check_project
from changzhou_site.formula import find_verdict
from changzhou_site.mentions import Stand, Stands, find_stands
from changzhou_site.pages import site_pages
from tests.support import SMALL, copy_small

BIRDS = "data/indicators/birds.yaml"


def all_stands(project: Path) -> Stands:
    checked = check_project(project)
    assert checked.errors == ()
    pages = site_pages(checked.site)
    return find_stands(checked.site, checked.mentions, checked.proses, pages, "en")


def stands_of(project: Path, id: str) -> tuple[Stand, ...]:
    return all_stands(project).of[id]


def with_label(tmp_path: Path, label: str) -> Path:
    """The small site with a reference mark that only the label of the swans names."""
    site = copy_small(tmp_path)
    path = site / BIRDS
    text = path.read_text("utf-8").replace("en: Swans}", f'en: "{label}"}}')
    mark = """\
mark:
  label: {zh: 国际重要湿地的线, en: Mark for a wetland}
  kind: threshold
  unit: 只
  value: 20000
  source: count#1
"""
    path.write_text(text + mark, "utf-8")
    return site


def test_what_a_label_names_is_seen_with_the_key_figure_and_in_the_charts(tmp_path):
    stands = stands_of(with_label(tmp_path, "Swans, of {{ mark }}"), "mark")

    assert [(stand.kind, stand.path) for stand in stands] == [
        ("indicator", "en/data/"),
        ("front", "en/"),
        ("chart", "en/"),
        ("embed", "en/charts/geese_and_swans/"),
    ]


def test_what_a_formula_names_is_seen_in_its_row_alone(tmp_path):
    stands = stands_of(copy_small(tmp_path), "reed_area")
    assert [(stand.kind, stand.path) for stand in stands] == [
        ("section", "en/"),
        ("formula", "en/data/"),
        ("check", "en/data/"),
    ]


def test_a_page_knows_the_figures_that_are_seen_on_it():
    stands = all_stands(SMALL)
    assert stands.on["en/about/"] == ("species_ringed", "lake_area")
    assert stands.on["en/charts/geese_and_swans/"] == ("geese", "swans")
    assert all(
        tuple(id for id in stands.of if path in {place.path for place in stands.of[id]}) == ids
        for path, ids in stands.on.items()
    )


def test_the_sides_of_a_check_have_no_more_digits_than_they_need(tmp_path):
    site = copy_small(tmp_path)
    checks = """\
- check: swans / 7 == swans / 7
  why: {zh: 甲, en: a}
- check: swans / 7 < swans / 7 + 0.0000001 只
  why: {zh: 乙, en: b}
- check: geese * 65537 == geese * 65537
  why: {zh: 丙, en: c}
"""
    (site / "data/checks.yaml").write_text(checks, "utf-8")
    checked = check_project(site)
    verdicts = [find_verdict(check, checked.site) for check in checked.site.checks]

    told = [[f"{number:f}" for number in verdict.numbers] for verdict in verdicts if verdict]
    assert told[0] == ["371.428571429"] * 2
    assert told[1][0] < told[1][1]
    assert told[2] == ["1200637840"] * 2
