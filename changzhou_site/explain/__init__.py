"""One indicator in the terminal: value, formula, sources, and everywhere it is used."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.check.project import Checked
from changzhou_site.errors import WrongUsage, escaped, suggest
from changzhou_site.explain.codes import explain_code
from changzhou_site.explain.derivation import derivation
from changzhou_site.explain.figure import corrections, head, values
from changzhou_site.explain.usage import dependants, mentions, stands
from changzhou_site.model import Indicator, Site

__all__ = ["UnknownIndicator", "explain", "explain_code"]


class UnknownIndicator(WrongUsage):
    """There is no indicator of that id."""


def explain(checked: Checked, id: str) -> str:
    """All there is to say of an indicator, in paragraphs. Raises UnknownIndicator."""
    site = checked.site
    indicator = site.indicators.get(id)
    if indicator is None:
        hint = suggest(id, site.declared, "indicators")
        raise UnknownIndicator(f"there is no indicator `{id}` that can be read; {hint}")
    told = ("\n".join(lines) for lines in _paragraphs(checked, site, indicator))
    return escaped("\n\n".join(filter(None, told)), "\n\u3000")


def _paragraphs(checked: Checked, site: Site, indicator: Indicator) -> Iterator[Iterator[str]]:
    yield head(indicator, site)
    yield values(indicator, site)
    yield derivation(indicator, site)
    yield corrections(indicator, site)
    yield mentions(checked, indicator)
    yield stands(checked, site, indicator)
    yield dependants(checked, site, indicator)
