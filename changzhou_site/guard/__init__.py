"""The guard: finds numbers that stand in a text with no indicator behind them.

It works on one text at a time and knows nothing of Markdown. What may stand unbound is masked
first: dates, years, listed literals, names of units; what is left of digits, and of numbers in
words where they measure, is loose.
"""

from changzhou_site.guard.find import find_loose as find_loose
from changzhou_site.guard.hints import CODES as CODES
from changzhou_site.guard.hints import Told as Told
from changzhou_site.guard.hints import hint_for as hint_for
from changzhou_site.guard.hints import tell as tell
from changzhou_site.guard.numbers import Loose as Loose
from changzhou_site.guard.numbers import Nature as Nature
from changzhou_site.guard.numbers import bound_mask as bound_mask
from changzhou_site.guard.said_twice import said_twice as said_twice
from changzhou_site.guard.vocabulary import Vocabulary as Vocabulary
from changzhou_site.guard.vocabulary import read_vocabulary as read_vocabulary
from changzhou_site.languages import FILLER as FILLER
