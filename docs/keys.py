"""Writes docs/keys.md and docs/zh/keys.md, every key of every YAML file, from what `schema` says.

python docs/keys.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from changzhou_site.load import shapes, table_shape  # noqa: E402
from changzhou_site.load.json_schemas import DESCRIPTIONS  # noqa: E402

PAGES = {"en": DOCS / "keys.md", "zh": DOCS / "zh" / "keys.md"}


@dataclass(frozen=True)
class Part:
    """A record, and where it stands."""

    shape: str
    headings: dict[str, str]


def part(shape: str, en: str, zh: str) -> Part:
    return Part(shape, {"en": en, "zh": zh})


PARTS = (
    part("SiteShape", "`data/site.yaml`", "`data/site.yaml`"),
    part(
        "NamedShape",
        "`publisher`, `license` and each of `authors`",
        "`publisher`、`license` 和 `authors` 的每一项",
    ),
    part("ColoursShape", "Each colour of `theme`", "`theme` 的每一种颜色"),
    part("SourceShape", "`data/sources.yaml`: each source", "`data/sources.yaml`：每个来源"),
    part("UnitRecord", "`data/units.yaml`: each unit", "`data/units.yaml`：每个单位"),
    part(
        "IndicatorShape",
        "`data/indicators/*.yaml`: each indicator",
        "`data/indicators/*.yaml`：每个指标",
    ),
    part("Bounds", "What `bound` may be", "`bound` 可以是"),
    part("Kinds", "What `kind` may be", "`kind` 可以是"),
    part("ObservationShape", "Each of its `values`", "`values` 的每一项"),
    part(
        "TableShape",
        "`values` where they stand in a table",
        "`values` 写在表格里的时候",
    ),
    part("TopicRecord", "The file itself", "文件本身"),
    part("ChartShape", "`data/charts/*.yaml`: each chart", "`data/charts/*.yaml`：每张图表"),
    part("ChartTypes", "What `type` may be", "`type` 可以是"),
    part(
        "FrontMatterShape",
        "`content/<language>/*.md`: at the top of the file, between two lines of `---`",
        "`content/<语言>/*.md`：文件开头，两行 `---` 之间",
    ),
    part("Layouts", "What `layout` may be", "`layout` 可以是"),
    part("EventShape", "`data/events.yaml`: each event", "`data/events.yaml`：每个事件"),
    part("CheckShape", "`data/checks.yaml`: each check", "`data/checks.yaml`：每条核对"),
    part(
        "CorrectionShape",
        "`data/corrections.yaml`: each correction",
        "`data/corrections.yaml`：每条更正",
    ),
)

CHOICES = ("Bounds", "Kinds", "ChartTypes", "Layouts")
"""What are no records, but the words that a key takes."""

WORDS = {
    "en": {
        "head": "# Every key\n\nWhat each YAML file may hold. A key in **bold** is required. A "
        "text that readers see is one text for all languages of the site, or one for each: "
        "`{zh: …, en: …}`. [figures.md](figures.md) says how numbers, bounds and periods are "
        "written, [charts.md](charts.md) what each type of chart shows, and "
        "[prose.md](prose.md) what may stand at the top of a Markdown file.",
        "key": "key",
        "word": "word",
        "says": "says",
        "form": "*a language’s code*",
    },
    "zh": {
        "head": "# 全部字段\n\n每个 YAML 文件可以写什么。**粗体**的字段必须写。给读者看的文字，"
        "可以各种语言共用一条，也可以分别写：`{zh: …, en: …}`。数值、精确程度和时间的写法见 "
        "[figures.md](figures.md)，各种图表见 [charts.md](charts.md)，Markdown 文件开头"
        "可以写什么见 [prose.md](prose.md)。",
        "key": "字段",
        "word": "写法",
        "says": "含义",
        "form": "*语言代码*",
    },
}


def written(language: str) -> str:
    """The page in a language."""
    said = yaml.load(DESCRIPTIONS.read_bytes(), Loader=yaml.CBaseLoader)
    words = WORDS[language]
    parts = [words["head"]]
    for each in PARTS:
        rows = "\n".join(_rows(each.shape, said[each.shape], language))
        first = words["key" if each.shape not in CHOICES else "word"]
        head = f"| {first} | {words['says']} |\n|---|---|"
        parts.append(f"## {each.headings[language]}\n\n{head}\n{rows}")
    return "\n\n".join(parts) + "\n"


def _rows(shape: str, keys: dict[str, dict[str, str]], language: str) -> Iterator[str]:
    model = getattr(shapes, shape, getattr(table_shape, shape, None))
    fields = model.model_fields if model else {}
    for key, said in keys.items():
        name = WORDS[language]["form"] if (shape, key) == ("UnitRecord", "form") else f"`{key}`"
        needed = key in fields and fields[key].is_required()
        text = said[language].replace("|", "\\|").replace("<", "&lt;")
        yield f"| {f'**{name}**' if needed else name} | {text} |"


if __name__ == "__main__":
    for language, page in PAGES.items():
        page.write_text(written(language), "utf-8")
