"""Formulas and checks: their grammar, their values over a site's indicators, their answers."""

from changzhou_site.formula.evaluation import compare as compare
from changzhou_site.formula.evaluation import evaluate as evaluate
from changzhou_site.formula.parsing import parse_check as parse_check
from changzhou_site.formula.parsing import parse_formula as parse_formula
from changzhou_site.formula.shown import gives as gives
from changzhou_site.formula.shown import is_difference as is_difference
from changzhou_site.formula.shown import shown_derivation as shown_derivation
from changzhou_site.formula.verdicts import CheckSide as CheckSide
from changzhou_site.formula.verdicts import Verdict as Verdict
from changzhou_site.formula.verdicts import find_verdict as find_verdict
from changzhou_site.formula.verdicts import judge as judge
from changzhou_site.formula.verdicts import values_of as values_of
from changzhou_site.formula.writing import Part as Part
from changzhou_site.formula.writing import Raised as Raised
from changzhou_site.formula.writing import written as written
