"""The guard against loose numbers: which of a text's numbers it finds, and which it lets stand."""

import re
from dataclasses import replace

import pytest
import regex

from changzhou_site.errors import Place
from changzhou_site.guard import Nature, find_loose, hint_for, read_vocabulary, tell
from changzhou_site.guard.numbers import INVISIBLE
from changzhou_site.prose import read_document
from changzhou_site.source import Text
from tests.support import site_of

SITE = site_of()
VOCABULARY = read_vocabulary(SITE)
PLACE = Place("data/site.yaml")


def loose(text: str, *literals: str) -> list[str]:
    listed = [Text(each, PLACE) for each in literals]
    return [found.text for found in find_loose(text, VOCABULARY, listed)]


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
        "1899年和2100年",
        "9时30分",
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
        ("1899家和2100家", ["1899", "2100"]),
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
        ("数十亿", ["数十亿"]),
        ("上万人", ["万"]),
        ("过亿", ["亿"]),
        ("近三成", ["近三成"]),
        ("三成不到", ["三成"]),
        ("近六成为外地人", ["近六成"]),
        ("两倍", ["两倍"]),
        ("三分之一", ["三分之一"]),
        ("百分之三点五", ["百分之三点五"]),
        ("万分之一", ["万分之一"]),
        ("两个百分点", ["两"]),
        ("三GWh", ["三"]),
        ("五平方公里", ["五"]),
        ("十二家", ["十二"]),
        ("二十多家", ["二十多"]),
        ("二十年", ["二十"]),
    ],
)
def test_chinese_numerals_in_a_measure_are_loose(text: str, found: list[str]) -> None:
    assert loose(text) == found


def spelled(text: str) -> list[str]:
    found = list(find_loose(text, VOCABULARY))
    assert all(number.nature is Nature.SPELLED for number in found)
    return [number.text for number in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产值翻一番，利润翻了两番", ["翻一番", "翻了两番"]),
        ("五年翻番，产量翻倍", ["翻番", "翻倍"]),
        ("成倍增长", ["成倍"]),
        ("近九成企业", ["近九成"]),
        ("八成多居民", ["八成多"]),
        ("九成五的设备", ["九成五"]),
        ("占比过半", ["过半"]),
        ("超半数受访者", ["超半数"]),
        ("超过半数", ["超过半数"]),
        ("通过半数议案", ["过半数"]),
        ("一半是海水，一半是火焰", ["一半", "一半"]),
        ("出口占一半以上", ["一半"]),
        ("降到一半", ["一半"]),
        ("用工减半", ["减半"]),
        ("百分之九十", ["百分之九十"]),
        ("打八折出售", ["打八折"]),
        ("价格打了八折，打个七五折", ["打了八折", "打个七五折"]),
        ("下降半个百分点", ["半个百分点"]),
        ("六十五吨煤，三十五公里路，二十四小时", ["六十五", "三十五", "二十四"]),
        ("廿三只，卅只", ["廿三", "卅"]),
        ("占比逾半，股价腰斩", ["逾半", "腰斩"]),
        ("双倍工资，收入倍增", ["双倍", "倍增"]),
        ("指数为六十五点三", ["六十五点三"]),
        ("壹佰亿元", ["壹佰亿"]),
        ("捌仟亿", ["捌仟亿"]),
        ("兩倍", ["兩倍"]),
    ],
)
def test_measures_in_chinese_words_are_spelled_numbers(text: str, found: list[str]) -> None:
    assert spelled(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one third of the city", ["one third"]),
        ("two-thirds are exported", ["two-thirds"]),
        ("a quarter of output", ["a quarter"]),
        ("it fell by a third", ["a third"]),
        ("half of the plants, half their output", ["half", "half"]),
        ("nearly half", ["half"]),
        ("half a million people", ["half a million"]),
        ("three in four, nine out of ten", ["three in four", "nine out of ten"]),
        ("output doubled, then tripled", ["doubled", "tripled"]),
        ("wages quadrupled; waste was halved", ["quadrupled", "halved"]),
        ("it will double by 2025", ["double"]),
        ("a twofold rise and a ten-fold fall", ["twofold", "ten-fold"]),
        ("threefold", ["threefold"]),
        ("twice as many", ["twice as many"]),
        ("twice the size", ["twice"]),
        ("three times larger than", ["three times larger than"]),
        ("one and a half times the size", ["one and a half times"]),
        ("ninety per cent", ["ninety"]),
        ("twenty-five percent", ["twenty-five"]),
        ("five percentage points", ["five"]),
        ("a dozen plants", ["a dozen"]),
        ("five hundred companies", ["five hundred"]),
        ("two million", ["two million"]),
        ("two hundred and fifty thousand", ["two hundred and fifty thousand"]),
        ("two and a half million", ["two and a half million"]),
        ("a hundred billion yuan", ["a hundred billion"]),
        ("twenty people", ["twenty"]),
        ("five GWh", ["five"]),
        ("two\nmillion", ["two\nmillion"]),
        ("thirty km²", ["thirty"]),
        ("two-and-a-half km²", ["two-and-a-half"]),
        ("two-and-a-half GWh", ["two-and-a-half"]),
        ("by two to one, a two-to-one majority", ["two to one", "two-to-one"]),
        ("one‑third of the city", ["one‑third"]),
        ("twenty‑five per cent", ["twenty‑five"]),
    ],
)
def test_measures_in_english_words_are_spelled_numbers(text: str, found: list[str]) -> None:
    assert spelled(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5–10 GWh", ["5–10"]),
        ("从10到20", ["10到20"]),
        ("30%至40%", ["30%至40"]),
        ("三到五成", ["三到五成"]),
        ("三成至五成", ["三成至五成"]),
        ("8000亿—9000亿元", ["8000亿—9000亿"]),
        ("2000—3000只", ["2000—3000"]),
        ("1950–2050 GWh", ["1950–2050"]),
        ("5亿元到10亿元", ["5亿元到10亿"]),
        ("介于5和10之间", ["5和10"]),
        ("between 5 and 10 GWh", ["5 and 10"]),
        ("from 5 to 10 GWh", ["5 to 10"]),
        ("¥5 billion to ¥10 billion", ["5 billion to ¥10"]),
        ("five to ten per cent", ["five to ten"]),
        ("between five and ten per cent", ["five and ten"]),
        ("two to three million people", ["two to three million"]),
    ],
)
def test_a_range_is_one_number(text: str, found: list[str]) -> None:
    ranges = list(find_loose(text, VOCABULARY))
    assert [number.text for number in ranges] == found
    assert all(number.nature is Nature.RANGE for number in ranges)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由5亿元增加到10亿元", ["5亿", "10亿"]),
        ("5 and 10", ["5", "10"]),
        ("5、10、15", ["5", "10", "15"]),
        ("2016—2021年", []),
        ("between 2016 and 2021", []),
        ("5月1日至3日", []),
        ("note 5\n\n~5", ["5", "5"]),
        ("三\n\n到五成", ["五成"]),
        ("in 2021\n\n- 3000 birds", ["3000"]),
    ],
)
def test_what_is_no_range(text: str, found: list[str]) -> None:
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
        ("LY5&67", [], []),
        ("5月8日事件", ["5月8日事件"], []),
        ("12月29日", ["12"], []),
        ("三百亿元级", [], ["三百亿"]),
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
        ("41个", "`species_ringed | of` reads 41个: write {{ species_ringed | of }}"),
        ("41", "write {{ id }} of an indicator; a name goes into `literals`"),
        ("80.5%", "`species_ringed | share` reads 80.5%: write {{ species_ringed | share }}"),
        ("18320万", "write {{ id }} of an indicator; a name goes into `literals`"),
        ("77", "write {{ id }} of an indicator; a name goes into `literals`"),
        ("a quarter of the lake", "`protected_part` reads one quarter: write {{ protected_part }}"),
        ("one in four", "`protected_part` reads one quarter: write {{ protected_part }}"),
        ("twenty-five per cent", "`protected_part` reads one quarter: write {{ protected_part }}"),
        ("百分之二十五", "`protected_part` reads 四分之一: write {{ protected_part }}"),
        ("四万一千二百只", "`bird_count @2019` reads 41200只: write {{ bird_count @2019 }}"),
        ("thirty-three people", "`species_ringed` reads 33: write {{ species_ringed }}"),
        (
            "五百只",
            "make an indicator of it and write {{ id }}, or say it without a number;"
            " a name goes into `literals`",
        ),
        (
            "18320到41200只",
            "each end is a figure of its own: {{ low }}–{{ high }}; `geese` reads 18320只;"
            " `bird_count @2019` reads 41200只",
        ),
        ("18\u2009320只", "`geese` reads 18320只: write {{ geese }}"),
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
By the late 1990s the mills had closed. Six of the ten largest never reopened; the rest left.
The five-year plan, published on March 5, 2021, runs to 2025. A revision came out on Jan. 6, 2022.
Nobody expected the first quarter of 2022 to match the fourth quarter of 2021, but it did.
In May 2020 the river rose again. May is the wettest month; by June most families had gone back.
Residents talk about the winter of 2008–2009, when the buses stopped, and the Class of 2021.
Batteries are sold by capacity, not by weight. A hundred small shops may beat one giant.
"We had a thousand reasons to leave," said a third-generation welder, on the 29th of December, 2021.
Compared with 2020, demand was higher; compared with 2019, lower. League tables for 2021 place it.
"""

IDIOMS_ZH = """\
半年过去，半导体企业的订单才排满。
半个多世纪以来，这条运河养活了两岸的人。
不过半年光景，厂房就立起来了。
年过半百的老师傅还守在车间。
他先找准了路子，事半功倍。
双过半的口号喊了好些年。
说到一半，他停了下来。
楼盖了一半，资金断了。
良好的开端是成功的一半。
他的另一半在隔壁厂上班。
翻来覆去，还是那几句话。
三番五次上门，合同总算签下。
一波三折之后，项目落了地。
工程师们精神百倍，干劲不减。
先算半径，再算周长。
半成品堆在院子里，成品却不见踪影。
半山腰的茶厂换了主人。
两成员国代表参加了论坛。
队伍成长很快，新人多了起来。
大陆成为最大的市场。
第三次扩建从2021年开始。
三天两头有人来问价。
一五一十地讲了经过。
九牛一毛，不值一提。
十字路口新装了信号灯。
七嘴八舌，谁也说服不了谁。
倍数关系要看口径。
他把成绩归功于团队，一分为二地看问题。
一方面要稳，另一方面要快。
五湖四海的客商在此落脚。
对半导体行业来说，这是寒冬。
通过半山隧道，一刻钟就到。
五一假期，十一黄金周，商场都满员。
八折以外，另有赠品。
三折叠屏手机上市了。
三班倒的工人下班了。
一成立就亏损的公司不少。
万分感谢读者来信。
七十周年的展览开幕，十二生肖排成一列。
三五公里外有家店，十几吨货堆在门口。
三点五分到站，三点五十分又开走，八点三刻还有一班。
五卅运动的旧址在河边，双十一次日客流更多。
信心倍增的班子拿出了人口倍增计划，双倍努力。
老树拦腰斩断，年逾半百的工匠叹气，一年逾半个月在外。
十二月份的会上，有人讲起二十四节气和三十六计。
六一儿童节，孩子们进了厂。
"""

IDIOMS_EN = """\
On the one hand prices fell; on the other, so did wages.
The second half of 2021 was kinder than the first half.
In the first quarter orders slowed; by the fourth quarter they were back.
Profits rose for a quarter, then fell for two quarters in a row.
We double-checked the list, and the editor asked for a double-check of ours.
His half-hearted apology came halfway through the meeting.
Once the line was running, nobody looked back. Think twice before signing.
It is the third-largest city of the province and its second-biggest port.
One third party audited the books; a third line will follow.
The aim is twofold: to save power and to save water.
They doubled down on batteries and doubled back on steel.
She won the mixed doubles, and he the men's singles.
Three plants closed, two opened, and one changed hands.
A couple of engineers, several managers and a handful of clerks came along.
The clock struck half past nine, and half an hour later the hall was empty.
Half a dozen cranes stood idle, half asleep in the heat.
People lined the streets; hundreds more watched from balconies.
Shops have closed since 2019..
The fair drew visitors from hundreds of miles away, as it has for thousands of years.
Sales, in thousands of yuan, are in the table; output is in millions of tonnes.
The count of ferries went from two to one, and she gave two to one child and three to another.
They met one-to-one at five to one, and again at ten to one.
It took two and a half years, and the ferry an hour and a half.
The well‑known yard is Wuhu‑based, and its soft\u00adware one‑off.
It was a trillion-yuan question, and nobody had a million-dollar answer.
Six of the ten largest never reopened; three of the four mills were sold.
For the twenty-first century's first five-year plan, the seven of them met at ten.
His better half runs the other half of the business.
The zero-carbon factory runs three shifts, five days a week, twelve months a year.
In one in-house study nothing was found. It is one of a kind.
He came in third, a quarter of an hour behind the leader.
Two in three volumes sits on every desk: the handbook runs to two in three volumes.
It climbed in steps of a hundred billion yuan each, and stopped at the trillion-yuan mark.
Not for the first time, the ten-billion-yuan class was a class apart.
She was one of the two who stayed for another half-century.
Divided into two halves, the market has one winner and two losers.
All five goals were met in two out of the blue announcements.
The mayor thanked everyone a thousand times and a million times over.
A hundred small shops may beat one giant, and a thousand reasons may not.
The deal was done in half the time. The other half of the story is still to come.
To double as a warehouse, the hall was rebuilt. They will double check the locks.
Fifty-fifty is no plan. At sixes and sevens, the board adjourned.
The Hundred Flowers campaign and the Hundred Years' War are not in our scope.
"""


@pytest.mark.parametrize("paragraph", [*CHINESE.splitlines(), *ENGLISH.splitlines()])
def test_ordinary_newspaper_prose_has_nothing_loose(paragraph: str) -> None:
    assert loose(paragraph) == []


@pytest.mark.parametrize("sentence", [*IDIOMS_ZH.splitlines(), *IDIOMS_EN.splitlines()])
def test_idioms_and_small_counts_are_words(sentence: str) -> None:
    assert loose(sentence) == []


def test_positions_are_those_of_the_text() -> None:
    text = "𠮷😀常州8807.6亿元，三成"
    assert [(found.start, found.end) for found in find_loose(text, VOCABULARY)] == [
        (4, 11),
        (13, 15),
    ]


def told(body: str) -> list[str]:
    document = replace(SITE.documents[0], body=Text(body, Place("b.md"), ((0, 1, 1),)))
    problems = read_document(document, SITE, VOCABULARY).problems
    return [f"{p.place.column} {p.code} {p.message.split('`')[1]}" for p in problems]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("88**07**.6亿元", "8807.6亿"),
        ("8807<b>.6</b>", "8807.6"),
        ("一<em>万</em>亿", "一万亿"),
        ("**八千**亿元", "八千亿"),
        ("three **million** people", "three million"),
        ("8\u00ad807.6", "8807.6"),
        ("thir\u00adty per cent", "thirty"),
        ("八\u00ad千亿元", "八千亿"),
        ("thir&shy;ty per cent", "thirty"),
        ("thir\u3164ty per cent", "thirty"),
        ("thir\u1160ty per cent", "thirty"),
        ("thir\u17b4ty per cent", "thirty"),
        ("三\uffa0成", "三成"),
        ("8\u3164807", "8807"),
        ("8\U000e0020807", "8807"),
        ("8\u200b807", "8807"),
        ("8\ufeff807", "8807"),
        ("8\u0332807", "8807"),
        ("8\u2009807.6", "8807.6"),
        ("8 807.6 GWh", "8807.6"),
        ("8&nbsp;807.6", "8807.6"),
        ("8&shy;807", "8807"),
        ("8&#8203;807", "8807"),
        ("&#56;807", "8807"),
        ("&#x38;&#x38;07", "8807"),
        ("8<!-- -->807", "8807"),
        ("8<wbr>807", "8807"),
        ("8<span></span>807", "8807"),
        ("8\\.6", "8.6"),
        ("[88](about.md)07", "8807"),
        ("8[807](about.md)", "8807"),
        ("10<sup>8</sup>", "108"),
        ("20**21**家", "2021"),
        ("2021**5**", "20215"),
        ("三<b>成</b>", "三成"),
        ("99.<b>9</b>%", "99.9"),
        ("<b title='8&nbsp;807'>字</b>", "8807"),
    ],
)
def test_a_number_in_pieces_is_told_as_the_one_it_is(body: str, number: str) -> None:
    assert [line.split(" ", 1)[1] for line in told(body)] == [f"split-number {number}"]


def test_nothing_is_seen_of_what_unicode_calls_ignorable() -> None:
    ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    unseen = re.compile(f"[{INVISIBLE}]")
    characters = [chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000]
    assert [c for c in characters if ignorable.match(c) and not unseen.match(c)] == []


def test_a_word_in_letters_that_nobody_sees_is_told_as_the_number_it_is() -> None:
    assert [line.split(" ", 1)[1] for line in told("\u3164thirty per cent")] == [
        "spelled-number thirty"
    ]


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("{{ geese }}5", "12 split-number 5"),
        ("1{{ geese | number }}", "1 split-number 1"),
        ("{{ geese | number }}.5", "22 split-number 5"),
        ("{{ geese | number }},000", "22 split-number 000"),
        ("**1**{{ geese | number }}", "3 split-number 1"),
        ("{{ geese | number }}**5**", "23 split-number 5"),
        ("{{ geese | number }}万只", "21 split-number 万"),
        ("{{ geese | number }} million", "21 split-number  million"),
        ("共 −{{ geese }}", "3 split-number −"),
        ("共 -{{ geese }}", "3 split-number -"),
        ("2021{{ geese | number }}", "1 split-number 2021"),
        ("{{ geese }}万", "12 split-number 万"),
        ("{{ geese }}万多，", "12 split-number 万多"),
        ("{{ geese }} thousand", "12 split-number  thousand"),
        ("{{ geese | number }}.{{ lake_area | number }}", "21 split-number ."),
        ("{{ geese }}%", "12 false-unit %"),
        ("{{ geese }}‰", "12 false-unit ‰"),
        ("{{ geese | number }}%", "21 false-unit %"),
        ("{{ geese }}**%**", "14 false-unit %"),
        ("{{ geese }}\u00ad%", "13 false-unit %"),
        ("{{ geese }} per cent", "13 false-unit per cent"),
        ("{{ geese }} percentage points", "13 false-unit percentage points"),
        ("{{ geese }}成，", "12 false-unit 成"),
        ("{{ geese | number }} GWh", "22 false-unit GWh"),
        ("{{ geese | number }}个百分点", "21 false-unit 个百分点"),
        ("{{ lake_area | number }}倍", "25 false-unit 倍"),
        ("{{ lake_area | number }}平方米", "25 false-unit 平方米"),
        ("{{ lake_area | number }} km", "26 false-unit km"),
        ("{{ geese | number }} people", "22 false-unit people"),
        ("{{ lake_area | in km2 }}倍", "25 false-unit 倍"),
    ],
)
def test_what_is_typed_onto_a_bound_figure_is_told(body: str, typed: str) -> None:
    assert told(body) == [typed.replace("  ", " ")]


@pytest.mark.parametrize(
    "body",
    [
        "{{ geese | number }}只雁",
        "{{ geese | number }} birds",
        "{{ lake_area | number }}平方公里",
        "{{ lake_area | number }} km²",
        "{{ species_ringed | number }}个，{{ species_ringed | number }}位",
        "{{ species_ringed | number }} birds",
        "{{ geese | number }} times",
        "{{ geese }}成为主角，{{ geese }}成群，{{ geese }}倍增器",
        "{{ geese | number }}天鹅，{{ geese | number }}项目",
        "{{ geese | label }}{{ geese }}{{ geese | label }}",
        "{{ geese }}万科，{{ geese }}千里迢迢",
        "{{ geese }}, {{ lake_area }}. {{ geese }} and {{ lake_area | number }} km²",
    ],
)
def test_what_may_follow_a_bound_figure(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize("text", ["{{ geese | number }}{{ swans }}", "{{ geese }}{{ swans }}"])
def test_two_bound_figures_side_by_side_read_as_one(text: str) -> None:
    document = replace(SITE.documents[0], body=Text(text, Place("b.md"), ((0, 1, 1),)))
    (problem,) = read_document(document, SITE, VOCABULARY).problems
    assert (problem.place.column, problem.code) == (text.index("}{") + 2, "split-number")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("**5**–**10** GWh", ["3 loose-range 5–10"]),
        ("5&ndash;10 GWh", ["1 loose-range 5–10"]),
        ("三**到五成**", ["1 loose-range 三到五成"]),
        ("近**九成**", ["1 spelled-number 近九成"]),
        ("**2021**家", ["3 loose-number 2021"]),
        ("5-{{ geese }}", ["1 loose-number 5"]),
        ("{{ geese }}、5只", ["13 loose-number 5"]),
        ("`8`807", ["4 loose-number 807"]),
        ("1<br>2", ["1 loose-number 1", "6 loose-number 2"]),
        ("{{ geese }}2021年", []),
        ("**2021**年", []),
        ("{{ geese | label }}，{{ swans | label }}", []),
    ],
)
def test_what_markup_does_not_split(body: str, found: list[str]) -> None:
    assert told(body) == found


def test_each_nature_has_its_code() -> None:
    texts = {"8807": "loose-number", "三成": "spelled-number", "5–10": "loose-range"}
    for text, code in {**texts, "8\u00ad807": "split-number"}.items():
        (found,) = find_loose(text, VOCABULARY)
        assert tell(found, VOCABULARY).code == code


def test_a_label_is_not_told_to_name_its_own_indicator() -> None:
    (found,) = find_loose("18320只", VOCABULARY)
    assert "{{ geese }}" in tell(found, VOCABULARY).hint
    assert "geese" not in tell(found, VOCABULARY, label_of="geese").hint
