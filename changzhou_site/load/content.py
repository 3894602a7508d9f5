"""The prose files and the pictures they show."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Set
from io import BytesIO
from pathlib import Path

from changzhou_site.errors import Place, Report
from changzhou_site.load.files import Files
from changzhou_site.load.languages import packaged_codes
from changzhou_site.load.scalars import SLUG, wrong
from changzhou_site.load.schema import validate
from changzhou_site.load.shapes import FrontMatterShape
from changzhou_site.model import Document, Picture
from changzhou_site.source import Node, Text

RESERVED_SLUGS = frozenset(
    ["data", "charts", "cards", "corrections", "assets", "images", "indicators"]
)
"""And the codes of languages, those of the package and of the site."""

NAME = re.compile(r"(?:(\d{1,9})-)?(.+)", re.ASCII | re.DOTALL)

UNPLACED = 10**9
"""The place of a file whose name has no number: after all that have one."""


def load_documents(
    files: Files, languages: tuple[str, ...], report: Report
) -> tuple[Document, ...]:
    """Every Markdown file that can be read, and problems for the rest."""
    found: dict[tuple[str, str], Document] = {}
    broken: set[tuple[str, str]] = set()
    for path, language, parts in files.prose(languages):
        document = _document(path, language, parts, languages, report) if parts else None
        key = (language, _name(path)[1])
        if document is None:
            broken.add(key)
        elif key in found:
            message = f"the slug `{document.slug}` is taken by {found[key].path}"
            report.error(Place(path), "duplicate-slug", message, "rename one of the files")
        else:
            found[key] = document
    _require_sections(found, broken, languages, report)
    _compare_languages(found, broken, languages, report)
    return tuple(found.values())


def _name(path: str) -> tuple[int, str]:
    """The place and slug that a file's name gives it."""
    match = NAME.fullmatch(Path(path).stem)
    assert match is not None
    return int(match[1]) if match[1] else UNPLACED, match[2]


def _document(
    path: str, language: str, parts: tuple[Node, Text], languages: tuple[str, ...], report: Report
) -> Document | None:
    node, body = parts
    front = validate(FrontMatterShape, node, Place(path), report, (language,))
    with report:
        slug = _slug(path, languages)
        if front and front.each:
            hint = "remove `each` until the program reads collections"
            raise wrong(front.each.place, "not-built-yet", "collections are not built yet", hint)
        if front:
            return Document(
                path=path,
                language=language,
                slug=slug,
                order=_name(path),
                body=body,
                **dict(front),
            )
    return None


def _slug(path: str, languages: tuple[str, ...]) -> str:
    """`2-batteries` has slug `batteries`; it becomes an address and an id. Raises Wrong."""
    _, slug = _name(path)
    if not SLUG.fullmatch(slug):
        hint = "name the file 2-batteries.md: a-z, 0-9 and - make its address"
        raise wrong(Place(path), "bad-slug", f"`{slug}` is no slug", hint)
    reserved = RESERVED_SLUGS.union(packaged_codes(), languages)
    if slug in reserved:
        message, hint = f"`{slug}` is an address of the program", ", ".join(sorted(reserved))
        raise wrong(Place(path), "reserved-slug", message, f"reserved: {hint}")
    return slug


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
        if size := _size(data):
            pictures[name] = Picture(name, data, *size)
        else:
            place, hint = Place(f"content/{name}"), "save it again as PNG, JPEG or WebP"
            report.error(place, "bad-picture", "the picture cannot be read", hint)
    return pictures


def _size(data: bytes) -> tuple[int, int] | None:
    from PIL import Image  # only sites with pictures need it

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
                return image.size
    except (*bombs, OSError, ValueError):  # an unidentified image is an OSError
        return None
