"""What the desk beside a page is told: problems with their lines, and where things come from."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

from changzhou_site.disk import line_at, lines_of
from changzhou_site.errors import Place, Problem
from changzhou_site.live.workshop import GoodSite, State

Find = Callable[[str], bytes | None]
Account = dict[str, object]

BUDGET = 150_000
"""Bytes that an article may weigh, compressed, with all it loads."""


class Accounts:
    """What is told of a project, with links that open an editor."""

    def __init__(self, project: Path, editor: str) -> None:
        self.project, self.editor = project.resolve(), editor

    def of_state(self, state: State, good: GoodSite | None) -> Account:
        """Problems, warnings, and what stands unbound, by language."""
        names = good.checked.names if good else {}
        return {
            "number": state.number,
            "problems": [self._problem(each) for each in state.problems],
            "warnings": [self._problem(each) for each in state.warnings],
            "unbound": {
                code: sorted({name.text for name in found}) for code, found in names.items()
            },
            "drafts": [[each.language, each.slug] for each in state.drafts],
            "seconds": dict(state.seconds),
        }

    def of_page(self, html: str, good: GoodSite, find: Find) -> Account:
        """Where the figures and charts of a page come from, and what it weighs."""
        site = good.checked.site
        figures = _named(html, "data-indicator", site.indicators)
        charts = _named(html, "data-chart", site.charts)
        return {
            "indicators": {
                id: self._place(site.indicators[id].newest.place)
                | {"label": {code: text.value for code, text in site.indicators[id].label.items()}}
                for id in figures
            },
            "charts": {id: self._place(site.charts[id].place) for id in charts},
            "sections": {
                document.slug: self._place(Place(document.path))
                for document in site.published.values()
            },
            "bytes": sum(len(gzip.compress(data)) for data in loaded_by(html.encode(), find)),
            "budget": BUDGET,
        }

    def of_text(self, text: str, slug: str, language: str, good: GoodSite) -> Account:
        """Where the prose stands that reads so: the line of a section or page that shares most with
        it; nothing where none does."""
        documents = [each for each in good.checked.site.published.values() if each.slug == slug]
        found = [
            (shared(line, text), document.path, number)
            for document in documents
            if document.language == language
            for number, line in enumerate(lines_of(self.project / document.path), start=1)
        ]
        most, path, number = max(found, default=(0, "", 0))
        return self._place(Place(path, number)) if most >= ENOUGH else {}

    def _problem(self, problem: Problem) -> Account:
        place = self._place(problem.place)
        return {
            **place,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "source": line_at(problem.place, self.project)[:LONGEST_LINE],
        }

    def _place(self, place: Place) -> dict[str, object]:
        whole = quote((self.project / place.path).as_posix().lstrip("/"))
        link = self.editor.format(path=whole, line=place.line, column=place.column)
        own = {"path": place.path, "line": place.line, "column": place.column}
        return {**own, "shown": str(place), "link": link}


LONGEST_LINE = 400

LOADED = re.compile(rb'(?:(?:href|src)="[^"]*assets/|url\("?)([^"/]+\.(?:css|js|woff2))"')
"""What a page or a sheet names that is loaded with it: assets lie beside each other."""


def loaded_by(page: bytes, find: Find) -> list[bytes]:
    """A page, its sheets and scripts, and the fonts that the sheets name."""
    loaded: dict[str, bytes] = {"": page}
    waiting = [page]
    while waiting:
        for name in LOADED.findall(waiting.pop()):
            path = f"assets/{name.decode()}"
            if path not in loaded and (data := find(path)) is not None:
                loaded[path] = data
                waiting += [data] if path.endswith(".css") else []
    return [*loaded.values()]


ENOUGH = 4
"""Characters that a line of prose and a text on a page share at least."""


def shared(line: str, text: str) -> int:
    """How many characters of a line of prose are read in a text: of what stands between its braces
    and its signs."""
    parts = re.split(r"\{\{.*?\}\}|[*_`#\[\]()]+", line)
    return sum(len(part.strip()) for part in parts if part.strip() and part.strip() in text)


def _named(html: str, attribute: str, known: Iterable[str]) -> list[str]:
    """The ids that a page names in an attribute, each once."""
    found = dict.fromkeys(re.findall(rf'{attribute}="([^"]+)"', html))
    ids = {id for each in found for id in each.split()}
    return [id for id in known if id in ids]
