"""One folder a language: all that it knows. What the folders hold is read by `load`."""

from changzhou_site.languages.dates import SaidDate as SaidDate
from changzhou_site.languages.dates import find_dates as find_dates
from changzhou_site.languages.lexicon import BARE as BARE
from changzhou_site.languages.lexicon import BOUND as BOUND
from changzhou_site.languages.lexicon import FILLER as FILLER
from changzhou_site.languages.lexicon import Amount as Amount
from changzhou_site.languages.lexicon import Lexicon as Lexicon
from changzhou_site.languages.lexicon import Spelled as Spelled
from changzhou_site.languages.lexicon import Worth as Worth
from changzhou_site.languages.lexicon import word_at as word_at
from changzhou_site.languages.magnitudes import BETWEEN as BETWEEN
from changzhou_site.languages.magnitudes import Magnitudes as Magnitudes
from changzhou_site.languages.patterns import Pattern as Pattern
from changzhou_site.languages.patterns import compiled as compiled
from changzhou_site.languages.patterns import slow_pattern as slow_pattern
from changzhou_site.languages.tongue import WORTH as WORTH
from changzhou_site.languages.tongue import Tongue as Tongue
from changzhou_site.languages.tongue import tongue_of as tongue_of
