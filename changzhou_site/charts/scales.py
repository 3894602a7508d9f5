"""From amounts to pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Lengths:
    """Where zero is, and how long one unit of amount."""

    zero: float
    scale: float

    def at(self, amount: float) -> float:
        return self.zero + amount * self.scale


def fit_lengths(amounts: Sequence[float], beyond: Sequence[float], room: float) -> Lengths:
    """The longest bars from a common zero that leave each its own room `beyond` its end.

    A value below zero runs the other way, with its label at that side.
    """
    up = [(amount, extra) for amount, extra in zip(amounts, beyond, strict=True) if amount >= 0]
    down = [(-amount, extra) for amount, extra in zip(amounts, beyond, strict=True) if amount < 0]
    ends = [(a + b, c + d) for a, c in up or [(0, 0)] for b, d in down or [(0, 0)] if a + b > 0]
    scale = max(0.0, min(((room - extra) / amount for amount, extra in ends), default=0))
    return Lengths(max((amount * scale + extra for amount, extra in down), default=0), scale)


def nice_step(span: float, count: int) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides a span into about `count`."""
    raw = span / count
    power = 10.0 ** math.floor(math.log10(raw))
    factor = min((1, 2, 5, 10), key=lambda factor: abs(math.log(raw / (factor * power))))
    return factor * power


def step_decimals(step: float) -> int:
    """The digits after the point that a step's multiples need."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


@dataclass(frozen=True)
class Ticks:
    """A scale's range and its marks, in the unit they are labelled in."""

    low: float
    high: float
    marks: tuple[float, ...]
    decimals: int


def nice_ticks(values: Sequence[float], count: int, least: float = 0) -> Ticks:
    """A range around values, from zero unless they all lie far from it; its steps are no smaller
    than `least`, a power of ten."""
    low, high = min(values), max(values)
    if low >= 0 and low < 0.6 * high:
        low = 0.0
    if high <= 0 and high > 0.6 * low:
        high = 0.0
    if high == low:
        low, high = (min(0.0, low), max(0.0, high)) if low else (0.0, 1.0)
    step = max(nice_step(high - low, count), least)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = step_decimals(step)
    marks = tuple(round(step * n, decimals) for n in range(first, last + 1))
    return Ticks(marks[0], marks[-1], marks, decimals)


def with_margin(ticks: Ticks, values: Sequence[float]) -> Ticks:
    """A tick more below, where the lowest value would leave no room for its label."""
    step = ticks.marks[1] - ticks.marks[0]
    if ticks.low == 0 or min(values) - ticks.low > step * 0.4:
        return ticks
    low = round(ticks.low - step, ticks.decimals)
    return Ticks(low, ticks.high, (low, *ticks.marks), ticks.decimals)


def rank_ticks(worst: int) -> tuple[int, ...]:
    """First place, then round ones, to the first that holds the worst."""
    if worst <= 6:
        return tuple(range(1, max(worst, 2) + 1))
    step = next(step for step in (2, 5, 10, 20, 50, 100, 200, 500, 10**6) if worst / step <= 6)
    return (1, *range(step, step * math.ceil(worst / step) + 1, step))


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Tops of labels near where they are wanted, their middles in that order, none over another."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index] + heights[index] / 2)
    tops = [0.0] * len(wanted)
    at = low
    for index in order:
        tops[index] = at = max(at, wanted[index])
        at += heights[index]
    limit = high
    for index in reversed(order):
        tops[index] = min(tops[index], limit - heights[index])
        limit = tops[index]
    return tops
