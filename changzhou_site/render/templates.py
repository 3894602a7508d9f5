"""The theme's templates, filled in by Jinja."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.model import TemplateFile
from changzhou_site.render.restraint import RestrainedEnvironment, TooMuch, bounded_memory


class _Compiled(BytecodeCache):
    """What templates were compiled to in this process, by their names and texts: a server builds
    after each edit, and most of them stand."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.found.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self.found[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


@dataclass(frozen=True, eq=False)
class Theme:
    """The templates of a site by name."""

    templates: Mapping[str, TemplateFile]

    @cached_property
    def _environment(self) -> Environment:
        return RestrainedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
        )

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """A template's text; its name stands for its file in tracebacks."""
        file = self.templates.get(name)
        return (file.text, name, None) if file else None

    def render(self, name: str, context: Mapping[str, object]) -> Markup:
        """A template filled in. Raises SiteError at the template's line where it cannot be."""
        try:
            with bounded_memory():
                made = self._environment.get_template(name).render(**context)
                made.encode()
            return Markup(made)
        except TemplateSyntaxError as error:
            raise SiteError(
                [_problem(self._place(error.name or name, error.lineno), error)]
            ) from None
        except Exception as error:
            raised_at = self._raised_at(error, name)
            if raised_at is None:
                raise
            raise SiteError([_problem(raised_at, error)]) from None

    def _raised_at(self, error: Exception, name: str) -> Place | None:
        """The last template line on the way to an error, whatever a template may have done wrong;
        None where it is a fault of our own."""
        frames = traceback.extract_tb(error.__traceback__)
        last = next((each for each in reversed(frames) if each.filename in self.templates), None)
        if isinstance(error, RecursionError | MemoryError | UnicodeEncodeError | TooMuch):
            # Wherever they are met, even in our own lines: a template has asked for it.
            return self._place(last.filename, last.lineno or 1) if last else self._place(name, 1)
        if last is None or "changzhou_site" in Path(frames[-1].filename).parts[:-1]:
            return None
        return self._place(last.filename, last.lineno or 1)

    def _place(self, name: str, line: int) -> Place:
        return Place(self.templates[name].path if name in self.templates else name, line)


def _problem(place: Place, error: Exception) -> Problem:
    message, hint = _told(error)
    return Problem(place, "template-error", message, hint)


def _told(error: Exception) -> tuple[str, str]:
    """What went wrong in a template, and what mends it."""
    if isinstance(error, RecursionError):
        return "the template includes itself without end", "take the `include` out, or end it"
    if isinstance(error, MemoryError | TooMuch):
        message = str(error) or "the template asks for more memory than a page may take"
        return message, "make a shorter text"
    if isinstance(error, UnicodeEncodeError):
        return "the template writes half a character", "write the character itself, as UTF-8"
    if isinstance(error, TemplateError | TypeError | AttributeError | KeyError):
        return str(error), "see the packaged theme for what a template is given"
    return f"{error} ({type(error).__name__})", "mend what this line works out"
