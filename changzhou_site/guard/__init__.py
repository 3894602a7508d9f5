"""The guard: finds numbers that stand in a text with no indicator behind them.

It works on one text at a time and knows nothing of Markdown. What may stand unbound is masked
first: dates, years, listed literals, names of units; what is left of digits, and of numbers in
words where they measure, is loose.
"""

from changzhou_site.guard.find import find_loose
from changzhou_site.guard.hints import CODES, Told, hint_for, tell
from changzhou_site.guard.numbers import Loose, Nature, bound_mask
from changzhou_site.guard.vocabulary import Vocabulary, read_vocabulary
from changzhou_site.languages import FILLER

__all__ = [
    "CODES",
    "FILLER",
    "Loose",
    "Nature",
    "Told",
    "Vocabulary",
    "bound_mask",
    "find_loose",
    "hint_for",
    "read_vocabulary",
    "tell",
]
