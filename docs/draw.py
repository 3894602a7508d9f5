"""Draws the pictures of docs/charts.md and of its Chinese twin from the YAML that stands in them.

python docs/draw.py    writes charts/ beside each page, one file for each file of charts on it
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from changzhou_site.charts import draw_chart, stage_chart  # noqa: E402
from changzhou_site.load import Reading, load_site  # noqa: E402
from changzhou_site.theme import COLOURS, LATIN, SANS, families  # noqa: E402

PAGES = {"en": DOCS / "charts.md", "zh": DOCS / "zh" / "charts.md"}
"""The pages by the language that their pictures are in."""
MARGIN = 20

EXAMPLE = re.compile(
    r"^```yaml\n# (?P<path>data/\S+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)

SITE = """
title: {zh: 小城, en: A town}
description: {zh: 文档里的例子。, en: The examples of the documentation.}
url: https://example.org/
languages: [zh, en]
published: 2022-02-08
publisher: {name: Example, url: https://example.org/}
authors: [{name: Example}]
license: {name: CC BY, url: https://creativecommons.org/licenses/by/4.0/}
front: [cells]
"""
SECTION = "---\ntitle: A town\nsummary: A town.\n---\n\nText.\n"
AROUND = {
    "data/site.yaml": SITE,
    "content/zh/1-town.md": SECTION,
    "content/en/1-town.md": SECTION,
}
"""What a site has besides what the page shows."""


def examples(page: str) -> dict[str, str]:
    """The files whose text stands on the page, by path."""
    return {match["path"]: match["text"] for match in EXAMPLE.finditer(page)}


def read(files: dict[str, str]) -> Reading:
    """The examples as a site."""
    with TemporaryDirectory() as folder:
        for name, text in (AROUND | files).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return load_site(Path(folder))


def pictures(language: str) -> Path:
    """The folder of a page's pictures."""
    return PAGES[language].with_suffix("")


def draw(page: str, language: str) -> dict[str, str]:
    """The pictures of a page, by file name: the first chart of each file of charts."""
    files = examples(page)
    site = read(files).site
    if site is None:
        raise SystemExit(
            "the examples of docs/charts.md cannot be read; tests/test_charts_docs.py says why"
        )
    drawn = {}
    for path, text in files.items():
        if path.startswith("data/charts/"):
            chart = site.charts[text.split(":")[0]]
            staging = stage_chart(chart, site, site.languages[language], "wide")
            fonts = SANS if site.languages[language].is_han else (*LATIN, *SANS[1:])
            drawn[f"{Path(path).stem}.svg"] = alone(draw_chart(staging), fonts)
    return drawn


def alone(inlined: str, fonts: tuple[str, ...]) -> str:
    """A drawing as a file, on light paper with a margin, for wherever this page is read."""
    plain = re.sub(r"var\(--[a-z]+, (#[0-9a-f]{6})\)", r"\1", inlined)
    root = ElementTree.fromstring(plain)
    width, height = (float(root.attrib[name]) + 2 * MARGIN for name in ("width", "height"))
    paper = f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{width:g}" height="{height:g}" '
    paper += f'fill="{COLOURS["paper"].light}"/>'
    body = plain.partition(">")[2]
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"{-MARGIN} {-MARGIN} {width:g} {height:g}",
        "width": f"{width:g}",
        "height": f"{height:g}",
        "font-family": families(fonts).replace('"', "'"),
        "fill": root.attrib["fill"],
        "font-size": root.attrib["font-size"],
    }
    opening = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<svg {opening}>{paper}{body}\n"


def main() -> None:
    for language, page in PAGES.items():
        folder = pictures(language)
        folder.mkdir(exist_ok=True)
        drawn = draw(page.read_text("utf-8"), language)
        for old in folder.glob("*.svg"):
            if old.name not in drawn:
                old.unlink()
        for name, text in drawn.items():
            (folder / name).write_text(text, "utf-8")
            print((folder / name).relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
