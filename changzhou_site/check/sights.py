"""What the guard found in texts, so that it need not look again where nothing was loose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

import msgspec

from changzhou_site.asking import STEP, Answers
from changzhou_site.check.asked import RULES_ASKED
from changzhou_site.errors import Problem
from changzhou_site.guard import QUOTED, Sighted, StandingName, Vocabulary, sight
from changzhou_site.model import Mention
from changzhou_site.source import Text


def may_be_kept(problems: Collection[Problem], names: Iterable[StandingName]) -> bool:
    """Whether what was read may be remembered: nothing is told of it, and there is no name in
    quotes, which is held to all figures of the site."""
    return not problems and all(name.kind != QUOTED for name in names)


class SightsBefore(msgspec.Struct, frozen=True):
    """Texts without a loose number, and what was asked to find that: no value, so that a changed
    one leaves it as it is."""

    asked: Mapping[str, bytes]
    names: Mapping[str, tuple[StandingName, ...]]
    """What holds a number and may stand, by the digest of the text."""


class Sights:
    """The guard over the texts of a file, or what is known of them."""

    def __init__(
        self, vocabulary: Vocabulary, answers: Answers, before: SightsBefore | None
    ) -> None:
        self._vocabulary, self._answers = vocabulary, answers
        self._known = before.names if before and answers.agree(before.asked) else {}
        self._found: dict[str, Sighted] = {}

    def __call__(self, text: str, literals: Iterable[Text], language: str | None) -> Sighted:
        listed = tuple(literals)
        key = _key(text, listed, language)
        if key not in self._found:
            if key in self._known:
                self._found[key] = Sighted((), self._known[key])
            else:
                self._found[key] = sight(text, self._vocabulary, listed, language)
        return self._found[key]

    def kept(self, mentions: Iterable[Mention]) -> SightsBefore:
        """What is to be remembered; the texts have these mentions in them, whose units say what may
        not be typed behind them."""
        units = sorted({f"{STEP}.units_of{STEP}[{mention.id}" for mention in mentions})
        return SightsBefore(
            self._answers.to(dict.fromkeys((*RULES_ASKED, *units))),
            {key: found.names for key, found in self._found.items() if not found.loose},
        )


def _key(text: str, literals: tuple[Text, ...], language: str | None) -> str:
    said = repr((text, [literal.value for literal in literals], language))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
