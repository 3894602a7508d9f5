"""A site of more indicators than one data page holds: the site `three`, in Chinese, English and
German, with a topic of five figures for each of sixty rivers. `python -m tests.many FOLDER` writes
it, to be built and looked at."""

import shutil
import sys
from pathlib import Path

from tests.support import TESTS

THREE = TESTS / "sites" / "three"
RIVERS = 60
ODD = "运河 #1"
"""The file of the first river: a name that no address may have as it is."""

TOPIC = """\
topic: {{zh: 河流{name}, en: River {name}, de: Fluss {name}}}
length_{n}:
  label: {{zh: 河流{name}的长度, en: Length of river {name}, de: Länge des Flusses {name}}}
  unit: km
  value: {length}
  period: 2021
  source: survey#3
  note: {{zh: '上有{{{{ bridges_{n} }}}}', en: 'With {{{{ bridges_{n} }}}}', de: 'Mit {{{{ bridges_{n} }}}}'}}
bridges_{n}:
  label: {{zh: 河流{name}上的桥, en: Bridges over river {name}, de: Brücken über den Fluss {name}}}
  unit: 个
  values: {{2011: {old}, 2021: {new}}}
  source: survey#4
ferries_{n}:
  label: {{zh: 河流{name}上的渡船, en: Ferries over river {name}, de: Fähren über den Fluss {name}}}
  unit: 个
  value: {new}
  period: 2021
  source: survey#5
added_{n}:
  label: {{zh: 河流{name}上新建的桥, en: New bridges over river {name}, de: Neue Brücken über den Fluss {name}}}
  unit: 个
  formula: bridges_{n}@2021 - bridges_{n}@2011
  period: 2021
share_{n}:
  label: {{zh: 河流{name}的桥占比, en: Share of river {name}, de: Anteil des Flusses {name}}}
  unit: "%"
  formula: bridges_{n} / bridges
"""  # noqa: E501
PAGE = "---\ntitle: {title}\nsummary: {title}\nlayout: page\n---\n\n{{{{ bridges_{n} }}}}.\n"
TITLES = {"zh": "{name}河", "en": "The {name}", "de": "Der {name}"}


def name_of(number: int) -> str:
    """A name without a digit: Aab, Aac."""
    return "A" + "".join(chr(ord("a") + number // 26**place % 26) for place in (1, 0))


def file_of(number: int) -> str:
    """The file of a river's figures, without its end."""
    return ODD if number == 1 else f"river-{name_of(number).lower()}"


def write_many(folder: Path, rivers: int = RIVERS, pages: int = 0) -> Path:
    """The site with so many rivers, the first of which have pages."""
    shutil.copytree(THREE, folder)
    for n in range(1, rivers + 1):
        text = TOPIC.format(n=n, name=name_of(n), length=20 + n, old=1 + n, new=3 + n)
        (folder / f"data/indicators/{file_of(n)}.yaml").write_text(text, "utf-8")
    for n in range(1, pages + 1):
        for language, title in TITLES.items():
            page = PAGE.format(title=title.format(name=name_of(n)), n=n)
            (folder / f"content/{language}/river-{name_of(n).lower()}.md").write_text(page, "utf-8")
    return folder


if __name__ == "__main__":
    write_many(Path(sys.argv[1]), pages=20)
