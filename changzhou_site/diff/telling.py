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
from changzhou_site.diff.comparison import Comparison
from changzhou_site.edition import Answer, Entry

Lines = Iterator[str]


def as_markdown(comparison: Comparison) -> str:
    """A line that sums up, and a section for each sort of change that there is."""
    names = f"from {_name(comparison.old.name)} to {_name(comparison.new.name)}"
    difference = comparison.difference
    if difference == Difference():
        return f"Nothing changed {names}.\n"
    sections = [
        _section("Figures", _figures(difference)),
        _section("Said of figures", _fields(difference.changed)),
        _section("Changed without a correction", _uncorrected(comparison.uncorrected)),
        _section("Checks", _checks(difference.checks)),
        _section("Charts", _touched(difference.charts, "Chart")),
        _section("Pages", _pages(difference)),
        _section("Corrections", _corrections(difference)),
        _section("Sources", _sources(difference)),
        _section("Site", _site(difference)),
    ]
    summary = f"**{_summary(comparison)}** {names}."
    return "\n".join([summary, *(line for section in sections for line in section)]) + "\n"


def _name(name: str | None) -> str:
    return _code(name) if name else "the working files"


def _section(heading: str, lines: Lines) -> list[str]:
    body = list(lines)
    return ["", f"### {heading}", "", *body] if body else []


# The summary -------------------------------------------------------------------------------------


def _summary(comparison: Comparison) -> str:
    """`3 figures changed, 1 added; 5 charts and 8 pages touched; 1 check fails`"""
    difference = comparison.difference
    parts = [
        _moved("figure", len(difference.changed), len(difference.added), len(difference.removed)),
        _reached(len(difference.charts), len(difference.pages)),
        *_answers(difference.checks),
        _noted(len(difference.corrections), len(comparison.uncorrected)),
    ]
    said = "; ".join(part for part in parts if part)
    return said or "No figure changed"


def _moved(noun: str, changed: int, added: int, removed: int) -> str:
    """The noun stands at the first of the counts."""
    counts = ((changed, "changed"), (added, "added"), (removed, "removed"))
    told = [(number, word) for number, word in counts if number]
    return ", ".join(
        f"{number if place else _count(number, noun)} {word}"
        for place, (number, word) in enumerate(told)
    )


def _reached(charts: int, pages: int) -> str:
    reached = [_count(number, noun) for number, noun in ((charts, "chart"), (pages, "page"))
               if number]  # fmt: skip
    return f"{' and '.join(reached)} touched" if reached else ""


def _answers(checks: tuple[CheckChange, ...]) -> Iterator[str]:
    failing = sum(_fails(check.now) for check in checks)
    mended = sum(_fails(check.was) and _holds(check.now) for check in checks)
    if failing:
        yield f"{_count(failing, 'check')} {'fails' if failing == 1 else 'fail'}"
    if mended:
        yield f"{_count(mended, 'check')} {'holds' if mended == 1 else 'hold'} again"


def _noted(corrections: int, uncorrected: int) -> str:
    if uncorrected:
        return f"{uncorrected} without a correction"
    return _count(corrections, "correction") if corrections else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


# Figures -----------------------------------------------------------------------------------------


def _figures(difference: Difference) -> Lines:
    rows = [
        [_figure(change.id, change.label, _at(change, value)), *_value_cells(change, value)]
        for change in difference.changed
        for value in change.values
    ]
    rows += [
        [_figure(each.id, each.label), "–", _listed(each), "added"] for each in difference.added
    ]
    rows += [
        [_figure(each.id, each.label), _listed(each), "–", "removed"] for each in difference.removed
    ]
    yield from _table(["Figure", "Was", "Now", "Change"], rows)


def _figure(id: str, label: str, at: str | None = None) -> str:
    return f"{_text(label)} {_code(f'{id} @{at}' if at else id)}"


def _at(change: FigureChange, value: ValueChange) -> str | None:
    """Which of several observations it is."""
    return (value.now_period or value.was_period) if change.series else None


def _value_cells(change: FigureChange, value: ValueChange) -> list[str]:
    told = [_how_far(value)]
    if change.follows:
        told.append(f"follows from {_codes(change.follows)}")
    was, now = _said(value.was or ""), _said(value.now or "")
    if value.was_period != value.now_period and not change.series:
        was, now = _with_period(was, value.was_period), _with_period(now, value.now_period)
    return [was, now, "; ".join(part for part in told if part)]


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


def _fields(changed: Iterable[FigureChange]) -> Lines:
    rows = [
        [_figure(change.id, change.label), field.name, _said(field.was), _said(field.now)]
        for change in changed
        for field in change.fields
    ]
    yield from _table(["Figure", "What", "Was", "Now"], rows)


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


def _corrections(difference: Difference) -> Lines:
    rows = [[*_entry_cells(entry), "added"] for entry in difference.corrections]
    rows += [[*_entry_cells(entry), "removed"] for entry in difference.withdrawn]
    yield from _table(["Figure", "Date", "Was", "Now", "Why", ""], rows)


def _entry_cells(entry: Entry) -> list[str]:
    why = next(iter(entry.why.values()))
    return [_code(entry.indicator), entry.date, entry.was, entry.now, _text(why)]


# Checks ------------------------------------------------------------------------------------------


def _checks(checks: Iterable[CheckChange]) -> Lines:
    rows = [[_code(check.check), _answer(check.was), _answer(check.now)] for check in checks]
    yield from _table(["Check", "Was", "Now"], rows)


def _answer(answer: Answer | None) -> str:
    if answer is None:
        return "–"
    if answer.holds is None:
        return "cannot be judged"
    sides = f"{answer.left:f} and {answer.right:f} {answer.unit}".strip()
    return f"{'holds' if answer.holds else '**fails**'}: {_text(sides)}"


def _holds(answer: Answer | None) -> bool:
    return answer is not None and answer.holds is True


def _fails(answer: Answer | None) -> bool:
    return answer is not None and answer.holds is False


# Charts, pages and the rest ----------------------------------------------------------------------


def _pages(difference: Difference) -> Lines:
    yield from _touched(difference.pages, "Page")
    if difference.cards:
        yield from ("", f"Social cards with changed figures: {_codes(difference.cards)}")


def _touched(touched: Iterable[Touched], what: str) -> Lines:
    rows = [
        [f"{_text(each.title or '')} {_code(each.id)}".strip(), _reasons(each)] for each in touched
    ]
    yield from _table([what, "Touched by"], rows)


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


def _table(heads: list[str], rows: list[list[str]]) -> Lines:
    if rows:
        yield from (_row(heads), _row(["---"] * len(heads)), *(_row(cells) for cells in rows))


def _row(cells: Iterable[str]) -> str:
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
