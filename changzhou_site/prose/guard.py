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
from functools import lru_cache

from changzhou_site.model import Site, Unit
from changzhou_site.units import COUNT, RANK
from changzhou_site.wording import value_text

FILLER = "\ue0ff"
"""Stands for each character of what has been accounted for."""


@dataclass(frozen=True)
class Loose:
    """A number that stands in a text unbound."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Vocabulary:
    """What a site's guard knows: its units, its literals, and how its figures read."""

    units: tuple[str, ...]
    """What follows the number in Chinese forms, longest first: 亿元, 个百分点, GWh."""
    counted: tuple[str, ...]
    """Those of counts, ranks and times, where small Chinese numerals are words."""
    literals: tuple[str, ...]
    figures: Mapping[str, tuple[str, str]]
    """How each figure's number reads -> its id and its whole wording."""


COUNTED = tuple(((name, 1),) for name in (COUNT, RANK, "year", "day"))
"""Dimensions in which small Chinese numerals are words: 一个, 五年."""

NUMERALS = "〇零一二两三四五六七八九十百千万亿"
DIGIT_NUMERALS = "〇零一二两三四五六七八九十"
WORD_COUNTS = "一二两三四五六七八九十"
"""Small counts: one numeral, up to ten."""

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
DASH = r"\s*[—–\-~至到]+\s*"
NOT_IN_NUMBER = r"(?<![\w.,¥$€£+−%\-])"

DATES = re.compile(
    "|".join(
        (
            rf"(?<!\d){YEAR}(?:年?{DASH}{YEAR})?年(?:{MONTH}月(?:{DAY}日(?:{DASH}{DAY}日)?)?)?",
            rf"(?<!\d){MONTH}月(?:{DAY}日(?:{DASH}(?:{MONTH}月)?{DAY}日)?)?",
            r"(?<!\d)(?:19|20)?[1-9]0年代",
            r"[一二][〇零一二三四五六七八九]{3}年",
            rf"{NOT_IN_NUMBER}{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w.]|-\d)",
            rf"\b{DAY}(?:\s*[–-]\s*{DAY})?\s+(?:{MONTHS})\b(?:,?\s+{YEAR}\b)?",
            rf"\b(?:{MONTHS})\s+{DAY}(?:st|nd|rd|th)?(?:,\s*{YEAR})?\b(?!\d)",
            rf"\b(?:{MONTHS})\s+{YEAR}\b",
        )
    )
)

BARE_YEAR = re.compile(
    rf"{NOT_IN_NUMBER}{YEAR}(?:[—–\-/]{YEAR}|[–-]\d\d(?!\d))?s?(?![\d.,]?\d|[A-Za-z_%‰°])"
)

ENGLISH_UNITS = re.compile(
    r"\s*(?:per\s?cent|percent|%|yuan|people|persons?|compan(?:y|ies)|firms?|items?|days?|years?"
    r"|times|points?|percentage|[kMGT]Wh|kilo\w*|million|billion|trillion|thousand|hundred)\b",
    re.IGNORECASE,
)

CHINESE_MEASURES = (
    *"成倍多余来元万亿千百名座条辆台套户次吨亩米股份件种所岁周度",
    "公里",
    "平方",
    "小时",
    "分钟",
)
"""What may follow a number in Chinese besides the site's units."""

DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
MAGNITUDES = re.compile("[百千万亿]*")

ORDINARY = re.compile(
    "百姓|百货|百科|百花|百合|百般|百年|百业|千万(?=[要别不])|千家万户|千方百计|千变万化|千差万别"
    "|千瓦时?|千米|千克|千里|万一|万物|万象|万分(?!之)|万万|万能|万事|万里|万众|亿万"
    "|百分点|百分比|百分制|成千上万|两两"
)
"""Words that hold a numeral and count nothing."""

NOT_TENTHS = re.compile("成(?=[果立为绩就员熟本功长型套品交都分败因不])")
"""成 that is no tenth: 一成立, 这一成果."""


def find_loose(text: str, vocabulary: Vocabulary, literals: Iterable[str] = ()) -> Iterator[Loose]:
    """Every loose number of a text, in order. Bound ones are masked with FILLER before."""
    masked = _mask(text, DATES)
    for literal in sorted({*vocabulary.literals, *literals}, key=len, reverse=True):
        masked = _mask_literal(masked, literal)
    masked = _mask_years(masked, vocabulary)
    found = [*_digits(text, masked), *_chinese(text, masked, vocabulary)]
    yield from sorted(found, key=lambda loose: loose.start)


def _mask(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: FILLER * len(match[0]), text)


def _mask_literal(text: str, literal: str) -> str:
    """Masks a name where it stands alone, not as a part of a longer number or word."""
    before = f"(?<!{_neighbour(literal[0])})" if _neighbour(literal[0]) else ""
    after = f"(?!{_neighbour(literal[-1])})" if _neighbour(literal[-1]) else ""
    return _mask(text, re.compile(before + re.escape(literal) + after))


def _neighbour(character: str) -> str:
    """What may not stand beside a literal's edge, so that 532 is not found in 15326."""
    if character.isascii() and character.isalnum():
        return r"[A-Za-z0-9]"
    return f"[0-9{NUMERALS}]" if character in NUMERALS else ""


def _mask_years(text: str, vocabulary: Vocabulary) -> str:
    """Masks bare years, unless what follows makes a quantity of them."""

    def mask(match: re.Match[str]) -> str:
        rest = text[match.end() :]
        counts = rest.lstrip().startswith((*vocabulary.units, *CHINESE_MEASURES))
        return match[0] if counts or ENGLISH_UNITS.match(rest) else FILLER * len(match[0])

    return BARE_YEAR.sub(mask, text)


def _digits(text: str, masked: str) -> Iterator[Loose]:
    """Digits of every script, and signs that are numbers: ½, ², Ⅳ."""
    plain = "".join(_digit(character) for character in masked)
    for match in DIGITS.finditer(plain):
        magnitude = MAGNITUDES.match(masked, match.end())
        end = magnitude.end() if magnitude else match.end()
        yield Loose(match.start(), end, text[match.start() : end])


def _digit(character: str) -> str:
    if character.isascii() or character in NUMERALS:
        return character
    if character in "．，：／":
        return {"．": ".", "，": "，", "：": "：", "／": "／"}[character]
    return "0" if unicodedata.category(character) in ("Nd", "Nl", "No") else character


RUN = re.compile(f"[{NUMERALS}]+(?:点[{DIGIT_NUMERALS}]+)?")


def _chinese(text: str, masked: str, vocabulary: Vocabulary) -> Iterator[Loose]:
    masked = _mask(_mask(masked, ORDINARY), NOT_TENTHS)
    for match in RUN.finditer(masked):
        start, end = match.span()
        if _follows_number(masked, start) or not _measures(text, start, end, vocabulary):
            continue
        whole = re.compile(f"分之[{NUMERALS}]*").match(masked, end)
        end = whole.end() if whole else end
        yield Loose(start, end, text[start:end])


def _follows_number(text: str, start: int) -> bool:
    """Whether a run is an ordinal, or the magnitude of digits already told."""
    before = text[max(0, start - 1) : start]
    return before in ("第", "初") or (bool(before) and _digit(before).isdigit())


def _measures(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a run of Chinese numerals counts something, and is not just a word."""
    run, rest = text[start:end], text[end:]
    if rest.startswith("分之"):
        return True
    if any(character in run for character in "百千万亿"):
        return not _names_unit(text, start, end, vocabulary)
    if rest.startswith(("成", "倍")):
        return True
    if rest.startswith(vocabulary.counted) and not rest.startswith("个百分点"):
        return run not in WORD_COUNTS and not rest.startswith("年代")
    return rest.startswith(vocabulary.units)


def _names_unit(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether 亿 or 万亿 only begins a unit's name, as in 单位：亿元 or （万元）."""
    if any(character in DIGIT_NUMERALS for character in text[start:end]):
        return False
    unit = next((unit for unit in vocabulary.units if text.startswith(unit, start)), "")
    before, after = text[:start][-1:], text[start + len(unit) :][:1]
    alone = re.compile(r"[^\w" + FILLER + r"]?")
    return bool(
        len(unit) > end - start
        and (before in "以按为用" or alone.fullmatch(before))
        and (after in "计为" or alone.fullmatch(after))
    )


def read_vocabulary(site: Site) -> Vocabulary:
    """What the guard of this site knows."""
    units = {word for unit in site.units.values() for word in _suffixes(unit)}
    counted = {
        word
        for unit in site.units.values()
        if unit.dimension in COUNTED
        for word in _suffixes(unit)
    }
    return Vocabulary(
        units=_longest_first(units),
        counted=_longest_first(counted),
        literals=site.meta.literals,
        figures=_figures(site),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _suffixes(unit: Unit) -> Iterator[str]:
    """What follows the number in a unit's Chinese forms."""
    for form in unit.forms.get("zh", {}).values():
        word = form.partition("{n}")[2].strip()
        if word:
            yield word


def _figures(site: Site) -> dict[str, tuple[str, str]]:
    figures: dict[str, tuple[str, str]] = {}
    for indicator in site.indicators.values():
        for observation in indicator.observations:
            for language in site.meta.languages:
                worded = value_text(indicator, observation, language)
                key = _number_in(worded)
                figures.setdefault(key, (indicator.id, worded))
    return figures


@lru_cache(maxsize=4096)
def _number_in(text: str) -> str:
    """The number of a wording: its digits without grouping, or its Chinese numerals."""
    digits = DIGITS.search(text)
    if digits:
        return digits[0].replace(",", "")
    numerals = re.search(f"[{NUMERALS}]+(?:分之[{NUMERALS}]+)?", text)
    return numerals[0] if numerals else text


def hint_for(loose: Loose, vocabulary: Vocabulary) -> str:
    """How to bind a loose number: to the indicator it equals, where there is one."""
    number = unicodedata.normalize("NFKC", loose.text).rstrip(
        "百千万亿" if loose.text[0].isdigit() else ""
    )
    found = vocabulary.figures.get(number.replace(",", ""))
    if found:
        return f"`{found[0]}` reads {found[1]}: write {{{{ {found[0]} }}}}"
    return "write {{ id }} of an indicator; a name goes into `literals`"
