"""The `{{ … }}` grammar: its forms, its faults with their places, and how references read."""

from dataclasses import replace
from decimal import Decimal

import pytest

from changzhou_site.addresses import settle
from changzhou_site.errors import Fault, Place
from changzhou_site.figures import (
    Block,
    Found,
    Value,
    bound_html,
    find_braces,
    find_chart_id,
    find_value,
    plain_text,
    reads,
    reference_html,
    rich_text,
)
from changzhou_site.load.scalars import read_period
from changzhou_site.model import Amount, Correction, Site
from changzhou_site.source import Text
from tests.support import site_of

SITE = replace(site_of(), corrections=())
ZH, EN = SITE.languages["zh"], SITE.languages["en"]


def parse(text: str) -> Value | Block:
    return next(iter(find_braces(text))).parse()


def value(text: str) -> Value:
    parsed = parse(f"{{{{ {text} }}}}")
    assert isinstance(parsed, Value)
    return parsed


def found(text: str, site: Site = SITE) -> Found:
    return find_value(value(text), site, ZH)


def use(text: str) -> str:
    parsed = parse(text)
    if isinstance(parsed, Value):
        return reads(find_value(parsed, SITE, ZH), SITE, ZH)
    return find_chart_id(parsed, SITE) if parsed.kind == "chart" else ""


def fault(text: str) -> tuple[str, int]:
    """The code and offset of what is wrong with a text's first reference."""
    with pytest.raises(Fault) as raised:
        use(text)
    return raised.value.code, raised.value.offset


def fault_hint(text: str) -> str:
    with pytest.raises(Fault) as raised:
        found(text)
    return raised.value.hint


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("geese", "18320只", "18,320 birds"),
        ("swans", "超2600只", "over 2,600 birds"),
        ("bird_count @2019", "41200只", "41,200 birds"),
        ("bird_count@2019", "41200只", "41,200 birds"),
        ("bird_count @ 2020 | number", "43850", "43,850"),
        ("geese | number", "18320", "18,320"),
        (r"geese \| number", "18320", "18,320"),
        ("geese|number", "18320", "18,320"),
        ("geese | label", "雁类", "Geese"),
        ("geese | period", "2021年", "2021"),
        ("species_ringed | period", "2021年下半年", "second half of 2021"),
        ("reed_goal | period", "规划期末", "by the end of the plan"),
        ("species_ringed", "33个", "33"),
        ("species_ringed | of", "41个", "41"),
        ("species_ringed | share", "80.5%", "80.5%"),
        ("protected_part | share", "25.0%", "25.0%"),
        ("lake_area | in km2", "62.5平方公里", "62.5 km²"),
        ("lake_area | in km2 0", "62平方公里", "62 km²"),
        ("reed_share | in 倍", "超0.336倍", "over 0.336 times"),
        ("reed_share | in 倍 1", "超0.3倍", "over 0.3 times"),
        ("geese | in 个", "18320个", "18,320"),
        ("swan_rank", "第2位", "2nd"),
    ],
)
def test_forms(text: str, zh: str, en: str) -> None:
    assert reads(found(text), SITE, ZH) == zh
    assert reads(found(text), SITE, EN) == en


@pytest.mark.parametrize("text", ["{{geese}}", "{{ geese }}", "{{   geese\t}}", "{{ geese}}"])
def test_spaces_do_not_matter(text: str) -> None:
    parsed = parse(text)
    assert isinstance(parsed, Value)
    assert parsed.id == "geese"
    assert parsed.offset == text.index("g")


@pytest.mark.parametrize(
    ("text", "kind", "items"),
    [
        ("{{ chart winters }}", "chart", ["winters"]),
        ("{{chart winters}}", "chart", ["winters"]),
        ("{{ figures geese swans }}", "figures", ["geese", "swans"]),
        ("{{ figures bird_count @2019 geese }}", "figures", ["bird_count@2019", "geese"]),
        ("{{ table bird_count@2019 geese }}", "table", ["bird_count@2019", "geese"]),
        ("{{ timeline }}", "timeline", []),
    ],
)
def test_blocks(text: str, kind: str, items: list[str]) -> None:
    parsed = parse(text)
    assert isinstance(parsed, Block)
    assert parsed.kind == kind
    named = [f"{item.id}@{item.period}" if item.period else item.id for item in parsed.items]
    assert named == items


@pytest.mark.parametrize(
    ("text", "code", "pointed"),
    [
        ("{{ }}", "bad-reference", "}}"),
        ("{{}}", "bad-reference", "}}"),
        ("看{{ geese", "unclosed-braces", "{{"),
        ("{{ geese }", "unclosed-braces", "{{"),
        ("{{ geese\n}}", "unclosed-braces", "{{"),
        ("{{{ geese }}}", "unclosed-braces", "{{{"),
        ("{{ 雁 }}", "bad-reference", "雁"),
        ("{{ two words }}", "bad-reference", "two"),
        ("{{ geese, swans }}", "bad-reference", "geese,"),
        ("{{ 2021 }}", "bad-reference", "2021"),
        ("{{ geese + 1 }}", "bad-reference", "geese"),
        ("{{ geese @ }}", "bad-reference", "geese"),
        ("𠮷 {{ gesse }}", "unknown-indicator", "gesse"),
        ("{{ geese @2020 }}", "unknown-period", "2020"),
        ("{{ geese | shre }}", "unknown-part", "shre"),
        ("{{ geese | }}", "unknown-part", "}}"),
        ("{{ geese | in }}", "unknown-part", "in"),
        ("{{ geese | in 个 two }}", "unknown-part", "in 个"),
        ("{{ geese | in 群 }}", "unknown-unit", "群"),
        ("{{ geese | in GWh }}", "dimension-mismatch", "GWh"),
        ("{{ swans | number }}", "bound-lost", "number"),
        ("{{ bird_count | number }}", "bound-lost", "number"),
        ("{{ geese | of }}", "no-whole", "of"),
        ("{{ geese | share }}", "no-whole", "share"),
        ("{{ chart }}", "bad-reference", "chart"),
        ("{{ chart a b }}", "bad-reference", "chart"),
        ("{{ chart winter }}", "unknown-chart", "winter"),
        ("{{ figures }}", "bad-reference", "figures"),
        ("{{ timeline geese }}", "bad-reference", "timeline"),
        ("{{ table geese, swans }}", "bad-reference", "geese,"),
    ],
)
def test_faults_point_at_what_is_wrong(text: str, code: str, pointed: str) -> None:
    told, offset = fault(text)
    assert told == code
    assert text[offset:].startswith(pointed)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("gesse", "did you mean `geese`?"),
        ("Geese", "did you mean `geese`?"),
        ("bird_count @2018", "periods: 2019, 2020, 2021"),
        ("geese @2019", "periods: 2021"),
        ("lake_area | in kmm2", "did you mean `km2`?"),
        ("swans | number", "write {{ swans }}: the bound belongs to the figure"),
        ("geese | of", "add `of: …` to the indicator"),
    ],
)
def test_hints_of_values(text: str, hint: str) -> None:
    assert hint in fault_hint(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ geese | shar }}", "did you mean `share`?"),
        ("{{ timeline geese }}", "{{ timeline }}"),
        ("{{ figures }}", "{{ figures gdp gdp_growth }}"),
        ("{{ geese", "close it with `}}` on the same line"),
        ("{{ two words }}", "{{ id }}, {{ id @2019 }}"),
    ],
)
def test_hints_of_the_grammar(text: str, hint: str) -> None:
    with pytest.raises(Fault) as raised:
        parse(text)
    assert hint in raised.value.hint


def test_a_unit_needs_a_form_in_every_language() -> None:
    chinese = replace(SITE.units["ha"], forms={"zh": SITE.units["ha"].forms["zh"]})
    site = replace(SITE, units={**SITE.units, "ha": chinese})
    with pytest.raises(Fault) as raised:
        found("lake_area | in ha", site)
    assert (raised.value.code, raised.value.offset) == ("unit-unworded", 18)
    assert raised.value.message == "`ha` has no form in `en`"
    assert raised.value.hint == 'write `ha: "{n} …"` into languages/en/units.yaml'


def test_a_backslash_makes_braces_literal() -> None:
    braces = list(find_braces(r"\{{ geese }} {{ swans }}"))
    assert [(each.start, each.end, each.escaped) for each in braces] == [
        (1, 12, True),
        (13, 24, False),
    ]


def test_an_unclosed_brace_takes_nothing_with_it() -> None:
    assert [(each.start, each.end) for each in find_braces("{{ a {{ geese }}")] == [
        (0, 2),
        (5, 16),
    ]


def test_base_values_have_twelve_significant_digits() -> None:
    def html(text: str) -> str:
        return bound_html(found(text), SITE, ZH, linked=False)

    assert html("lake_area") == (
        '<data data-indicator="lake_area" value="62500000">62.5平方公里</data>'
    )
    assert 'value="0.80487804878"' in html("species_ringed | share")
    assert 'value="41"' in html("species_ringed | of")
    assert html("geese | label") == "雁类"
    assert html("geese | period") == "2021年"


def settled(html: str) -> str:
    """HTML as it stands on the first page of the site."""
    return settle(html, "", SITE.meta, {})


def field(value: str) -> Text:
    return Text(value, Place("data/x.yaml"))


def test_fields_are_filled_in() -> None:
    text = field(r"雁{{ geese }}，<b>{{ nope }}，\{{ geese }}")
    assert plain_text(text, SITE, ZH) == "雁18320只，<b>{{ nope }}，{{ geese }}"
    assert settled(rich_text(text, SITE, ZH)) == (
        '雁<a class="bound" href="data/#geese" data-about="geese">'
        '<data data-indicator="geese" value="18320">18320只</data></a>'
        "，&lt;b&gt;{{ nope }}，{{ geese }}"
    )


def with_label(label: str) -> Site:
    geese = replace(SITE.indicators["geese"], label={"zh": field(label), "en": field(label)})
    return replace(SITE, indicators={**SITE.indicators, "geese": geese})


def test_a_label_inside_a_label_is_not_followed() -> None:
    """`check` refuses it; whatever shows it meanwhile must not turn in circles."""
    site = with_label("又是{{ geese | label }}")
    assert reads(found("geese | label", site), site, ZH) == "又是{{ geese | label }}"
    html = reference_html(found("geese | label", site), site, ZH, linked=False)
    assert html == "又是{{ geese | label }}"


def test_figures_in_a_label_are_bound() -> None:
    site = with_label("比天鹅{{ swans }}多")
    assert reads(found("geese | label", site), site, ZH) == "比天鹅超2600只多"
    html = settled(reference_html(found("geese | label", site), site, ZH))
    assert html == (
        '比天鹅<a class="bound" href="data/#swans" data-about="swans">'
        '<data data-indicator="swans" value="2600">超2600只</data></a>多'
    )


def corrected(site: Site, *days: str) -> Site:
    """The site with a correction of the geese on each day."""
    why = {"zh": field("抄错"), "en": field("miscopied")}
    corrections = tuple(
        Correction(
            read_period(field(day)),
            "geese",
            Amount(Decimal(1), 0),
            Amount(Decimal(18320), 0),
            why,
            Place("x.yaml"),
        )
        for day in days
    )
    return replace(site, corrections=corrections)


def test_a_corrected_number_carries_a_mark_that_leads_to_its_last_correction() -> None:
    site = corrected(SITE, "2022-02-10", "2022-02-11")
    html = settled(bound_html(found("geese", site), site, ZH))
    name = "更正：雁类，2022年2月11日"
    href = "corrections/#geese-2022-02-11"
    assert html.endswith(f'</a><a class="corrected" href="{href}" aria-label="{name}">〔更正〕</a>')
    assert "corrected" not in settled(bound_html(found("swans", site), site, ZH))


def test_an_older_observation_is_not_what_was_corrected() -> None:
    site = corrected(SITE, "2022-02-10")
    site = replace(site, corrections=(replace(site.corrections[0], indicator="bird_count"),))
    assert "corrected" in settled(bound_html(found("bird_count", site), site, ZH))
    older = settled(bound_html(found("bird_count @2019", site), site, ZH))
    assert 'data-about="bird_count@2019"' in older
    assert "corrected" not in older
