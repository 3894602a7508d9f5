"""Drawings that cost nothing, for tests of what is made again and not of what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from unittest.mock import patch

from changzhou_site.charts import ChartFiles
from changzhou_site.digests import Digests

HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\xd0\x00\x00\x01\xe0"
"""Of a picture of 720 by 480 pixels."""


def _drawn(*asked: object) -> str:
    return f'<svg height="100"><!-- {Digests().of(asked).hex()} --></svg>'


def _painted(*asked: object) -> bytes:
    return HEAD + sha256(Digests().of(asked)).digest()


def _files(*asked: object) -> ChartFiles:
    return ChartFiles(_drawn(*asked).encode(), _painted(*asked))


@contextmanager
def pages_alone_painted() -> Iterator[None]:
    """Within, drawings on pages are real; in place of files and cards, which no page shows, stands
    a digest of all that each is given."""
    with (
        patch("changzhou_site.outputs.chart_files.draw_files", _files),
        patch("changzhou_site.outputs.cards.draw_card", _painted),
    ):
        yield


@contextmanager
def unpainted() -> Iterator[None]:
    """Within, each drawing is a digest of all that it is given."""
    with (
        pages_alone_painted(),
        patch("changzhou_site.outputs.drawings.draw_chart", _drawn),
        patch("changzhou_site.outputs.assets._subset", lambda text: text.encode()),
    ):
        yield
