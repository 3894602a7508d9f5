"""Texts as YAML writes them."""

from __future__ import annotations

import json
import re

from changzhou_site.source.nodes import YAML_WORDS

PLAIN = re.compile(r"[^\W\d_](?:[^{}\[\],:#&*!|>'\"%@`\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*\S)?")
"""What begins with a letter and holds nothing that YAML has a use for."""


def yaml_text(text: str) -> str:
    """A text as a scalar, quoted where YAML would read something else."""
    if PLAIN.fullmatch(text) and text.lower() not in YAML_WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
