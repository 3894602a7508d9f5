"""Python-Markdown with the rules of the contract: headings, links, pictures, raw HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.treeprocessors import Treeprocessor

from changzhou_site.addresses import address
from changzhou_site.errors import Fault, Problem, suggest
from changzhou_site.model import Document, Language, Site
from changzhou_site.prose.line_breaks import element_texts, heading_pieces, join_lines, set_spans
from changzhou_site.prose.lists import ListsAsMeant
from changzhou_site.prose.notes import NotesAsMet
from changzhou_site.prose.own_lines import OwnLines
from changzhou_site.prose.pictures import dress, find_lone_pictures, frame_pictures
from changzhou_site.prose.raw import RawHtml, without_ours
from changzhou_site.prose.seen import Landing
from changzhou_site.prose.tokens import TOKEN, Signpost, Tokenised, decode
from changzhou_site.prose.ways import Way, find_way
from changzhou_site.prose.wide import focusable, frame_tables
from changzhou_site.scripts import in_runs

HEADING_ID = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")
WRITTEN_ID = re.compile(r"(?m)^ {0,3}#{1,6}.*\{#([a-z][a-z0-9-]*)\}[ \t]*$")

FOOTNOTE_ID = re.compile("(#?)(fn(?:ref)?[0-9]*:)")
"""A footnote's id or the way to it: it takes the slug, since an article has many documents."""

NOTE_LINKS = ("footnote-ref", "footnote-backref")

MARKDOWN = re.compile(r"\]\(|^ {0,3}(?:[-*+]|\d+\.) ", re.MULTILINE)
"""Links and lists in what Markdown takes for HTML."""

NO_TEXT = re.compile(r"<(pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL)

WRITTEN_TAG = rf"(<[A-Za-z][^\s<>@]* {TOKEN.pattern}[^<>]*>)"
"""An author's tag with its mark: brackets in its attributes are no link."""

STASHED = re.compile(r"\x02wzxhzdk:(\d+)\x03")
"""Where Python-Markdown has put raw HTML and entities aside."""


@dataclass(frozen=True)
class Surroundings:
    """What a document is converted in."""

    document: Document
    site: Site
    tokenised: Tokenised
    excuses: Callable[[str], bool]
    """Which unknown ids are told elsewhere already."""

    @property
    def language(self) -> Language:
        return self.site.languages[self.document.language]


@dataclass(frozen=True)
class Heading:
    """A heading of a document, for the contents and for links."""

    level: int
    id: str
    text: str
    offset: int
    """Where it begins in the document's text."""


@dataclass
class Converted:
    """What Markdown made of a document, tokens still in place."""

    html: str = ""
    landings: dict[int, Landing] = field(default_factory=dict)
    """Of the blocks and of what stands in attributes; the rest is where a reader sees it."""
    headings: list[Heading] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The ids of footnotes and of the marks that lead to them."""
    ways: list[tuple[Way, int]] = field(default_factory=list)
    """Where links within the site lead, and where each is written."""
    problems: list[Problem] = field(default_factory=list)


def convert(around: Surroundings) -> Converted:
    """A tokenised document as HTML; nothing in it is trusted yet."""
    converted = Converted()
    back = around.language.words["footnote_back"]
    notes = FootnoteExtension(BACKLINK_TITLE=back, UNIQUE_IDS=False)
    processor = markdown.Markdown(
        extensions=["tables", notes, "fenced_code", "sane_lists", "def_list"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    blocks = OwnLines(processor.parser, around.tokenised)
    processor.parser.blockprocessors.register(blocks, "own-lines", 110)
    processor.preprocessors.register(ListsAsMeant(processor), "as-meant", 10)
    processor.treeprocessors.register(NotesAsMet(processor, notes), "as-met", 60)
    written = HtmlInlineProcessor(WRITTEN_TAG, processor)
    processor.inlinePatterns.register(written, "written-tag", 175)  # before links
    processor.treeprocessors.register(_Walker(processor, around, converted), "contract", -10)
    converted.html = processor.convert(around.tokenised.text)
    return converted


class _Walker(Treeprocessor):
    """Judges every element of the finished tree, and notes which tokens are blocks or stand in
    attributes."""

    def __init__(
        self, processor: markdown.Markdown, around: Surroundings, converted: Converted
    ) -> None:
        super().__init__(processor)
        self.around, self.converted = around, converted
        self.stash: list[str] = []
        self.alone: list[Element] = []

    def run(self, root: Element) -> None:
        self.stash = [str(raw) for raw in self.md.htmlStash.rawHtmlBlocks]
        for raw in self.stash:
            self._raw(raw)
        self.md.htmlStash.rawHtmlBlocks = [focusable(without_ours(raw)) for raw in self.stash]
        for child in root:
            match = TOKEN.fullmatch((child.text or "").strip())
            if child.tag == "div" and match and not len(child):
                self.converted.landings[decode(match)] = Landing("block")
        frame_tables(root, self.around.language.words)
        alone = find_lone_pictures(root)
        self.alone = [picture for _, picture in alone]
        for element in list(root.iter()):
            self._element(element)
        for match in TOKEN.finditer("".join(frame_pictures(alone))):
            self._land(match[0], "title")
        if not self.around.language.typesetting.spaced:
            join_lines(root)
        self._set_spans(root)

    def _set_spans(self, root: Element) -> None:
        """Clauses of headings, and what is in another language's letters. A heading of several
        elements has no clauses, for one may begin in the midst of another."""
        language, site = self.around.language, self.around.site
        for element in list(root.iter()):
            is_heading = re.fullmatch("h[1-6]", str(element.tag)) is not None
            if is_heading and not len(element) and not STASHED.search(element.text or ""):
                set_spans(element, partial(heading_pieces, typesetting=language.typesetting))
        set_spans(
            root,
            lambda text: (
                (piece, {"lang": tag} if tag else {})
                for piece, tag in in_runs(text, language, site)
            ),
        )

    def _element(self, element: Element) -> None:
        tag = str(element.tag)
        if tag == "a":
            self._link(element, *self._unmark(element, "href"))
        elif re.fullmatch("h[1-6]", tag):
            self._heading(element)
        elif tag == "img":
            self._picture(element, *self._unmark(element, "src"))
        for name, value in element.attrib.items():
            kind = {"href": "address", "src": "address"}.get(name, name)
            kind = kind if kind in ("address", "alt", "title") else "attribute"
            self._land(value, kind)
            if FOOTNOTE_ID.match(value) and name in ("id", "href"):
                own = FOOTNOTE_ID.sub(rf"\1{self.around.document.slug}-\2", value)
                element.set(name, own)
                self.converted.notes += [own] if name == "id" else []

    def _land(self, text: str, kind: str) -> None:
        for match in TOKEN.finditer(text):
            self.converted.landings.setdefault(decode(match), Landing(kind))

    def _unmark(self, element: Element, name: str) -> tuple[str, int]:
        """An address without its mark, and where it stands."""
        address = html.unescape(element.get(name, "").replace("\x02amp\x03", "&"))
        match = TOKEN.match(address)
        held = self.around.tokenised[match].held if match else None
        if match and isinstance(held, Signpost):
            element.set(name, address[match.end() :])
            return address[match.end() :], held.offset
        return address, max(0, self.around.document.body.value.find(f"<{address}") + 1)

    # Headings ------------------------------------------------------------------------------------

    def _heading(self, element: Element) -> None:
        level, offset = int(str(element.tag)[1]), self._unmark_heading(element)
        self._judge_level(level, offset)
        if level == 1:
            element.tag = "h2"
        number = len(self.converted.headings) + 1
        written = self._written_id(element)
        id = written or f"{self.around.document.slug}-{number}"
        of_chart = id.startswith("chart-") and id[6:] in self.around.site.charts
        if of_chart or id in self._taken_ids:
            at = self.around.document.body.value.find(f"{{#{id}}}", offset) if written else offset
            hint = f"give the heading another id: ## … {{#{id}-2}}"
            self._problem(at, "duplicate-heading", f"`#{id}` stands twice on the page", hint)
        self._taken_ids.add(id)
        element.set("id", id)
        if self.around.document.layout == "section":
            element.tag = f"h{min(6, max(2, level) + 1)}"
        self.converted.headings.append(Heading(level, id, self._words(element), offset))

    def _judge_level(self, level: int, offset: int) -> None:
        """A heading stands one level below the one that it belongs to, and no more."""
        above = self.converted.headings[-1].level if self.converted.headings else 1
        if level == 1:
            hint = "begin headings at `##`: the title stands in the front matter"
            self._problem(offset, "heading-level", "a heading of the first level", hint)
        elif level > above + 1:
            message = f"a heading of level {level} under one of level {above}"
            self._problem(
                offset, "heading-level", message, f"write `{'#' * (above + 1)}` before it"
            )

    def _unmark_heading(self, element: Element) -> int:
        """Takes the marks out of a heading, and tells where it stands."""
        offsets = []
        for node, name, text in element_texts(element):
            for match in TOKEN.finditer(text):
                held = self.around.tokenised[match].held
                if isinstance(held, Signpost):
                    offsets.append(held.offset)
                    text = text.replace(match[0], "")
            setattr(node, name, text)
        return offsets[0] if offsets else 0

    def _written_id(self, element: Element) -> str | None:
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

    @cached_property
    def _taken_ids(self) -> set[str]:
        """What has an id on the page, charts apart; those of the document's own headings come as
        they are met."""
        document, site = self.around.document, self.around.site
        taken = {"page-main"}
        if document.layout == "section":
            for other in site.sections(document.language):
                taken |= {other.slug, f"{other.slug}-title"}
                if other.order < document.order:
                    taken |= {match[1] for match in WRITTEN_ID.finditer(other.body.value)}
        return taken

    def _words(self, element: Element) -> str:
        """A heading's text without markup; tokens still in place."""
        text = STASHED.sub(
            lambda match: html.unescape(re.sub(r"<[^>]*>", "", self.stash[int(match[1])])),
            "".join(element.itertext()).replace("\x02amp\x03", "&"),
        )
        return " ".join(text.split())

    # Links and pictures --------------------------------------------------------------------------

    def _link(self, element: Element, href: str, offset: int) -> None:
        document, site = self.around.document, self.around.site
        if TOKEN.search(href) or element.get("class") in NOTE_LINKS:
            return
        try:
            way = find_way(href, document, site)
        except Fault as fault:
            if self.around.excuses(fault.id):
                return
            message = self.around.tokenised.restored(fault.message)
            self._problem(offset, fault.code, message, fault.hint)
            return
        if not len(element) and not (element.text or "").strip():
            hint = "say in brackets where it leads: [text](address)"
            self._problem(offset, "bad-link", "the link has no text", hint)
        if way is not None:
            element.set("href", address(way.page, way.fragment))
            self.converted.ways.append((way, offset))

    def _picture(self, element: Element, source: str, offset: int) -> None:
        pictures = self.around.site.pictures
        if not element.get("alt", "").strip():
            hint = "say in a sentence what the picture shows: ![…](…)"
            self._problem(offset, "missing-alt", "the picture has no description", hint)
        if element.get("title") and element not in self.alone:
            hint = "put the picture on a line of its own, with empty lines around it"
            self._problem(offset, "caption-lost", "amid text a picture has no caption", hint)
        if TOKEN.search(source):
            return
        picture = pictures.get(source) or pictures.get(unquote(source))
        if picture is None:
            hint = suggest(source, pictures, "pictures in content/")
            self._problem(offset, "unknown-picture", f"`{source}`", hint)
            return
        dress(element, picture)

    # Raw HTML ------------------------------------------------------------------------------------

    def _raw(self, written: str) -> None:
        parser = RawHtml()
        parser.feed(written)
        parser.close()
        for kind, text in parser.values:
            self._land(text, kind)
        if MARKDOWN.search(NO_TEXT.sub("", written)):
            first = TOKEN.search(written)
            held = self.around.tokenised[first].held if first else None
            hint = "write it in HTML (<a>, <ul>), or end the block before it"
            message = "Markdown within a block of HTML is not read"
            offset = held.offset if isinstance(held, Signpost) else 0
            self._problem(offset, "markup-shown", message, hint)
        for mark, message, hint in parser.faults:
            match = TOKEN.match(mark or "")
            held = self.around.tokenised[match].held if match else None
            offset = held.offset if isinstance(held, Signpost) else 0
            self._problem(offset, "html-not-allowed", message, hint)

    def _problem(self, offset: int, code: str, message: str, hint: str) -> None:
        place = self.around.document.body.at(offset)
        self.converted.problems.append(Problem(place, code, message, hint))
