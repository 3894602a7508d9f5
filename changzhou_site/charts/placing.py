"""Where words go: where a label breaks into lines, and where it stands near points and lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from changzhou_site.charts.style import LABEL_LINES, Type
from changzhou_site.charts.words import (
    CLOSING,
    OPENING,
    PIECE,
    Block,
    Line,
    balanced,
    fits,
    room,
    wrapped,
)

Point = tuple[float, float]
Ways = dict[int, tuple[float, tuple[str, ...]]]
"""For each place in a text, what the best lines up to it cost, and those lines."""

# Lines --------------------------------------------------------------------------------------------

JOINING = frozenset("的与和及或、，；：。")
"""A line ends well after these."""
SUFFIXES = frozenset("率值额量度者化性型级类式业品员人们了着过等之均期")
"""They belong to what stands before them: no line begins well with one."""
ENDINGS = SUFFIXES | frozenset("市县区省国厂年月日")
"""A word is likely to end with these, and the next to begin."""
PREFIXES = frozenset("总新单每各最未非不超近约前第其从到由按以在至零一二三四五六七八九十百千两几")
"""They belong to what follows: no line ends well with one."""
WORDS = (
    "经济 规模以上 现代 核心 增加 生产总值 工业 产业 企业 制造 技术 高新 战略 新兴 新能源 汽车 "
    "电池 动力 收入 地区 全国 全省 全市 位次 增速 增长 投资 出口 进口 消费 居民 财政 科技 研发 "
    "专利 人口 人均 城市 城镇 乡村 农业 服务 数字 智能 装备 材料 光伏 储能 风电 项目 设备 指数 "
    "综合 竞争 社会 资本 政策 资金 目标 销售 纳税人 冠军 占比 比重 份额 总量 总额 面积 季度 "
    "年度 在建 合计 国内 国家 基本 一般"
).split()
"""Words of this field; there is no dictionary to ask."""
BONDS = frozenset("".join(pair) for word in WORDS for pair in pairwise(word))
"""Characters that no line break comes between, where it can be helped."""

SMALL_WORDS = frozenset("a an the of in on at to by for per and or with from its".split())
"""No English line ends well with one of these."""

RAGGED, BAD, ALONE = 2.0, 2.5, 10.0
"""What lines of unequal length cost, a word that is broken, a last line of a single character."""


def label_block(text: str, type: Type, width: float, colour: str = "ink") -> Block:
    """A label in lines that end where a reader would pause; nothing for an empty one."""
    return Block(tuple(Line(line, type, colour) for line in label_lines(text, type, width)))


@lru_cache(maxsize=4096)
def label_lines(text: str, type: Type, width: float) -> tuple[str, ...]:
    """As few lines as fit: they end after a joining word, before a bracket, between words, and are
    otherwise about equally long. One more line is taken where a word would be broken."""
    lines = wrapped(text, type, width) if text else []
    if len(lines) < 2:
        return tuple(lines)
    if not fits(text, type, width):
        return tuple(balanced(text, type, width))
    cost, best = _broken(text, type, width, len(lines))
    if cost >= BAD and len(lines) < LABEL_LINES:
        more, longer = _broken(text, type, width, len(lines) + 1)
        best = longer if more < cost / 2 else best
    return best


def _broken(text: str, type: Type, width: float, count: int) -> tuple[float, tuple[str, ...]]:
    """The best way to break a text into so many lines, with its cost."""
    mean = room(text, type) / count
    ends = [*_breaks(text), (len(text), 0.0)]
    best: Ways = {0: (0.0, ())}
    for _ in range(count):
        best = _one_more(text, type, width, mean, ends, best)
    return best.get(len(text), (math.inf, tuple(balanced(text, type, width))))


def _one_more(
    text: str,
    type: Type,
    width: float,
    mean: float,
    ends: Sequence[tuple[int, float]],
    best: Ways,
) -> Ways:
    """The cheapest ways to reach each end with one more line."""
    found: Ways = {}
    for start, (cost, lines) in best.items():
        for end, price in ends:
            if end <= start:
                continue
            line = text[start:end].strip()
            if (length := room(line, type)) > width:
                break
            alone = ALONE if end == len(text) and len(line) == 1 else 0
            total = cost + price + alone + RAGGED * ((length - mean) / mean) ** 2
            if end not in found or total <= found[end][0]:
                found[end] = total, (*lines, line)
    return found


def _breaks(text: str) -> Iterator[tuple[int, float]]:
    """Where a line may end, and what that costs."""
    run = at = 0
    for piece, after in pairwise(PIECE.findall(text)):
        at += len(piece)
        run = run + 1 if _is_han(piece) and piece not in JOINING | ENDINGS else 0
        if piece.isspace():
            word = text[: at - 1].rsplit(" ", 1)[-1]
            yield at, 0.35 if word.lower() in SMALL_WORDS else 0.0
        elif not (after.isspace() or after[0] in CLOSING or piece[-1] in OPENING):
            yield at, _price(piece, after, run)


def _price(piece: str, after: str, run: int) -> float:
    """What a line's end between two pieces costs. Most Chinese words have two characters."""
    if after in OPENING or piece in CLOSING:
        return 0.0
    if piece in JOINING:
        return 0.15
    if piece in PREFIXES or after in SUFFIXES or piece + after in BONDS:
        return BAD
    if not _is_han(piece):
        return BAD if _is_han(after) else 0.5
    if after in JOINING:
        return 1.2
    return 0.6 if run % 2 == 0 or not _is_han(after) else 1.0


def _is_han(piece: str) -> bool:
    return len(piece) == 1 and "\u3400" <= piece <= "\u9fff"


# Labels at points ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


LABEL_COST, DOT_COST, OUTSIDE_COST, LINE_COST, FAR_COST = 100, 12, 24, 1.5, 0.4


@dataclass
class Placer:
    """What is taken already, and what a label had better not cover."""

    bounds: Box
    labels: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    lines: list[Point] = field(default_factory=list)
    """Points close together along every line."""

    def place(self, x: float, y: float, size: Point, clear: Point) -> Box:
        """The best box of that size near a point, at least `clear` above or below it."""
        return self._best(self._around(x, y, size, clear))

    def place_beside(self, x: float, y: float, size: Point) -> Box | None:
        """A free box to the right of a point, level with it or a little off; None where all are
        taken."""
        width, height = size
        levels = sorted((n / 4 for n in range(-12, 13)), key=abs)
        tried = (Box(x, y + height * n, x + width, y + height * (n + 1)) for n in levels)
        free = [box for box in tried if not self._cost(box) and box.right <= self.bounds.right]
        return (
            self._best((box, abs((box.top + box.bottom) / 2 - y)) for box in free) if free else None
        )

    def _best(self, tried: Iterable[tuple[Box, float]]) -> Box:
        """The box that covers least, near rather than far."""
        best, least = None, math.inf
        for box, moved in sorted(tried, key=lambda one: one[1]):
            if FAR_COST * moved >= least:
                break
            cost = self._cost(box) + FAR_COST * moved
            if cost < least:
                best, least = box, cost
        assert best is not None
        self.labels.append(best)
        return best

    def _around(self, x: float, y: float, size: Point, clear: Point) -> Iterator[tuple[Box, float]]:
        """Boxes above and below a point, each with how far it is moved off."""
        width, height = size
        left, right = self.bounds.left, self.bounds.right - width
        for steps in range(17):
            off = height * steps / 4
            for shift in (0.5, 0.25, 0.75, 0.0, 1.0):
                at = min(max(x - width * shift, left), right)
                moved = off + abs(at + width / 2 - x) / 8
                for top in (y - clear[0] - height - off, y + clear[1] + off):
                    yield Box(at, top, at + width, top + height), moved

    def _cost(self, box: Box) -> float:
        outside = box.top < self.bounds.top or box.bottom > self.bounds.bottom
        return (
            LABEL_COST * sum(box.meets(other) for other in self.labels)
            + DOT_COST * sum(box.meets(other) for other in self.dots)
            + LINE_COST * sum(box.holds(point) for point in self.lines)
            + OUTSIDE_COST * outside
        )

    def add_line(self, points: Sequence[Point], every: float = 4) -> None:
        """A line through points, as something to keep off."""
        for (x0, y0), (x1, y1) in pairwise(points):
            count = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / every))
            self.lines += [
                (x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count + 1)
            ]
