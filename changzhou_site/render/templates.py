"""The theme's templates, filled in by Jinja."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.model import TemplateFile


@dataclass(frozen=True, eq=False)
class Theme:
    """The templates of a site by name."""

    templates: Mapping[str, TemplateFile]

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """A template's text; its name stands for its file in tracebacks."""
        file = self.templates.get(name)
        return (file.text, name, None) if file else None

    def render(self, name: str, context: Mapping[str, object]) -> Markup:
        """A template filled in. Raises SiteError at the template's line where it cannot be."""
        try:
            return Markup(self._environment.get_template(name).render(**context))
        except TemplateSyntaxError as error:
            raise SiteError(
                [_problem(self._place(error.name or name, error.lineno), error)]
            ) from None
        except (TemplateError, TypeError, AttributeError, KeyError) as error:
            raised_at = self._raised_at(error)
            if raised_at is None:
                raise
            raise SiteError([_problem(raised_at, error)]) from error

    def _raised_at(self, error: Exception) -> Place | None:
        """The last template line on the way to an error; None where it is a fault of our own."""
        frames = traceback.extract_tb(error.__traceback__)
        last = next((each for each in reversed(frames) if each.filename in self.templates), None)
        own = frames[-1].filename if frames else ""
        if last is None or "changzhou_site" in Path(own).parts[:-1]:
            return None
        return self._place(last.filename, last.lineno or 1)

    def _place(self, name: str, line: int) -> Place:
        return Place(self.templates[name].path if name in self.templates else name, line)


def _problem(place: Place, error: Exception) -> Problem:
    hint = "see the packaged theme for what a template is given"
    return Problem(place, "template-error", str(error), hint)
