"""Judges all charts, but for those without problems of which all that was asked is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import msgspec

from changzhou_site.asking import STEP, Answers, Asking, Recorder
from changzhou_site.charts import CHART_TYPES, check_chart
from changzhou_site.check.alts import check_alt
from changzhou_site.check.asked import SITE_RULES
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Site


class SoundChart(msgspec.Struct, frozen=True):
    """What was asked to find that nothing is wrong with a chart."""

    asked: Mapping[str, bytes]


def check_charts(
    site: Site, answers: Answers, before: Mapping[str, SoundChart]
) -> tuple[tuple[Problem, ...], Mapping[str, SoundChart]]:
    """What is wrong with charts, and what is to be remembered of the others, by id."""
    kept = {
        id: found for id in site.charts if (found := before.get(id)) and answers.agree(found.asked)
    }
    problems: list[Problem] = []
    for id in (id for id in site.charts if id not in kept):
        recorder = Recorder()
        asking = cast(Site, Asking(site, f"{STEP}.site", recorder, SITE_RULES))
        with recorder.noting() as noted:
            told = [*_problems(asking.charts[id], asking)]
        if told:
            problems += told
        else:
            kept[id] = SoundChart(answers.to(noted.asked))
    return tuple(problems), kept


def _problems(chart: Chart, site: Site) -> Iterator[Problem]:
    yield from check_chart(chart, site)
    if chart.type in CHART_TYPES:
        yield from check_alt(chart, site)
