"""Rows of labels with something drawn to their right or beneath: shared by what runs sideways."""

from __future__ import annotations

from dataclasses import dataclass

from changzhou_site.charts import style
from changzhou_site.charts.scene import Item, Scene
from changzhou_site.charts.words import Block, fits


@dataclass(frozen=True)
class Row:
    """A mark's label and where its drawing stands."""

    item: Item
    block: Block
    top: float
    """Of the label."""
    middle: float
    """Of what is drawn."""


@dataclass(frozen=True)
class Rows:
    """A column of labels, or labels above what they name."""

    rows: tuple[Row, ...]
    left: float
    """Where the drawing beside or beneath the labels begins."""
    bottom: float
    stacked: bool


def lay_rows(scene: Scene, thickness: float, *, lines: bool = False) -> Rows:
    """Labels in a column where there is room for one, else each above its row.

    `lines` asks for a line for the value above each row as well.
    """
    column = _column(scene)
    if column is None:
        return _stacked(scene, thickness, lines)
    return _beside(scene, thickness, column, lines)


def _column(scene: Scene) -> tuple[Block, ...] | None:
    """The labels as a column, or None where it would be too narrow for them."""
    if scene.style.narrow:
        return None
    width = scene.style.width * style.LABEL_SHARE
    blocks = tuple(scene.label(item, width) for item in scene.items)
    tall = any(
        len(b.lines) > style.LABEL_LINES + bool(i.when)
        for b, i in zip(blocks, scene.items, strict=True)
    )
    broken = not all(fits(item.label, scene.label_type(item), width) for item in scene.items)
    return None if tall or broken else blocks


def _beside(scene: Scene, thickness: float, blocks: tuple[Block, ...], lines: bool) -> Rows:
    extra = scene.style.value.leading + 2 if lines else 0
    left = max(block.width for block in blocks) + 2 * style.GAP
    y, rows = float(style.OVERHANG), []
    for item, block in zip(scene.items, blocks, strict=True):
        height = max(block.height, thickness + extra)
        middle = y + height / 2 + extra / 2
        rows.append(Row(item, block, middle - block.height / 2, middle))
        y += height + scene.style.row_gap
    return Rows(tuple(rows), left, y - scene.style.row_gap + style.OVERHANG, False)


def _stacked(scene: Scene, thickness: float, lines: bool) -> Rows:
    y, rows = 0.0, []
    for item in scene.items:
        block = scene.label(item, scene.style.width)
        extra = scene.style.value.leading if lines else 0
        middle = y + block.height + extra + style.UNDER_LABEL + thickness / 2
        rows.append(Row(item, block, y, middle))
        y = middle + thickness / 2 + scene.style.row_gap
    return Rows(tuple(rows), style.EDGE, y - scene.style.row_gap + style.EDGE, True)
