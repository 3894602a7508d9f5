"""Whether figures that read alike are alike: no two of one label and period with two values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from changzhou_site.errors import Problem
from changzhou_site.figures import observed_text, value_text
from changzhou_site.model import Indicator, Kind, Language, Observation, Site
from changzhou_site.units import published_value, to_base


def check_labels(site: Site) -> Iterator[Problem]:
    """Every indicator that a reader cannot tell from an earlier one of another value.

    A target and an actual of one label are told apart on the page, by their kind.
    """
    alike: dict[tuple[Kind, str, str], list[Indicator]] = {}
    for second in sorted(site.indicators.values(), key=lambda indicator: indicator.place):
        keys = [(second.kind, code, folded(second.label[code].value)) for code in site.languages]
        found = (
            problem
            for key, language in zip(keys, site.languages.values(), strict=True)
            for problem in _differing(alike.get(key, ()), second, language)
        )
        yield from islice(found, 1)
        for key in keys:
            alike.setdefault(key, []).append(second)


def folded(text: str) -> str:
    """A text without what a reader hardly sees: spaces and width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _differing(
    before: Iterable[Indicator], second: Indicator, language: Language
) -> Iterator[Problem]:
    for first in before:
        for a, b in _of_one_period(first, second, language):
            if not _are_equal(first, a, second, b):
                yield _problem(first, a, second, b, language)


def _of_one_period(
    first: Indicator, second: Indicator, language: Language
) -> Iterator[tuple[Observation, Observation]]:
    periods = {_when(observation, language): observation for observation in first.observations}
    for observation in second.observations:
        same = periods.get(_when(observation, language))
        if same:
            yield same, observation


def _when(observation: Observation, language: Language) -> str:
    """The period as written, or the words there are instead."""
    if observation.period:
        return observation.period.written
    return folded(observed_text(observation, language))


def _are_equal(first: Indicator, a: Observation, second: Indicator, b: Observation) -> bool:
    """Whether two observations are published as the same amount."""
    if first.unit.dimension != second.unit.dimension:
        return False
    one, other = _published(a), _published(b)
    return to_base(one, first.unit) == to_base(other, second.unit)


def _published(observation: Observation) -> Decimal:
    if observation.fraction:
        return observation.value
    return published_value(observation)


def _problem(
    first: Indicator, a: Observation, second: Indicator, b: Observation, language: Language
) -> Problem:
    label, when = second.label[language.code], observed_text(b, language)
    alike = f"label and period ({when})" if when else "label"
    message = f"`{second.id}` has the {alike} of `{first.id}`, and another value"
    reads = value_text(first, a, language), value_text(second, b, language)
    place = first.label[language.code].place
    hint = f"`{first.id}` at {place} is {reads[0]}, `{second.id}` {reads[1]}:"
    hint += " say in one label what sets it apart, or correct a period or value"
    return Problem(label.place, "same-label", message, hint)
