"""One indicator in the terminal: value, formula, source, and everywhere it is used."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.check import Checked
from changzhou_site.errors import Place, suggest
from changzhou_site.model import Indicator, Observation, Site
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
    places = sorted(set(_places(checked, id)))
    yield f"  used     {len(places)} times" if places else "  used     nowhere"
    for place, what in places:
        yield f"    {place}  {what}"


def _places(checked: Checked, id: str) -> Iterator[tuple[Place, str]]:
    site = checked.site
    assert site is not None
    for prose in checked.proses.values():
        yield from ((m.place, "prose") for m in prose.mentions if m.id == id)
    yield from ((m.place, "text") for m in checked.fields.mentions if m.id == id)
    yield from ((text.place, "front") for text in site.meta.front if text.value == id)
    for chart in site.charts.values():
        shown = (text for group in chart.show for text in group if text.value == id)
        yield from ((text.place, f"chart {chart.id}") for text in shown)
    for other in site.indicators.values():
        if id in other.inputs:
            yield other.newest.place, f"formula of {other.id}"
