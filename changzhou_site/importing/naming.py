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
    r"(?P<label>.*?)\s*(?:[(（\[](?P<held>[^()（）\[\]]+)[)）\]]|[,，/]\s*(?P<behind>[^,，/()（）\[\]]+)|(?P<sign>[%％‰]))"
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


def read_header(name: str, units: Mapping[str, str]) -> Header:
    """What a header says; `units` are those that may be named, as `units_by_name` gives them."""
    plain, match = _plain(name) or name, BEHIND.fullmatch(name)
    if match is None:
        return Header(plain, "", "")
    said = (match["held"] or match["behind"] or match["sign"]).strip()
    unit = units.get(unicodedata.normalize("NFKC", said))
    if unit is None:
        return Header(plain, "", said if match["held"] else "")
    return Header(_plain(match["label"]) or plain, unit, "")


def _plain(name: str) -> str:
    """A header as a reader may see it: words apart, and no braces that would name a figure."""
    return " ".join(re.sub(r"[{}｛｝_]+", " ", name).split())


def units_by_name(units: Iterable[Unit], languages: Collection[str]) -> dict[str, str]:
    """The ids of units that read in all the languages, by ids and by forms that have only the
    number besides; signs of full width are as good as others."""
    readable = [each for each in units if each.id and all(is_worded(each, c) for c in languages)]
    found = {unicodedata.normalize("NFKC", unit.id): unit.id for unit in readable}
    for unit in readable:
        for forms in unit.forms.values():
            for form in forms.values():
                found.setdefault(_behind_number(form), unit.id)
    return found


def _behind_number(form: str) -> str:
    return unicodedata.normalize("NFKC", form.replace("{n}", "")).strip()


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
