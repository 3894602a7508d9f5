"""What leaves the site for machines: a chart's numbers, its oEmbed answer, its files and cards."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from changzhou_site.outputs.chart_files import plan_chart_tables
from changzhou_site.outputs.view import SiteView
from tests.desks import read_of
from tests.support import TOP, copy_small, site_of


def rows(chart: str, language: str, project: Path = TOP) -> list[dict[str, str]]:
    path = f"{'' if language == 'zh' else f'{language}/'}charts/{chart}.csv"
    view = SiteView(read_of(project))
    task = next(task for task in plan_chart_tables(view) if task.name == path)
    data = task.make(view).files[path]
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_chart_as_csv_says_all_of_each_figure():
    assert rows("battery_made_and_sold", "zh")[2] == {
        "indicator": "vehicle_battery_output",
        "label_zh": "车用动力电池产量",
        "label_en": "Vehicle-battery output",
        "value": "57",
        "of": "",
        "bound": "over",
        "kind": "actual",
        "unit": "GWh",
        "period": "2021",
        "period_text": "2021年",
        "source": "xdkb#1.4",
    }


def test_the_labels_of_the_pages_language_come_first():
    assert list(rows("battery_made_and_sold", "en")[0])[:3] == ["indicator", "label_en", "label_zh"]


def test_n_of_m_keeps_its_whole_in_csv():
    found = rows("industry_coverage", "en")
    assert [(row["value"], row["of"]) for row in found] == [
        ("33", "41"),
        ("189", "207"),
        ("598", "666"),
    ]


def test_a_timeline_as_csv_lists_its_events():
    found = rows("timeline_all", "en", TOP / "tests/sites/charts")
    assert [row["period"] for row in found] == ["2020", "2021-03-18", "2021-12-29", "2022-01-05"]
    texts = [row["period_text"] for row in found]
    assert texts == ["2020", "18 March 2021", "29 December 2021", "5 January 2022"]
    assert all(row["label_zh"] and row["label_en"] and not row["value"] for row in found)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_label_that_a_spreadsheet_would_run_is_escaped(tmp_path, sign):
    project = copy_small(tmp_path)
    path = project / "data/indicators/birds.yaml"
    label = f'label: {{zh: "{sign}HYPERLINK(x)", en: Geese}}'
    text = re.sub(r"(?m)^(geese:\n)  label: .*$", rf"\g<1>  {label}", path.read_text("utf-8"))
    path.write_text(text, "utf-8")

    found = rows("geese_and_swans", "zh", project)
    assert found[0]["label_zh"] == f"'{sign}HYPERLINK(x)"


def test_a_negative_value_stays_a_number(tmp_path):
    project = copy_small(tmp_path)
    path = project / "data/indicators/birds.yaml"
    text = re.sub(r"(?ms)(^geese:\n.*?value: )\S+", r"\g<1>-5", path.read_text("utf-8"))
    path.write_text(text, "utf-8")

    assert rows("geese_and_swans", "zh", project)[0]["value"] == "-5"


def test_every_chart_has_its_files_in_every_language(dist):
    for start in ("", "en/"):
        for chart in site_of().charts:
            for suffix in ("svg", "png", "csv", "/index.html", "/oembed.json"):
                name = f"{start}charts/{chart}{'' if suffix[0] == '/' else '.'}{suffix}"
                assert (dist / name).is_file(), name


def test_a_chart_as_svg_stands_alone(dist):
    for path in sorted(dist.glob("**/charts/*.svg")):
        root = ElementTree.parse(path).getroot()
        text = path.read_text("utf-8")
        assert root.tag.endswith("svg")
        assert "var(" not in text
        assert not re.search(r'(href|src)="', text)


def test_a_chart_as_png_is_drawn_at_twice_its_size(dist):
    for path in sorted(dist.glob("**/charts/*.png")):
        with Image.open(path) as image:
            assert image.width >= 1440
            assert len(image.getcolors(1 << 20) or range(9)) > 3


def test_every_page_has_a_card(dist):
    cards = {path.relative_to(dist).as_posix() for path in dist.glob("**/cards/*.png")}
    assert cards == {
        f"{start}cards/{name}.png"
        for start in ("", "en/")
        for name in ("article", "data", "corrections", "about")
    }
    for card in cards:
        with Image.open(dist / card) as image:
            assert image.size == (1200, 630)


def metas(path: Path) -> dict[str, str]:
    found = re.findall(
        r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', path.read_text("utf-8")
    )
    return dict(found)


@pytest.mark.parametrize(
    ("page", "image"),
    [
        ("index.html", "cards/article.png"),
        ("en/data/index.html", "en/cards/data.png"),
        ("about/index.html", "cards/about.png"),
        ("en/charts/winters/index.html", "en/charts/winters.png"),
    ],
)
def test_every_page_names_its_picture_for_sharing(dist, page, image):
    found = metas(dist / page)
    address = f"{site_of().meta.url}{image}"
    assert found["og:image"] == found["twitter:image"] == address
    assert found["og:image:alt"] == found["twitter:image:alt"] != ""
    assert found["twitter:card"] == "summary_large_image"
    with Image.open(dist / image) as picture:
        size = found["og:image:width"], found["og:image:height"]
        assert size == tuple(map(str, picture.size))


def test_oembed_answers_with_the_code_that_embeds_the_chart(dist):
    answer = json.loads((dist / "en/charts/winters/oembed.json").read_text("utf-8"))
    url = site_of().meta.url
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert f'<iframe src="{url}en/charts/winters/" title="{answer["title"]}"' in answer["html"]
    assert f'height="{answer["height"]}"' in answer["html"]
    assert answer["thumbnail_url"] == f"{url}en/charts/winters.png"
    with Image.open(dist / "en/charts/winters.png") as picture:
        assert (answer["thumbnail_width"], answer["thumbnail_height"]) == picture.size


def test_a_charts_page_leads_to_its_oembed_answer(dist):
    html = (dist / "charts/winters/index.html").read_text("utf-8")
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', html)
    assert link is not None
    assert link[1] == f"{site_of().meta.url}charts/winters/oembed.json"


def test_a_charts_page_has_one_heading_and_it_is_the_charts_title(dist):
    html = (dist / "en/charts/winters/index.html").read_text("utf-8")
    assert re.findall(r"<h1[^>]*>", html) == ['<h1 class="chart-title">']
    assert re.findall(r"<h1[^>]*>", (dist / "en/index.html").read_text("utf-8")) == ["<h1>"]


def test_a_charts_page_is_not_offered_to_search_engines(dist):
    assert metas(dist / "charts/winters/index.html")["robots"] == "noindex"
    assert "charts/" not in (dist / "sitemap.xml").read_text("utf-8")


def test_the_article_offers_each_charts_files_and_embed_code(dist):
    html = (dist / "en/index.html").read_text("utf-8")
    for chart in site_of().charts:
        for suffix in ("csv", "png", "svg"):
            assert f'href="charts/{chart}.{suffix}"' in html
        assert f"&lt;iframe src=&#34;{site_of().meta.url}en/charts/{chart}/&#34;" in html
