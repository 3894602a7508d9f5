"""Characters that make a text read otherwise than it is written, or that are none."""

from __future__ import annotations

import re

MISLEADING = "\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""For a class of a pattern: what turns the direction of a text, so that 62.5 reads 5.26, and the
code points that Unicode will never give to a character."""

IS_MISLEADING = re.compile(f"[{MISLEADING}]")
