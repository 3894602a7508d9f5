"""docs/theme.md and its Chinese twin: tokens as the program has them, and what each template is
given as pages give it."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from markupsafe import Markup

from changzhou_site.charts import Layout
from changzhou_site.check import check_project
from changzhou_site.outputs.icon import make_icon
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import PageMaker, Theme, render_page
from changzhou_site.render.page import POLICY
from changzhou_site.theme import COLOURS, packaged_theme
from tests.desks import outputs_of
from tests.many import write_many
from tests.support import SMALL, TESTS, TOP, copy_small, load_with

DOCS = {"en": TOP / "docs/theme.md", "zh": TOP / "docs/zh/theme.md"}
PAGES = {language: path.read_text("utf-8") for language, path in DOCS.items()}
KINDS = {
    "en": {"text": "text", "html": "HTML", "truth": "yes or no", "map": "map", "list": "list of "},
    "zh": {"text": "文字", "html": "HTML", "truth": "是或否", "map": "对照表", "list": "若干 "},
}
ALL_PAGES = {"en": "What a page’s template is given", "zh": "页面模板能用的内容"}
RECORDS = {
    "RowView": "chart-row",
    "IndexedTopic": "topic",
}
"""Records whose classes have another name than the pages of docs/ give them."""

Given = Mapping[str, set[str]]
"""What is given under each name: kinds of values, as `list of figure`, in English."""


# What the pages say ------------------------------------------------------------------------------


def rows(text: str) -> dict[str, str]:
    """The types of a table by name."""
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text, re.MULTILINE))


def documented(language: str) -> dict[str, dict[str, str]]:
    """The tables by what they are of: a template, a record, or `all` for what every page has."""
    page = PAGES[language].partition(f"## {ALL_PAGES[language]}\n")[2]
    head, *parts = re.split(r"^### `?([\w/.-]+)`?$", page, flags=re.MULTILINE)
    return {"all": rows(head)} | {
        name: rows(text) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


# What the program gives --------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Recording(Theme):
    """A theme that notes what its templates are given."""

    noted: list[tuple[str, Mapping[str, object]]] = dataclasses.field(default_factory=list)

    def render(self, name: str, context: Mapping[str, object]) -> Markup:
        self.noted.append((name, context))
        return super().render(name, context)


class Blank(dict[tuple[str, str, Layout], str]):
    """The drawings of a site, as good as none."""

    def __missing__(self, key: tuple[str, str, Layout]) -> str:
        return '<svg height="10"></svg>'


def notes(project: Path) -> list[tuple[str, Mapping[str, object]]]:
    view = SiteView(check_project(project), drawings=Blank())
    theme = view.__dict__["theme"] = Recording(view.site.theme.templates)
    make_icon(view)
    for page in view.pages:
        render_page(PageMaker(view.desks[page.language], view.once).view(page), theme)
    return theme.noted


def with_all_blocks(folder: Path) -> Path:
    """The small site, with each block that prose can have."""
    site = copy_small(folder)
    for page in site.glob("content/*/about.md"):
        blocks = "\n\n{{ figures swans }}\n\n{{ table swans geese }}\n\n{{ timeline }}\n"
        page.write_text(page.read_text("utf-8") + blocks, "utf-8")
    return site


@cache
def given(folder: Path) -> dict[str, Given]:
    """What each template is given, and each record holds, on sites of all kinds of pages."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    many = write_many(folder / "many")
    for project in (with_all_blocks(folder), TESTS / "sites/payrolls", many):
        for template, context in notes(project):
            for name, value in context.items():
                found[template][name].add(kind(value))
                for record in records(value):
                    for field, held in vars(record).items():
                        found[record_name(record)][field].add(kind(held))
    return {name: dict(each) for name, each in found.items()}


def records(value: object) -> Iterator[object]:
    """The dataclasses in a value, however deep."""
    if dataclasses.is_dataclass(value):
        yield value
        value = vars(value)
    inner = value.values() if isinstance(value, Mapping) else value
    if not isinstance(inner, str) and hasattr(inner, "__iter__"):
        for each in inner:
            yield from records(each)


def record_name(record: object) -> str:
    """`FigureLink` is `figure-link`."""
    name = type(record).__name__
    plain = re.sub(r"(?<=[a-z])([A-Z])", r"-\1", name.removesuffix("View")).lower()
    return RECORDS.get(name, plain)


def kind(value: object) -> str:
    """What a value is, in the words of the English page; empty where that cannot be seen."""
    if isinstance(value, Markup):
        return "HTML"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, str):
        return "text"
    if isinstance(value, Mapping):
        return "map"
    if isinstance(value, list | tuple):
        inner = {kind(each) for each in value} - {""}
        return f"list of {min(inner)}" if inner else ""
    return "" if value is None else f"`{record_name(value)}`"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Given]:
    return given(tmp_path_factory.mktemp("sites"))


# Both say the same -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", PAGES)
def test_each_template_and_record_has_its_table(language: str, program: dict[str, Given]) -> None:
    assert {*documented(language)} - {"all"} == {*program}


@pytest.mark.parametrize("language", PAGES)
def test_tables_name_what_is_given(language: str, program: dict[str, Given]) -> None:
    tables = documented(language)
    for name, table in tables.items():
        if name != "all":
            shared = tables["all"] if name.startswith("pages/") else {}
            assert {*table, *shared} == {*program[name]}, name


@pytest.mark.parametrize("language", PAGES)
def test_types_are_those_of_the_values(language: str, program: dict[str, Given]) -> None:
    said = KINDS["en"] | KINDS[language]
    for name, table in documented(language).items():
        for key, type in table.items():
            seen = program["pages/article.html" if name == "all" else name][key] - {""}
            assert {translated(each, said) for each in seen} <= {type}, (name, key)


def translated(type: str, words: Mapping[str, str]) -> str:
    for key, english in KINDS["en"].items():
        type = type.replace(english, words[key])
    return type


@pytest.mark.parametrize("language", PAGES)
def test_tokens_are_those_of_the_program(language: str) -> None:
    told = re.findall(r"^\| `(\w+)` \| `(#\w{6})` \| `(#\w{6})` \|", PAGES[language], re.MULTILINE)

    assert told == [(name, each.light, each.dark) for name, each in COLOURS.items()]


@pytest.mark.parametrize("language", PAGES)
def test_the_colours_of_the_theme_have_the_contrast_that_is_said(language: str) -> None:
    told = re.findall(r"^\| `(\w+)` \| `#.* \| ([\d.]+) : 1 \|", PAGES[language], re.MULTILINE)
    assert len(told) > 4
    for name, least in told:
        for paper in ("light", "dark"):
            colours = (getattr(COLOURS[each], paper) for each in (name, "paper"))
            assert contrast(*colours) >= float(least), (name, paper)


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 has it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("language", PAGES)
def test_every_file_of_the_theme_is_named(language: str) -> None:
    top = packaged_theme()
    files = {path.relative_to(top).as_posix() for path in top.rglob("*.*")}
    named: set[str] = set()
    for line in re.findall(r"^\| (`\w+/.*?) \|", PAGES[language], re.MULTILINE):
        folder = ""
        for name in re.findall(r"`([^`]+)`", line):
            folder = name.rpartition("/")[0] or folder
            named.add(f"{folder}/{name.rpartition('/')[2]}")

    assert named == files


@pytest.mark.parametrize("language", PAGES)
def test_the_policy_is_that_of_every_page(language: str) -> None:
    assert f"`{POLICY}`" in PAGES[language]


@pytest.mark.parametrize("language", PAGES)
def test_the_example_of_colours_is_sound(language: str, tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", PAGES[language], re.DOTALL)
    site = (SMALL / "data/site.yaml").read_text("utf-8").partition("theme:")[0] + example
    reading = load_with(tmp_path, {"data/site.yaml": site})

    assert reading.site is not None
    assert [*reading.site.meta.tokens] == ["accent"]


# A font and a logo of one's own ------------------------------------------------------------------


@pytest.mark.parametrize("language", DOCS)
def test_a_font_and_a_logo_are_loaded_as_the_page_says(language: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    written = re.findall(r"```(?:css|html) (templates/\S+)\n(.*?)```", PAGES[language], re.DOTALL)
    for path, text in (*written, ("templates/static/logo.svg", "<svg/>")):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    assert [str(each.place) for each in check_project(site).errors] == [
        "templates/static/9-ours.css:3:13"
    ]
    (site / "templates/static/ours.woff2").write_bytes(b"a font")
    made = outputs_of(check_project(site))
    page = made["index.html"].decode()
    sheet = re.search(r"assets/site\.\w+\.css", page)
    logo = re.search(r'<img src="(assets/logo\.\w+\.svg)"', page)
    assert sheet
    assert logo
    font = re.search(r'url\("(ours\.\w+\.woff2)"\)', made[sheet[0]].decode())
    assert font

    assert made[f"assets/{font[1]}"] == b"a font"
    assert made[logo[1]] == b"<svg/>"
