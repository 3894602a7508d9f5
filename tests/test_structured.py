"""What the pages say of themselves to search engines, read as a search engine reads it."""

import datetime
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from changzhou_site.cli import main
from changzhou_site.render import Desk
from changzhou_site.render.structured import structured_data
from tests.desks import desk_with, page_at, undrawn_pages
from tests.support import SMALL, TOP, copy_small

ADDRESS = "https://example.org/lake/"


class DataBlocks(HTMLParser):
    """The JSON-LD of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.blocks[-1] += data


def read(path: Path) -> dict:
    [block] = DataBlocks(path.read_text("utf-8")).blocks
    return json.loads(block)


@pytest.fixture(scope="module")
def article(dist) -> dict:
    return read(dist / "en/index.html")


@pytest.fixture(scope="module")
def dataset(dist) -> dict:
    return read(dist / "en/data/index.html")


CLUB = {"@type": "Organization", "name": "Heron Lake Bird Club", "url": "https://example.org/"}


def test_the_article_says_what_it_is(article):
    said = {name: value for name, value in article.items() if isinstance(value, str)}
    assert said == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{ADDRESS}en/#article",
        "mainEntityOfPage": f"{ADDRESS}en/",
        "url": f"{ADDRESS}en/",
        "headline": "A winter on Heron Lake: about 46,500 birds",
        "description": "Volunteers have counted about 46,500 birds on Heron Lake this winter.",
        "inLanguage": "en",
        "datePublished": "2022-03-01",
        "dateModified": "2022-03-05",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "image": f"{ADDRESS}en/cards/article.png",
    }
    assert article["publisher"] == CLUB
    assert article["author"] == [CLUB]


def test_the_article_cites_its_sources(article):
    assert article["citation"][1] == {
        "@type": "CreativeWork",
        "@id": f"{ADDRESS}en/data/#source-plan",
        "name": "Heron Lake conservation plan",
        "publisher": {"@type": "Organization", "name": "Heron Lake Authority"},
        "datePublished": "2021-06-30",
        "url": "https://example.org/plan.html",
    }


def test_the_article_admits_its_corrections(article):
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "5 March 2022: Geese was given as 18,230 birds "
            "and was corrected to 18,320 birds. two digits had changed places",
            "datePublished": "2022-03-05",
            "url": f"{ADDRESS}en/corrections/#geese-2022-03-05",
        }
    ]


def test_the_article_stands_on_the_dataset(dist, article, dataset):
    chinese = read(dist / "data/index.html")
    assert article["isBasedOn"] == {"@id": f"{ADDRESS}data/#dataset"}
    assert dataset["@id"] == chinese["@id"] == article["isBasedOn"]["@id"]


def test_the_dataset_says_what_it_is(dataset):
    said = {name: value for name, value in dataset.items() if isinstance(value, str)}
    assert said == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{ADDRESS}data/#dataset",
        "url": f"{ADDRESS}en/data/",
        "name": "A winter on Heron Lake: about 46,500 birds · Data and methods",
        "description": dataset["description"],
        "inLanguage": "en",
        "datePublished": "2022-03-01",
        "dateModified": "2022-03-05",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "temporalCoverage": "2019-01-01/2021-12-31",
    }
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["creator"] == [CLUB]
    assert [source["name"] for source in dataset["isBasedOn"]] == [
        "Winter waterbird count",
        "Heron Lake conservation plan",
    ]


def test_the_dataset_can_be_downloaded(dist, dataset):
    formats = {
        download["contentUrl"]: download["encodingFormat"] for download in dataset["distribution"]
    }
    assert formats == {
        f"{ADDRESS}data/indicators.csv": "text/csv",
        f"{ADDRESS}data/indicators.json": "application/json",
    }
    assert all((dist / address.removeprefix(ADDRESS)).is_file() for address in formats)


def variable(dataset: dict, id: str) -> dict:
    [found] = [each for each in dataset["variableMeasured"] if each["propertyID"] == id]
    return found


def test_an_exact_value_is_a_number(dataset):
    assert variable(dataset, "lake_area") == {
        "@type": "PropertyValue",
        "propertyID": "lake_area",
        "url": f"{ADDRESS}en/data/#lake_area",
        "name": "Lake surface",
        "unitText": "km²",
        "description": "62.5 km², 2021",
        "value": 62.5,
    }


def test_a_value_with_a_bound_is_never_a_bare_number(dataset):
    swans = variable(dataset, "swans")
    assert (swans["minValue"], swans["description"]) == (2600, "over 2,600 birds, 2021")
    assert "value" not in swans


def test_a_value_that_is_about_so_much_is_told_in_words(dataset):
    assert variable(dataset, "bird_count")["value"] == "about 46,500 birds"


def test_of_several_observations_the_newest_is_told_with_its_period(dataset):
    assert variable(dataset, "bird_count")["description"] == "about 46,500 birds, 2021"


def test_what_is_no_measurement_says_so(dist, dataset):
    chinese = read(dist / "data/index.html")
    goals = [variable(page, "reed_goal")["description"] for page in (chinese, dataset)]
    assert goals == [
        "至少25.0平方公里，规划期末，目标",
        "at least 25.0 km², by the end of the plan, target",
    ]
    assert all(
        "target" not in each["description"]
        for each in dataset["variableMeasured"]
        if each["propertyID"] != "reed_goal"
    )


def told_in(desk: Desk, path: str) -> dict:
    block = structured_data(desk, page_at(desk, path))
    assert block is not None
    return json.loads(block)


UNITS = """\
千元: {dimension: CNY, scale: 1000, zh: "{n}千元", en: "¥{n}"}
birds/m2: {dimension: count/area, scale: 1, zh: "每平方米{n}只", en: "{n} birds/m²"}
degrees: {dimension: heat, scale: 1, zh: "零上{n}度", en: "plus {n} degrees"}
"""


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("亿元", "亿元", "¥100 million"),
        ("万亿元", "万亿元", "¥1 trillion"),
        ("亿元/年", "亿元/年", "¥100 million a year"),
        ("元", "元", "¥"),
        ("千元", "千元", "¥1,000"),
        ('"%"', "%", "%"),
        ("百分点", "百分点", "percentage points"),
        ("家", "家", "companies"),
        ("个", "个", None),
        ("位", "位", None),
        ("GWh", "GWh", "GWh"),
        ("只", "只", "birds"),
        ("km2", "平方公里", "km²"),
        ("birds/m2", None, "birds/m²"),
        ("degrees", None, None),
    ],
)
def test_a_unit_is_told_in_the_language_of_the_page(tmp_path, unit, zh, en):
    written = f"extra: {{label: x, unit: {unit}, value: 3, period: 2021, source: count#9}}\n"
    files = {"+data/indicators/lake.yaml": written, "+data/units.yaml": UNITS}
    for code, path, wanted in (("zh", "data/", zh), ("en", "en/data/", en)):
        desk = desk_with(tmp_path / code, files, code)
        assert variable(told_in(desk, path), "extra").get("unitText") == wanted


def test_a_licence_is_an_address_or_a_named_work(tmp_path):
    site = (SMALL / "data/site.yaml").read_text("utf-8")
    named = re.sub(r"(?m)^license: .*$", "license: {name: Free for all}", site)
    assert named != site
    sources = (SMALL / "data/sources.yaml").read_text("utf-8")
    files = {"data/site.yaml": named, "data/sources.yaml": f"{sources}  license: CC BY 4.0\n"}
    told = told_in(desk_with(tmp_path, files, "en"), "en/data/")
    assert told["license"] == {"@type": "CreativeWork", "name": "Free for all"}
    assert "license" not in told["isBasedOn"][0]
    assert told["isBasedOn"][1]["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}


def test_the_other_pages_say_nothing_of_the_kind(dist):
    for path in dist.rglob("*.html"):
        told = DataBlocks(path.read_text("utf-8")).blocks
        name = path.relative_to(dist).as_posix().removeprefix("en/")
        assert len(told) == (name in ("index.html", "data/index.html")), name


@pytest.fixture(scope="module", params=["small", "changzhou"])
def told(request) -> list[dict]:
    """Every page's structured data, of both sites."""
    pages = undrawn_pages({"small": SMALL, "changzhou": TOP}[request.param])
    found = [DataBlocks(page).blocks for _, page in sorted(pages.items())]
    return [json.loads(block) for blocks in found for block in blocks]


def leaves(node: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value with the property it is one of."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, key)
    elif isinstance(node, list):
        assert node, name
        for value in node:
            yield from leaves(value, name)
    else:
        yield name, node


def test_nothing_is_empty_addresses_are_absolute_and_dates_are_dates(told):
    assert len(told) == 4
    for name, value in (leaf for block in told for leaf in leaves(block)):
        assert value not in (None, ""), name
        if name in ("@id", "url", "contentUrl", "image", "mainEntityOfPage"):
            assert str(value).startswith("https://"), (name, value)
        if name in ("datePublished", "dateModified"):
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", str(value)), value
        if name == "temporalCoverage":
            first, last = map(datetime.date.fromisoformat, str(value).split("/"))
            assert first < last


def test_no_text_ends_the_script_it_stands_in(tmp_path):
    project = copy_small(tmp_path)
    path = project / "data/site.yaml"
    title = "</script><script src=x></script><!-- <script>"
    text = re.sub("(?m)^  en: .*Heron Lake: .*$", f"  en: '{title}'", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    shutil.rmtree(project / "data/charts")
    for prose in project.glob("content/*/*.md"):
        lines = prose.read_text("utf-8").splitlines(keepends=True)
        prose.write_text("".join(ln for ln in lines if "{{ chart" not in ln), "utf-8")
    assert main(["build", "--project", str(project)]) == 0

    html = (project / "dist/en/index.html").read_text("utf-8")
    assert read(project / "dist/en/index.html")["headline"] == title
    [block] = DataBlocks(html).blocks
    assert "<" not in block
