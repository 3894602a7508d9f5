"""Text files -> values that remember where they stand. Strict where YAML would guess."""

from changzhou_site.source.compose import load_yaml
from changzhou_site.source.decoding import decode, load_prose
from changzhou_site.source.nodes import COLON_HINT, YAML_WORDS, Fields, Items, Node, Text

__all__ = [
    "COLON_HINT",
    "YAML_WORDS",
    "Fields",
    "Items",
    "Node",
    "Text",
    "decode",
    "load_prose",
    "load_yaml",
]
