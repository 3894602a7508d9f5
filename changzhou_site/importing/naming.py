"""What a figure is called that stands under a header: its id, its label, its unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from changzhou_site.load.indicators import RESERVED_IDS
from changzhou_site.load.scalars import LONGEST_NAME
from changzhou_site.model import Unit
from changzhou_site.source import YAML_WORDS
from changzhou_site.units import is_worded

BEHIND = re.compile(
    r"(?P<label>.*?)\s*(?:[(（\[](?P<held>[^()（）\[\]]+)[)）\]]|[,，/]\s*(?P<behind>[^,，/]+)|(?P<sign>[%‰]))"
)
"""A header that ends in a unit: `Output (kWh)`, `Output, kWh`, `Share %`."""


@dataclass(frozen=True)
class Header:
    """What a header says of the figures under it."""

    label: str
    unit: str
    """The id of a unit of the site; empty where it names none that is known."""
    unknown: str
    """What stands in brackets, if that is no known unit."""


def read_header(name: str, units: Mapping[str, Unit], languages: Collection[str]) -> Header:
    plain = _plain(name)
    match = BEHIND.fullmatch(plain)
    if match is None:
        return Header(plain, "", "")
    said = (match["held"] or match["behind"] or match["sign"]).strip()
    unit = _known(said, units, languages)
    if unit is None:
        return Header(plain, "", said if match["held"] else "")
    return Header(match["label"].strip() or plain, unit, "")


def _plain(name: str) -> str:
    """A header as a reader may see it: words apart, and no braces that would name a figure."""
    return " ".join(re.sub(r"[{}｛｝_]+", " ", name).split()) or name


def _known(said: str, units: Mapping[str, Unit], languages: Collection[str]) -> str | None:
    """The unit of an id, or of a form that has only the number besides."""
    by_form: dict[str, str] = {}
    for unit in units.values():
        if not unit.id or not all(is_worded(unit, each) for each in languages):
            continue
        if unit.id == said:
            return unit.id
        for forms in unit.forms.values():
            for form in forms.values():
                by_form.setdefault(form.replace("{n}", "").strip(), unit.id)
    return by_form.get(said)


def make_id(header: str, stem: str, is_taken: Callable[[str], bool]) -> str:
    """An id from a header, or from the file's name where the header has nothing to make one of."""
    made = _ascii(header) or _ascii(stem) or "figure"
    if not made[0].isalpha():
        made = f"{_letters(stem)}_{made}"
    if made in RESERVED_IDS or made in YAML_WORDS:
        made = f"{made}_figure"
    made = made[: LONGEST_NAME - 6].rstrip("_")
    return next(id for id in _numbered(made) if not is_taken(id))


def _letters(stem: str) -> str:
    """What of a file's name may begin an id."""
    return _ascii(stem).lstrip("0123456789_") or "figure"


def _numbered(made: str) -> Iterable[str]:
    yield made
    number = 2
    while True:
        yield f"{made}_{number}"
        number += 1


def _ascii(text: str) -> str:
    """The Latin letters of a text without their marks, small, and its digits; empty where half of
    its letters are others: what is left of these would say little."""
    bare = unicodedata.normalize("NFKD", text)
    letters = [character for character in bare if character.isalpha()]
    if sum(character.isascii() for character in letters) * 2 < len(letters):
        return ""
    return re.sub(r"[^a-z0-9]+", "_", bare.encode("ascii", "ignore").decode().lower()).strip("_")
