"""Writes a site of many pages twice, as a project of ours and as a Hugo site:

    python -m benchmarks.corpus FOLDER [--pages N] [--charts]

A page is about a county: 12 indicators in a data file of its own, each a series of five years, some
800 Han characters that show 23 of their values, and three charts where they are asked for. Both
sites are written from the same words (counties.yaml) and read the same data files; what is bound as
`{{ id }}` in ours is a shortcode in Hugo's. The same arguments write the same bytes.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCES, A_PARAGRAPH = 10, 50
"""So many yearbooks are cited, and so many links stand in one paragraph of the front page."""
STEP = 37
"""From one county's name to the next; it has no divisor in common with how many names there are."""

SITE = """\
title: 县里的数
description: 每个县一页，每页一本账。
url: https://example.org/counties/
languages: [zh]
published: 2022-02-08
publisher: {name: 示例, url: https://example.org/}
authors: [{name: 示例}]
license: {name: CC BY, url: https://creativecommons.org/licenses/by/4.0/}
"""
MARK = re.compile(r"<(\w+)(?: @(\d+))?>")

Bind = Callable[[str, str], str]
"""How a site binds a figure in a text: its indicator's name and a year, or "" for the newest."""


@dataclass(frozen=True)
class County:
    """What one page is about."""

    number: int

    @property
    def id(self) -> str:
        return f"c{self.number:05}"

    @property
    def name(self) -> str:
        first, second, kind = words()["first"], words()["second"], words()["kind"]
        place = self.number * STEP % (len(first) * len(second))
        before, after = divmod(place, len(second))
        return first[before] + second[after] + kind

    @property
    def chance(self) -> random.Random:
        return random.Random(self.number)

    def told(self, text: str, bind: Bind) -> str:
        """A text with its county and its figures."""
        text = text.replace("<place>", self.name)
        return MARK.sub(lambda found: bind(found[1], found[2] or ""), text)


@cache
def words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((HERE / "counties.yaml").read_bytes(), yaml.CSafeLoader)
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("folder", type=Path, help="gets `ours` and `hugo`")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--charts", action="store_true")
    arguments = parser.parse_args()
    write_project(arguments.folder / "ours", arguments.pages, charts=arguments.charts)
    write_hugo(arguments.folder / "hugo", arguments.pages, charts=arguments.charts)


def write_project(folder: Path, pages: int, *, charts: bool = False) -> None:
    """The corpus as a project of ours."""
    counties = [County(number) for number in range(1, pages + 1)]
    _write(folder / "data/site.yaml", f"{SITE}front: [{_front(counties[0])}]\n")
    _write(folder / "content/zh/1-counties.md", _list(counties, lambda each: f"{each.id}.md"))
    for county in counties:
        bind = _bound(county)
        body = "\n\n".join(_blocks(county, bind, "{{{{ chart {} }}}}" if charts else ""))
        layout = "layout: page\n"
        _write(folder / f"content/zh/{county.id}.md", _page(county, bind, layout, body))
    _write_data(folder, counties, _bound if charts else None)


def write_hugo(folder: Path, pages: int, *, charts: bool = False) -> None:
    """The corpus as a Hugo site, with its theme and, for charts, the scripts that draw them."""
    counties = [County(number) for number in range(1, pages + 1)]
    shutil.copytree(HERE / "hugo", folder)
    _write(folder / "content/_index.md", _list(counties, lambda each: f"/counties/{each.id}/"))
    for county in counties:
        body = "\n\n".join(_blocks(county, _short, "{{{{< chart {} >}}}}" if charts else ""))
        page = _page(county, _short, f"county: {county.id}\n", body)
        _write(folder / f"content/counties/{county.id}.md", page)
    _write_data(folder, counties, (lambda _: _short) if charts else None)


def edit_value(folder: Path, number: int, value: int) -> None:
    """Gives a county another newest value of what its text and its charts show first."""
    path = folder / f"data/indicators/{County(number).id}.yaml"
    before = path.read_text("utf-8")
    path.write_text(re.sub(r"(2021: )[\d.]+", rf"\g<1>{value}.5", before, count=1), "utf-8")


# What both have in common -------------------------------------------------------------------------


def _write_data(
    folder: Path, counties: list[County], binding: Callable[[County], Bind] | None
) -> None:
    """`binding` says how the words of charts bind figures; without it there are none."""
    sources = (
        f"yearbook_{n}: {{title: 县域统计年鉴, publisher: 统计局, date: {2010 + n}}}\n"
        for n in range(SOURCES)
    )
    _write(folder / "data/sources.yaml", "".join(sources))
    for county in counties:
        _write(folder / f"data/indicators/{county.id}.yaml", _indicators(county))
        if binding:
            _write(folder / f"data/charts/{county.id}.yaml", _charts(county, binding(county)))


def _indicators(county: County) -> str:
    chance = county.chance
    source = f"yearbook_{county.number % SOURCES}"
    return f"topic: {county.name}\n" + "".join(
        f"{county.id}_{name}:\n"
        f"  label: {county.name}{about['label']}\n"
        f"  unit: {_quoted(about['unit'])}\n"
        f"  source: {source}#{place}\n"
        f"  values: {{{', '.join(_series(about, chance))}}}\n"
        for place, (name, about) in enumerate(words()["indicators"].items(), 1)
    )


def _series(about: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Years and values that grow by a few per cent, written with the decimals that they have."""
    value = chance.uniform(about["from"], about["to"])
    for year in words()["years"]:
        written = f"{value:.{about['decimals']}f}"
        yield f"{year}: {written}"
        value *= chance.uniform(1.003, 1.06)


def _charts(county: County, bind: Bind) -> str:
    return "".join(
        f"{county.id}_{name}:\n"
        f"  type: {chart['type']}\n"
        f"  title: {county.told(chart['title'], bind)}\n"
        f'  alt: "{county.told(chart["alt"], bind)}"\n'
        f"  show: [{', '.join(f'{county.id}_{each}' for each in chart['show'])}]\n"
        for name, chart in words()["charts"].items()
    )


def _blocks(county: County, bind: Bind, chart: str) -> Iterator[str]:
    """The body of a page: headings, paragraphs and, if `chart` says how, charts."""
    chance = county.chance
    for part in words()["parts"]:
        yield f"## {part['heading']}"
        plain = chance.sample(part["plain"], words()["plain_a_part"])
        halves = plain[::2], plain[1::2]
        for bound, others in zip(part["bound"], halves, strict=True):
            yield county.told(bound + "".join(others), bind)
        if chart and "chart" in part:
            yield chart.format(f"{county.id}_{part['chart']}")


def _page(county: County, bind: Bind, front: str, body: str) -> str:
    title, summary = (county.told(words()[key], bind) for key in ("title", "summary"))
    return f'---\ntitle: {title}\nsummary: "{summary}"\n{front}---\n\n{body}\n'


def _list(counties: list[County], address: Callable[[County], str]) -> str:
    """The front page: a link to each county, in paragraphs."""
    links = [f"[{county.name}]({address(county)})" for county in counties]
    lines = ("、\n".join(links[at : at + A_PARAGRAPH]) for at in range(0, len(links), A_PARAGRAPH))
    body = "。\n\n".join(lines)
    return f"---\ntitle: 县里的数\nsummary: 每个县一页\n---\n\n{body}。\n"


# How each binds its figures ----------------------------------------------------------------------


def _bound(county: County) -> Bind:
    def bind(name: str, year: str) -> str:
        return f"{{{{ {county.id}_{name}{f' @{year}' if year else ''} }}}}"

    return bind


def _short(name: str, year: str) -> str:
    return f"{{{{< value {name}{f' {year}' if year else ''} >}}}}"


def _front(county: County) -> str:
    return ", ".join(f"{county.id}_{name}" for name in islice(words()["indicators"], 3))


def _quoted(unit: str) -> str:
    return f'"{unit}"' if unit == "%" else unit


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
