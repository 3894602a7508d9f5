"""The prose files and the pictures they show."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from changzhou_site.errors import Place, Report
from changzhou_site.load.files import Files
from changzhou_site.load.languages import packaged_codes
from changzhou_site.load.scalars import LONGEST_NAME, SLUG, wrong
from changzhou_site.load.shapes import FrontMatterShape
from changzhou_site.load.stand_ins import read_or_stand_in
from changzhou_site.model import Document, Named, Picture
from changzhou_site.source import ProseFile

RESERVED_SLUGS = frozenset(
    ["data", "charts", "cards", "corrections", "assets", "images", "indicators"]
)
"""And the codes of languages, those of the package and of the site."""

NAME = re.compile(r"(?:(\d{1,9})-)?(.+)", re.ASCII | re.DOTALL)

UNPLACED = 10**9
"""The place of a file whose name has no number: after all that have one."""


@dataclass(frozen=True)
class Contents:
    """The Markdown files of a site."""

    documents: tuple[Document, ...]
    broken: tuple[Document, ...]
    """Those with something wrong in their front matter or name, as far as they can be read: to be
    judged, and not to be published."""


def load_documents(files: Files, languages: tuple[str, ...], report: Report) -> Contents:
    """Every Markdown file that is a text, with problems for what cannot be read."""
    found: dict[tuple[str, str], Document] = {}
    broken: list[Document] = []
    begun: set[tuple[str, str]] = set()
    for path, language, file in files.prose(languages):
        document, is_whole = None, False
        if file:
            read = partial(_document, path, language, file, languages, report)
            name, of = f"document {path}", (file, languages)
            document, is_whole = files.again.once(name, of, read, report)
        key = (language, _name(path)[1])
        if document is None or not is_whole:
            begun.add(key)
            broken += [document] if document else []
        elif key in found:
            message = f"the slug `{document.slug}` is taken by {found[key].path}"
            report.error(Place(path), "duplicate-slug", message, "rename one of the files")
            broken.append(document)
        else:
            found[key] = document
    _require_sections(found, begun, languages, report)
    _compare_languages(found, begun, languages, report)
    return Contents(tuple(found.values()), tuple(broken))


def _name(path: str) -> tuple[int, str]:
    """The place and slug that a file's name gives it."""
    match = NAME.fullmatch(Path(path).stem)
    assert match is not None
    return int(match[1]) if match[1] else UNPLACED, match[2]


def _document(
    path: str, language: str, file: ProseFile, languages: tuple[str, ...], report: Report
) -> tuple[Document, bool]:
    """A document, and whether all of its name and front matter could be read."""
    before, place = len(report.problems), Place(path)
    told = file.unread if file.front else frozenset[str]()
    front, _ = read_or_stand_in(FrontMatterShape, file.front, place, report, (language,), told)
    with report:
        _check_slug(path, languages)
    if front.each:
        hint = "remove `each` until the program reads collections"
        message = "collections are not built yet"
        report.error(front.each.place, "not-built-yet", message, hint)
    order = _name(path)
    own = dict(front) | {"authors": tuple(Named(**dict(author)) for author in front.authors)}
    document = Document(
        path=path, language=language, slug=order[1], order=order, body=file.body, **own
    )
    return document, len(report.problems) == before and not file.problems


def _check_slug(path: str, languages: tuple[str, ...]) -> None:
    """`2-batteries` has slug `batteries`; it becomes an address and an id. Raises Wrong."""
    _, slug = _name(path)
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_NAME:
        hint = "name the file 2-batteries.md: a-z, 0-9 and - make its address"
        raise wrong(Place(path), "bad-slug", f"`{slug}` is no slug", hint)
    reserved = RESERVED_SLUGS.union(packaged_codes(), languages)
    if slug in reserved:
        message, hint = f"`{slug}` is an address of the program", ", ".join(sorted(reserved))
        raise wrong(Place(path), "reserved-slug", message, f"reserved: {hint}")


Found = Mapping[tuple[str, str], Document]
Broken = Set[tuple[str, str]]
"""Language and slug of the files that could not be read, which is told at each of them."""


def _require_sections(
    found: Found, broken: Broken, languages: tuple[str, ...], report: Report
) -> None:
    begun = {language for language, _ in broken}
    begun |= {d.language for d in found.values() if d.layout == "section" and not d.draft}
    for language in languages:
        if language not in begun:
            folder = f"content/{language}"
            hint = f"write the first one, {folder}/1-….md"
            report.error(Place(folder), "no-sections", f"there is no section in `{language}`", hint)


def _compare_languages(
    found: Found, broken: Broken, languages: tuple[str, ...], report: Report
) -> None:
    """Warns of a file without its counterpart, and refuses counterparts of another layout."""
    for (language, slug), document in found.items():
        for other in languages:
            counterpart = found.get((other, slug))
            if (other, slug) in broken:
                continue
            if counterpart is None:
                hint = f"write content/{other}/{document.path.rsplit('/', 1)[1]}"
                message = f"`{slug}` is not there in `{other}`"
                report.warn(Place(document.path), "no-translation", message, hint)
            elif counterpart.layout != document.layout and language != languages[0]:
                hint = "give both files the same `layout`"
                message = f"`{slug}` is a {document.layout} here, but a {counterpart.layout} in "
                message += counterpart.path
                report.error(Place(document.path), "layouts-differ", message, hint)


def load_pictures(files: Files, report: Report) -> dict[str, Picture]:
    """The pictures under content/images/ with their sizes in pixels."""
    pictures = {}
    for name, data in files.pictures():
        if picture := _picture(name, data):
            pictures[name] = picture
        else:
            place, hint = Place(f"content/{name}"), "save it again as PNG, JPEG or WebP"
            report.error(place, "bad-picture", "the picture cannot be read", hint)
    return pictures


ORIENTATION = 0x0112
LYING = (5, 6, 7, 8)
"""Values of the EXIF tag for a picture that is to be shown with its sides exchanged."""


def _picture(name: str, data: bytes) -> Picture | None:
    """A picture that can be read to its end, or None."""
    from PIL import Image  # only sites with pictures need it

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
                image.load()
                is_still = image.format != "GIF" and getattr(image, "n_frames", 1) == 1
                width, height = image.size
                if image.getexif().get(ORIENTATION) in LYING:
                    width, height = height, width
                return Picture(name, data, width, height, is_still)
    except (*bombs, OSError, ValueError, SyntaxError):  # an unidentified image is an OSError
        return None
