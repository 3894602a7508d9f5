"""A changed number changes everywhere, or nowhere.

Every written figure of the Changzhou site is changed by one in its last digit, one at a time. Each
output that states it, or anything derived from it, must change; no other may; and nothing that is
bound to it may still say the old value. Checks report here, they do not stop.

What an output states is read off the output itself, by its attributes and texts, not asked of the
program's own record of uses.
"""

import csv
import html
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from changzhou_site.charts.canvas import Canvas
from changzhou_site.charts.svg_renderer import SvgRenderer
from changzhou_site.check import Before, check_project
from changzhou_site.errors import Fault
from changzhou_site.figures import Value, find_value, plain_text, reads
from changzhou_site.mentions import reader_texts
from changzhou_site.model import Site
from changzhou_site.remembering import Made
from changzhou_site.units import round_to
from tests.desks import made_of, published_of
from tests.support import TOP, site_of

pytestmark = pytest.mark.mutation

SITE = site_of(TOP)
WRITTEN = [indicator.id for indicator in SITE.indicators.values() if indicator.formula is None]

Outputs = Mapping[str, bytes]


@dataclass(frozen=True)
class Published:
    """A site and all that it publishes."""

    site: Site
    outputs: Outputs
    codes: frozenset[str]
    """The codes of its problems."""
    made: Made
    kept: Before
    """What the next build remembers of them."""


# Making it ---------------------------------------------------------------------------------------


def publish(project: Path, before: Published | None = None) -> Published:
    """Everything a project publishes, whether its checks hold or not, by a build that remembers
    what was published before."""
    checked = check_project(project, before.kept if before else Before())
    codes = frozenset(problem.code for problem in checked.errors)
    made = made_of(checked, before.made if before else None)
    outputs = published_of(checked, made)
    return Published(checked.site, outputs, codes, made, checked.kept)


@pytest.fixture(scope="module", autouse=True)
def pictures_are_painted_once(module_patch: pytest.MonkeyPatch) -> None:
    """A drawing is painted again only where its shapes are others."""
    png = Canvas.png
    painted: dict[tuple[str, int], bytes] = {}

    def paint(canvas: Canvas, scale: int = 1) -> bytes:
        renderer = SvgRenderer(canvas.height, {}, {})
        canvas.draw_on(renderer)
        key = (repr(renderer.drawn), scale)
        if key not in painted:
            painted[key] = png(canvas, scale)
        return painted[key]

    module_patch.setattr(Canvas, "png", paint)


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def before(pictures_are_painted_once: None) -> Published:
    return publish(TOP)


def changed_project(to: Path, id: str) -> Path:
    """The Changzhou site with one figure changed."""
    project = to / "site"
    for name in ("data", "content", "templates"):
        shutil.copytree(TOP / name, project / name)
    file = project / SITE.indicators[id].place.path
    text, count = re.subn(
        rf"(^{id}:\n(?:[ ].*\n)*?  value: \S*)([0-9])$",
        lambda match: match[1] + neighbour(match[2]),
        file.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    assert count == 1, id
    file.write_text(text, "utf-8")
    return project


def neighbour(digit: str) -> str:
    return "8" if digit == "9" else str(int(digit) + 1)


# What is stated ----------------------------------------------------------------------------------


def changed_ids(before: Site, after: Site) -> set[str]:
    """The figure and all that is derived from it, so far as their values changed."""

    def values(site: Site, id: str) -> list[object]:
        return [(o.value, o.whole, o.bound) for o in site.indicators[id].observations]

    return {id for id in before.indicators if values(before, id) != values(after, id)}


def plain_texts(site: Site) -> Iterator[tuple[str, str]]:
    """Every text of the fields as it reads in a language."""
    for field in reader_texts(site):
        for language in [field.language] if field.language else site.meta.languages:
            yield language, plain_text(field.text, site, site.languages[language])


def changed_texts(before: Site, after: Site) -> dict[str, str]:
    """What the fields said, by language, where it reads otherwise now."""
    pairs = zip(plain_texts(before), plain_texts(after), strict=True)
    return {old: language for (language, old), (_, new) in pairs if old != new}


def states(path: str, data: bytes, ids: set[str], texts: Mapping[str, str], site: Site) -> bool:
    """Whether an output says one of the figures, or a text that holds it."""
    if path.endswith((".png", ".woff2")):
        return picture_states(path, ids, texts, site)
    text = data.decode("utf-8-sig")
    if path.endswith(".csv"):
        return any(row["indicator"] in ids for row in csv.DictReader(io.StringIO(text)))
    if any(f'data-indicator="{id}"' in text for id in ids):
        return True
    if path == "data/indicators.json":
        return True
    said = html.unescape(text)
    if path.endswith(".json"):
        said = json.dumps(json.loads(text), ensure_ascii=False)
    return any(old in said for old in texts)


OPENING = "trillion_step"
"""The chart that opens the article, and is drawn on its card."""


def picture_states(path: str, ids: set[str], texts: Mapping[str, str], site: Site) -> bool:
    """Whether a chart's file draws one of the figures, or a card draws or says it."""
    code = "en" if path.startswith("en/") else "zh"
    language, name = site.languages[code], Path(path).stem
    if name in site.charts and "charts/" in path:
        chart = site.charts[name]
        around = [text[code] for text in (chart.title, chart.subtitle, chart.note) if text]
        return bool(ids & set(chart.ids)) or any(
            plain_text(text, site, language) in texts for text in around
        )
    if "cards/" not in path:
        return False
    meta = site.meta
    titles = [d.title for d in site.pages(code) if d.slug == name]
    headline = titles[0] if titles else meta.title[code]
    said = [meta.kicker[code]] if meta.kicker else []
    said += [headline] if titles or name == "article" else []
    drawn = set(site.charts[OPENING].ids) if name == "article" else set()
    return bool(ids & drawn) or any(plain_text(text, site, language) in texts for text in said)


# What is stale -----------------------------------------------------------------------------------

DATA = re.compile(r'<data data-indicator="([^"]+)" value="([^"]+)">([^<]*)</data>')
MARK = re.compile(r'<g class="mark" data-indicator="([^"]+)"')
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


@dataclass(frozen=True)
class Said:
    """Every way a figure may be given."""

    words: frozenset[str]
    """As it reads, and as digits in a row."""
    numbers: frozenset[str]
    """In base units, as `<data value>` has it."""

    def __sub__(self, other: "Said") -> "Said":
        return Said(self.words - other.words, self.numbers - other.numbers)


def said_of(site: Site, id: str) -> Said:
    indicator = site.indicators[id]
    units = [u.id for u in site.units.values() if u.dimension == indicator.unit.dimension and u.id]
    published = {
        f"{round_to(each.value, each.decimals, each.bound):f}" for each in indicator.observations
    }
    # A number for machines has no zeros at its end: 16 is 16.0
    bare = {f"{Decimal(each).normalize():f}" for each in published}
    words, numbers = published | bare, set()
    for period in [None, *(o.period.written for o in indicator.observations if o.period)]:
        values = [Value(id, period, part) for part in (None, "number", "share")]
        values += [Value(id, period, "in", u, d) for u in units for d in (None, 0, 1, 2)]
        for value in values:
            with suppress(Fault):
                found = find_value(value, site, site.first)
                words |= {reads(found, site, language) for language in site.languages.values()}
                numbers.add(found.base_text or "")
    return Said(frozenset(words), frozenset(numbers))


Gone = Mapping[str, Said]
"""What each changed figure said, and says no more."""


def stale(text: str, gone: Gone) -> Iterator[str]:
    """Every element and mark that is bound to a changed figure, and says what it was."""
    for id, value, words in DATA.findall(text):
        if id in gone and (value in gone[id].numbers or html.unescape(words) in gone[id].words):
            yield f"{id}: {value} {words}"
    for match in MARK.finditer(text):
        if match[1] in gone:
            for words in TEXT.findall(group_at(text, match.start())):
                if html.unescape(words) in gone[match[1]].words:
                    yield f"{match[1]}: {words} in a mark"
    yield from stale_properties(text, gone)


def group_at(text: str, start: int) -> str:
    """The `<g>` that begins there, to its end."""
    depth = 0
    for match in re.compile(r"<(/?)g\b").finditer(text, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return text[start : match.end()]
    raise AssertionError("a group that does not end")


def stale_rows(text: str, gone: Gone) -> Iterator[str]:
    for row in csv.DictReader(io.StringIO(text)):
        if row["indicator"] in gone and row["value"] in gone[row["indicator"]].words:
            yield f"{row['indicator']}: {row['value']} in a row"


def stale_properties(text: str, gone: Gone) -> Iterator[str]:
    """What a data page tells machines about its indicators."""
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
        for each in json.loads(data).get("variableMeasured", ()):
            id = each["propertyID"]
            values = [str(each.get(key)) for key in ("value", "minValue", "maxValue")]
            values.append(re.split("，|, ", each["description"])[0])
            if id in gone and gone[id].words & set(values):
                yield f"{id}: {each['description']} in JSON-LD"


def stale_observations(text: str, gone: Gone) -> Iterator[str]:
    """What data/indicators.json says of each."""
    for figure in json.loads(text)["indicators"]:
        for each in figure["observations"] if figure["id"] in gone else ():
            said = gone[figure["id"]]
            if {each["value"], *each["text"].values()} & said.words or each["base"] in said.numbers:
                yield f"{figure['id']}: {each['value']} in JSON"


# The promise -------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", WRITTEN)
def test_a_changed_number_changes_everywhere_and_nothing_else_does(
    id: str, before: Published, tmp_path: Path
) -> None:
    after = publish(changed_project(tmp_path, id), before)
    assert after.codes <= {"check-fails"}
    ids = changed_ids(before.site, after.site)
    assert id in ids
    texts = changed_texts(before.site, after.site)
    expected = {
        path for path, data in before.outputs.items() if states(path, data, ids, texts, before.site)
    }
    assert before.outputs.keys() == after.outputs.keys()
    assert changed(before.outputs, after.outputs) == expected | {"build.json"}
    gone = {each: said_of(before.site, each) - said_of(after.site, each) for each in ids}
    assert all_stale(after.outputs, expected, gone, texts) == []


def changed(before: Outputs, after: Outputs) -> set[str]:
    """What differs, by the hashes of build.json."""
    old, new = (json.loads(outputs["build.json"])["files"] for outputs in (before, after))
    assert old.keys() == new.keys()
    differing = {path for path in old if old[path] != new[path]}
    return differing | ({"build.json"} if before["build.json"] != after["build.json"] else set())


def all_stale(outputs: Outputs, paths: set[str], gone: Gone, texts: Mapping[str, str]) -> list[str]:
    """Everything that still says an old value, with its file."""
    found: list[str] = []
    for path in sorted(paths):
        if path.endswith(".png"):
            continue
        text = outputs[path].decode("utf-8-sig")
        stale_in = {".csv": stale_rows, ".json": stale_in_json}.get(Path(path).suffix, stale)
        found += (f"{path}: {each}" for each in stale_in(text, gone))
        said = html.unescape(text)
        found += (f"{path}: {old}" for old in texts if old in said)
    return found


def stale_in_json(text: str, gone: Gone) -> Iterator[str]:
    """An oEmbed answer and the data package hold texts alone."""
    return stale_observations(text, gone) if "indicators" in json.loads(text) else iter(())
