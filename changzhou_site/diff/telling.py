"""A comparison as Markdown for a pull request. Labels and values are those of the site's first
language; the rest is said in English, as all that the program prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from changzhou_site.diff.changes import (
    CheckChange,
    Difference,
    FigureChange,
    Listed,
    Touched,
    Uncorrected,
    ValueChange,
)
from changzhou_site.diff.compare import Comparison
from changzhou_site.edition import Answer, Entry
from changzhou_site.errors import counted

Lines = Iterator[str]
Rows = Iterator[list[str]]
"""Of tables, cell by cell."""


def as_markdown(comparison: Comparison) -> str:
    """A line that sums up, and a section for each sort of change that there is."""
    names = f"from {_name(comparison.old.name)} to {_name(comparison.new.name)}"
    difference = comparison.difference
    if difference == Difference():
        return f"Nothing changed {names}.\n"
    sections = {
        "Figures": _table(["Figure", "Was", "Now", "Change"], _figures(difference)),
        "Said of figures": _table(["Figure", "What", "Was", "Now"], _fields(difference.changed)),
        "Changed without a correction": _uncorrected(difference.uncorrected),
        "Checks": _table(["Check", "Was", "Now"], _checks(difference.checks)),
        "Charts": _table(["Chart", "Touched by"], _touched(difference.charts)),
        "Pages": _pages(difference),
        "Corrections": _table(ENTRY, _corrections(difference)),
        "Sources": _sources(difference),
        "Site": _site(difference),
    }
    lines = [f"**{_summary(difference)}** {names}."]
    for heading, body in sections.items():
        told = list(body)
        lines += ["", f"### {heading}", "", *told] if told else []
    return "\n".join(lines) + "\n"


def _name(name: str | None) -> str:
    return _code(name) if name else "the working files"


# The summary -------------------------------------------------------------------------------------


def _summary(difference: Difference) -> str:
    """`3 figures changed, 1 added; 5 charts and 8 pages touched; 1 check fails`"""
    parts = [
        _moved(difference),
        _reached(len(difference.charts), len(difference.pages)),
        *_answers(difference.checks),
        _noted(len(difference.corrections), len(difference.uncorrected)),
    ]
    return "; ".join(filter(None, parts)) or "No figure changed"


def _moved(difference: Difference) -> str:
    """The noun stands at the first of the counts."""
    counts = {
        "changed": len(difference.changed),
        "added": len(difference.added),
        "removed": len(difference.removed),
    }
    told = [(number, word) for word, number in counts.items() if number]
    return ", ".join(
        f"{number if place else counted(number, 'figure')} {word}"
        for place, (number, word) in enumerate(told)
    )


def _reached(charts: int, pages: int) -> str:
    reached = [counted(n, noun) for n, noun in ((charts, "chart"), (pages, "page")) if n]
    return f"{' and '.join(reached)} touched" if reached else ""


def _answers(checks: tuple[CheckChange, ...]) -> Iterator[str]:
    failing = sum(_holds(check.now) is False for check in checks)
    mended = sum(_holds(check.was) is False and _holds(check.now) is True for check in checks)
    if failing:
        yield f"{counted(failing, 'check')} {'fails' if failing == 1 else 'fail'}"
    if mended:
        yield f"{counted(mended, 'check')} {'holds' if mended == 1 else 'hold'} again"


def _holds(answer: Answer | None) -> bool | None:
    return answer.holds if answer else None


def _noted(corrections: int, uncorrected: int) -> str:
    if uncorrected:
        return f"{uncorrected} without a correction"
    return counted(corrections, "correction") if corrections else ""


# Figures -----------------------------------------------------------------------------------------


def _figures(difference: Difference) -> Rows:
    for change in difference.changed:
        for value in change.values:
            yield [
                _figure(change.id, change.label, _at(change, value)),
                *_value_cells(change, value),
            ]
    for each in difference.added:
        yield [_figure(each.id, each.label), "–", _listed(each), "added"]
    for each in difference.removed:
        yield [_figure(each.id, each.label), _listed(each), "–", "removed"]


def _figure(id: str, label: str, at: str | None = None) -> str:
    return f"{_text(label)} {_code(f'{id} @{at}' if at else id)}"


def _at(change: FigureChange, value: ValueChange) -> str | None:
    """Which of several observations it is."""
    return (value.now_period or value.was_period) if change.series else None


def _value_cells(change: FigureChange, value: ValueChange) -> list[str]:
    follows = f"follows from {_codes(change.follows)}" if change.follows else ""
    was, now = _said(value.was or ""), _said(value.now or "")
    if value.was_period != value.now_period and not change.series:
        was, now = _with_period(was, value.was_period), _with_period(now, value.now_period)
    return [was, now, "; ".join(filter(None, (_how_far(value), follows)))]


def _with_period(text: str, period: str | None) -> str:
    return f"{text} ({period})" if text and period else text


def _how_far(value: ValueChange) -> str:
    if value.was is None or value.now is None:
        return "period added" if value.was is None else "period removed"
    if value.places is not None:
        number = abs(value.places)
        way = "up" if value.places < 0 else "down"
        return f"{number:f} place{'s' * (number != 1)} {way}"
    if value.points is not None:
        return f"{_signed(value.points)} points"
    return f"{_signed(value.percent)} %" if value.percent is not None else ""


def _signed(number: Decimal) -> str:
    return f"{'−' if number < 0 else '+'}{abs(number):f}"


def _listed(each: Listed) -> str:
    return _with_period(_text(each.text), _text(each.period or ""))


def _fields(changed: Iterable[FigureChange]) -> Rows:
    for change in changed:
        for field in change.fields:
            yield [
                _figure(change.id, change.label),
                field.name,
                *map(_said, (field.was, field.now)),
            ]


# Corrections -------------------------------------------------------------------------------------


def _uncorrected(found: tuple[Uncorrected, ...]) -> Lines:
    """The list, and below it the entries in one fence, so that they are pasted at once."""
    for each in found:
        at = None if each.entry else each.period
        told = f"{_figure(each.id, each.label, at)} ({_code(str(each.place))})"
        yield f"- {told}: {each.was} → {each.now}; {each.remedy}"
    entries = [each.entry for each in found if each.entry]
    if entries:
        yield from ("", "```yaml", *entries, "```")


ENTRY = ["Figure", "Date", "Was", "Now", "Why", ""]


def _corrections(difference: Difference) -> Rows:
    for entry in difference.corrections:
        yield [*_entry_cells(entry), "added"]
    for entry in difference.withdrawn:
        yield [*_entry_cells(entry), "removed"]


def _entry_cells(entry: Entry) -> list[str]:
    why = next(iter(entry.why.values()))
    return [_code(entry.indicator), entry.date, entry.was, entry.now, _text(why)]


# Checks ------------------------------------------------------------------------------------------


def _checks(checks: Iterable[CheckChange]) -> Rows:
    for check in checks:
        yield [_code(check.check), _answer(check.was), _answer(check.now)]


def _answer(answer: Answer | None) -> str:
    if answer is None:
        return "–"
    if answer.holds is None:
        return "cannot be judged"
    sides = f"{answer.left:f} and {answer.right:f} {answer.unit}".strip()
    return f"{'holds' if answer.holds else '**fails**'}: {_text(sides)}"


# Charts, pages and the rest ----------------------------------------------------------------------


def _pages(difference: Difference) -> Lines:
    yield from _table(["Page", "Touched by"], _touched(difference.pages))
    if difference.cards:
        yield from ("", f"Social cards with changed figures: {_codes(difference.cards)}")


def _touched(touched: Iterable[Touched]) -> Rows:
    for each in touched:
        yield [f"{_text(each.title or '')} {_code(each.id)}".strip(), _reasons(each)]


def _reasons(touched: Touched) -> str:
    told = [] if touched.how == "changed" else [touched.how]
    told += ["its words"] if touched.words else []
    told += ["what it draws"] if touched.drawing else []
    told += [f"charts {_codes(touched.charts)}"] if touched.charts else []
    told += [f"figures {_codes(touched.figures)}"] if touched.figures else []
    return "; ".join(told)


def _sources(difference: Difference) -> Lines:
    for source in difference.sources:
        told = "; ".join(f"{f.name}: {_said(f.was)} → {_said(f.now)}" for f in source.fields)
        yield f"- {_text(source.title)} {_code(source.id)}: {told or source.how}"


def _site(difference: Difference) -> Lines:
    for field in difference.site:
        yield f"- {field.name}: {_said(field.was)} → {_said(field.now)}"


# Writing -----------------------------------------------------------------------------------------


def _table(heads: list[str], rows: Rows) -> Lines:
    body = [_row(cells) for cells in rows]
    if body:
        yield from (_row(heads), _row(["---"] * len(heads)), *body)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _said(text: str) -> str:
    return _text(text) or "–"


def _text(text: str) -> str:
    """A text that Markdown takes as it stands, on one line."""
    return re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """In a table, a pipe ends the cell even inside code."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))
