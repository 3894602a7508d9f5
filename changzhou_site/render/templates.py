"""The theme: Jinja templates and static files, a site's own before the packaged ones."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.theme import packaged_theme


@dataclass(frozen=True)
class Theme:
    """Where the templates of a site lie."""

    project: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self.project / "templates", packaged_theme())

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, context: Mapping[str, object]) -> Markup:
        """A template filled in. Raises SiteError at the template's line where it cannot be."""
        try:
            return Markup(self._environment.get_template(name).render(**context))
        except TemplateSyntaxError as error:
            place = self._place(error.filename or name, error.lineno)
            raise SiteError([_problem(place, error)]) from None
        except (TemplateError, TypeError, AttributeError, KeyError) as error:
            raised_at = self._raised_at(error)
            if raised_at is None:
                raise
            raise SiteError([_problem(raised_at, error)]) from error

    def _raised_at(self, error: Exception) -> Place | None:
        """The last template line on the way to an error; None where it is a fault of our own."""
        frames = traceback.extract_tb(error.__traceback__)
        last = next((frame for frame in reversed(frames) if frame.filename.endswith(".html")), None)
        own = frames[-1].filename if frames else ""
        if last is None or "changzhou_site" in Path(own).parts[:-1]:
            return None
        return self._place(last.filename, last.lineno or 1)

    def _place(self, filename: str, line: int) -> Place:
        path = Path(filename)
        inside = path.is_relative_to(self.project)
        return Place(path.relative_to(self.project).as_posix() if inside else path.name, line)


def _problem(place: Place, error: Exception) -> Problem:
    hint = "see the packaged theme for what a template is given"
    return Problem(place, "template-error", str(error), hint)


def find_statics(project: Path) -> dict[str, Path]:
    """Static files by name; a site's own replaces the packaged one of the same name."""
    found: dict[str, Path] = {}
    for folder in (packaged_theme(), project / "templates"):
        for path in sorted((folder / "static").glob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.name] = path
    return dict(sorted(found.items()))
