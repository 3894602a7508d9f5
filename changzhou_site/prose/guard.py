"""The guard: finds numbers typed into text that no indicator stands behind.

It works on one text at a time and knows nothing of Markdown. What may stand unbound is masked
first: dates, years, listed literals, names of units; what is left of digits and of Chinese
numerals in a measure is loose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from changzhou_site.model import Indicator, Site, Unit
from changzhou_site.prose.times import BARE_YEAR, DATES, GAP
from changzhou_site.units import COUNT, RANK
from changzhou_site.wording import share_of, share_text, value_text, whole_text

FILLER = "\ue0ff"
"""Stands for each character of what has been accounted for."""


@dataclass(frozen=True)
class Loose:
    """A number that stands in a text unbound."""

    start: int
    end: int
    text: str
    after: str = ""
    """What follows it, which may be the unit of the figure it equals."""


@dataclass(frozen=True)
class Figure:
    """How a figure is written between braces, and how it reads."""

    reference: str
    worded: str


@dataclass(frozen=True)
class Vocabulary:
    """What a site's guard knows: its units, its literals, and how its figures read."""

    units: tuple[str, ...]
    """What follows the number in Chinese forms, longest first: 亿元, 个百分点, GWh."""
    counted: tuple[str, ...]
    """Those of counts, ranks and times, where small Chinese numerals are words."""
    english: tuple[str, ...]
    """What follows the number in English forms."""
    literals: tuple[str, ...]
    """Names that may stand in any text: the site's literals, and units such as km²."""
    figures: Mapping[str, tuple[Figure, ...]]
    """The figures by the number in their wording, newest observations first."""


COUNTED = tuple(((name, 1),) for name in (COUNT, RANK, "year", "day"))
"""Dimensions in which small Chinese numerals are words: 一个, 五年."""

LARGE = "百千万亿萬億"
NUMERALS = f"〇零一二两三四五六七八九十{LARGE}"
DIGIT_NUMERALS = "〇零一二两三四五六七八九十"
SMALL_COUNTS = frozenset("一二两三四五六七八九十") | {"两三", "三两", "三四", "四五", "七八"}

ENGLISH_UNITS = re.compile(
    r"\s*(?:[%‰]|(?:per\s?cent|percent|yuan|RMB|CNY|dollars?|euros?|people|persons?|compan(?:y|ies)"
    r"|firms?|items?|days?|years?|times|points?|percentage|[kMGT]Wh?|kilo\w*|km|kg|tonnes?|tons?"
    r"|miles?|met(?:re|er)s?|hectares?|million|billion|trillion|thousand|hundred|bn|trn)\b)",
    re.IGNORECASE,
)

CHINESE_MEASURES = (
    *"成倍多余来元万亿千百名座条辆台套户次吨亩米股份件种所岁周度只棵颗枚册篇页层栋间艘架头桶斤克升顷",
    "公里",
    "平方",
    "小时",
    "分钟",
)
"""What may follow a number in Chinese besides the site's units."""

# Digits and numerals -----------------------------------------------------------------------------

DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
MAGNITUDES = re.compile(rf"(?:{GAP}[多余几]?[{LARGE}]+(?![姓货科年般瓦米克]))*")

ORDINARY = re.compile(
    f"(?<![{NUMERALS}几数])(?:"
    "百姓|百货|百度|百科|百花|百合|百般|百年|百业|百家争鸣|千万(?=[要别不记])|千家万户|千方百计"
    "|千变万化|千差万别|千百年|千瓦时?|千米|千克|千里|千丝万缕|千千万万|万一|万物|万象|万分(?!之)|万万"
    "|万能|万事|万里|万众|万岁|万千|万家灯火|万无一失|万紫千红"
    "|三元(?=锂|材料|电池|前驱|正极|体系|路线|聚合|里)|[一二]元(?=复始|论|化|结构|对立|经济|方程|次)"
    ")|亿万|百分点|百分比|百分制|成千上万|数以[百千万亿]+计|最后一公里|诸子百家|变化万千|感慨万千|挂一漏万"
    "|一成不变|[一二三四五六七八九十]+年如一日|[三四]十年河[东西]|(?<=一)成(?=[果立为绩就员熟本功长型套品交都分败因])|成员[国单]"
)
"""Words that hold a numeral and count nothing: 百姓, 万一; 成 that is no tenth: 这一成果."""

LONE = re.compile(f"[{LARGE}]")
BEFORE_LONE = "数几上近过超约达逾破成每满好"
AFTER_LONE = (*CHINESE_MEASURES, *"级强分")
"""What makes a measure of a lone 百, 千, 万 or 亿: 上万, 百强; without it, it is a name: 万科."""

RUN = re.compile(f"[{NUMERALS}]+(?:点[{DIGIT_NUMERALS}]+[{LARGE}]*)?")
AFTER_RUN = re.compile(f"分之[{NUMERALS}点]*|[成倍]")


def find_loose(text: str, vocabulary: Vocabulary, literals: Iterable[str] = ()) -> Iterator[Loose]:
    """Every loose number of a text, in order. Bound ones are masked with FILLER before."""
    plain = re.sub(r"\d", lambda match: str(unicodedata.decimal(match[0])), text)
    masked = _mask_times(plain, plain, DATES, vocabulary)
    for literal in {*vocabulary.literals, *literals}:
        masked = _mask_literal(plain, masked, literal, vocabulary)
    masked = _mask_times(plain, masked, BARE_YEAR, vocabulary)
    found = [*_digits(masked), *_chinese(plain, masked, vocabulary)]
    for start, end in sorted(found):
        yield Loose(start, end, text[start:end], text[end : end + 16])


def _mask(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: FILLER * len(match[0]), text)


def _mask_times(plain: str, masked: str, pattern: re.Pattern[str], vocabulary: Vocabulary) -> str:
    """Masks dates or years, unless what follows makes a quantity of them."""

    def mask(match: re.Match[str]) -> str:
        counts = match[0][-1].isdigit() and _counts(plain[match.end() :][:24], vocabulary)
        return match[0] if counts else FILLER * len(match[0])

    return pattern.sub(mask, masked)


def _counts(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a unit follows, so that what stands before it is a quantity."""
    rest = rest.lstrip()
    if rest.startswith((*vocabulary.units, *CHINESE_MEASURES)) or ENGLISH_UNITS.match(rest):
        return True
    word = next((word for word in vocabulary.english if rest.startswith(word)), "")
    return bool(word) and not rest[len(word) :][:1].isalpha()


def _mask_literal(plain: str, masked: str, literal: str, vocabulary: Vocabulary) -> str:
    """Masks a name where it stands alone, not as a part of a longer number or word."""
    before, after = _neighbours(literal[0]), _neighbours(literal[-1])
    left = rf"(?<!{before})(?<!\d[.,])" if before else ""
    right = rf"(?!{after})(?![.,]\d)" if after else ""
    number = bool(DIGITS.fullmatch(literal))
    for match in re.finditer(left + re.escape(literal) + right, plain):
        if not (number and _counts(plain[match.end() :][:24], vocabulary)):
            masked = masked[: match.start()] + FILLER * len(literal) + masked[match.end() :]
    return masked


def _neighbours(character: str) -> str:
    """What may not stand beside a literal's edge, so that 532 is not found in 15326."""
    if character.isascii() and character.isalnum():
        return r"[A-Za-z0-9]"
    return f"[0-9{NUMERALS}]" if character in NUMERALS else ""


def _digits(masked: str) -> Iterator[tuple[int, int]]:
    """Digits of every script, and signs that are numbers: ½, ², Ⅳ."""
    plain = "".join(_digit(character) for character in masked)
    for match in DIGITS.finditer(plain):
        magnitude = MAGNITUDES.match(masked, match.end())
        assert magnitude is not None
        yield match.start(), magnitude.end()


def _digit(character: str) -> str:
    if character.isascii() or character in NUMERALS:
        return character
    if character == "．":
        return "."
    return "0" if unicodedata.category(character) in ("Nd", "Nl", "No") else character


def _chinese(plain: str, masked: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    words = _mask(masked, ORDINARY)
    for match in RUN.finditer(words):
        start, end = match.span()
        if _belongs_to_what_precedes(masked, start, end):
            continue
        if _measures(plain, words, start, end, vocabulary):
            counted = AFTER_RUN.match(words, end)
            yield start, counted.end() if counted else end


def _belongs_to_what_precedes(masked: str, start: int, end: int) -> bool:
    """Whether a run is an ordinal, or the magnitude of digits already told."""
    before = masked[:start].rstrip(f"*_ \u00a0多余几{LARGE}")[-1:]
    if masked[:start][-1:] in ("第", "初"):
        return True
    magnitude = not masked[start:end].strip(LARGE)
    return magnitude and bool(before) and _digit(before).isdigit()


def _measures(plain: str, words: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a run of Chinese numerals counts something, and is not just a word."""
    run, rest = plain[start:end], plain[end:]
    if words.startswith("分之", end):
        return True
    if LONE.fullmatch(run):
        before = plain[:start][-1:]
        counts = before in BEFORE_LONE if before else False
        counts = counts or rest.startswith((*vocabulary.units, *AFTER_LONE))
        return counts and not _names_unit(plain, start, end, vocabulary)
    if LONE.search(run):
        return not _names_unit(plain, start, end, vocabulary)
    if words.startswith(("成", "倍"), end):
        return True
    rest = rest.lstrip("多余来几")
    if rest.startswith(vocabulary.counted) and not rest.startswith("个百分点"):
        return run not in SMALL_COUNTS and not rest.startswith("年代")
    return rest.startswith(vocabulary.units)


def _names_unit(plain: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether 亿 or 万亿 only begins a unit's name, as in 单位：亿元 or （万元）."""
    if any(character in DIGIT_NUMERALS for character in plain[start:end]):
        return False
    unit = next((unit for unit in vocabulary.units if plain.startswith(unit, start)), "")
    before, after = plain[:start][-1:], plain[start + len(unit) :][:1]
    alone = re.compile(r"[^\w" + FILLER + r"]?")
    return bool(
        len(unit) > end - start
        and (before in "以按为用是将把与和或及成" or alone.fullmatch(before))
        and (after in "计为换与和或及是时后前" or alone.fullmatch(after))
    )


def read_vocabulary(site: Site) -> Vocabulary:
    """What the guard of this site knows."""
    units = site.units.values()
    counted = [unit for unit in units if unit.dimension in COUNTED]
    return Vocabulary(
        units=_longest_first(word for unit in units for word in _suffixes(unit, "zh")),
        counted=_longest_first(word for unit in counted for word in _suffixes(unit, "zh")),
        english=_longest_first(word for unit in units for word in _suffixes(unit, "en", "other")),
        literals=(*site.meta.literals, *_numbered(site)),
        figures=_figures(site),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def _suffixes(unit: Unit, language: str, category: str = "") -> Iterator[str]:
    """What follows the number in a unit's forms, or in that of one plural category."""
    for name, form in unit.forms.get(language, {}).items():
        word = form.partition("{n}")[2].strip()
        if word and category in ("", name):
            yield word


def _numbered(site: Site) -> tuple[str, ...]:
    """Units whose names hold a number, such as km²: in a caption they are names."""
    names = {name for unit in site.units.values() for name in (unit.id, *_suffixes(unit, "en"))}
    return tuple(name for name in sorted(names) if DIGITS.search("".join(map(_digit, name))))


def _figures(site: Site) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, dict[Figure, None]] = {}
    for language in site.meta.languages:
        for indicator in site.indicators.values():
            for figure in _worded(indicator, language):
                found.setdefault(_number_in(figure.worded), {})[figure] = None
    return {number: tuple(figures) for number, figures in found.items()}


def _worded(indicator: Indicator, language: str) -> Iterator[Figure]:
    """Each observation of an indicator, and the newest one's whole and share."""
    newest = indicator.newest
    yield Figure(indicator.id, value_text(indicator, newest, language))
    for observation in indicator.observations[:-1]:
        if observation.period:
            reference = f"{indicator.id} @{observation.period.written}"
            yield Figure(reference, value_text(indicator, observation, language))
    if newest.whole is not None:
        yield Figure(f"{indicator.id} | of", whole_text(indicator, newest, language))
        share = share_of(indicator, newest)
        if share is not None:
            yield Figure(f"{indicator.id} | share", share_text(newest, share, language))


def _number_in(text: str) -> str:
    """The number of a wording: its digits without grouping, or its Chinese numerals."""
    text = unicodedata.normalize("NFKC", text)
    digits = DIGITS.search(text)
    if digits:
        number = digits[0].replace(",", "")
        return number.rstrip("0").rstrip(".") if "." in number else number
    numerals = re.search(f"[{NUMERALS}]+(?:分之[{NUMERALS}]+)?", text)
    return numerals[0] if numerals else text


def hint_for(loose: Loose, vocabulary: Vocabulary) -> str:
    """How to bind a loose number: to the indicator it equals, where there is one."""
    magnitude = re.search(rf"\d\s?([{LARGE}]+)$", loose.text)
    figures = vocabulary.figures.get(_number_in(loose.text), ())
    if magnitude:
        figures = tuple(f for f in figures if _tail(f.worded).startswith(magnitude[1]))
    if figures:
        following = (magnitude[1] if magnitude else "") + loose.after.lstrip()
        found = max(figures, key=lambda figure: _agrees(_tail(figure.worded), following))
        return f"`{found.reference}` reads {found.worded}: write {{{{ {found.reference} }}}}"
    return "write {{ id }} of an indicator; a name goes into `literals`"


def _tail(worded: str) -> str:
    """What stands behind the number of a wording."""
    digits = DIGITS.search(worded)
    return worded[digits.end() :].strip() if digits else ""


def _agrees(tail: str, following: str) -> bool:
    return bool(tail) and following.startswith(tail)
