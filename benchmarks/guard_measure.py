"""How well the guard reads real prose: false alarms and figures found, by language.

    python benchmarks/guard_measure.py FOLDER [--show]

FOLDER holds the paragraphs, `paragraphs.jsonl` with `id`, `lang` and `text`, and may hold other
`labels.tsv` than `guard_labels.tsv` beside this file. docs/guard.md says how they were taken.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from changzhou_site.guard import Vocabulary, find_loose, read_vocabulary, tell
from changzhou_site.load import load_site

HELD_OUT = "01234"
"""The first hex digit of the digests of the paragraphs that rules were not mended on."""

HAN = re.compile(r"[\u4e00-\u9fff]")

SITE = {
    "data/site.yaml": "title: t\ndescription: t\nurl: https://example.org/\nlanguages: [{}]\n"
    "published: 2022-01-01\nauthors: [{{name: t}}]\npublisher: {{name: t}}\n"
    "license: {{name: t}}\n",
    "data/sources.yaml": "s: {{title: t, publisher: p}}\n",
    "data/indicators/i.yaml": 'i: {{label: t, unit: "%", value: 1, period: 2021, source: s}}\n',
    "content/{}/1-t.md": "---\ntitle: t\nsummary: t\n---\nt\n",
}


@dataclass(frozen=True)
class Label:
    """A fragment of a paragraph, and what the guard is to say of it."""

    start: int
    end: int
    verdict: str


@dataclass
class Count:
    """What was found in some paragraphs of a language."""

    paragraphs: int = 0
    words: int = 0
    alarms: int = 0
    figures: int = 0
    found: int = 0

    def __str__(self) -> str:
        per_thousand = 1000 * self.alarms / max(self.words, 1)
        share = 100 * self.found / max(self.figures, 1)
        return (
            f"{self.paragraphs:4} paragraphs {self.words:6} words {self.alarms:3} false alarms"
            f" ({per_thousand:.2f} in 1,000) {self.found:4} of {self.figures} figures"
            f" ({share:.1f} %)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="what is wrong, but for the held out")
    arguments = parser.parse_args()
    labels, digests = read_labels(arguments.folder)
    counts: dict[tuple[str, str], Count] = {}
    vocabularies: dict[str, Vocabulary] = {}
    for line in (arguments.folder / "paragraphs.jsonl").read_text("utf-8").splitlines():
        paragraph = json.loads(line)
        id, language, text = (paragraph[key] for key in ("id", "lang", "text"))
        if language not in vocabularies:
            vocabularies[language] = vocabulary_of(language)
        part = "held out" if digests[id][0] in HELD_OUT else "mended on"
        count = counts.setdefault((language, part), Count())
        for wrong in measure(text, language, labels[id], vocabularies[language], count):
            if arguments.show and part == "mended on":
                print(id, wrong)
    for (language, part), count in sorted(counts.items()):
        print(language, part, count)


def read_labels(folder: Path) -> tuple[dict[str, list[Label]], dict[str, str]]:
    """The labels and the digest of each paragraph."""
    path = folder / "labels.tsv"
    path = path if path.exists() else Path(__file__).with_name("guard_labels.tsv")
    labels: dict[str, list[Label]] = {}
    digests = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] == "id":
                continue
            start = int(row[4])
            labels.setdefault(row[0], []).append(Label(start, start + len(row[5]), row[6]))
            digests[row[0]] = row[3]
    return labels, digests


def vocabulary_of(language: str) -> Vocabulary:
    """What the guard knows of a site that has nothing of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in SITE.items():
            path = Path(folder, name.format(language))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content.format(language), encoding="utf-8")
        reading = load_site(Path(folder))
        site = reading.site
        assert site is not None, reading.problems
        return read_vocabulary(site)


def measure(
    text: str, language: str, labels: list[Label], vocabulary: Vocabulary, count: Count
) -> Iterator[str]:
    """Counts what the guard says of a paragraph, and tells where that is wrong."""
    count.paragraphs += 1
    count.words += len(HAN.findall(text)) if language == "zh" else len(text.split())
    told = [
        (each.start, each.end)
        for each in find_loose(text, vocabulary, (), language)
        if not tell(each, vocabulary, language).warning
    ]
    for start, end in told:
        verdicts = {each.verdict for each in labels if each.start < end and start < each.end}
        if verdicts <= {"pass"}:
            count.alarms += 1
            yield f"alarm {around(text, start, end)}"
    for each in labels:
        if each.verdict == "flag":
            count.figures += 1
            if any(start < each.end and each.start < end for start, end in told):
                count.found += 1
            else:
                yield f"missed {around(text, each.start, each.end)}"


def around(text: str, start: int, end: int) -> str:
    """A piece of a text with a little of what stands around it."""
    return f"{text[max(0, start - 20) : start]}[{text[start:end]}]{text[end : end + 20]}"


if __name__ == "__main__":
    main()
