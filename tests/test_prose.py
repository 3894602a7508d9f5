"""Markdown with bound figures -> HTML: what is made of small texts, and what is told of them."""

import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from changzhou_site.addresses import settle
from changzhou_site.errors import Place
from changzhou_site.figures import Block
from changzhou_site.guard import read_vocabulary
from changzhou_site.model import Picture
from changzhou_site.prose import Prose, read_document
from changzhou_site.prose.document import whole_tokens
from changzhou_site.source import Text, load_prose
from tests.support import check_copy, copy_small, site_of

PHOTO = Picture("images/lake.png", b"", 640, 480)
SITE = replace(site_of(), pictures={PHOTO.name: PHOTO}, corrections=())
VOCABULARY = read_vocabulary(SITE)

GEESE = (
    '<a class="bound" href="data/#geese" data-about="geese">'
    '<data data-indicator="geese" value="18320">18320只</data></a>'
)
BARE_GEESE = '<data data-indicator="geese" value="18320">18320只</data>'


def prose(body: str, language: str = "zh", layout: str = "section", slug: str = "count") -> Prose:
    document = next(d for d in SITE.documents if (d.language, d.slug) == (language, slug))
    front = "---\ntitle: x\n---\n"
    document = replace(document, body=load_prose(front + body, "b.md").body, layout=layout)
    return read_document(document, SITE, VOCABULARY)


def html(body: str, language: str = "zh", layout: str = "section", slug: str = "count") -> str:
    """The HTML of a text in which nothing is wrong; a block as its kind in brackets."""
    made = prose(body, language, layout, slug)
    assert made.problems == ()
    return shown(made)


def shown(made: Prose) -> str:
    parts = (f"[{p.kind}]" if isinstance(p, Block) else str(p) for p in made.pieces)
    return settled("\n".join(parts))


def settled(markup: str) -> str:
    """HTML as it stands on the first page of the site."""
    names = (PHOTO.name, *map(PHOTO.in_width, PHOTO.widths))
    return settle(markup, "", SITE.meta, {name: f"assets/{name}" for name in names})


def told(body: str, language: str = "zh", layout: str = "section") -> list[str]:
    """`line:column code` of each problem, lines counted from the first of the body."""
    return [
        f"{problem.place.line - 3}:{problem.place.column} {problem.code}"
        for problem in sorted(set(prose(body, language, layout).problems))
    ]


# Bound numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("雁{{ geese }}。", f"<p>雁{GEESE}。</p>"),
        ("**{{ geese }}**", f"<p><strong>{GEESE}</strong></p>"),
        ("*雁{{ geese }}*", f"<p><em>雁{GEESE}</em></p>"),
        ("{{ geese | label }}", "<p>雁类</p>"),
        ("- {{ geese }}", f"<ul>\n<li>{GEESE}</li>\n</ul>"),
        ("> {{ geese }}", f"<blockquote>\n<p>{GEESE}</p>\n</blockquote>"),
        ("雁\n:   {{ geese }}", f"<dl>\n<dt>雁</dt>\n<dd>{GEESE}</dd>\n</dl>"),
        ("<b>{{ geese }}</b>", f"<p><b>{GEESE}</b></p>"),
        ("<div>\n{{ geese }}\n</div>", f"<div>\n{GEESE}\n</div>"),
        ("[{{ geese }}](about.md)", f'<p><a href="about/">{BARE_GEESE}</a></p>'),
        ("## 雁{{ geese }}", f'<h3 id="count-1">雁{BARE_GEESE}</h3>'),
        ("## [{{ geese }}](#x)", f'<h3 id="count-1"><a href="#x">{BARE_GEESE}</a></h3>'),
    ],
)
def test_a_bound_number_is_data_in_a_link(body: str, made: str) -> None:
    """Inside links and headings it is data alone."""
    assert tight(html(body)) == tight(made)


def tight(markup: str) -> str:
    """Without the line breaks between elements, which show nowhere."""
    return re.sub(r">\n+<", "><", markup)


def test_five_hundred_references() -> None:
    made = html("雁{{ geese }}，" * 500)
    assert made.count(GEESE) == 500


@pytest.mark.parametrize("cell", ["{{ geese | in 只 }}", r"{{ geese \| in 只 }}", "{{ geese }}"])
def test_in_a_table(cell: str) -> None:
    made = html(f"| 鸟 | 数 |\n|---|--:|\n| 雁 | {cell} |")
    assert f'<td>雁</td><td align="right">{GEESE}</td>' in tight(made)


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("`{{ geese }} 8807`", "<p><code>{{ geese }} 8807</code></p>"),
        (
            "```\n{{ chart winters }}\n8807\n```",
            '<pre tabindex="0"><code>{{ chart winters }}\n8807\n</code></pre>',
        ),
        (
            "```python3\n# x = 8807\n<b>\n```",
            '<pre tabindex="0"><code># x = 8807\n&lt;b&gt;\n</code></pre>',
        ),
        ("~~~\n[a](b) {{ nope }}\n~~~", '<pre tabindex="0"><code>[a](b) {{ nope }}\n</code></pre>'),
        (
            "字\n\n    {{ geese }} 8807",
            '<p>字</p><pre tabindex="0"><code>{{ geese }} 8807\n</code></pre>',
        ),
        (r"\{{ geese }}", "<p>{{ geese }}</p>"),
        (r"\{{ nope", "<p>{{ nope</p>"),
        ("`<script>` 与 `<b x>`", "<p><code>&lt;script&gt;</code> 与 <code>&lt;b x&gt;</code></p>"),
    ],
)
def test_in_code_and_after_a_backslash_it_is_literal(body: str, made: str) -> None:
    framed = made.replace("<pre>", '<pre tabindex="0">')
    assert tight(html(body)) == framed


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[雁]({{ geese }})", ["1:5 reference-in-attribute"]),
        ("[雁](about.md#{{ geese }})", ["1:14 reference-in-attribute"]),
        ('[雁](about.md "{{ geese }}")', ["1:15 reference-in-attribute"]),
        ("![湖]({{ geese }})", ["1:6 reference-in-attribute"]),
        ('![湖](images/lake.png "{{ geese }}")', ["1:23 reference-in-attribute"]),
        ("[雁][a]\n\n[a]: about.md '{{ geese }}'", ["3:16 reference-in-attribute"]),
        ('<b title="{{ geese }}">雁</b>', ["1:11 reference-in-attribute"]),
        ('<div lang="{{ geese }}">雁</div>', ["1:12 reference-in-attribute"]),
        (
            '<b class="{{ geese }}">雁</b>',
            ["1:1 html-not-allowed", "1:11 reference-in-attribute"],
        ),
    ],
)
def test_in_addresses_titles_and_attributes_it_is_a_problem(body: str, found: list[str]) -> None:
    assert told(body) == found


def test_in_an_alternative_it_is_words() -> None:
    made = html("![湖上有雁{{ geese }}](images/lake.png)")
    assert 'alt="湖上有雁18320只"' in made


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{{ gesse }}", "unknown-indicator"),
        ("{{ geese @2019 }}", "unknown-period"),
        ("{{ geese | shre }}", "unknown-part"),
        ("{{ geese | in 群 }}", "unknown-unit"),
        ("{{ geese | in GWh }}", "dimension-mismatch"),
        ("{{ swans | number }}", "bound-lost"),
        ("{{ geese | of }}", "no-whole"),
        ("{{ chart winter }}", "unknown-chart"),
        ("{{ figures geese | share }}", "bad-reference"),
        ("{{ }}", "bad-reference"),
        ("{{ geese", "unclosed-braces"),
        ("{{ geese\n}}", "unclosed-braces"),
    ],
)
def test_faulty_references_are_told_once_and_shown_as_written(body: str, code: str) -> None:
    assert [line.split()[1] for line in told(body)] == [code]


def test_in_a_comment_nothing_is_read() -> None:
    made = prose("<!-- {{ nope }} 8807 -->\n\n字")
    assert (made.problems, made.mentions) == ((), ())
    assert "8807" not in shown(made)


# Blocks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("{{ chart winters }}", "[chart]"),
        ("一\n\n{{ timeline }}\n\n二", "<p>一</p>\n[timeline]\n<p>二</p>"),
        ("一\n{{ timeline }}\n二", "<p>一</p>\n[timeline]\n<p>二</p>"),
        ("{{ figures geese swans }}\n{{ table geese }}", "[figures]\n[table]"),
        ("- 一\n\n{{ chart winters }}", "<ul>\n<li>一</li>\n</ul>\n[chart]"),
        ("{{ chart winters }}\n---", "[chart]\n<hr>"),
        ("   {{ chart winters }}  ", "[chart]"),
        ("{{ chart winters }}  \n\n## 题", '[chart]\n<h3 id="count-1">题</h3>'),
    ],
)
def test_blocks_stand_on_lines_of_their_own(body: str, made: str) -> None:
    assert tight(html(body)) == tight(made)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("见{{ chart winters }}。", "1:2"),
        ("{{ chart winters }}。", "1:1"),
        ("{{ timeline }} {{ timeline }}", "1:1"),
        ("**{{ timeline }}**", "1:3"),
        ("## {{ timeline }}", "1:4"),
        ("- {{ figures geese }}", "1:3"),
        ("- 一\n\n    {{ chart winters }}", "3:5"),
        ("1. 一\n    - 二\n\n        {{ timeline }}", "4:9"),
        ("> {{ table geese }}", "1:3"),
        ("<div>\n{{ chart winters }}\n</div>", "2:1"),
        ("<div>\n\n{{ chart winters }}\n\n</div>", "3:1"),
        ("| a |\n|---|\n| {{ timeline }} |", "3:3"),
        ("[{{ timeline }}](about.md)", "1:2"),
        ("字[^1]\n\n[^1]: 注\n\n    {{ timeline }}", "5:5"),
        ("![{{ timeline }}](images/lake.png)", "1:3"),
    ],
)
def test_blocks_inside_other_text_are_problems(body: str, place: str) -> None:
    found = told(body)
    assert found[0] == f"{place} block-inside"
    assert all(line.endswith("block-inside") for line in found)


def test_a_timeline_needs_events() -> None:
    document = replace(SITE.documents[0], body=Text("{{ timeline }}", Place("b.md")))
    site = replace(SITE, events=())
    made = read_document(document, site, VOCABULARY)
    assert [problem.code for problem in made.problems] == ["no-events"]


# Headings ---------------------------------------------------------------------------------------


def headings(body: str, layout: str = "section") -> list[tuple[str, str]]:
    return [(h.id, h.text) for h in prose(body, layout=layout).headings]


def test_headings_have_ids_that_are_not_made_of_their_text() -> None:
    body = "## 一 {#first}\n\n## 二\n\n### 三 *{{ geese }}* & `码` <b>粗</b> &amp;"
    assert headings(body) == [
        ("first", "一"),
        ("count-2", "二"),
        ("count-3", "三 18320只 & 码 粗 &"),
    ]


@pytest.mark.parametrize(
    ("layout", "made"),
    [
        ("section", '<h3 id="count-1">一</h3><h4 id="count-2">二</h4><h5 id="count-3">三</h5>'),
        ("page", '<h2 id="count-1">一</h2><h3 id="count-2">二</h3><h4 id="count-3">三</h4>'),
    ],
)
def test_in_a_section_headings_shift_one_level(layout: str, made: str) -> None:
    assert tight(html("## 一\n\n### 二\n\n#### 三", layout=layout)) == made


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("字\n\n## 二\n\n# 一", ["5:1 heading-level"]),
        ("#一", ["1:1 heading-level"]),
        ("> # 一", ["1:3 heading-level"]),
        ("字\n\n一\n===", ["3:1 heading-level"]),
        ("一\n---", []),
        ("## 一 {#x}\n\n`{#x}`\n\n## 二 {#x}", ["5:6 duplicate-heading"]),
        ("## 一 {#count-2}\n\n## 二", ["3:1 duplicate-heading"]),
        ("## 一 {#reeds}", ["1:6 duplicate-heading"]),
        ("## 一 {#page-main}", ["1:6 duplicate-heading"]),
        ("## 一 {#chart-winters}", ["1:6 duplicate-heading"]),
        ("## 一 {#Big}", ["1:6 bad-heading-id"]),
        ("## 一 {#二}", ["1:6 bad-heading-id"]),
        ("## 一 {#8807}", ["1:6 bad-heading-id"]),
        ("字 {#x}", ["1:3 bad-heading-id"]),
    ],
)
def test_faults_of_headings(body: str, found: list[str]) -> None:
    assert told(body) == found


def test_an_id_of_an_earlier_section_is_taken() -> None:
    first, second = (d for d in SITE.documents if d.language == "zh" and d.layout == "section")
    text = Text("## 一 {#x}", Place("b.md"))
    site = replace(SITE, documents=(replace(first, body=text), replace(second, body=text)))
    codes = [
        [p.code for p in read_document(document, site, VOCABULARY).problems]
        for document in site.documents
    ]
    assert sorted(codes) == [[], ["duplicate-heading"]]


# Footnotes, links, pictures ---------------------------------------------------------------------


def test_footnotes_have_ids_of_their_document() -> None:
    body = "字[^1]。\n\n[^1]: 雁{{ geese }}"
    ids = {
        slug: set(re.findall(r'id="([^"]+)"', html(body, slug=slug))) for slug in ("count", "reeds")
    }
    assert ids["count"] == {"count-fnref:1", "count-fn:1"}
    assert not ids["count"] & ids["reeds"]
    made = html(body)
    assert '<a class="footnote-ref" href="#count-fn:1">1</a>' in made
    assert GEESE in made
    assert "Back to the text" in html("x[^a]\n\n[^a]: y", "en")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("字[^1]。", ["1:2 unknown-footnote"]),
        ("字[^注]。", ["1:2 unknown-footnote"]),
        ("字[^1]\n\n[^1]: 共8807", ["3:8 loose-number"]),
        ("字[^1]\n\n[^1]: 一\n\n    二8807", ["5:6 loose-number"]),
    ],
)
def test_faults_of_footnotes(body: str, found: list[str]) -> None:
    assert told(body) == found


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("[x](about.md)", "about/"),
        ("[x](./2-reeds.md)", "#reeds"),
        ("[x](../en/about.md)", "en/about/"),
        ("[x](about.md#how)", "about/#how"),
        ("[x](<about.md>)", "about/"),
        ("[x]( about.md )", "about/"),
        ("[x][a]\n\n[a]: about.md", "about/"),
        ("[x](#reeds)", "#reeds"),
        ("[x](https://a.example/2021/8807?a=1&b=2)", "https://a.example/2021/8807?a=1&amp;b=2"),
        ("[x](HTTPS://a.example)", "HTTPS://a.example"),
        ("[x](mailto:desk2@a.example)", "mailto:desk2@a.example"),
        ("<https://a.example/8807>", "https://a.example/8807"),
        ("<desk2@a.example>", "mailto:desk2@a.example"),
    ],
)
def test_links(link: str, address: str) -> None:
    assert f'<a href="{address}">' in html(link)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("`[a](x.md)`\n\n[a](x.md)", ["3:5 unknown-link"]),
        ("[a](x.md) [a](x.md)", ["1:15 unknown-link", "1:5 unknown-link"]),
        ("[x](about.html)", ["1:5 bad-link"]),
        ("[x](/about/)", ["1:5 bad-link"]),
        ("[x]()", ["1:5 bad-link"]),
        ("[x](//a.example)", ["1:5 bad-link"]),
        ("[x](javascript:alert)", ["1:5 bad-link"]),
        ("[x](JaVaScRiPt:alert)", ["1:5 bad-link"]),
        ("[x](&#106;avascript:alert)", ["1:5 bad-link"]),
        ("[x](data:text/html,x)", ["1:5 bad-link"]),
        ("字\n\n[x][a]\n\n[a]: tel:x", ["5:6 bad-link"]),
        ("字<ftp://a.example>", ["1:3 bad-link"]),
        ("[共8807只](about.md)", ["1:3 loose-number"]),
        ('[x](about.md "共8807只")', ["1:16 loose-number"]),
        ("[x][8807]", ["1:1 markup-shown"]),
        (r"\[x\](8807)", ["1:7 loose-number"]),
        ("[a]: 共 8807 只", ["1:8 loose-number"]),
    ],
)
def test_faults_of_links(body: str, found: list[str]) -> None:
    assert sorted(told(body)) == found


def test_an_unsafe_address_is_not_on_the_page() -> None:
    for body in ("[x](javascript:alert)", "[x](&#106;avascript:alert)", "[x](data:text/html,x)"):
        assert "href" not in shown(prose(body))


def test_an_unknown_link_is_given_the_nearest_file() -> None:
    (problem,) = prose("[x](abuot.md)").problems
    assert problem.message == "`abuot.md`"
    assert "did you mean `about.md`?" in problem.hint


def test_a_picture_has_its_size() -> None:
    made = html("![湖面](images/lake.png)")
    image = re.search("<img ([^>]*)>", made)
    assert image is not None
    assert set(re.findall(r'\S+="[^"]*"', image[1])) == {
        'alt="湖面"',
        'src="assets/images/lake.png"',
        'width="640"',
        'height="480"',
        'loading="lazy"',
        'decoding="async"',
    }


def test_a_picture_is_offered_in_smaller_widths() -> None:
    made = html("![湖面](images/lake.png)")
    widths = "assets/images/lake.png-480.webp 480w, assets/images/lake.png-640.webp 640w"
    assert f'srcset="{widths}"' in made
    assert 'type="image/webp"' in made


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("晴天", "晴天"),
        ("晴天 | 王五摄", '晴天 <span class="credit">王五摄</span>'),
        ("| 王五摄", '<span class="credit">王五摄</span>'),
    ],
)
def test_a_picture_alone_has_its_caption_and_credit_below(title: str, below: str) -> None:
    made = html(f'![湖面](images/lake.png "{title}")')
    assert made.startswith('<figure class="picture"><picture>')
    assert made.endswith(f"<figcaption>{below}</figcaption></figure>")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("字![](images/lake.png)", ["1:6 missing-alt"]),
        ("字![ ](images/lake.png)", ["1:7 missing-alt"]),
        ("![湖](images/lac.png)", ["1:6 unknown-picture"]),
        ("![湖](https://a.example/x.png)", ["1:6 unknown-picture"]),
        ("![有8807只](images/lake.png)", ["1:4 loose-number"]),
        ('![湖](images/lake.png "共8807")', ["1:24 loose-number"]),
    ],
)
def test_faults_of_pictures(body: str, found: list[str]) -> None:
    assert told(body) == found


# Raw HTML and forgery ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<b>粗</b>",
        'H<sub>x</sub>，<abbr title="国内生产总值">GDP</abbr>',
        "<details open>\n<summary>更多</summary>\n字\n</details>",
        '<span lang="en" dir="ltr">x</span>',
        "一<br>二",
    ],
)
def test_allowed_html_passes(body: str) -> None:
    made = html(body)
    for tag in re.findall(r"<[a-z][^>]*>", body):
        assert tag.replace(" open", ' open=""') in made


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("`<script>`\n\n<script>alert()</script>", "3:1"),
        ("<style>p {}</style>", "1:1"),
        ('字<data data-indicator="geese" value="x">九</data>', "1:2"),
        ("<figure>\n<b>字</b>\n</figure>", "1:1"),
        ('字\n\n一 <span data-chart="x">字</span>', "3:3"),
        ('<b onclick="alert()">字</b>', "1:1"),
        ('<b\nstyle="color: red">字</b>', "1:1"),
        ('<b class="bound">字</b>', "1:1"),
        ('<p id="page-main">字</p>', "1:1"),
        ('<iframe src="https://a.example"></iframe>', "1:1"),
        ('字<a href="https://a.example">字</a>', "1:2"),
        ('字<img src="x.png">', "1:2"),
        ("<svg><title>x</title></svg>", "1:1"),
        ("<h2>字</h2>", "1:1"),
        ("字<code>码</code>", "1:2"),
        ("- 一\n- <input>", "2:3"),
        ("𠮷😀<marquee>字</marquee>", "1:3"),
    ],
)
def test_other_html_is_a_problem_and_does_not_pass(body: str, found: str) -> None:
    lines = told(body)
    assert lines[0] == f"{found} html-not-allowed"
    assert {line.split()[1] for line in lines} == {"html-not-allowed"}
    made = shown(prose(body))
    forbidden = "<(?:script|style|data|figure|iframe|svg|input|marquee)|onclick|data-|style="
    assert not re.search(forbidden, made)


ATTACKS = [
    '<data data-indicator="geese" value="1">九</data>',
    "&lt;data data-indicator=&quot;geese&quot;&gt;九&lt;/data&gt;",
    '&#60;data data-indicator="geese"&#62;九',
    r'\<data data-indicator="geese">九</data>',
    "\ue000\ue010\ue001",
    "{{ geese }} \ue000\ue010\ue001",
    "\ue000\ue019\ue019\ue001",
    "<div>\ue000\ue010\ue001</div>\n\n{{ chart winters }}",
    "\x02wzxhzdk:0\x03 <b>x</b>",
    "\x02klzzwxh:0001\x03 `x`",
    "{{ \ue000\ue010\ue001 }}",
    "<!-- --><data data-indicator='geese'>九</data><!-- -->",
    '<b title="<data data-indicator=geese>">九</b>',
    '[x](about.md "<data data-indicator=geese>")',
    '![<data data-indicator="geese">](images/lake.png)',
    "`<data data-indicator=geese>`",
    "<![CDATA[<data data-indicator='geese'>九</data>]]>",
    "<a class='bound' href='#geese'>九</a>",
    "&#xe0fe;",
    "&#xe000;&#xe010;&#xe001;",
    "{{ geese }} &#xe000;&#xe010;&#xe001;",
    "\ue020\ue022nope\ue021",
    "&#xe020;&#xe022;nope&#xe021;",
    "[x](#&#xe020;&#xe022;nope&#xe021;)",
]


@pytest.mark.parametrize("body", ATTACKS)
def test_a_bound_number_cannot_be_forged(body: str) -> None:
    for layout in ("section", "page"):
        made = shown(prose(body, layout=layout))
        assert "<data" not in made.replace(GEESE, "")
        assert made.count(GEESE) <= body.count("{{ geese }}")
        assert not re.search("[\ue000-\uf8ff\x02\x03]", made)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("8**807**亿", ["1:1 split-number"]),
        ("字&#56;&#56;", ["1:2 split-number"]),
        ("超&#x38;", ["1:2 split-number"]),
        ("字&half;杯", ["1:2 split-number"]),
        ("AT&T8807", ["1:5 loose-number"]),
        ("½八千亿", ["1:1 loose-number", "1:2 spelled-number"]),
        ("字<!-- -->8807", ["1:10 loose-number"]),
        ("**2021**家", ["1:3 loose-number"]),
        ("共 *2021* GWh", ["1:4 loose-number"]),
        ("三<b>成</b>", ["1:1 split-number"]),
        ("增加\n88. 家", ["2:1 loose-number"]),
        ("8807. 家", ["1:1 loose-number"]),
        ("88) 家", ["1:1 loose-number"]),
        ("- 一\n    - 二8807", ["2:8 loose-number"]),
        ("词\n:   8807", ["2:5 loose-number"]),
        ("| 8807 |\n|---|\n| 三成 |", ["1:3 loose-number", "3:3 spelled-number"]),
        (
            "<details><summary>8807</summary>三成</details>",
            ["1:19 loose-number", "1:33 spelled-number"],
        ),
        ("<b title='8807'>字</b>", ["1:11 loose-number"]),
        (r"\{{ geese 8807 }}", ["1:11 loose-number"]),
        ("{{ 8807", ["1:1 unclosed-braces", "1:4 loose-number"]),
        ("```\n8807", ["1:1 unclosed-code", "2:1 loose-number"]),
    ],
)
def test_no_number_slips_through(body: str, found: list[str]) -> None:
    assert told(body) == found


def test_a_literal_with_an_ampersand_stands() -> None:
    text = Text("首条LY5&6和**LY5&6**生产线", Place("b.md"))
    document = replace(SITE.documents[0], body=text, literals=(Text("LY5&6", Place("b.md")),))
    assert read_document(document, SITE, VOCABULARY).problems == ()


@pytest.mark.parametrize(
    "body",
    [
        "1. 一\n2. 二",
        "10. 一",
        "2021年[^1]。\n\n[^1]: 注",
        "{{ geese }}，2021年",
        "**2021**年",
        "[x](https://a.example/8807 '题')",
        "2021年12月\n29日，字",
        "`8807`家",
        "<b lang='x2'>字</b>",
        "![湖](images/lake.png)2021年",
    ],
)
def test_nothing_else_is_taken_for_a_number(body: str) -> None:
    assert told(body) == []


# Lines and positions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("常州\n制造", "<p>常州制造</p>"),
        ("常州，\n“制造”\n很好", "<p>常州，“制造”很好</p>"),
        ("用 GDP\n来说", "<p>用 GDP来说</p>"),
        ("new\nline", "<p>new\nline</p>"),
        ("见 **ABC**\nDEF", "<p>见 <strong>ABC</strong>\nDEF</p>"),
        ("见 ABC\n**DEF**", "<p>见 ABC\n<strong>DEF</strong></p>"),
        ("**常州**\n制造", "<p><strong>常州</strong>制造</p>"),
        ("常州\n**制造**", "<p>常州<strong>制造</strong></p>"),
        ("雁\n{{ geese }}\n多", f"<p>雁{GEESE}多</p>"),
        ("<b>ABC</b>\n<b>DEF</b>", "<p><b>ABC</b>\n<b>DEF</b></p>"),
        ("<b>常</b>\n州", "<p><b>常</b>州</p>"),
    ],
)
def test_a_soft_line_break_leaves_no_space_between_han_characters(body: str, made: str) -> None:
    assert html(body) == made


def test_code_keeps_its_lines_and_english_its_spaces() -> None:
    assert "一\n二" in html("```\n一\n二\n```")
    assert html("one\ntwo", "en") == "<p>one\ntwo</p>"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("常州8807", "1:3"),
        ("𠮷😀8807", "1:3"),
        ("e\u0301 8807", "1:4"),
        ("一\n\n二 {{ nope }}", "3:6"),
        ("{{ geese }}、{{ geese }}8807", "1:24"),
        ("{{ geese }} 三成 [x](about.md) 8807", None),
        ("x" * 20_000 + " 8807", "1:20002"),
        ("| {{ geese \\| number }} | {{ nope }} |\n|--|--|\n| a | b |", "1:30"),
    ],
)
def test_positions_are_exact_to_the_character(body: str, place: str | None) -> None:
    where = [f"{p.place.line - 3}:{p.place.column}" for p in prose(body).problems]
    if place:
        assert where == [place]
    else:
        line = body.index("8807") + 1
        assert f"1:{line}" in where


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_front_matter_and_marks_do_not_shift(
    newline: str, mark: bytes, tmp_path: Path
) -> None:
    site = copy_small(tmp_path)
    lines = ["---", "title: 题", "summary: 要", "---", "", "𠮷一{{ nope }}", "", "二8807"]
    path = site / "content/zh/2-reeds.md"
    path.write_bytes(mark + newline.join(lines).encode())
    found = [str(problem.place) for problem in check_copy(site).errors]
    assert found == ["content/zh/2-reeds.md:6:6", "content/zh/2-reeds.md:8:2"]


def test_control_and_private_characters_are_told() -> None:
    assert told("一\ue000\x07") == ["1:2 control-character", "1:3 control-character"]


# What must never happen -------------------------------------------------------------------------


@pytest.mark.parametrize("piece", [">", "- ", "*", "[", "<b>", "`", "{{", "(", "<div>", "<![", "&"])
def test_deep_nesting_does_not_raise(piece: str) -> None:
    prose(piece * 400 + "字" + piece * 400)


def test_a_torn_token_is_not_on_the_page() -> None:
    assert whole_tokens("一\ue000\ue010\ue001二\ue012\ue001") == ("一\ue000\ue010\ue001二", True)
    assert whole_tokens("一\ue000\ue010\ue001二") == ("一\ue000\ue010\ue001二", False)


def test_too_deep_nesting_is_told() -> None:
    assert [line.split()[1] for line in told("*" * 2000 + "字" + "*" * 2000)] == ["too-deep"]


PIECES = [
    *["{{ geese }}", "{{ nope }}", "{{ chart winters }}", "{{", "}}", r"\{{ x }}", "8807", "2021"],
    *["年", "家", " GWh", "亿元", "三成", "**", "*", "`", "```", "~~~", "\n", "\n\n", "    ", "- "],
    *["1. ", "> ", "## ", "# ", "[", "](", ")", "[^1]", "[^1]: ", "<b>", "</b>", "<div>", "</div>"],
    *["<!--", "-->", "<script>", "<data value='1'>", '<span title="', '">', "|", "---", "\\", "½"],
    *["&#49;", "<https://a.b/9>", "{#x}", "中文", "Latin", "![", "about.md", "😀", "\t", "===="],
    *["<![CDATA[", "<?x", "<!D", "\ue000", "\ue010", "\ue001", "\x02", "<code>", "<a", "<", "=/>"],
]


class _Visible(HTMLParser):
    """The text of a page without bound numbers and code."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("data", "code")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("data", "code")

    def handle_data(self, data: str) -> None:
        self.text += "" if self.hidden else data


@pytest.mark.parametrize("seed", range(400))
def test_whatever_is_written_is_told_and_nothing_is_raised(seed: int) -> None:
    chosen = random.Random(seed)
    body = "".join(chosen.choices(PIECES, k=chosen.randint(1, 25)))
    made = prose(body, chosen.choice(["zh", "en"]), chosen.choice(["section", "page"]))
    page = settled("".join(str(p) for p in made.pieces if not isinstance(p, Block)))
    assert not re.search("[\ue000-\ue0ff\x02\x03]", page)
    assert set(re.findall("<data [^>]*>", page)) <= {re.findall("<data [^>]*>", GEESE)[0]}
    assert "<script" not in page
    visible = _Visible()
    visible.feed(page)
    codes = {"loose-number", "spelled-number", "loose-range", "split-number", "bad-reference"}
    codes |= {"quoted-number"}
    numbers = " ".join(problem.message for problem in made.problems if problem.code in codes)
    for number in re.findall("8807|三成|½", visible.text):
        assert number in numbers, body
    lines = body.split("\n")
    for problem in made.problems:
        assert problem.place.column <= len(lines[problem.place.line - 4]) + 1
