"""How figures and periods read, in Chinese and in English."""

# ruff: noqa: E501 (the tables are wider than code)

from decimal import Decimal

import pytest

from changzhou_site.errors import Place
from changzhou_site.figures import (
    digits_text,
    fraction_words,
    number_text,
    observed_text,
    period_text,
    quantity_text,
    share_of,
    share_text,
    value_text,
    whole_text,
)
from changzhou_site.figures.wording import converted_text
from changzhou_site.load.built_in import worded_units
from changzhou_site.load.scalars import read_period
from changzhou_site.model import Bound, Indicator, Kind, Language, Observation, Unit
from changzhou_site.source import Text
from changzhou_site.units import NO_UNIT, count_decimals
from tests.support import language

HERE = Place("f.yaml")
ZH, EN = language("zh"), language("en")
BUILT_IN = worded_units({"zh": ZH, "en": EN})


def units(unit: str) -> Unit:
    return BUILT_IN[unit] if unit else NO_UNIT


def reads(value: str, unit: str, bound: Bound, language: Language) -> str:
    number, numbers = Decimal(value), language.numbers
    return quantity_text(number, count_decimals(number), units(unit), bound, numbers)


def indicator(
    value: str, unit: str, bound: Bound = Bound.EXACT, of: int | None = None
) -> Indicator:
    """An indicator with one observation, of a number or a fraction as written."""
    top, slash, bottom = value.partition("/")
    fraction = (int(top), int(bottom)) if slash else None
    number = Decimal(top) / Decimal(bottom) if slash else Decimal(value)
    observation = Observation(
        number,
        decimals=3 if slash else count_decimals(number),
        bound=bound,
        period=None,
        period_text=None,
        citations=(),
        place=HERE,
        fraction=fraction,
        whole=None if of is None else Decimal(of),
    )
    return Indicator("id", {}, units(unit), Kind.ACTUAL, (observation,), HERE)


# Every built-in unit, exact, over, at least, about, under, at most ---------------------------------

READINGS = {
    ("8.5", "%"): ("8.5%|超8.5%|至少8.5%|约8.5%|不足8.5%|至多8.5%",
                   "8.5%|over 8.5%|at least 8.5%|about 8.5%|under 8.5%|at most 8.5%"),
    ("1", "百分点"): ("1个百分点|超1个百分点|至少1个百分点|约1个百分点|不足1个百分点|至多1个百分点",
                   "1 percentage point|over 1 percentage point|at least 1 percentage point|about 1 percentage point|under 1 percentage point|at most 1 percentage point"),
    ("1.0", "百分点"): ("1.0个百分点|超1.0个百分点|至少1.0个百分点|约1.0个百分点|不足1.0个百分点|至多1.0个百分点",
                   "1.0 percentage points|over 1.0 percentage points|at least 1.0 percentage points|about 1.0 percentage points|under 1.0 percentage points|at most 1.0 percentage points"),
    ("16", "倍"): ("16倍|超16倍|至少16倍|约16倍|不足16倍|至多16倍",
                  "16 times|over 16 times|at least 16 times|about 16 times|under 16 times|at most 16 times"),
    ("25", "位"): ("第25位|第25位之后|第25位或之后|约第25位|第25位之前|前25位",
                  "25th|below 25th|25th or lower|about 25th|above 25th|top 25"),
    ("1200", "个"): ("1200个|超1200个|至少1200个|约1200个|不足1200个|至多1200个",
                    "1,200|over 1,200|at least 1,200|about 1,200|under 1,200|at most 1,200"),
    ("1", "家"): ("1家|超1家|至少1家|约1家|不足1家|至多1家",
                 "1 company|over 1 company|at least 1 company|about 1 company|under 1 company|at most 1 company"),
    ("4", "家"): ("4家|超4家|至少4家|约4家|不足4家|至多4家",
                 "4 companies|over 4 companies|at least 4 companies|about 4 companies|under 4 companies|at most 4 companies"),
    ("6", "项"): ("6项|超6项|至少6项|约6项|不足6项|至多6项",
                 "6 items|over 6 items|at least 6 items|about 6 items|under 6 items|at most 6 items"),
    ("5278100", "人"): ("5278100人|超5278100人|至少5278100人|约5278100人|不足5278100人|至多5278100人",
                      "5,278,100 people|over 5,278,100 people|at least 5,278,100 people|about 5,278,100 people|under 5,278,100 people|at most 5,278,100 people"),
    ("363", "天"): ("363天|超363天|至少363天|约363天|不足363天|至多363天",
                   "363 days|over 363 days|at least 363 days|about 363 days|under 363 days|at most 363 days"),
    ("1", "年"): ("1年|超1年|至少1年|约1年|不足1年|至多1年",
                 "1 year|over 1 year|at least 1 year|about 1 year|under 1 year|at most 1 year"),
    ("120000", "元"): ("120000元|超120000元|至少120000元|约120000元|不足120000元|至多120000元",
                      "¥120,000|over ¥120,000|at least ¥120,000|about ¥120,000|under ¥120,000|at most ¥120,000"),
    ("16", "万元"): ("16万元|超16万元|至少16万元|约16万元|不足16万元|至多16万元",
                    "¥160,000|over ¥160,000|at least ¥160,000|about ¥160,000|under ¥160,000|at most ¥160,000"),
    ("8807.6", "亿元"): ("8807.6亿元|超8807.6亿元|至少8807.6亿元|约8807.6亿元|不足8807.6亿元|至多8807.6亿元",
                       "¥880.76 billion|over ¥880.76 billion|at least ¥880.76 billion|about ¥880.76 billion|under ¥880.76 billion|at most ¥880.76 billion"),
    ("1.7", "万亿元"): ("1.7万亿元|超1.7万亿元|至少1.7万亿元|约1.7万亿元|不足1.7万亿元|至多1.7万亿元",
                     "¥1.7 trillion|over ¥1.7 trillion|at least ¥1.7 trillion|about ¥1.7 trillion|under ¥1.7 trillion|at most ¥1.7 trillion"),
    ("100", "亿元/年"): ("每年100亿元|每年超100亿元|每年至少100亿元|每年约100亿元|每年不足100亿元|每年至多100亿元",
                      "¥10 billion a year|over ¥10 billion a year|at least ¥10 billion a year|about ¥10 billion a year|under ¥10 billion a year|at most ¥10 billion a year"),
    ("12.5", "kWh"): ("12.5kWh|超12.5kWh|至少12.5kWh|约12.5kWh|不足12.5kWh|至多12.5kWh",
                     "12.5 kWh|over 12.5 kWh|at least 12.5 kWh|about 12.5 kWh|under 12.5 kWh|at most 12.5 kWh"),
    ("1200", "MWh"): ("1200MWh|超1200MWh|至少1200MWh|约1200MWh|不足1200MWh|至多1200MWh",
                     "1,200 MWh|over 1,200 MWh|at least 1,200 MWh|about 1,200 MWh|under 1,200 MWh|at most 1,200 MWh"),
    ("260", "GWh"): ("260GWh|超260GWh|至少260GWh|约260GWh|不足260GWh|至多260GWh",
                    "260 GWh|over 260 GWh|at least 260 GWh|about 260 GWh|under 260 GWh|at most 260 GWh"),
    ("1", "TWh"): ("1TWh|超1TWh|至少1TWh|约1TWh|不足1TWh|至多1TWh",
                  "1 TWh|over 1 TWh|at least 1 TWh|about 1 TWh|under 1 TWh|at most 1 TWh"),
    ("25", "rank"): ("第25位|第25位之后|第25位或之后|约第25位|第25位之前|前25位",
                     "25th|below 25th|25th or lower|about 25th|above 25th|top 25"),
    ("16", ""): ("16|超16|至少16|约16|不足16|至多16",
                "16|over 16|at least 16|about 16|under 16|at most 16"),
}  # fmt: skip
BOUNDS = (Bound.EXACT, Bound.OVER, Bound.AT_LEAST, Bound.ABOUT, Bound.UNDER, Bound.AT_MOST)


@pytest.mark.parametrize(("figure", "texts"), READINGS.items(), ids=["".join(k) for k in READINGS])
def test_value_with_unit_and_bound(figure: tuple[str, str], texts: tuple[str, str]) -> None:
    for each, expected in zip((ZH, EN), texts, strict=True):
        assert "|".join(reads(*figure, bound, each) for bound in BOUNDS) == expected


REPLACEABLE_READINGS = {
    ("3.5", "‰"): ("3.5‰", "3.5‰"),
    ("536.6", "万人"): ("536.6万人", "5.366 million people"),
    ("45", "万户"): ("45万户", "450,000 households"),
    ("8000", "万人次"): ("8000万人次", "80 million visits"),
    ("1", "件"): ("1件", "1 item"),
    ("7200", "件"): ("7200件", "7,200 items"),
    ("1", "岁"): ("1岁", "1 year"),
    ("81.5", "岁"): ("81.5岁", "81.5 years"),
    ("1", "吨"): ("1吨", "1 tonne"),
    ("2500", "吨"): ("2500吨", "2,500 tonnes"),
    ("320", "万吨"): ("320万吨", "3.2 million tonnes"),
    ("12.5", "公里"): ("12.5公里", "12.5 km"),
    ("4372", "平方公里"): ("4372平方公里", "4,372 km²"),
    ("15", "亩"): ("15亩", "15 mu"),
    ("150", "万亩"): ("150万亩", "1.5 million mu"),
    ("1", "公顷"): ("1公顷", "1 hectare"),
    ("1200", "公顷"): ("1200公顷", "1,200 hectares"),
    ("560.3", "亿千瓦时"): ("560.3亿千瓦时", "56.03 billion kWh"),
    ("166900", "元/人"): ("166900元/人", "¥166,900 per person"),
    ("120000", "美元"): ("120000美元", "$120,000"),
    ("85.2", "亿美元"): ("85.2亿美元", "$8.52 billion"),
    ("1.50", "USD"): ("1.50美元", "$1.50"),
    ("75", "USD_k"): ("7.5万美元", "$75,000"),
    ("1.5", "USD_M"): ("150万美元", "$1.5 million"),
    ("1.5", "USD_bn"): ("15亿美元", "$1.5 billion"),
    ("1.5", "USD_tn"): ("1.5万亿美元", "$1.5 trillion"),
    ("1200", "EUR"): ("1200欧元", "€1,200"),
    ("75", "EUR_k"): ("7.5万欧元", "€75,000"),
    ("250", "EUR_M"): ("2.5亿欧元", "€250 million"),
    ("0.25", "EUR_bn"): ("2.5亿欧元", "€250 million"),
    ("3", "EUR_tn"): ("3万亿欧元", "€3 trillion"),
    ("9999", "GBP"): ("9999英镑", "£9,999"),
    ("10", "GBP_k"): ("1万英镑", "£10,000"),
    ("10.0", "GBP_M"): ("1000万英镑", "£10.0 million"),
    ("12", "GBP_bn"): ("120亿英镑", "£12 billion"),
    ("1200", "GBP_tn"): ("1200万亿英镑", "£1,200 trillion"),
    ("980", "JPY"): ("980日元", "JP¥980"),
    ("980", "JPY_k"): ("98万日元", "JP¥980,000"),
    ("980", "JPY_M"): ("9.8亿日元", "JP¥980 million"),
    ("980", "JPY_bn"): ("9800亿日元", "JP¥980 billion"),
    ("980", "JPY_tn"): ("980万亿日元", "JP¥980 trillion"),
    ("16", "CNY"): ("16元", "¥16"),
    ("16", "CNY_k"): ("1.6万元", "¥16,000"),
    ("16", "CNY_M"): ("1600万元", "¥16 million"),
    ("880.76", "CNY_bn"): ("8807.6亿元", "¥880.76 billion"),
    ("1.7", "CNY_tn"): ("1.7万亿元", "¥1.7 trillion"),
    ("1200", "m"): ("1200米", "1,200 m"),
    ("12", "km"): ("12公里", "12 km"),
    ("3000", "m2"): ("3000平方米", "3,000 m²"),
    ("62.5", "km2"): ("62.5平方公里", "62.5 km²"),
    ("1", "ha"): ("1公顷", "1 hectare"),
    ("48.5", "ha"): ("48.5公顷", "48.5 hectares"),
    ("7", "m3"): ("7立方米", "7 m³"),
    ("7", "kg"): ("7千克", "7 kg"),
    ("1", "t"): ("1吨", "1 tonne"),
    ("7", "t"): ("7吨", "7 tonnes"),
    ("7", "kt"): ("7千吨", "7 kt"),
    ("7", "Mt"): ("7百万吨", "7 Mt"),
    ("3.6", "kW"): ("3.6千瓦", "3.6 kW"),
    ("3.6", "MW"): ("3.6兆瓦", "3.6 MW"),
    ("3.6", "GW"): ("3.6吉瓦", "3.6 GW"),
    ("16.5", "degC"): ("16.5℃", "16.5 °C"),
    ("421", "ppm"): ("421ppm", "421 ppm"),
    ("1", "people"): ("1人", "1 person"),
    ("5278100", "people"): ("5278100人", "5,278,100 people"),
    ("1", "households"): ("1户", "1 household"),
    ("1200", "households"): ("1200户", "1,200 households"),
    ("1", "jobs"): ("1个岗位", "1 job"),
    ("1200", "jobs"): ("1200个岗位", "1,200 jobs"),
    ("1", "places"): ("1位", "1 place"),
    ("2", "places"): ("2位", "2 places"),
    ("1", "pp"): ("1个百分点", "1 percentage point"),
    ("1.5", "pp"): ("1.5个百分点", "1.5 percentage points"),
    ("1", "times"): ("1倍", "1 time"),
    ("16", "times"): ("16倍", "16 times"),
    ("1", "years"): ("1年", "1 year"),
    ("5", "years"): ("5年", "5 years"),
    ("1", "days"): ("1天", "1 day"),
    ("363", "days"): ("363天", "363 days"),
}
"""Units that a site may replace: an exact value; the word of a bound stands before all of it."""

BOUND_WORDS = {
    Bound.EXACT: ("", ""),
    Bound.OVER: ("超", "over "),
    Bound.AT_LEAST: ("至少", "at least "),
    Bound.ABOUT: ("约", "about "),
    Bound.UNDER: ("不足", "under "),
    Bound.AT_MOST: ("至多", "at most "),
}


@pytest.mark.parametrize(
    ("figure", "texts"),
    REPLACEABLE_READINGS.items(),
    ids=["".join(figure) for figure in REPLACEABLE_READINGS],
)
def test_value_with_replaceable_unit_and_bound(
    figure: tuple[str, str], texts: tuple[str, str]
) -> None:
    for bound, words in BOUND_WORDS.items():
        assert reads(*figure, bound, ZH) == words[0] + texts[0]
        assert reads(*figure, bound, EN) == words[1] + texts[1]


def test_every_built_in_unit_is_read() -> None:
    assert {unit for _, unit in (*READINGS, *REPLACEABLE_READINGS)} == {"", *BUILT_IN}


# Numbers -----------------------------------------------------------------------------------------

MONEY = [
    ("0", "亿元", "¥0"),
    ("1", "元", "¥1"),
    ("1.50", "元", "¥1.50"),
    ("9999.99", "元", "¥9,999.99"),
    ("999999", "元", "¥999,999"),
    ("1000000", "元", "¥1 million"),
    ("16", "万元", "¥160,000"),
    ("16.5", "万元", "¥165,000"),
    ("99.9999", "万元", "¥999,999"),
    ("100", "万元", "¥1 million"),
    ("123.4", "万元", "¥1.234 million"),
    ("0.5", "亿元", "¥50 million"),
    ("1.20", "亿元", "¥120 million"),
    ("9.99", "亿元", "¥999 million"),
    ("10", "亿元", "¥1 billion"),
    ("10.0", "亿元", "¥1.00 billion"),
    ("8000", "亿元", "¥800 billion"),
    ("8807.60", "亿元", "¥880.760 billion"),
    ("8807.6", "亿元", "¥880.76 billion"),
    ("10000", "亿元", "¥1 trillion"),
    ("12345.6", "亿元", "¥1.23456 trillion"),
    ("1.7", "万亿元", "¥1.7 trillion"),
    ("1.70", "万亿元", "¥1.70 trillion"),
    ("0.9", "万亿元", "¥900 billion"),
    ("1234", "万亿元", "¥1,234 trillion"),
    ("-1192.4", "亿元", "−¥119.24 billion"),
    ("0.00000001", "亿元", "¥1"),
]


@pytest.mark.parametrize(("value", "unit", "text"), MONEY)
def test_english_money_scales_itself_with_the_digits_as_written(
    value: str, unit: str, text: str
) -> None:
    assert reads(value, unit, Bound.EXACT, EN) == text


NUMBERS = [
    ("0", "0", "0"),
    ("999", "999", "999"),
    ("1000", "1000", "1,000"),
    ("8807.60", "8807.60", "8,807.60"),
    ("1234567.5", "1234567.5", "1,234,567.5"),
    ("-1234.5", "−1234.5", "−1,234.5"),
    ("-0.0", "0.0", "0.0"),
    ("1E+4", "10000", "10,000"),
    ("123456789012345678901234", "123456789012345678901234", "123,456,789,012,345,678,901,234"),
    ("0.000000000000000000000001", "0.000000000000000000000001", "0.000000000000000000000001"),
]


@pytest.mark.parametrize(("value", "zh", "en"), NUMBERS)
def test_digits(value: str, zh: str, en: str) -> None:
    assert [digits_text(Decimal(value), language.numbers) for language in (ZH, EN)] == [zh, en]


def test_negative_values_keep_bound_and_unit() -> None:
    assert reads("-3.2", "%", Bound.OVER, ZH) == "高于−3.2%"
    assert reads("-3.2", "%", Bound.OVER, EN) == "above −3.2%"
    assert reads("-3", "亿元", Bound.ABOUT, EN) == "about −¥300 million"


ORDINALS = {
    1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th",
    20: "20th", 21: "21st", 22: "22nd", 23: "23rd", 100: "100th", 101: "101st", 111: "111th",
    112: "112th", 113: "113th", 1001: "1,001st",
}  # fmt: skip


@pytest.mark.parametrize(("rank", "text"), ORDINALS.items())
def test_ranks(rank: int, text: str) -> None:
    assert reads(str(rank), "位", Bound.EXACT, EN) == text
    assert reads(str(rank), "位", Bound.EXACT, ZH) == f"第{rank}位"
    assert reads(str(rank), "位", Bound.AT_MOST, ZH) == f"前{rank}位"


FRACTIONS = {
    "1/2": ("二分之一", "one half"),
    "1/3": ("三分之一", "one third"),
    "2/3": ("三分之二", "two thirds"),
    "1/4": ("四分之一", "one quarter"),
    "3/4": ("四分之三", "three quarters"),
    "2/5": ("五分之二", "two fifths"),
    "5/6": ("六分之五", "five sixths"),
    "3/7": ("3/7", "3/7"),
    "7/8": ("八分之七", "seven eighths"),
    "1/9": ("九分之一", "one ninth"),
    "9/10": ("十分之九", "nine tenths"),
    "5/12": ("5/12", "5/12"),
    "3/2": ("3/2", "3/2"),
    "2/2": ("2/2", "2/2"),
}


@pytest.mark.parametrize(("written", "words"), FRACTIONS.items(), ids=FRACTIONS)
def test_fractions(written: str, words: tuple[str, str]) -> None:
    top, bottom = map(int, written.split("/"))
    assert (
        fraction_words(top, bottom, ZH.numbers),
        fraction_words(top, bottom, EN.numbers),
    ) == words


def test_a_fraction_keeps_its_bound_and_its_unit() -> None:
    third, times = indicator("1/3", "", Bound.OVER), indicator("2/3", "倍")
    assert value_text(third, third.newest, ZH) == "超三分之一"
    assert value_text(third, third.newest, EN) == "more than one third"
    assert value_text(third, third.newest, language("de")) == "mehr als ein Drittel"
    assert value_text(times, times.newest, ZH) == "三分之二倍"
    assert number_text(third.newest, EN) == "one third"


def test_a_fraction_converts_to_digits() -> None:
    third = indicator("1/3", "")
    assert converted_text(third, third.newest, BUILT_IN["%"], None, EN) == "33.3%"
    assert converted_text(third, third.newest, BUILT_IN["%"], 1, ZH) == "33.3%"


# Parts of a figure -------------------------------------------------------------------------------

CONVERTED = [
    # value, unit, to, decimals, zh, en
    ("8807.6", "亿元", "万亿元", None, "0.88076万亿元", "¥880.76 billion"),
    ("8807.6", "亿元", "万亿元", 2, "0.88万亿元", "¥880 billion"),
    ("8807.60", "亿元", "万亿元", None, "0.880760万亿元", "¥880.760 billion"),
    ("10000", "亿元", "万亿元", None, "1万亿元", "¥1 trillion"),
    ("10000", "亿元", "万亿元", 0, "1万亿元", "¥1 trillion"),
    ("16", "万元", "元", None, "160000元", "¥160,000"),
    ("65.9", "GWh", "TWh", None, "0.0659TWh", "0.0659 TWh"),
    ("65.9", "GWh", "MWh", None, "65900MWh", "65,900 MWh"),
    ("0", "GWh", "MWh", None, "0MWh", "0 MWh"),
]


@pytest.mark.parametrize(("value", "unit", "to", "decimals", "zh", "en"), CONVERTED)
def test_conversion_keeps_the_written_digits(
    value: str, unit: str, to: str, decimals: int | None, zh: str, en: str
) -> None:
    figure = indicator(value, unit)
    texts = [
        converted_text(figure, figure.newest, BUILT_IN[to], decimals, language)
        for language in (ZH, EN)
    ]
    assert texts == [zh, en]


def test_a_conversion_of_a_lower_limit_is_rounded_down() -> None:
    figure = indicator("8887", "亿元", Bound.OVER)
    assert converted_text(figure, figure.newest, BUILT_IN["万亿元"], 1, ZH) == "超0.8万亿元"


def test_conversion_with_many_decimals_is_no_trouble() -> None:
    figure = indicator("8807.6", "亿元")
    text = converted_text(figure, figure.newest, BUILT_IN["元"], 40, ZH)
    assert text == f"880760000000.{'0' * 40}元"


def test_n_of_m() -> None:
    figure = indicator("33", "个", of=41)
    share = share_of(figure, figure.newest)
    assert share is not None
    for each, texts in ((ZH, ("33个", "41个", "80.5%")), (EN, ("33", "41", "80.5%"))):
        read = (
            value_text(figure, figure.newest, each),
            whole_text(figure, figure.newest, each),
            share_text(figure.newest, share, each),
        )
        assert read == texts


def test_a_ratio_is_its_own_share_and_a_quantity_has_none() -> None:
    percent, energy = indicator("43", "%", Bound.ABOUT), indicator("65.9", "GWh")
    share = share_of(percent, percent.newest)
    assert share == Decimal("0.43")
    assert share_text(percent.newest, share, ZH) == "约43.0%"
    assert share_of(energy, energy.newest) is None


# Periods -----------------------------------------------------------------------------------------

PERIODS = {
    "2021": ("2021年", "2021"),
    "2021-H1": ("2021年上半年", "first half of 2021"),
    "2021-H2": ("2021年下半年", "second half of 2021"),
    "2021-Q1": ("2021年第一季度", "first quarter of 2021"),
    "2021-Q4": ("2021年第四季度", "fourth quarter of 2021"),
    "2021-02": ("2021年2月", "February 2021"),
    "2021-12": ("2021年12月", "December 2021"),
    "2021-12-29": ("2021年12月29日", "29 December 2021"),
    "2022-02-08": ("2022年2月8日", "8 February 2022"),
    "2016/2021": ("2016—2021年", "2016–2021"),
    "2021-01/2021-06": ("2021年1—6月", "January to June 2021"),
    "2021-H2/2022-Q1": (
        "2021年下半年—2022年第一季度",
        "second half of 2021 – first quarter of 2022",
    ),
    "2021-12-29/2022-02-07": ("2021年12月29日—2022年2月7日", "29 December 2021 – 7 February 2022"),
    "../2025": ("到2025年", "by 2025"),
    "../2025-06": ("到2025年6月", "by June 2025"),
    "../2025-H1": ("到2025年上半年", "by the first half of 2025"),
}


@pytest.mark.parametrize(("written", "texts"), PERIODS.items(), ids=PERIODS)
def test_periods(written: str, texts: tuple[str, str]) -> None:
    period = read_period(Text(written, HERE))
    assert (period_text(period, ZH), period_text(period, EN)) == texts


def test_the_words_of_the_source_go_before_the_period() -> None:
    words = {"zh": Text("今后五年", HERE), "en": Text("within five years", HERE)}
    period = read_period(Text("../2026", HERE))
    observed = Observation(Decimal(1), 0, Bound.EXACT, period, words, (), HERE)
    assert observed_text(observed, ZH) == "今后五年"
    assert observed_text(observed, EN) == "within five years"


def test_no_period_reads_as_nothing() -> None:
    assert observed_text(Observation(Decimal(1), 0, Bound.EXACT, None, None, (), HERE), EN) == ""
