"""What stands on the sheets of a PDF that Chromium has printed: each text's place and size.

Read from the file itself, as Skia writes it: one stream a sheet, deflated, one operator after the
other. The letters are numbers of glyphs, so nothing is said of the words.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

Matrix = tuple[float, ...]

SHEET = re.compile(rb"/Contents (\d+) 0 R")
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
STEP = re.compile(rf"((?:{NUMBER} ){{6}})(cm|Tm)\b|({NUMBER}) (Tf)\b|\b(q|Q|Tj|TJ)\b")


@dataclass(frozen=True)
class Printed:
    """A run of text, in points from the foot of its sheet."""

    height: float
    size: float


def sheets(pdf: bytes) -> list[list[Printed]]:
    """The runs of text on each sheet, in the order in which they are printed."""
    return [list(runs(stream_of(pdf, match[1]))) for match in SHEET.finditer(pdf)]


def stream_of(pdf: bytes, number: bytes) -> str:
    head = re.search(rb"\n%b 0 obj\s*<<[^>]*>>\s*stream\r?\n" % number, pdf)
    assert head is not None, f"the PDF has no stream {number.decode()}"
    return zlib.decompressobj().decompress(pdf[head.end() :]).decode("latin-1")


def runs(stream: str) -> Iterator[Printed]:
    """Follows the sheet's coordinates from operator to operator."""
    now: Matrix = (1, 0, 0, 1, 0, 0)
    text, size, kept = now, 0.0, list[Matrix]()
    for six, moved, one, _, word in STEP.findall(stream):
        if moved:
            matrix = tuple(map(float, six.split()))
            now, text = (times(matrix, now), text) if moved == "cm" else (now, matrix)
        elif one:
            size = float(one)
        elif word == "q":
            kept.append(now)
        elif word == "Q":
            now = kept.pop()
        else:
            _, _, _, scale, _, height = times(text, now)
            yield Printed(round(height), size * abs(scale))


def times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    k, o, m, n, x, y = other
    return (
        *(a * k + b * m, a * o + b * n, c * k + d * m, c * o + d * n),
        *(e * k + f * m + x, e * o + f * n + y),
    )
