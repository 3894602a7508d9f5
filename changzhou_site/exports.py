"""The site's files for machines: robots.txt, sitemap.xml, a chart's numbers and its oEmbed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from changzhou_site.charts import Row, chart_table
from changzhou_site.model import Chart, Observation, Site
from changzhou_site.pages import Page, chart_file
from changzhou_site.figures import plain_text
from changzhou_site.units import data_value
from changzhou_site.figures import TAGS

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(site.meta.url, 'sitemap.xml')}\n".encode()


def sitemap(site: Site, pages: tuple[Page, ...]) -> bytes:
    """Every page to be found, each with its translations. Dates are those of site.yaml."""
    register_namespace("", SITEMAP)
    register_namespace("xhtml", XHTML)
    root = Element(f"{{{SITEMAP}}}urlset")
    for page in pages:
        if page.is_listed:
            root.append(_entry(site, page))
    indent(root)
    return f"{DECLARATION}\n{tostring(root, encoding='unicode')}\n".encode()


def _entry(site: Site, page: Page) -> Element:
    entry = Element(f"{{{SITEMAP}}}url")
    SubElement(entry, f"{{{SITEMAP}}}loc").text = urljoin(site.meta.url, page.path)
    SubElement(entry, f"{{{SITEMAP}}}lastmod").text = site.modified.written
    for tag, path in _alternates(site, page):
        attributes = {"rel": "alternate", "hreflang": tag, "href": urljoin(site.meta.url, path)}
        SubElement(entry, f"{{{XHTML}}}link", attributes)
    return entry


def _alternates(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    paths = page.alternates or {}
    if len(paths) > 1:
        yield from ((TAGS[language], path) for language, path in paths.items())
        first = site.meta.languages[0]
        if first in paths:
            yield "x-default", paths[first]


# Spreadsheets ------------------------------------------------------------------------------------

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(fields: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table for a spreadsheet: UTF-8 with a byte order mark; what a row lacks is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def safe_text(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe stands before its sign."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def value_cell(observation: Observation) -> str:
    """The published number, as digits."""
    return f"{data_value(observation):f}"


def whole_cell(observation: Observation) -> str:
    """The `m` of n of m, as digits."""
    return "" if observation.whole is None else f"{observation.whole:f}"


# A chart's numbers -------------------------------------------------------------------------------


def chart_csv(site: Site, chart: Chart, language: str) -> bytes:
    """A chart's rows for a spreadsheet, with labels in every language, the page's first."""
    languages = sorted(site.meta.languages, key=lambda other: other != language)
    fields = ["indicator", *(f"label_{other}" for other in languages)]
    fields += ["value", "of", "bound", "kind", "unit", "period", "source"]
    rows = chart_table(chart, site, language).rows
    return csv_bytes(fields, (_csv_row(site, row, languages) for row in rows))


def _csv_row(site: Site, row: Row, languages: list[str]) -> dict[str, str]:
    localised = row.indicator.label if row.indicator else row.event.title if row.event else {}
    cells = {
        f"label_{language}": plain_text(localised[language], site, language)
        for language in languages
    }
    cells |= {"period": row.period, "source": row.source}
    if row.indicator and row.observation:
        cells |= {
            "indicator": row.indicator.id,
            "bound": str(row.observation.bound),
            "kind": str(row.indicator.kind),
            "unit": row.indicator.unit.id,
        }
    return {name: safe_text(text) for name, text in cells.items()} | _numbers(row)


def _numbers(row: Row) -> dict[str, str]:
    """The published numbers; a negative one is no formula."""
    observation = row.observation
    if observation is None:
        return {}
    return {"value": value_cell(observation), "of": whole_cell(observation)}


# Embedding --------------------------------------------------------------------------------------


def oembed(site: Site, page: Page, code: str, height: int) -> bytes:
    """The answer that an oEmbed consumer finds behind the page's discovery link."""
    assert page.chart is not None
    language, meta = page.language, site.meta
    png = chart_file(meta, page.chart, language, "png")
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": plain_text(page.chart.title[language], site, language),
        "provider_name": plain_text(meta.publisher.name[language], site, language),
        "provider_url": meta.url,
        "html": code,
        "width": 720,
        "height": height,
        "thumbnail_url": urljoin(meta.url, png),
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()
