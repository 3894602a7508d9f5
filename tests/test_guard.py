"""The guard against loose numbers: which of a text's numbers it finds, and which it lets stand."""

import pytest

from changzhou_site.load import load_site
from changzhou_site.prose.guard import find_loose, hint_for, read_vocabulary
from tests.support import SMALL

SITE = load_site(SMALL).site
assert SITE is not None
VOCABULARY = read_vocabulary(SITE)


def loose(text: str, *literals: str) -> list[str]:
    return [found.text for found in find_loose(text, VOCABULARY, literals)]


def hint(text: str) -> str:
    found = next(iter(find_loose(text, VOCABULARY)))
    return hint_for(found, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产值8807.6亿元", ["8807.6亿"]),
        ("产值 8807.6 亿元", ["8807.6 亿"]),
        ("worth ¥880.76 billion", ["880.76"]),
        ("8,807.60", ["8,807.60"]),
        ("增长9.1%", ["9.1"]),
        ("3千多万人", ["3千多万"]),
        ("从10到20", ["10", "20"]),
        ("比分3:2", ["3:2"]),
        ("1/3的人", ["1/3"]),
        ("8８", ["8８"]),
        ("８８０７．６亿", ["８８０７．６亿"]),
        ("٣٤ 与 ३४", ["٣٤", "३४"]),
        ("𝟏𝟐", ["𝟏𝟐"]),
        ("½杯", ["½"]),
        ("5²", ["5²"]),
        ("第Ⅳ期", ["Ⅳ"]),
        ("①说明", ["①"]),
        ("第25位", ["25"]),
        ("the 25th", ["25"]),
        ("3个月", ["3"]),
        ("5年", ["5"]),
        ("-5℃", ["5"]),
        ("9时30分", ["9", "30"]),
    ],
)
def test_digits_of_every_kind_are_loose(text: str, found: list[str]) -> None:
    assert loose(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2021年",
        "2021年12月",
        "2021年12月29日",
        "2021 年 12 月 29 日",
        "２０２１年",
        "2016—2021年",
        "2016年至2021年",
        "2021年1—9月",
        "1至9月",
        "12月29日",
        "12月29号",
        "12月29日至31日",
        "5月1日—6月2日",
        "29日，市政府开会",
        "90年代",
        "1990年代",
        "2021-12-29",
        "2021-12",
        "2021/12/29",
        "2021.12.29",
        "29 December 2021",
        "29th of December, 2021",
        "28–29 December",
        "December 29, 2021",
        "December 29th",
        "Dec. 29, 2021",
        "May 2021",
        "Q4 2021",
        "二〇二一年",
        "一九九八年",
    ],
)
def test_dates_stand(text: str) -> None:
    assert loose(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("29天", ["29"]),
        ("连续29日，", ["29"]),
        ("12.5月", ["12.5"]),
        ("13月", ["13"]),
        ("32日，", ["32"]),
        ("8,029 May", ["8,029"]),
        ("In May 8 GWh were made", ["8"]),
        ("In May 8.5% left", ["8.5"]),
        ("In May 3,000 came", ["3,000"]),
    ],
)
def test_what_only_looks_like_a_date_is_loose(text: str, found: list[str]) -> None:
    assert loose(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2021, people came", []),
        ("1900年和2099年", []),
        ("1899年和2100年", ["1899", "2100"]),
        ("2016–2021", []),
        ("2016–21", []),
        ("the 1990s", []),
        ("mid-2021", []),
        ("the plan of 2035.", []),
        ("东京2020奥运", []),
        ("2021届学生", []),
        ("2021 GWh", ["2021"]),
        ("2021GWh", ["2021"]),
        ("2021 birds", ["2021"]),
        ("2021 km²", ["2021"]),
        ("May 2021 people", ["2021"]),
        ("2021家企业", ["2021"]),
        ("2021 亿元", ["2021 亿"]),
        ("2021万", ["2021万"]),
        ("2021吨", ["2021"]),
        ("2021%", ["2021"]),
        ("2021 % of", ["2021"]),
        ("2021 per cent", ["2021"]),
        ("¥2021", ["2021"]),
        ("¥ 2021", ["2021"]),
        ("-2021", ["2021"]),
        ("2,021", ["2,021"]),
        ("2021.5", ["2021.5"]),
        ("12021", ["12021"]),
        ("第2021名", ["2021"]),
    ],
)
def test_years_stand_unless_they_count_something(text: str, found: list[str]) -> None:
    assert loose(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("八千亿元", ["八千亿"]),
        ("三点五亿元", ["三点五亿"]),
        ("一百家", ["一百"]),
        ("三百年历史", ["三百"]),
        ("三千里路", ["三千"]),
        ("数十亿", ["十亿"]),
        ("上万人", ["万"]),
        ("过亿", ["亿"]),
        ("百强", ["百"]),
        ("万亿级城市", ["万亿"]),
        ("百亿元级", ["百亿"]),
        ("近三成", ["三成"]),
        ("三成不到", ["三成"]),
        ("近六成为外地人", ["六成"]),
        ("两倍", ["两倍"]),
        ("三分之一", ["三分之一"]),
        ("百分之三点五", ["百分之三点五"]),
        ("万分之一", ["万分之一"]),
        ("两个百分点", ["两"]),
        ("三GWh", ["三"]),
        ("五平方公里", ["五"]),
        ("十二家", ["十二"]),
        ("二十多家", ["二十"]),
        ("二十年", ["二十"]),
    ],
)
def test_chinese_numerals_in_a_measure_are_loose(text: str, found: list[str]) -> None:
    assert loose(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *"一个 六项 五年 三天 两家 十人 十几家 三位 第三 第十二位 第一百个 初一".split(),
        *"十四五 二十大 一带一路 两会 一线 四分五裂 十二月 二期工程 三季度 一点".split(),
        *"这一成果 一成不变 统一成为 第一成立 十二成员国".split(),
        *"百姓 百货 万一 千万不要 千家万户 万家灯火 成千上万 数以万计 亿万 百分点".split(),
        *"千瓦时 百年老店 万物 亿纬锂能 万科 三元锂电池 二元结构 最后一公里 三十年如一日".split(),
        "单位：亿元",
        "（万亿元）",
        "按亿元计",
        "换算成万亿元时",
        "Area, km²",
    ],
)
def test_words_that_hold_a_numeral_stand(text: str) -> None:
    assert loose(text) == []


@pytest.mark.parametrize(
    ("text", "literals", "found"),
    [
        ("“532”战略", ["532"], []),
        ("“532”战略", [], ["532"]),
        ("15326", ["532"], ["15326"]),
        ("532.6", ["532"], ["532.6"]),
        ("1,532", ["532"], ["1,532"]),
        ("532家", ["532"], ["532"]),
        ("532 亿元", ["532"], ["532 亿"]),
        ("LY5&6生产线", ["LY5&6"], []),
        ("LY5&67", ["LY5&6"], ["5", "67"]),
        ("5月8日事件", ["5月8日事件"], []),
        ("12月29日", ["12"], []),
        ("百亿元级", ["百亿元级"], []),
        ("三百亿元级", ["百亿元级"], ["三百亿"]),
        ("under CC BY 4.0", [], []),
    ],
)
def test_literals_stand_where_they_are_names(
    text: str, literals: list[str], found: list[str]
) -> None:
    """`CC BY 4.0` is a literal of the site, the others of a file."""
    assert loose(text, *literals) == found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("18320只", "`geese` reads 18320只: write {{ geese }}"),
        ("18,320 birds", "`geese` reads 18,320 birds: write {{ geese }}"),
        ("18320.0", "`geese` reads 18320只: write {{ geese }}"),
        ("１８３２０", "`geese` reads 18320只: write {{ geese }}"),
        ("41200", "`bird_count @2019` reads 41200只: write {{ bird_count @2019 }}"),
        ("四分之一", "`protected_part` reads 四分之一: write {{ protected_part }}"),
        ("33个", "`species_ringed` reads 33个: write {{ species_ringed }}"),
        ("41", "`species_ringed | of` reads 41个: write {{ species_ringed | of }}"),
        ("80.5%", "`species_ringed | share` reads 80.5%: write {{ species_ringed | share }}"),
        ("18320万", "write {{ id }} of an indicator; a name goes into `literals`"),
        ("77", "write {{ id }} of an indicator; a name goes into `literals`"),
    ],
)
def test_the_hint_names_the_indicator_that_equals_the_number(text: str, named: str) -> None:
    assert hint(text) == named


CHINESE = """\
去年入冬以来，街头渐渐热闹起来。记者走访了六个街道，发现不少百姓把万一停产的担心放在了一边，这一成果来之不易。
2021年12月29日上午，首条生产线投产。从2016年到2021年，企业用五年时间走完了别人十年的路。截至2022年1月底，二期工程正在收尾。
29日，市政府召开新闻发布会。三位负责人先后发言，围绕三元锂电池、磷酸铁锂两条路线回答提问。发布会由第十二届执委会主持。
动力电池已成为产业链的核心环节，谁也不能小看。千万不要把产能当成产量，也不要把万家灯火写成一组冷冰冰的数据。
1至9月，全市工业用电保持增长；1—5月的出口同样亮眼。与上世纪90年代相比，城市面貌发生了千变万化的改变，百花齐放。
两会代表呼吁优化营商环境；另一方面，一线工人希望宿舍离厂区更近一些，打通最后一公里，不再四分五裂、各自为战。
5月1日至7日假期，古镇迎来客流高峰。百货商店门口排起长队，百年老店的店主三十年如一日地守着一锅老汤。
单位：亿元。表中按亿元计的数据来自统计公报；换算成万亿元时保留原有位数（亿元/年）。“十四五”开局之年的数字另列。
他是一九九八年来到这里的，那时工厂只有一间车间，如今已是二十一世纪的现代园区，十之八九的同行选择了合作。
今年4月初，第一批学员毕业。班长王五说，七八个人挤一间宿舍的日子过去了；统计口径在2020年前后变过，百度一下就知道。
"""

ENGLISH = """\
On 29 December 2021 the first line went into production; the second followed in early January 2022.
The mayor, who took office in mid-2019, said the 2021 figures were not final: "Wait for 2035."
By the late 1990s the mills had closed. Six of the ten largest never reopened; one in three left.
The five-year plan, published on March 5, 2021, runs to 2025. A revision came out on Jan. 6, 2022.
Nobody expected the first quarter of 2022 to match the fourth quarter of 2021, but it did.
In May 2020 the river rose again. May is the wettest month; by June most families had gone back.
Residents talk about the winter of 2008–2009, when the buses stopped, and the Class of 2021.
Batteries are sold by capacity, not by weight. A hundred small shops may beat one giant.
"We had a thousand reasons to leave," said a third-generation welder, on the 29th of December, 2021.
Compared with 2020, demand was higher; compared with 2019, lower. League tables for 2021 place it.
"""


@pytest.mark.parametrize("paragraph", [*CHINESE.splitlines(), *ENGLISH.splitlines()])
def test_ordinary_newspaper_prose_has_nothing_loose(paragraph: str) -> None:
    assert loose(paragraph) == []


def test_positions_are_those_of_the_text() -> None:
    text = "𠮷😀常州8807.6亿元，三成"
    assert [(found.start, found.end) for found in find_loose(text, VOCABULARY)] == [
        (4, 11),
        (13, 15),
    ]
