"""Formulas and checks: their grammar, and their values over a site's indicators."""

from changzhou_site.formula.grammar import (
    Expression,
    FormulaError,
    Literal,
    Name,
    literals,
    names,
    parse_check,
    parse_formula,
)
from changzhou_site.formula.values import COMPARED, Lookup, compare, evaluate
from changzhou_site.formula.writing import Part, Raised, written

__all__ = [
    "COMPARED",
    "Expression",
    "FormulaError",
    "Literal",
    "Lookup",
    "Name",
    "Part",
    "Raised",
    "compare",
    "evaluate",
    "literals",
    "names",
    "parse_check",
    "parse_formula",
    "written",
]
