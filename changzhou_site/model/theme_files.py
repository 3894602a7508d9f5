"""What pages are made with, as it was read: templates, static files, the packaged fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from changzhou_site.digests import APART
from changzhou_site.model.language import Typesetting


@dataclass(frozen=True)
class TemplateFile:
    """A Jinja template, and where an editor finds it."""

    path: str
    text: str = field(repr=False)
    own: bool = False
    """Whether it is the site's own, and no file of the packaged theme."""


@dataclass(frozen=True)
class ThemeFiles:
    """Templates and static files by name, a site's own in place of the packaged ones."""

    templates: Mapping[str, TemplateFile]
    statics: Mapping[str, bytes]

    @property
    def loose(self) -> tuple[str, ...]:
        """The names of files that are joined into no sheet or script: a logo, a font."""
        return tuple(name for name in self.statics if not name.endswith((".css", ".js")))


@dataclass(frozen=True, eq=False)
class Font:
    """The characters that a packaged font can draw, and how wide each is at size 1."""

    widths: Mapping[str, float] = field(repr=False)

    def narrowed(self, text: str) -> Font:
        """The same for the characters of a text alone."""
        return Font({character: self.widths[character] for character in sorted(set(text))
                     if character in self.widths})  # fmt: skip


@dataclass(frozen=True, eq=False)
class TextSetting:
    """What lines of a language are measured and broken with."""

    fonts: Mapping[str, Font] = field(metadata=APART)
    """By face; they are the package's."""
    rules: Typesetting

    def narrowed(self, text: str) -> TextSetting:
        """The same for the characters of a text alone, and for spaces that setting it brings."""
        fonts = {face: font.narrowed(f"{text} \u00a0") for face, font in self.fonts.items()}
        return TextSetting(fonts, self.rules)
