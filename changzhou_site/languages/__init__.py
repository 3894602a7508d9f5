"""One folder a language: all that it knows. What the folders hold is read by `load`."""

from changzhou_site.languages.lexicon import (
    BARE,
    BOUND,
    FILLER,
    Amount,
    Lexicon,
    Spelled,
    Worth,
    word_at,
)
from changzhou_site.languages.tongue import Tongue, compiled, tongue_of

__all__ = [
    "BARE",
    "BOUND",
    "FILLER",
    "Amount",
    "Lexicon",
    "Spelled",
    "Tongue",
    "Worth",
    "compiled",
    "tongue_of",
    "word_at",
]
