"""Rows of labels with something drawn to their right or beneath: shared by what runs sideways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import START, Anchor
from changzhou_site.charts.words import TextBlock, fits

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


@dataclass(frozen=True)
class LabelRow:
    """A mark's label and where its drawing stands."""

    item: Item
    block: TextBlock
    said: TextBlock
    """Its value where that stands above what is drawn; else nothing."""
    top: float
    """Of the label."""
    middle: float
    """Of what is drawn."""


@dataclass(frozen=True)
class LabelRows:
    """A column of labels, or labels above what they name."""

    rows: tuple[LabelRow, ...]
    left: float
    """Where the drawing beside or beneath the labels begins."""
    bottom: float
    stacked: bool

    @property
    def free(self) -> float:
        """Where a value may begin that stands above what is drawn: past the column of labels."""
        return 0 if self.stacked else self.left


def lay_rows(staging: Staging, thickness: float, *, lines: bool = False) -> LabelRows:
    """Labels in a column where there is room for one, else each above its row.

    `lines` asks for room for the value above each row as well, in lines that fit.
    """
    column = _column(staging)
    if column is None:
        return _stacked(staging, thickness, lines)
    return _beside(staging, thickness, column, lines)


def _column(staging: Staging) -> tuple[TextBlock, ...] | None:
    """The labels as a column, or None where it would be too narrow for them."""
    if staging.style.narrow:
        return None
    width = staging.style.width * style.LABEL_SHARE
    blocks = tuple(staging.label(item, width) for item in staging.items)
    tall = any(
        len(b.lines) > style.LABEL_LINES + bool(i.when)
        for b, i in zip(blocks, staging.items, strict=True)
    )
    broken = not all(fits(item.label, staging.label_type(item), width) for item in staging.items)
    return None if tall or broken else blocks


def _beside(
    staging: Staging, thickness: float, blocks: tuple[TextBlock, ...], lines: bool
) -> LabelRows:
    left = max(block.width for block in blocks) + 2 * style.GAP
    y, rows = float(style.OVERHANG), []
    for item, block in zip(staging.items, blocks, strict=True):
        said = staging.figure(item, staging.style.width - left) if lines else TextBlock()
        extra = said.height + 2 if lines else 0
        height = max(block.height, thickness + extra)
        middle = y + height / 2 + extra / 2
        rows.append(LabelRow(item, block, said, middle - block.height / 2, middle))
        y += height + staging.style.row_gap
    return LabelRows(tuple(rows), left, y - staging.style.row_gap + style.OVERHANG, False)


def _stacked(staging: Staging, thickness: float, lines: bool) -> LabelRows:
    y, rows = 0.0, []
    for item in staging.items:
        block = staging.label(item, staging.style.width)
        said = staging.figure(item, staging.style.width) if lines else TextBlock()
        middle = y + block.height + said.height + style.UNDER_LABEL + thickness / 2
        rows.append(LabelRow(item, block, said, y, middle))
        y = middle + thickness / 2 + staging.style.row_gap
    return LabelRows(tuple(rows), style.EDGE, y - staging.style.row_gap + style.EDGE, True)


def draw_said(canvas: Canvas, row: LabelRow, x: float, half: float, anchor: Anchor = START) -> None:
    """A row's value above what is drawn, which is `half` as high over its middle."""
    top = row.middle - half - style.OVERHANG + row.said.lines[-1].under - row.said.height
    canvas.block(x, top, row.said, anchor)
