"""Questions: what is noted while something is made, and whether an answer is another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import pytest

from changzhou_site.asking import Answers, Asking, KeptPiece, Noted, Recorder, Rule, Rules, told
from changzhou_site.digests import ABSENT, APART, Digests
from changzhou_site.errors import Place
from changzhou_site.source import Text


@dataclass(frozen=True)
class Bird:
    name: Text
    count: Decimal
    seen: bool = field(default=True, metadata=APART)


@dataclass(frozen=True)
class Lake:
    birds: Mapping[str, Bird]
    area: int
    title: str = "Lake"
    islands: Mapping[str, Bird] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        return f"{self.title}: {self.area}"

    def named(self, id: str) -> str:
        return str(self.birds[id].name)

    @cached_property
    def all(self) -> int:
        return len(self.birds)

    def like(self, other: str) -> str:
        return f"{self.title} and {other}"


RULES: Rules = {
    Lake: {"birds": Rule.BY_KEY, "islands": Rule.EACH_PARTS, "like": Rule.CALLED},
    Bird: {},
}


def bird(name: str, count: str = "3", line: int = 1) -> Bird:
    return Bird(Text(name, Place("birds.yaml", line)), Decimal(count))


LAKE = Lake(
    {"geese": bird("Geese"), "swans": bird("Swans")}, 50, islands={"gull": bird("Gull island")}
)


def asked(work: Any, lake: Lake = LAKE) -> list[str]:
    """What a piece of work asks of a lake, as people read it."""
    recorder = Recorder()
    with recorder.noting() as noted:
        work(Asking(lake, "", recorder, RULES))
    return [told(question) for question in noted.asked]


@pytest.mark.parametrize(
    ("work", "questions"),
    [
        (lambda lake: lake.area, ["area"]),
        (lambda lake: lake.heading, ["title", "area"]),
        (lambda lake: lake.named("geese"), ["birds[geese]"]),
        (lambda lake: lake.like("pond"), ["like(pond)"]),
        (lambda lake: lake.birds.get("ducks"), ["birds[ducks]"]),
        (lambda lake: "ducks" in lake.birds, ["birds[ducks]"]),
        (lambda lake: lake.islands.get("reed"), ["islands[reed]?"]),
        (lambda lake: "reed" in lake.islands, ["islands[reed]?"]),
        (lambda lake: lake.islands["gull"].count, ["islands[gull]?", "islands[gull].count"]),
        (lambda lake: list(lake.birds), ["birds#"]),
        (lambda lake: len(lake.birds), ["birds#"]),
        (lambda lake: list(lake.birds.values()), ["birds"]),
        (lambda lake: dict(lake.birds.items()), ["birds"]),
    ],
)
def test_what_is_taken_is_noted(work: Any, questions: list[str]) -> None:
    assert asked(work) == questions


def test_what_is_worked_out_once_needs_a_rule() -> None:
    with pytest.raises(AttributeError, match="`all`"):
        asked(lambda lake: lake.all)


def answers(lake: Lake) -> Answers:
    return Answers(lake, Digests())


def of(question: str) -> str:
    """A question as it is noted: `.birds [geese`."""
    return "".join(f"\x1e{step}" for step in question.split())


def test_a_piece_is_made_once_and_asked_for_by_each_that_takes_it_up() -> None:
    made = pieces_of(LAKE, {})
    assert [told(question) for question in made[0].asked] == ["title", "area"]
    assert made[0].asked == made[1].asked
    assert made[0].pieces.keys() == made[1].pieces.keys() == {"heading"}
    assert MAKING == ["Lake: 50"]


def test_a_piece_of_before_is_taken_up_while_what_it_asked_is_the_same() -> None:
    before = pieces_of(LAKE, {})[0].pieces
    for lake, again in (
        (LAKE, []),
        (replace(LAKE, birds={}), []),
        (replace(LAKE, area=9), ["Lake: 9"]),
    ):
        taken, _ = pieces_of(lake, before)
        assert again == MAKING
        assert [told(question) for question in taken.asked] == ["title", "area"]


MAKING: list[str] = []


def pieces_of(lake: Lake, before: Mapping[str, KeptPiece]) -> tuple[Noted, Noted]:
    """What two tasks note that take up the same piece."""
    recorder = Recorder()
    asking: Any = Asking(lake, "", recorder, RULES)
    MAKING.clear()

    def make() -> str:
        MAKING.append(asking.heading)
        return MAKING[-1]

    def take_up() -> Noted:
        with recorder.noting() as noted:
            assert recorder.once("heading", make, answers(lake), before) == lake.heading
        return noted

    return take_up(), take_up()


@pytest.mark.parametrize(
    ("question", "lake", "same"),
    [
        (".area", replace(LAKE, title="Pond"), True),
        (".area", replace(LAKE, area=51), False),
        (".birds [geese", replace(LAKE, birds={**LAKE.birds, "swans": bird("Cygnets")}), True),
        (".birds [geese", replace(LAKE, birds={"geese": bird("Greylags")}), False),
        (".birds [geese", replace(LAKE, birds={"geese": bird("Geese", "3.0")}), False),
        (".birds [geese", replace(LAKE, birds={"geese": bird("Geese", line=9)}), True),
        (".birds [geese", replace(LAKE, birds={"geese": replace(bird("Geese"), seen=False)}), True),
        (".birds #", replace(LAKE, birds={"swans": bird("Cygnets"), "geese": bird("G")}), False),
        (".birds #", replace(LAKE, birds={"geese": bird("G"), "swans": bird("S")}), True),
        (".birds", replace(LAKE, birds={"swans": bird("Swans"), "geese": bird("Geese")}), False),
        (".islands [gull ?", replace(LAKE, islands={"gull": bird("Another")}), True),
        (".islands [gull ?", replace(LAKE, islands={}), False),
        (".islands [reed ?", replace(LAKE, islands={"reed": bird("Reed island")}), False),
        (".birds [ducks", replace(LAKE, birds={**LAKE.birds, "ducks": bird("Ducks")}), False),
        (".like (pond", replace(LAKE, title="Mere"), False),
        (".like (pond", replace(LAKE, area=1), True),
    ],
)
def test_an_answer_is_another_when_it_says_something_else(
    question: str, lake: Lake, same: bool
) -> None:
    then = {of(question): answers(LAKE).digest(of(question))}
    assert answers(lake).agree(then) is same


def test_a_question_that_leads_nowhere_is_answered_by_nothing() -> None:
    for question in (".birds [ducks", ".depth", ".area [x", "nonsense"):
        assert answers(LAKE).digest(of(question)) == ABSENT


def test_what_has_no_digest_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="object"):
        Digests().of(object())


def test_texts_cannot_run_into_one_another() -> None:
    pairs = [("ab", "c"), ("a", "bc"), ("", "abc"), ("a\x1fs2 bc", ""), ("a", "\x1fs1 b")]
    assert len({Digests().of(pair) for pair in pairs}) == len(pairs)
    assert Digests().of("12") != Digests().of(12) != Digests().of(Decimal(12))
