"""`check` starts lean: it imports no more than it needs, and tries no pattern in vain."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
import regex
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from changzhou_site.languages import Tongue, tongue_of
from changzhou_site.languages.needs import alternatives_of, held_by
from changzhou_site.languages.rules import Rules
from changzhou_site.load import packaged_codes
from changzhou_site.load.packaged_fonts import packaged_fonts
from changzhou_site.prose.leftovers import LEFTOVERS, Leftover, may_be_left
from tests.support import TOP, language

HEAVY = (
    "PIL",
    "asyncio",
    "concurrent",
    "fontTools",
    "jinja2",
    "matplotlib",
    "numpy",
    "shtab",
    "starlette",
)
"""What draws, renders pages, writes fonts, spreads work, serves or writes for shells."""

CHECK = """
import json, sys
from changzhou_site.cli import main
code = main(["check", "--store", "off"])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def test_check_imports_nothing_that_draws_renders_or_serves() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=TOP, capture_output=True, text=True, check=True
    )
    code, imported = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0
    assert "changzhou_site" in imported
    assert sorted({*HEAVY} & {*imported}) == []


@pytest.mark.parametrize(("face", "path"), [("sans", sans_path()), ("serif", serif_path())])
def test_fonts_are_read_as_a_library_for_fonts_reads_them(face: str, path: str) -> None:
    with TTFont(path, lazy=True) as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"]
        known = {chr(code): metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    assert len(known) > 30_000
    assert dict(packaged_fonts()[face].widths) == known


def test_a_font_has_no_width_for_what_it_cannot_draw() -> None:
    widths = packaged_fonts()["sans"].widths
    missing = [character for character in "\0a\ue000\U0010ffff" if character not in widths]
    assert missing == ["\0", "\ue000", "\U0010ffff"]


# Patterns ----------------------------------------------------------------------------------------


def holds(text: str, pattern: str) -> list[bool]:
    """Whether a text has what each of the alternatives of a pattern needs."""
    held = held_by(text)
    return [held.meets(each.needs) for each in alternatives_of(pattern, {})]


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        ("months?", "in some MONTH", [True]),
        ("months?", "in some moths", [False]),
        ("month|weeks?", "in a week", [False, True]),
        ("(?:month|week)s? ago", "a year ago", [False]),
        (r"\d{1,3}年", "2021年", [True]),
        (r"\d{1,3}年", "那年", [False]),
        (r"\d?年", "那年", [True]),
        ("[東西]站", "南站", [False]),
        ("[^東西]站", "南站", [True]),
        ("[a-c]x", "bx", [True]),
        ("[a-c]x", "dx", [False]),
        (r"(?<=year )\w+", "last year it", [True]),
        (r"(?<=year )\w+", "last week it", [False]),
        (r"(?<!year )\w+", "last week it", [True]),
        ("(?i:ß)", "STRASSE", [True]),
        ("(?i:kelvin)", "273 \u212aelvin", [True]),
        ("(?:ab){0,3}c", "c", [True]),
        ("(?:ab){2}c", "c", [False]),
        (r"ab\.?c*", "ab", [True]),
        ("colou?r", "color", [True]),
        ("(?:cat){e<=1}", "a cut", [True]),  # fuzzy: of this nothing is known
        (r"(?P<some>a)b(?(some)c|d)", "nothing", [True]),
        (r"[[:digit:]]+%", "50 per cent", [True]),
        (r"\x41bc", "Abc", [True]),
    ],
)
def test_a_pattern_is_tried_only_where_it_may_match(
    pattern: str, text: str, may: list[bool]
) -> None:
    assert holds(text, pattern) == may


TONGUES = {code: tongue_of(language(code)) for code in packaged_codes()}


def rules_of(tongue: Tongue) -> Iterator[Rules]:
    yield from (tongue.dates, tongue.names_of(frozenset()), tongue.vague, tongue.measures)


def as_one_pattern(rules: Rules) -> Callable[[str], list[tuple[str, tuple[int, int]]]]:
    """What all patterns find as one long pattern of alternatives."""
    filled = []
    for number, rule in enumerate(rules.rules):
        pattern = rule.pattern
        for name, filling in rules.fillings.items():
            pattern = pattern.replace(f"{{{name}}}", filling.pattern)
        filled.append(f"(?P<rule{number}>{pattern})")
    whole = regex.compile(f"{rules.before}(?:{'|'.join(filled)})", rules.flags | regex.MULTILINE)

    def found(match: regex.Match[str]) -> str:
        return next(rule.pattern for n, rule in enumerate(rules.rules) if match[f"rule{n}"])

    return lambda text: [(found(match), match.span()) for match in whole.finditer(text)]


@pytest.mark.parametrize("code", TONGUES)
def test_what_is_tried_one_by_one_finds_what_one_long_pattern_finds(code: str) -> None:
    """Over all examples of a language, one after the other and in one text."""
    found = 0
    for rules in rules_of(TONGUES[code]):
        at_once = as_one_pattern(rules)
        texts = [text for rule in rules.rules for text in (*rule.passes, *rule.flags, *rule.warns)]
        for text in (*texts, " ".join(texts)):
            told = [(rule.pattern, match.span()) for rule, match in rules.matches(text)]
            assert told == at_once(text)
            assert not told or rules.may_match(text)
            found += len(told)
    assert found > 200


def test_few_patterns_are_compiled_for_a_text_of_plain_words() -> None:
    tongue = TONGUES["en"]
    plain = "The plant lies by the canal, and its gate is open to all who walk past."
    assert [rules for rules in rules_of(tongue) if rules.may_match(plain)] == []
    assert not tongue.may_find(plain)
    assert tongue.may_find("The plant has forty gates.")


@pytest.mark.parametrize("leftover", LEFTOVERS, ids=lambda each: each.pattern.pattern)
def test_markup_that_is_left_over_holds_one_of_few_signs(leftover: Leftover) -> None:
    for alternative in alternatives_of(leftover.pattern.pattern, {}):
        needed = [(*need.characters, *need.words) for need in alternative.needs]
        assert any(all(map(may_be_left, one_of)) for one_of in needed)


def test_a_plain_sentence_holds_none_of_them() -> None:
    assert not may_be_left("The plant (by the canal) is open, and “its gate” too.")
