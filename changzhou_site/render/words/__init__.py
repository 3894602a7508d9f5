"""What the theme itself says, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from changzhou_site.render.words.chinese import CHINESE
from changzhou_site.render.words.english import ENGLISH

WORDS: Mapping[str, Mapping[str, str]] = {"zh": CHINESE, "en": ENGLISH}
"""By language, then key. `{…}` is filled in; `<word>_one` is for a count of one."""
