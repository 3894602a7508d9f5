"""Hostile sites, and what would run in what they publish."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Container, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import cycle, zip_longest
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import yaml
from PIL import Image

from changzhou_site.charts.canvas import Canvas
from changzhou_site.check import check_project
from changzhou_site.errors import SiteError
from tests.desks import outputs_of

HERE = Path(__file__).resolve().parent
PAYLOADS: dict[str, list[str]] = yaml.safe_load((HERE / "payloads.yaml").read_text("utf-8"))
"""Those of payloads.yaml, by what they pretend to be."""

TWOS = zip_longest(PAYLOADS["text"][::2], PAYLOADS["text"][1::2], fillvalue="")
SPREAD = [" ".join(texts) for texts in TWOS]
"""The texts by twos, so that the places of one site hold them all."""

HARMLESS = {
    "text": "Words",
    "prose": "Words.",
    "address": "https://example.org/x",
    "site": "https://example.org/lake/",
    "contact": "mailto:desk@example.org",
    "colour": "#0f5f8a",
    "form": "small",
}
"""What stands at each ⟦…⟧ of the site that is not attacked."""

LINKS = ("[a]({})", "[a](<{}>)", "<{}>", "[a][b]\n\n[b]: {}", "![a]({})")
"""The ways in which prose leads to an address."""


def hostile_site(to: Path, picture: str = "", **payloads: str | Sequence[str]) -> Path:
    """tests/hostile/site under `to`, with payloads at its places, where there are several in turn;
    `picture` names one of prose."""
    site = to / "site"
    shutil.copytree(HERE / "site", site)
    given = {**HARMLESS, **payloads}
    turns = {
        place: cycle([each] if isinstance(each, str) else each) for place, each in given.items()
    }
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        text = PLACE.sub(
            lambda match: written(match[1], next(turns[match[1]])), file.read_text("utf-8")
        )
        file.write_bytes(text.encode("utf-8"))
    if picture:
        add_picture(site, picture)
    return site


PLACE = re.compile("⟦(.+?)⟧")


def written(place: str, payload: str) -> str:
    """As it is in a paragraph, or as YAML reads it between double quotes."""
    return payload if place == "prose" else json.dumps(payload)[1:-1]


def add_picture(site: Path, name: str) -> None:
    Image.new("RGB", (8, 8), "red").save(site / "content/images" / name, "PNG")
    for page in site.glob("content/*/about.md"):
        page.write_text(f"{page.read_text('utf-8')}\n![Red](<images/{name}>)\n", "utf-8")


def published_outputs(site: Path) -> dict[str, bytes]:
    """What a site publishes, but for its pictures. Raises SiteError where it has problems."""
    checked = check_project(site)
    if checked.errors:
        raise SiteError(checked.errors)
    with patch.object(Canvas, "png", lambda *_, **__: b""):
        return outputs_of(checked)


def published_or_told(site: Path) -> tuple[set[str], dict[str, bytes]]:
    """The codes of what is wrong with a site, or what it publishes."""
    try:
        return set(), published_outputs(site)
    except SiteError as error:
        return {problem.code for problem in error.problems}, {}


def published_prose(to: Path, paragraphs: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """What a site publishes whose prose is these paragraphs, without those in which a problem is
    told; and what was left of them."""
    left = [*paragraphs]
    while True:
        site = hostile_site(to / str(len(left)), prose="\n\n".join(left))
        try:
            return published_outputs(site), left
        except SiteError as error:
            told = {problem.place.line for problem in error.problems}
            before, left = left, _without(site, left, told)
            if len(left) == len(before):
                raise


def _without(site: Path, paragraphs: Sequence[str], told: Container[int]) -> list[str]:
    """Those in whose lines nothing is told."""
    text = (site / "content/en/1-birds.md").read_bytes().decode()
    start, left = text.index("\n\n".join(paragraphs)), []
    for paragraph in paragraphs:
        first = 1 + len(LINE_END.findall(text[:start]))
        start += len(paragraph) + 2
        if not any(n in told for n in range(first, 2 + len(LINE_END.findall(text[:start])) - 2)):
            left.append(paragraph)
    return left


LINE_END = re.compile(r"\r\n|\r|\n")

# What would run ----------------------------------------------------------------------------------

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?[\d.,]+%?")
ADDRESSES = frozenset(
    "href src action formaction data poster srcset xlink:href background cite ping".split()
)
REFUSED = frozenset("embed form iframe math object style template".split())
PLAIN = re.compile(r"(?:https?://|mailto:|[./#]|[\w%-]+(?:[./?#]|$))")
"""An address with a harmless scheme, or on the site itself."""
SCRIPT = re.compile(r"(?:\.\./|\./)*assets/[\w-]+\.[0-9a-f]{12}\.js|/[\w/]*assets/[\w.-]+\.js")
POLICY = re.compile(r"default-src 'none'.*script-src 'self'", re.DOTALL)


def whatever_runs(outputs: Mapping[str, bytes]) -> list[str]:
    """Everything in a site's outputs that would run or lead astray, with its file."""
    return [f"{path}: {each}" for path in sorted(outputs) for each in _in_file(path, outputs[path])]


def _in_file(path: str, data: bytes) -> Iterator[str]:
    readers = {".html": in_page, ".svg": in_xml, ".xml": in_xml, ".csv": in_table, ".json": in_json}
    if reader := readers.get(Path(path).suffix):
        yield from reader(data.decode("utf-8-sig"))
    if path.endswith(".css") and (b"evil" in data or b"ran()" in data):
        yield "a payload in a sheet"


def in_page(html: str) -> list[str]:
    page = _Page()
    page.feed(html)
    page.close()
    if not page.policies:
        page.found.append("no Content-Security-Policy")
    return page.found


class _Page(HTMLParser):
    """Reads a page, and notes what its own templates would not write."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policies = 0
        self._data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._data = tag == "script" and given.get("type") == "application/ld+json"
        is_foreign = tag == "script" and not self._data and not is_own_script(given)
        if tag in REFUSED or is_foreign or (tag == "base" and "href" in given):
            self.found.append(f"<{tag} {given}>")
        if tag == "meta" and "http-equiv" in given:
            self._policy(given)
        self.found += odd_attributes(given)

    def _policy(self, given: Mapping[str, str]) -> None:
        is_policy = given["http-equiv"] == "Content-Security-Policy"
        if is_policy and POLICY.search(given.get("content", "")):
            self.policies += 1
        else:
            self.found.append(f"<meta {given}>")

    def handle_data(self, data: str) -> None:
        if self._data and ("<" in data or not isinstance(json.loads(data), dict)):
            self.found.append(f"in JSON-LD: {data[:80]}")

    def handle_endtag(self, tag: str) -> None:
        self._data = False

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def is_own_script(given: Mapping[str, str]) -> bool:
    return set(given) == {"src", "defer"} and SCRIPT.fullmatch(given["src"]) is not None


def odd_attributes(given: Mapping[str, str]) -> Iterator[str]:
    for name, value in given.items():
        if name.startswith("on") or name in ("style", "srcdoc"):
            yield f"{name}={value}"
        if name in ADDRESSES and value and not PLAIN.match(value):
            yield f"{name}={value}"


def in_xml(text: str) -> Iterator[str]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield "a document type"
    for element in ElementTree.fromstring(text).iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("script", "foreignObject", "iframe", "image", "a", "animate", "set"):
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            yield from odd_attributes({name.rpartition("}")[2]: value} if tag != "style" else {})


def in_table(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text, newline="")):
        yield from (cell for cell in row if FORMULA.match(cell) and not NUMBER.fullmatch(cell))


FRAME = re.compile(
    r'<iframe src="https://[^"<>]*" title="[^"<>]*"'
    r' width="100%" height="\d+" loading="lazy" style="border:0" allow="clipboard-write"></iframe>'
)


def in_json(text: str) -> Iterator[str]:
    """oEmbed answers bring HTML that others put into their pages: a frame, and nothing besides."""
    html = json.loads(text).get("html")
    if html is not None and not FRAME.fullmatch(html):
        yield html
