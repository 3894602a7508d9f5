"""Formulas and checks: their grammar, their values over a site's indicators, their answers."""

from changzhou_site.formula.evaluation import COMPARED, Lookup, compare, evaluate
from changzhou_site.formula.grammar import parse_check, parse_formula
from changzhou_site.formula.verdicts import CheckSide, Verdict, find_verdict, judge, values_of
from changzhou_site.formula.writing import Part, Raised, written

__all__ = [
    "COMPARED",
    "CheckSide",
    "Lookup",
    "Part",
    "Raised",
    "Verdict",
    "compare",
    "evaluate",
    "find_verdict",
    "judge",
    "parse_check",
    "parse_formula",
    "values_of",
    "written",
]
