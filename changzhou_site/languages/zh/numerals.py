"""Numbers in Chinese numerals: which of them measure something, and what they are worth.

三成, 八千亿元 and 一百家 measure; 一个, 第三, 百姓 and 十四五 are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from changzhou_site.languages.lexicon import BARE, BOUND, FILLER, Lexicon, Numeral, Worth
from changzhou_site.units import RATIO

SMALL = "〇零一二两三四五六七八九十廿卅"
LARGE = "百千万亿萬億"
NUMERALS = f"{SMALL}{LARGE}"

SMALL_COUNTS = frozenset("一二两三四五六七八九十") | {"两三", "三两", "三四", "四五", "七八"}

MEASURES = (
    *"成倍多余来元万亿千百名座条辆台套户次吨亩米股份件种所岁周度只棵颗枚册篇页层栋间艘架头桶斤克升顷里丈尺寸",
    "公里",
    "平方",
    "小时",
    "分钟",
)
"""What may follow a number besides the site's units."""

# Runs of numerals ---------------------------------------------------------------------------------

LONE = re.compile(f"[{LARGE}]")
BEFORE_LONE = "数几上近过超约达逾破成每满好"
AFTER_LONE = (*MEASURES, *"级分")
"""What makes a measure of a lone 百, 千, 万 or 亿: 上万, 百强; without it, it is a name: 万科."""

AFTER_MAGNITUDE = re.compile(r"\W|$|[的多余左以上]")
"""What shows that a 万 right after a bound figure is no name."""

RUN = re.compile(f"[{NUMERALS}]+(?:点[{SMALL}]+[{LARGE}]*)?")
AFTER_RUN = re.compile(f"分之[{NUMERALS}点]*|成[一二三四五六七八九](?![个项种家位])|[成倍]")

QUALIFIER = re.compile("(?:将近|接近|超过|大约|不足|不到|至少|高达|多达|[近约超逾达])$")
MORE = re.compile("[多余](?!元|样|种|于|为|是)|有余")

FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟萬億]{2,}")
EVERYDAY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟兩贰", "一二三四五六七八九十百千两二")


def everyday(text: str) -> str:
    """A text with the numerals of cheques as all others: 捌仟 is 八千. As long as before."""
    text = text.replace("兩", "两")
    return FORMAL.sub(lambda match: match[0].translate(EVERYDAY), text)


def find(plain: str, masked: str, lexicon: Lexicon) -> Iterator[Numeral]:
    """Every number in numerals that measures something. `plain` is the text with ASCII digits,
    `masked` the same without what may stand."""
    for match in RUN.finditer(masked):
        start, end = match.span()
        if _belongs_to_what_precedes(masked, start, end):
            continue
        if _measures(plain, masked, start, end, lexicon):
            counted = AFTER_RUN.match(masked, end)
            end = counted.end() if counted else end
            worths = tuple(_worths(masked[start:end], masked[end:], lexicon))
            yield start, end, worths


def around(masked: str, start: int, end: int) -> tuple[int, int]:
    """From where to where a number goes with the words that bound it: 近九成, 八成多."""
    before = QUALIFIER.search(masked[:start][-2:])
    more = MORE.match(masked, end)
    return start - len(before[0]) if before else start, more.end() if more else end


def _belongs_to_what_precedes(masked: str, start: int, end: int) -> bool:
    """Whether a run is an ordinal, or the magnitude of digits already told."""
    before = masked[:start].rstrip(f"*_ \u00a0多余几{LARGE}")[-1:]
    if masked[:start][-1:] in ("第", "初"):
        return True
    magnitude = not masked[start:end].strip(LARGE)
    return magnitude and bool(before) and before.isnumeric() and before not in NUMERALS


def _measures(plain: str, words: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a run of Chinese numerals counts something, and is not just a word."""
    run, rest = plain[start:end], plain[end:]
    before = words[:start][-1:]
    if words.startswith("分之", end):
        return True
    if before == BARE and run[0] in LARGE:
        return True
    if LONE.fullmatch(run):
        if before == BOUND and AFTER_MAGNITUDE.match(rest):
            return True
        counts = before in BEFORE_LONE if before else False
        counts = counts or rest.startswith((*lexicon.units, *AFTER_LONE))
        return counts and not _names_unit(plain, start, end, lexicon)
    if LONE.search(run):
        return not _names_unit(plain, start, end, lexicon)
    if words.startswith(("成", "倍"), end):
        return True
    value = value_of(run)
    if value is not None and value > 24 and "点" in run and rest[:1] not in ("分", "刻"):
        return True
    vague = value is None or rest.startswith("几")
    more = rest[:1] in ("多", "余") and value is not None and value % 10 == 0
    rest = rest.lstrip("多余来几")
    if more and rest.startswith((*lexicon.counted, *MEASURES)):
        return True
    if rest.startswith(lexicon.counted) and not rest.startswith("个百分点"):
        return run not in SMALL_COUNTS and not rest.startswith("年代")
    large = before != "双" and len(run) > 1 and value is not None and value > 10
    if large and rest.startswith(MEASURES) and not NO_MEASURE.match(rest):
        return True
    return rest.startswith(lexicon.units) and not vague


NO_MEASURE = re.compile("[成倍多余来元万亿千百]|周年|层地狱|度(?:鞠躬|电影|假)|[季股]|种人")
"""What follows a run in names and sayings: 七十周年, 十八层地狱."""


def _names_unit(plain: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether 亿 or 万亿 only begins a unit's name, as in 单位：亿元 or （万元）."""
    if any(character in SMALL for character in plain[start:end]):
        return False
    unit = next((unit for unit in lexicon.units if plain.startswith(unit, start)), "")
    before, after = plain[:start][-1:], plain[start + len(unit) :][:1]
    return bool(
        len(unit) > end - start
        and (before in "以按为用是将把与和或及成" or ALONE.fullmatch(before))
        and (after in "计为换与和或及是时后前" or ALONE.fullmatch(after))
    )


ALONE = re.compile(rf"[^\w{FILLER}{BOUND}{BARE}]?")

# What they are worth ------------------------------------------------------------------------------

PLACES = {"十": 10, "百": 100, "千": 1000}
JOINED = {"廿": 20, "卅": 30}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
ONES = {character: value for value, character in enumerate("零一二三四五六七八九")}
ONES |= {"〇": 0, "两": 2}


def _worths(number: str, rest: str, lexicon: Lexicon) -> Iterator[Worth]:
    """What a run is worth with what belongs to it and the unit that follows."""
    bottom, parted, top = number.partition("分之")
    if parted:
        whole, part = value_of(bottom), value_of(top)
        if whole and part is not None:
            yield Worth(part / whole, RATIO)
        return
    run, tenths, fifth = number.partition("成")
    if tenths:
        value, hundredths = value_of(run), value_of(fifth) if fifth else Fraction(0)
        if value is not None and hundredths is not None:
            yield Worth(value / 10 + hundredths / 100, RATIO)
        return
    value = value_of(number.removesuffix("倍"))
    if value is not None:
        yield from _with_unit(value, number[-1] == "倍", rest.lstrip("多余来 "), lexicon)


def _with_unit(value: Fraction, times: bool, rest: str, lexicon: Lexicon) -> Iterator[Worth]:
    if times:
        yield Worth(value, RATIO)
        return
    unit = next((unit for unit in lexicon.units if rest.startswith(unit)), "")
    if unit in lexicon.scales:
        scale, dimension = lexicon.scales[unit]
        yield Worth(value * scale, dimension)
    else:
        yield Worth(value)


def value_of(run: str) -> Fraction | None:
    """What a run of numerals is worth; None where it is not one number: 两三, 七八十."""
    total = section = Fraction(0)
    number: Fraction | None = None
    place = Fraction(0)
    for character in run:
        if character == "点":
            place = Fraction(1, 10)
        elif character in ONES:
            if place:
                number = (number or Fraction(0)) + ONES[character] * place
                place /= 10
            elif number:
                return None
            else:
                number = Fraction(ONES[character])
        elif character in JOINED:
            section += JOINED[character]
            number, place = None, Fraction(0)
        elif character in PLACES:
            section += (1 if number is None else number) * PLACES[character]
            number, place = None, Fraction(0)
        else:
            myriads = total + section + (number or 0)
            if character in "亿億":
                total, section = (myriads or Fraction(1)) * MYRIADS[character], Fraction(0)
            else:
                total += (section + (number or 0) or Fraction(1)) * MYRIADS[character]
                section = Fraction(0)
            number, place = None, Fraction(0)
    return total + section + (number or 0)
