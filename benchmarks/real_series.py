"""Writes a site of long real series, to be built and looked at:

    python benchmarks/real_series.py TABLES SITE

TABLES is a folder with us-employment.csv (payrolls by sector, monthly), global-temp.csv (yearly)
and co2-concentration.csv (monthly, with gaps), as the `vega-datasets` package has them; SITE is a
folder that is not there yet. Each series has a chart of its own and a place in a chart of four.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = {
    "nonfarm": ("非农业", "All nonfarm"),
    "private": ("私营部门", "Private"),
    "goods_producing": ("商品生产", "Goods-producing"),
    "service_providing": ("服务业", "Service-providing"),
    "private_service_providing": ("私营服务业", "Private service-providing"),
    "mining_and_logging": ("采矿和伐木", "Mining and logging"),
    "construction": ("建筑业", "Construction"),
    "manufacturing": ("制造业", "Manufacturing"),
    "durable_goods": ("耐用品", "Durable goods"),
    "nondurable_goods": ("非耐用品", "Nondurable goods"),
    "trade_transportation_utilties": ("贸易、运输和公用事业", "Trade, transport and utilities"),
    "wholesale_trade": ("批发", "Wholesale trade"),
    "retail_trade": ("零售", "Retail trade"),
    "transportation_and_warehousing": ("运输和仓储", "Transport and warehousing"),
    "utilities": ("公用事业", "Utilities"),
    "information": ("信息业", "Information"),
    "financial_activities": ("金融", "Financial activities"),
    "professional_and_business_services": ("专业和商务服务", "Professional and business services"),
    "education_and_health_services": ("教育和医疗", "Education and health services"),
    "leisure_and_hospitality": ("休闲和住宿餐饮", "Leisure and hospitality"),
    "other_services": ("其他服务", "Other services"),
    "government": ("政府", "Government"),
    "nonfarm_change": ("非农业岗位月度变化", "Monthly change, all nonfarm"),
    "temperature": ("全球气温距平", "Global temperature anomaly"),
    "co2": ("莫纳罗亚山二氧化碳", "Carbon dioxide at Mauna Loa"),
}  # fmt: skip
"""Each series in Chinese and in English."""

SITE = """\
title: {zh: 长序列, en: Long series}
description: {zh: 真实的长序列。, en: "Real series, as long as they are."}
url: https://example.org/series/
languages: [zh, en]
published: 2016-01-01
publisher: {name: Desk, url: https://example.org/}
authors: [{name: Desk}]
license: {name: Free}
front: [nonfarm, temperature, co2]
"""
SOURCES = """\
bls: {title: Current Employment Statistics, publisher: Bureau of Labor Statistics}
nasa: {title: Global mean surface temperature, publisher: NASA}
noaa: {title: Mauna Loa monthly averages, publisher: NOAA}
"""
UNITS = """\
thousand_jobs: {dimension: count, scale: 1000, zh: "{n}千个", en: "{n} thousand jobs"}
degrees: {dimension: temperature, zh: "{n}℃", en: "{n} °C"}
"""
CHART = """\
{id}:
  type: line
  title: {{zh: {zh}, en: "{en}"}}
  alt: {{zh: "折线图：{{{{ {first} }}}}。", en: "Line chart: {{{{ {first} }}}}."}}
  show: [{show}]
"""
PAGE = "---\ntitle: {title}\nsummary: {title}\nlayout: {layout}\n---\n\n{body}\n"


@dataclass(frozen=True)
class Column:
    """One series: its id, its unit and source, and its values by period."""

    id: str
    unit: str
    source: str
    values: dict[str, str]

    def yaml(self) -> str:
        zh, en = LABELS[self.id]
        written = ", ".join(f"{period}: {value}" for period, value in self.values.items())
        return (
            f'{self.id}:\n  label: {{zh: {zh}, en: "{en}"}}\n  unit: {self.unit}\n'
            f"  source: {self.source}\n  values: {{{written}}}\n"
        )


def read_columns(tables: Path) -> Iterator[Column]:
    """The series of the three tables. A month is written as the first of it."""
    jobs = list(_rows(tables / "us-employment.csv"))
    for name in list(jobs[0])[1:]:
        values = {row["month"][:7]: row[name] for row in jobs}
        yield Column(name, "thousand_jobs", "bls", values)
    warm = {row["year"]: row["temp"] for row in _rows(tables / "global-temp.csv")}
    yield Column("temperature", "degrees", "nasa", warm)
    air = {row["Date"][:7]: row["CO2"] for row in _rows(tables / "co2-concentration.csv")}
    yield Column("co2", "ppm", "noaa", air)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_site(folder: Path, columns: list[Column]) -> None:
    """The site: the first chart of four in its article, all others on a page each."""
    files = {
        "data/site.yaml": SITE,
        "data/sources.yaml": SOURCES,
        "data/units.yaml": UNITS,
        "data/indicators/series.yaml": "".join(column.yaml() for column in columns),
    }
    jobs = [column.id for column in columns if column.unit == "thousand_jobs"]
    fours = [jobs[start : start + 4] for start in range(0, len(jobs), 4)]
    shown = {f"four_{number}": ids for number, ids in enumerate(fours, 1)}
    shown |= {f"alone_{column.id}": [column.id] for column in columns}
    files["data/charts/lines.yaml"] = "".join(_chart(id, ids) for id, ids in shown.items())
    for language in ("zh", "en"):
        for number, id in enumerate(shown, 1):
            layout = "section" if number == 1 else "page"
            title = LABELS[shown[id][0]][language == "en"]
            text = PAGE.format(title=title, layout=layout, body=f"{{{{ chart {id} }}}}")
            files[f"content/{language}/{number}-{id.replace('_', '-')}.md"] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _chart(id: str, ids: list[str]) -> str:
    zh, en = ("; ".join(LABELS[each][side] for each in ids) for side in (0, 1))
    return CHART.format(id=id, zh=zh, en=en, first=ids[0], show=", ".join(ids))


def main() -> None:
    tables, folder = map(Path, sys.argv[1:])
    write_site(folder, list(read_columns(tables)))


if __name__ == "__main__":
    main()
