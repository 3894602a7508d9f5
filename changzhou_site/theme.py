"""The design tokens: one source for the CSS and the charts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Colour:
    """A token's colour on light and on dark paper."""

    light: str
    dark: str


COLOURS: Mapping[str, Colour] = {
    "paper": Colour("#fbfaf7", "#14161a"),
    "ink": Colour("#1b1b1a", "#ece8e1"),
    "accent": Colour("#b5271b", "#ff7a66"),
    "second": Colour("#0f6b6b", "#4fc3b8"),
    "muted": Colour("#5f5c56", "#a9a49b"),
    "neutral": Colour("#86827a", "#706d67"),
    "faint": Colour("#dedad1", "#33363c"),
    "tint": Colour("#f1eee7", "#1d2026"),
}
"""paper and ink; the accent and the second hue; `muted` for lesser text (4.5:1), `neutral` for
marks (3:1), `faint` for rules and grids, `tint` for surfaces."""

SANS = (
    "-apple-system",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "sans-serif",
)
LATIN = (
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Noto Sans",
    "Liberation Sans",
    "Arial",
)
"""For text in Latin letters these come first: a Chinese font sets ’ as wide as a Han character."""
SERIF = ("Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", "serif")

NAMED = re.compile(r"""url\((["']?)([^"'():/#]+)\1\)""")
"""How a sheet names a file that lies beside it, as a font or a picture."""

Overrides = Mapping[str, Mapping[str, str]]


def palette(overrides: Overrides) -> dict[str, Colour]:
    """The tokens of a site: the theme's, with what data/site.yaml replaces."""
    return {
        name: Colour(**overrides[name]) if name in overrides else colour
        for name, colour in COLOURS.items()
    }


def families(names: tuple[str, ...]) -> str:
    """A CSS font-family list."""
    return ", ".join(f'"{name}"' if " " in name else name for name in names)


def tokens_css(overrides: Overrides) -> str:
    """Every token as a custom property, for both themes; `und-Latn` stands for languages in Latin
    letters."""
    colours = palette(overrides)
    light = "".join(f"  --{name}: {colour.light};\n" for name, colour in colours.items())
    dark = "".join(f"    --{name}: {colour.dark};\n" for name, colour in colours.items())
    fonts = f"  --sans: {families(SANS)};\n  --serif: {families(SERIF)};\n"
    latin = f":lang(und-Latn) {{\n  --sans: {families((*LATIN, *SANS[1:]))};\n}}\n"
    return (
        f":root {{\n  color-scheme: light dark;\n{light}{fonts}}}\n{latin}"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{\n{dark}  }}\n}}\n"
        f"@media print {{\n  :root {{\n{light}  }}\n}}\n"
    )


def packaged_theme() -> Path:
    """The theme's folder: `theme/` beside this file where installed, else the checkout's."""
    installed = Path(__file__).parent / "theme"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "templates"
