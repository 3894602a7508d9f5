"""Python-Markdown with the rules of the contract: headings, links, pictures, raw HTML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from changzhou_site.errors import Problem, suggest
from changzhou_site.model import Document, Site
from changzhou_site.prose.clean import SCHEMES, WRITTEN_ATTRIBUTES, WRITTEN_TAGS
from changzhou_site.prose.links import Links
from changzhou_site.prose.tokens import TOKEN, Tokenised, decode
from changzhou_site.references import BLOCKS, Braces

HEADING_ID = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")

FOOTNOTE_ID = re.compile("(#?)(fn(?:ref)?[0-9]*:)")
"""A footnote's id or the way to it: it takes the slug, since an article has many documents."""

BACKLINK = {"zh": "回到正文", "en": "Back to the text"}

CHINESE_BREAK = re.compile(r"(?<![A-Za-z0-9,.;:!?)’”\s])\n|\n(?![A-Za-z0-9(‘“\s])")
"""A line break in a Chinese paragraph that would show as a space between Han characters."""


@dataclass(frozen=True)
class Surroundings:
    """What a document is converted in."""

    document: Document
    site: Site
    links: Links
    tokenised: Tokenised


@dataclass(frozen=True)
class Heading:
    """A heading of a document, for the contents and for links."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Landing:
    """Where a token landed: in text, code, a block of its own, alt, title, address, attribute."""

    kind: str
    linked: bool = False
    """Whether it stands inside a link or a heading, where no further link may."""


@dataclass
class Converted:
    """What Markdown made of a document, tokens still in place."""

    html: str = ""
    landings: dict[int, Landing] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def convert(around: Surroundings) -> Converted:
    """A tokenised document as HTML; nothing in it is trusted yet."""
    converted = Converted()
    walker = _Walker(around, converted)
    extension = _Contract(walker)
    language = around.document.language
    processor = markdown.Markdown(
        extensions=["tables", "footnotes", "fenced_code", "sane_lists", "def_list", extension],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "footnotes": {"BACKLINK_TITLE": BACKLINK[language], "UNIQUE_IDS": False},
        },
        output_format="html",
    )
    converted.html = processor.convert(_blocks_apart(around.tokenised))
    return converted


def _blocks_apart(tokenised: Tokenised) -> str:
    """Each block on a line of its own becomes a paragraph of its own."""
    lines = []
    for line in tokenised.text.split("\n"):
        match = TOKEN.fullmatch(line.rstrip())
        held = tokenised.tokens[decode(match)].held if match else None
        lines.append(f"\n{line}\n" if _is_block(held) else line)
    return "\n".join(lines)


def _is_block(held: object) -> bool:
    return isinstance(held, Braces) and held.inner.split()[:1] in [[kind] for kind in BLOCKS]


class _Contract(Extension):
    """Hangs our walk over the finished tree into Python-Markdown."""

    def __init__(self, walker: _Walker) -> None:
        super().__init__()
        self.walker = walker

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(_Last(md, self.walker), "contract", -10)


class _Last(Treeprocessor):
    def __init__(self, md: markdown.Markdown, walker: _Walker) -> None:
        super().__init__(md)
        self.walker = walker

    def run(self, root: Element) -> None:
        self.walker.tree(root)
        for raw in self.md.htmlStash.rawHtmlBlocks:
            self.walker.raw(str(raw))


class _Walker:
    """Judges every element, and notes where each token landed."""

    def __init__(self, around: Surroundings, converted: Converted) -> None:
        self.around, self.converted = around, converted
        self.searched = 0

    def tree(self, root: Element) -> None:
        for child in root:
            self._block(child)
            self._element(child, Landing("text"))

    def _block(self, element: Element) -> None:
        match = TOKEN.fullmatch((element.text or "").strip())
        if element.tag == "p" and match and not len(element):
            held = self.around.tokenised.tokens[decode(match)].held
            if _is_block(held):
                element.tag, element.text = "div", match[0]
                self.converted.landings[decode(match)] = Landing("block")

    def _element(self, element: Element, landing: Landing) -> None:
        tag = str(element.tag)
        if tag in ("code", "pre"):
            landing = Landing("code")
        elif tag == "a":
            landing = Landing(landing.kind, linked=True)
            self._link(element)
        elif re.fullmatch("h[1-6]", tag):
            landing = Landing(landing.kind, linked=True)
            self._heading(element)
        elif tag == "img":
            self._picture(element)
        self._attributes(element)
        element.text = self._text(element.text, landing)
        for child in element:
            self._element(child, landing)
            child.tail = self._text(child.tail, landing)

    def _text(self, text: str | None, landing: Landing) -> str | None:
        if not text:
            return text
        for match in TOKEN.finditer(text):
            self.converted.landings.setdefault(decode(match), landing)
        if self.around.document.language == "zh" and landing.kind != "code":
            return type(text)(CHINESE_BREAK.sub("", text))
        return text

    def _attributes(self, element: Element) -> None:
        for name, value in element.attrib.items():
            kind = {"href": "address", "src": "address"}.get(name, name)
            kind = kind if kind in ("address", "alt", "title") else "attribute"
            for match in TOKEN.finditer(value):
                self.converted.landings.setdefault(decode(match), Landing(kind))
            if FOOTNOTE_ID.match(value) and name in ("id", "href"):
                element.set(name, FOOTNOTE_ID.sub(rf"\1{self.around.document.slug}-\2", value))

    # Headings ------------------------------------------------------------------------------------

    def _heading(self, element: Element) -> None:
        level = int(str(element.tag)[1])
        if level == 1:
            hint = "begin headings at `##`: the title stands in the front matter"
            self._problem("# ", "heading-level", "a heading of the first level", hint)
            element.tag = "h2"
        number = len(self.converted.headings) + 1
        id = self._heading_id(element) or f"{self.around.document.slug}-{number}"
        if id in {heading.id for heading in self.converted.headings}:
            self._problem(f"{{#{id}}}", "duplicate-heading", f"`#{id}` stands twice", "change one")
        element.set("id", id)
        if self.around.document.layout == "section":
            element.tag = f"h{min(6, max(2, level) + 1)}"
        self.converted.headings.append(Heading(level, id, "".join(element.itertext()).strip()))

    def _heading_id(self, element: Element) -> str | None:
        """Takes `{#id}` off the end of a heading."""
        last = element[-1] if len(element) else None
        text = (last.tail if last is not None else element.text) or ""
        match = HEADING_ID.search(text)
        if match is None:
            return None
        if last is not None:
            last.tail = text[: match.start()]
        else:
            element.text = text[: match.start()]
        return match[1]

    # Links and pictures --------------------------------------------------------------------------

    def _link(self, element: Element) -> None:
        href = element.get("href", "")
        scheme, colon, _ = href.partition(":")
        if href.startswith("#") or (colon and scheme in SCHEMES) or TOKEN.search(href):
            return
        path, _, fragment = href.partition("#")
        if not path.endswith(".md"):
            hint = "link to a .md file of the site, to #id, or to a full address"
            self._problem(f"({href}", "bad-link", f"`{href}` leads nowhere", hint)
            return
        target = self._find_document(path)
        if target is None:
            paths = [self._relative(document) for document in self.around.site.documents]
            self._problem(f"({href}", "unknown-link", f"`{path}`", suggest(path, paths, "files"))
            return
        address = self.around.links.document(target)
        element.set("href", f"{address.partition('#')[0]}#{fragment}" if fragment else address)

    def _relative(self, document: Document) -> str:
        return posixpath.relpath(document.path, posixpath.dirname(self.around.document.path))

    def _find_document(self, path: str) -> Document | None:
        folder = posixpath.dirname(self.around.document.path)
        wanted = posixpath.normpath(posixpath.join(folder, path))
        return next((d for d in self.around.site.documents if d.path == wanted), None)

    def _picture(self, element: Element) -> None:
        source = element.get("src", "")
        pictures = self.around.site.pictures
        if not element.get("alt", "").strip():
            hint = "say in a sentence what the picture shows: ![…](…)"
            self._problem(f"({source}", "missing-alt", "the picture has no description", hint)
        picture = pictures.get(source)
        if picture is None:
            hint = suggest(source, pictures, "pictures in content/")
            self._problem(f"({source}", "unknown-picture", f"`{source}`", hint)
            return
        element.set("src", self.around.links.picture(source))
        element.set("width", str(picture.width))
        element.set("height", str(picture.height))
        element.set("loading", "lazy")

    # Raw HTML ------------------------------------------------------------------------------------

    def raw(self, html: str) -> None:
        parser = _Raw()
        parser.feed(html)
        parser.close()
        for kind, text in parser.texts:
            for match in TOKEN.finditer(text):
                self.converted.landings.setdefault(decode(match), Landing(kind))
        for written, message in parser.faults:
            hint = "Markdown has a form for it, or it is left out: " + ", ".join(
                sorted(WRITTEN_TAGS)
            )
            self._problem(written, "html-not-allowed", message, hint)

    def _problem(self, needle: str, code: str, message: str, hint: str) -> None:
        """A problem at the next place where `needle` stands in the source."""
        tokenised = self.around.tokenised
        offset = tokenised.text.find(needle, self.searched)
        if offset < 0:
            offset = max(0, tokenised.text.find(needle))
        else:
            self.searched = offset
        skip = 1 if needle.startswith("(") else 0
        place = self.around.document.body.at(tokenised.original(offset) + skip)
        self.converted.problems.append(Problem(place, code, _restored(message, tokenised), hint))


def _restored(message: str, tokenised: Tokenised) -> str:
    return TOKEN.sub(lambda match: tokenised.tokens[decode(match)].written, message)


class _Raw(HTMLParser):
    """Reads what an author wrote as HTML: its texts, and what of it is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self.faults: list[tuple[str, str]] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = tag in ("pre", "code")
        self.code += made
        if not made and tag not in WRITTEN_TAGS:
            self.faults.append((f"<{tag}", f"`<{tag}>` may not be written"))
        for name, value in attrs:
            self.texts.append(("title" if name == "title" else "attribute", value or ""))
            if name not in WRITTEN_ATTRIBUTES and not made:
                self.faults.append((f"<{tag}", f"`{name}` may not be written in `<{tag}>`"))

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in ("pre", "code")

    def handle_data(self, data: str) -> None:
        self.texts.append(("code" if self.code else "text", data))
