"""Numbers in Chinese numerals and words: which of them measure something, and what they are worth.

三成, 翻一番, 八千亿元 and 过半 measure; 一个, 第三, 百姓 and 写到一半 are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from changzhou_site.prose.guard.numbers import (
    BARE,
    BOUND,
    DIGIT_NUMERALS,
    FILLER,
    LARGE,
    NUMERALS,
    Loose,
    Nature,
    Worth,
    digit,
)
from changzhou_site.prose.guard.vocabulary import CHINESE_MEASURES, Vocabulary
from changzhou_site.units import RATIO

SMALL_COUNTS = frozenset("一二两三四五六七八九十") | {"两三", "三两", "三四", "四五", "七八"}

# Words that hold a numeral and count nothing ------------------------------------------------------

ORDINARY = re.compile(
    f"(?<![{NUMERALS}几数])(?:"
    "百姓|百货|百度|百科|百花|百合|百般|百年|百业|百家争鸣|千万(?=[要别不记])|千家万户|千方百计"
    "|千变万化|千差万别|千百年|千瓦时?|千米|千克|千里|千丝万缕|千千万万|万一|万物|万象|万分(?!之)|万万"
    "|万能|万事|万里|万众|万岁|万千|万家灯火|万无一失|万紫千红|万水千山|千锤百炼|千言万语|千载难逢|千古"
    "|千山万水|千辛万苦|千头万绪|千军万马|千呼万唤|百折不挠|百尺竿头|百战|百感|百无|百里挑一|万全|万难|百强县"
    "|三元(?=锂|材料|电池|前驱|正极|体系|路线|聚合|里)|[一二]元(?=复始|论|化|结构|对立|经济|方程|次)"
    ")|亿万|(?<!半)(?<!半个)百分点|百分比|百分制|成千上万|成百上千|数以[百千万亿]+计|最后一公里|诸子百家|变化万千|感慨万千"
    "|挂一漏万|气象万千|(?:信心|勇气|精神|干劲)百倍|[百双]倍(?=的?(?:努力|信心|珍惜|勇气|用心))"
    "|(?:信心|勇气|精神|干劲|压力|动力|活力|士气|魅力|力量|热情|自信|烦恼|亲切)倍增|一泻千里|一诺千金"
    "|一落千丈|一掷千金|一刻千金|一目十行|五花八门|杀一儆百|以一当[十百]|千篇一律|千钧一发|千真万确"
    "|一成不变|[一二三四五六七八九十]+年如一日|[三四]十年河[东西]|十全十美|十拿九稳|十有八九"
    "|(?<=一)成(?=[果立为绩就员熟本功长型套品交都分败因])|成员[国单]|倍数|一倍速"
)
"""百姓, 万一; 成 that is no tenth: 这一成果."""

HALF_WORDS = re.compile(
    "[另前后上下]一半|成功的一半|一半一半|一知半解"
    "|(?<![降减缩跌占达])到一半|[说讲走做办写听看想吃喝干读推学修建盖忙活][了到出完过]?一半"
    "|双过半|[不经透越绕通]过半(?!数)|过半(?=[百天年月晌日夜空开掩个小分生辈山途路截公价辆])|半数致死"
)
"""Halves that measure nothing: 写到一半, 另一半, 不过半年."""

# Numbers in other words than numerals -------------------------------------------------------------

TIMES = re.compile(
    rf"翻[了上出]?(?:[近约超]|将近|不止|超过)?(?P<times>[{DIGIT_NUMERALS}]?)(?P<unit>番|倍(?!数))"
    r"|(?P<many>成倍(?!数))|(?P<point>半个?百分点)"
    rf"|(?P<twice>双倍(?![体镜率]|[行间]距)|(?<![\d{NUMERALS}成翻双])倍增(?![器管剂]|计划|行动|效应|工程|时间|数))"
    r"|(?P<half>(?<!拦)腰斩(?![刑断之])|逾半(?![年月个天日生百辈小])|减半|折半|一半|(?:过半|半)数|过半(?=[，。、；：！？）”」\s的是为来在由]|$|企业|人|家庭|员工|居民|城市|市民|用户))"
    rf"|打[了出过]?个?(?P<off>[一二三四五六七八九]{{1,2}})折(?!扣)"
)
"""翻一番, 成倍, 减半, 一半, 打八折."""

# Runs of numerals ---------------------------------------------------------------------------------

LONE = re.compile(f"[{LARGE}]")
BEFORE_LONE = "数几上近过超约达逾破成每满好"
AFTER_LONE = (*CHINESE_MEASURES, *"级强分")
"""What makes a measure of a lone 百, 千, 万 or 亿: 上万, 百强; without it, it is a name: 万科."""

AFTER_MAGNITUDE = re.compile(r"\W|$|[的多余左以上]")
"""What shows that a 万 right after a bound figure is no name."""

RUN = re.compile(f"[{NUMERALS}]+(?:点[{DIGIT_NUMERALS}]+[{LARGE}]*)?")
AFTER_RUN = re.compile(f"分之[{NUMERALS}点]*|成[一二三四五六七八九](?![个项种家位])|[成倍]")

QUALIFIER = re.compile("(?:将近|接近|超过|大约|不足|不到|至少|高达|多达|[近约超逾达])$")
MORE = re.compile("多(?!元|样|种|于|为|是)|有余")

FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟萬億]{2,}")
EVERYDAY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟兩贰", "一二三四五六七八九十百千两二")


def everyday(text: str) -> str:
    """A text with the numerals of cheques as all others: 捌仟 is 八千. As long as before."""
    text = text.replace("兩", "两")
    return FORMAL.sub(lambda match: match[0].translate(EVERYDAY), text)


def find_chinese(text: str, plain: str, masked: str, vocabulary: Vocabulary) -> Iterator[Loose]:
    """Every number in Chinese words that measures something. `plain` is the text with ASCII digits,
    `masked` the same without what may stand."""
    words = _mask(_mask(masked, ORDINARY), HALF_WORDS)
    for match in TIMES.finditer(words):
        yield _loose(text, words, *match.span(), _worths_of_times(match))
    words = _mask(words, TIMES)
    for match in RUN.finditer(words):
        start, end = match.span()
        if _belongs_to_what_precedes(masked, start, end):
            continue
        if _measures(plain, words, start, end, vocabulary):
            counted = AFTER_RUN.match(words, end)
            end = counted.end() if counted else end
            worths = tuple(_worths(words[start:end], words[end:], vocabulary))
            yield _loose(text, words, start, end, worths)


def _mask(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: FILLER * len(match[0]), text)


def _loose(text: str, words: str, start: int, end: int, worths: tuple[Worth, ...]) -> Loose:
    """A number with the word that bounds it: 近九成, 八成多."""
    before = QUALIFIER.search(words[:start][-2:])
    first = start - len(before[0]) if before else start
    more = MORE.match(words, end)
    last = more.end() if more else end
    glued = words[:start][-1:] == BARE or (words[:start][-1:] == BOUND and words[start] in LARGE)
    nature = Nature.GLUED if glued else Nature.SPELLED
    after = text[last : last + 16]
    return Loose(first, last, text[first:last], after, nature, worths, core=(start, end))


def _belongs_to_what_precedes(masked: str, start: int, end: int) -> bool:
    """Whether a run is an ordinal, or the magnitude of digits already told."""
    before = masked[:start].rstrip(f"*_ \u00a0多余几{LARGE}")[-1:]
    if masked[:start][-1:] in ("第", "初"):
        return True
    magnitude = not masked[start:end].strip(LARGE)
    return magnitude and bool(before) and digit(before).isdigit()


def _measures(plain: str, words: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
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
        counts = counts or rest.startswith((*vocabulary.units, *AFTER_LONE))
        return counts and not _names_unit(plain, start, end, vocabulary)
    if LONE.search(run):
        return not _names_unit(plain, start, end, vocabulary)
    if words.startswith(("成", "倍"), end):
        return True
    value = chinese_value(run)
    if value is not None and value > 24 and "点" in run and rest[:1] not in ("分", "刻"):
        return True
    rest = rest.lstrip("多余来几")
    if rest.startswith(vocabulary.counted) and not rest.startswith("个百分点"):
        return run not in SMALL_COUNTS and not rest.startswith("年代")
    large = before != "双" and len(run) > 1 and value is not None and value > 10
    if large and rest.startswith(CHINESE_MEASURES) and not NO_MEASURE.match(rest):
        return True
    return rest.startswith(vocabulary.units)


NO_MEASURE = re.compile("[成倍多余来元万亿千百]|周年|层地狱|度(?:鞠躬|电影|假)|[季股]|种人")
"""What follows a run in names and sayings: 七十周年, 十八层地狱."""


def _names_unit(plain: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether 亿 or 万亿 only begins a unit's name, as in 单位：亿元 or （万元）."""
    if any(character in DIGIT_NUMERALS for character in plain[start:end]):
        return False
    unit = next((unit for unit in vocabulary.units if plain.startswith(unit, start)), "")
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


def _worths(number: str, rest: str, vocabulary: Vocabulary) -> Iterator[Worth]:
    """What a run is worth with what belongs to it and the unit that follows."""
    bottom, parted, top = number.partition("分之")
    if parted:
        whole, part = chinese_value(bottom), chinese_value(top)
        if whole and part is not None:
            yield Worth(part / whole, RATIO)
        return
    run, tenths, fifth = number.partition("成")
    if tenths:
        value, hundredths = chinese_value(run), chinese_value(fifth) if fifth else Fraction(0)
        if value is not None and hundredths is not None:
            yield Worth(value / 10 + hundredths / 100, RATIO)
        return
    value = chinese_value(number.removesuffix("倍"))
    if value is not None:
        yield from _with_unit(value, number[-1] == "倍", rest.lstrip("多余来 "), vocabulary)


def _with_unit(value: Fraction, times: bool, rest: str, vocabulary: Vocabulary) -> Iterator[Worth]:
    if times:
        yield Worth(value, RATIO)
        return
    unit = next((unit for unit in vocabulary.units if rest.startswith(unit)), "")
    if unit in vocabulary.scales:
        scale, dimension = vocabulary.scales[unit]
        yield Worth(value * scale, dimension)
    else:
        yield Worth(value)


def _worths_of_times(match: re.Match[str]) -> tuple[Worth, ...]:
    """翻一番 is twice as much, and growth of 100%."""
    if match["half"]:
        return (Worth(Fraction(1, 2), RATIO),)
    if match["off"]:
        digits = [ONES[character] for character in match["off"]]
        price = sum(Fraction(value, 10**place) for place, value in enumerate(digits, 1))
        return (Worth(Fraction(price), RATIO),)
    if match["point"]:
        return (Worth(Fraction(1, 200), RATIO),)
    if match["twice"]:
        return (Worth(Fraction(2), RATIO), Worth(Fraction(1), RATIO))
    if match["many"]:
        return ()
    times = chinese_value(match["times"]) if match["times"] else Fraction(1)
    if times is None or times > 20:
        return ()
    grown = 2 ** int(times) if match["unit"] == "番" else times + 1 if match["times"] else 2
    return (Worth(Fraction(grown), RATIO), Worth(Fraction(grown - 1), RATIO))


def chinese_value(run: str) -> Fraction | None:
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
