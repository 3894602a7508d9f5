"""A small site to start from: the package's templates, filled in one language or several."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from changzhou_site.errors import WrongUsage, suggest
from changzhou_site.load.json_schemas import MARK, YAML_FILES, schema_files
from changzhou_site.load.languages import CODE
from changzhou_site.load.starters import (
    StarterTexts,
    load_starter_snippets,
    load_starter_templates,
    load_starter_texts,
    starter_languages,
)
from changzhou_site.new_files import write_new_files, write_own_files
from changzhou_site.snippets import snippet_file
from changzhou_site.source import yaml_text

SCHEMAS = ".vscode/schemas"
"""Where the settings of the editor look for them."""
SNIPPETS = ".vscode/site.code-snippets"

Texts = Mapping[str, StarterTexts]
"""By language, in the order in which the site lists them."""


def start_site(folder: Path, languages: Sequence[str], today: date) -> tuple[str, ...]:
    """Writes a site into a new or empty folder, and gives the paths of its files. Without
    languages it has the usual one.

    Raises WrongUsage for a language that there is none in, or a folder that holds anything.
    """
    chosen = tuple(dict.fromkeys(languages)) or starter_languages()[:1]
    files = compose_site({code: load_starter_texts(_known(code)) for code in chosen}, today)
    write_new_files(files, folder)
    schemas = schema_files(folder)
    write_own_files(schemas, folder / SCHEMAS, MARK)
    return (*files, *(f"{SCHEMAS}/{name}" for name in schemas))


def _known(asked: str) -> str:
    """The starter for a language, or for what it is a region of. Raises WrongUsage."""
    known = starter_languages()
    for name in (asked, asked.partition("-")[0]):
        if name in known and CODE.fullmatch(asked):
            return name
    hint = suggest(asked, known, "languages")
    raise WrongUsage(f"there is no site to start from in `{asked}`; {hint}; nothing was written")


def compose_site(texts: Texts, today: date) -> dict[str, str]:
    """The files of a new site by path: data for all languages, prose for each."""
    environment = site_environment(texts, today)
    files = {
        path: environment.from_string(template).render()
        for path, template in load_starter_templates().items()
    }
    files[SNIPPETS] = snippet_file(environment.from_string(load_starter_snippets()).render())
    for code, own in texts.items():
        files |= {f"content/{code}/{name}": text for name, text in sorted(own.documents.items())}
    return files


def site_environment(texts: Texts, today: date) -> Environment:
    """What the templates of a new site are rendered with."""
    environment = Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # YAML is made here, and all texts are the package's own
    )
    environment.globals |= {
        "schemas": {f"./{SCHEMAS}/{name}.json": pattern for name, pattern in YAML_FILES.items()},
        "languages": tuple(texts),
        "today": today.isoformat(),
        "note": partial(_note, texts),
        "say": partial(_say, texts),
        "forms": partial(_forms, texts),
        "said": partial(_said, texts),
        "word": partial(_word, texts),
        "program": "changzhou-site",
    }
    return environment


def _note(texts: Texts, name: str, indent: int = 0) -> str:
    """A comment, in the site's first language."""
    first = next(iter(texts.values()))
    return "\n".join(f"{' ' * indent}# {line}" for line in first.notes[name].splitlines())


def _say(texts: Texts, name: str, indent: int = 2) -> str:
    """What stands behind a key: one text, or a map of languages."""
    written = {code: yaml_text(own.texts[name]) for code, own in texts.items()}
    if len(written) == 1:
        return "".join(f" {text}" for text in written.values())
    return "".join(f"\n{' ' * indent}{code}: {text}" for code, text in written.items())


def _forms(texts: Texts, name: str, indent: int = 2) -> str:
    """The forms of a unit, a line a language."""
    return "\n".join(
        f"{' ' * indent}{code}: {_form(own.units[name])}" for code, own in texts.items()
    )


def _said(texts: Texts, name: str) -> str:
    """What is said of a snippet, in the site's first language."""
    return json.dumps(next(iter(texts.values())).snippets[name], ensure_ascii=False)


def _word(texts: Texts, name: str) -> str:
    """A text of prose, in the site's first language."""
    return next(iter(texts.values())).texts[name]


def _form(form: str | Mapping[str, str]) -> str:
    if isinstance(form, str):
        return yaml_text(form)
    return (
        "{" + ", ".join(f"{category}: {yaml_text(text)}" for category, text in form.items()) + "}"
    )
