"""Draws the charts of this site as SVG and PNG, as a desk's own script would.

    python draw_charts.py [--changed]

With `--changed`, charts that are newer than their data are left as they are.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pylopdf_fonts_zh_cn as fonts
import yaml
from matplotlib import font_manager

CHARTS, DATA, OUT = Path("data/charts"), Path("data/indicators"), Path("static/charts")
FORMATS = ("svg", "png")


def main() -> None:
    font = fonts.sans_path()
    font_manager.fontManager.addfont(font)
    plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
    plt.rcParams["svg.fonttype"] = "none"
    plt.rcParams["axes.unicode_minus"] = False
    OUT.mkdir(parents=True, exist_ok=True)
    for path in sorted(CHARTS.glob("*.yaml")):
        wanted = {
            id: chart
            for id, chart in read(path).items()
            if "--changed" not in sys.argv or not is_fresh(id, path)
        }
        if wanted:
            indicators = read(DATA / path.name)
            for id, chart in wanted.items():
                draw(id, chart, [indicators[each] for each in chart["show"]])


def read(path: Path) -> dict:
    return yaml.load(path.read_bytes(), yaml.CSafeLoader)


def is_fresh(id: str, path: Path) -> bool:
    made = [OUT / f"{id}.{suffix}" for suffix in FORMATS]
    newest = max(each.stat().st_mtime_ns for each in (path, DATA / path.name))
    return all(each.exists() and each.stat().st_mtime_ns > newest for each in made)


def draw(id: str, chart: dict, shown: list[dict]) -> None:
    figure, axes = plt.subplots(figsize=(7.2, 4))
    # Margins that suit these charts: a layout that is worked out takes as long as the drawing.
    figure.subplots_adjust(left=0.3 if chart["type"] == "bar" else 0.1, right=0.95)
    labels = [each["label"] for each in shown]
    newest = [each["values"][2021] for each in shown]
    if chart["type"] == "line":
        for each in shown:
            axes.plot(each["values"].keys(), each["values"].values(), marker="o")
            axes.annotate(each["values"][2021], (2021, each["values"][2021]))
        axes.legend(labels)
        axes.set_xticks(list(shown[0]["values"]))
    elif chart["type"] == "column":
        axes.bar_label(axes.bar(labels, newest))
    else:
        axes.bar_label(axes.barh(labels, newest))
        axes.invert_yaxis()
    axes.set_title(chart["title"], loc="left")
    for suffix in FORMATS:
        figure.savefig(OUT / f"{id}.{suffix}", dpi=200)
    plt.close(figure)


if __name__ == "__main__":
    main()
