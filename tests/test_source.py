"""Text files as values that know where each character of theirs stands."""

import pytest

from changzhou_site.errors import Place, Problem, SiteError, suggest
from changzhou_site.source import Fields, Items, Text, decode, load_prose, load_yaml


def entry(source: str, *keys: str) -> Text:
    """The text behind keys of a YAML source."""
    node: object = load_yaml(source, "f.yaml")
    for key in keys:
        assert isinstance(node, Fields)
        node = node.entries[key][1]
    assert isinstance(node, Text)
    return node


def where(text: Text, character: str) -> tuple[int, int]:
    place = text.at(text.value.index(character))
    return place.line, place.column


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a: 鹭湖!\n", (1, 6)),
        ("a: 𝄞𝄞!\n", (1, 6)),
        ("a: '鹭湖!'\n", (1, 7)),
        ('a: "鹭湖!"\n', (1, 7)),
        ("# 鹭\na:   鹭湖!   # 湖\n", (2, 8)),
        ("a: |\n  鹭\n  湖!\n", (3, 4)),
        ("a: |-\n\n  鹭\n   𝄞!\n", (4, 5)),
        ("a: >-\n  鹭湖!\n", (2, 5)),
        ("a: {b: x, a: 鹭!}\n", (1, 15)),
    ],
)
def test_a_character_is_found_in_its_source(source: str, place: tuple[int, int]) -> None:
    keys = ("a", "a") if "{" in source else ("a",)
    assert where(entry(source, *keys), "!") == place


@pytest.mark.parametrize(
    "source",
    ["a: >-\n  鹭\n  湖!\n", 'a: "鹭\\u6e56!"\n', "a: 鹭\n  湖!\n", "a: 'it''s!'\n"],
    ids=["folded over lines", "escaped", "plain over lines", "doubled quote"],
)
def test_where_characters_cannot_be_mapped_the_start_is_told(source: str) -> None:
    assert where(entry(source, "a"), "!") == (1, 4)


def test_plain_scalars_are_told_from_quoted_ones() -> None:
    """Only a plain `no` is a trap."""
    node = load_yaml("[no, 'no', \"no\"]", "f.yaml")
    assert isinstance(node, Items)
    assert [item.plain for item in node.items if isinstance(item, Text)] == [True, False, False]


def test_scalars_stay_text() -> None:
    node = load_yaml("[010, 1:30, 8_000, 0x1F, 1e5, 2021-12-29, null]", "f.yaml")
    assert isinstance(node, Items)
    assert " ".join(str(item) for item in node.items) == "010 1:30 8_000 0x1F 1e5 2021-12-29 null"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_count(ending: str) -> None:
    data = f"\ufeffa: 1{ending}b: 鹭!{ending}".encode()
    assert where(entry(decode(data, "f.yaml"), "b"), "!") == (2, 5)


def test_front_matter_does_not_shift_the_lines() -> None:
    file = load_prose("---\ntitle: 鹭!\n---\n\n湖!\n", "f.md")
    front, body = file.front, file.body
    assert isinstance(front, Fields)
    title = front.entries["title"][1]
    assert isinstance(title, Text)
    assert where(title, "!") == (2, 9)
    assert where(body, "!") == (5, 2)
    assert body.place == Place("f.md", 4, 1)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("a: 鹭".encode("gbk"), "f.yaml:1:4: not-utf8 byte 0xF0 at offset 3 is not UTF-8 text"),
        (b"a: x\r\nb: \xff", "f.yaml:2:4: not-utf8 byte 0xFF at offset 9 is not UTF-8 text"),
        ("\ufeff鹭\n湖".encode() + b"\x80", "f.yaml:2:2: not-utf8 byte 0x80 at offset 10"),
        ("a: 湖".encode("utf-16"), "f.yaml:1:1: not-utf8 byte 0xFF at offset 0"),
    ],
    ids=["GBK", "after CRLF", "after a BOM", "UTF-16"],
)
def test_the_bad_byte_is_named(data: bytes, told: str) -> None:
    with pytest.raises(SiteError) as error:
        decode(data, "f.yaml")
    assert str(error.value.problems[0]).startswith(told)


def test_too_large_a_file_is_refused_unread() -> None:
    with pytest.raises(SiteError) as error:
        decode(b"x" * 4_000_001, "f.yaml")
    assert error.value.problems[0].code == "file-too-large"


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "a: &a [*a, *a]"])
def test_bombs_are_told_at_once(bomb: str) -> None:
    with pytest.raises(SiteError) as error:
        load_yaml(bomb, "f.yaml")
    assert {problem.code for problem in error.value.problems} <= {
        "too-deep", "yaml-alias", "yaml-anchor",
    }  # fmt: skip


def test_a_problem_is_told_on_one_line_that_a_terminal_can_show() -> None:
    problem = Problem(Place("data/\udce9.yaml"), "x", "`a\nb\x1b[31m` 鹭　湖", "h\x00")
    assert str(problem) == ("data/\\udce9.yaml:1:1: x `a\\nb\\x1b[31m` 鹭　湖\n    hint: h\\x00")


def test_a_long_text_is_not_told_whole() -> None:
    assert len(str(Problem(Place("f.yaml"), "x", "鹭" * 10_000))) < 600


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("gpd", "did you mean `gdp`? ids: gdp, output"),
        ("％", "did you mean `%`? ids: %, gdp"),
        ("鹭", "ids: gdp, output"),
    ],
)
def test_a_near_miss_is_suggested(word: str, hint: str) -> None:
    assert suggest(word, ["gdp", "%"] if word == "％" else ["output", "gdp"], "ids") == hint


def test_nothing_to_suggest() -> None:
    assert suggest("gdp", [], "sources") == "there are no sources"
