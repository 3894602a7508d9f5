"""One indicator in the terminal: value, formula, source, and everywhere it is used."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.check import Checked
from changzhou_site.errors import suggest
from changzhou_site.model import Indicator, Observation, Site
from changzhou_site.prose import Spot
from changzhou_site.references import plain_text
from changzhou_site.wording import observed_text, value_text


class UnknownIndicator(Exception):
    """There is no indicator of that id."""


def explain(checked: Checked, id: str) -> str:
    """All there is to say of an indicator. Raises UnknownIndicator."""
    assert checked.site is not None
    site = checked.site
    indicator = site.indicators.get(id)
    if indicator is None:
        hint = suggest(id, site.indicators, "indicators")
        raise UnknownIndicator(f"there is no indicator `{id}` that can be read; {hint}")
    return "\n".join([*_head(indicator, site), *_body(indicator, site), *_uses(checked, id)])


def _head(indicator: Indicator, site: Site) -> Iterator[str]:
    labels = [
        plain_text(indicator.label[language], site, language) for language in site.meta.languages
    ]
    yield f"{indicator.id}  {' / '.join(dict.fromkeys(labels))}"
    yield f"  {indicator.place}"


def _body(indicator: Indicator, site: Site) -> Iterator[str]:
    for observation in reversed(indicator.observations):
        yield f"  value    {_value(indicator, observation, site)}"
        cited = ", ".join(str(citation) for citation in observation.citations)
        yield f"  source   {cited}"
    yield f"  kind     {indicator.kind}, {indicator.newest.bound}"
    if indicator.formula:
        yield f"  formula  {indicator.formula}"
        for id in indicator.inputs:
            source = site.indicators[id]
            yield f"    {id} = {value_text(source, source.newest, site.meta.languages[-1])}"


def _value(indicator: Indicator, observation: Observation, site: Site) -> str:
    read = " / ".join(value_text(indicator, observation, lang) for lang in site.meta.languages)
    when = observed_text(observation, site.meta.languages[0])
    return f"{read}  ({when})" if when else read


def _uses(checked: Checked, id: str) -> Iterator[str]:
    places = sorted({(m.place, _said(m.spot)) for m in checked.mentions if m.id == id})
    yield f"  used     {len(places)} times" if places else "  used     nowhere"
    for place, what in places:
        yield f"    {place}  {what}"


def _said(spot: Spot) -> str:
    if spot.kind == "indicator":
        return f"indicator {spot.name}"
    return f"{spot.kind} {spot.name}".strip()
