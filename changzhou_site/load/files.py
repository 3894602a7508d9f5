"""The files of a project, opened here and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from changzhou_site.errors import Place, Problem, Report, SiteError, suggest
from changzhou_site.load.again import Again
from changzhou_site.load.opening import find_ways_out, is_there, leads_out
from changzhou_site.source import (
    MAX_BYTES,
    Node,
    ProseFile,
    decode,
    load_prose,
    load_yaml,
    names_in,
    salvage,
)

SINGLE = ("site", "sources", "units", "events", "checks", "corrections")
REQUIRED = ("site", "sources")
"""Those of them that are missed wherever they are not."""
FILES = ("language", "words", "units", "guard")
"""What a language is made of, each a file of its folder."""
FOLDERS = ("indicators", "charts")
TABLES = "data/tables"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")

YAML_LIKE = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
MARKDOWN_LIKE = re.compile(r"\.(md|markdown|mkd)(\.txt)?$", re.IGNORECASE)
"""What an editor takes for a YAML or Markdown file, however it is spelt."""

TABLE_LIKE = re.compile(r"\.(csv|tsv|xlsx?|ods)$", re.IGNORECASE)
"""The same of a table."""

PICTURE_LIKE = re.compile(rf"({'|'.join(map(re.escape, PICTURES))})$", re.IGNORECASE)

NAMED = {
    "data": YAML_LIKE,
    "content": re.compile(f"{MARKDOWN_LIKE.pattern}|{PICTURE_LIKE.pattern}", re.IGNORECASE),
    "templates": re.compile(r"\.(html|svg|css|js)$"),
}
"""What the files of a folder that are read are named like."""

MAX_PROSE = 200_000
"""Bytes of a Markdown file; thirty thousand words."""

EVERYWHERE = ("*", "*/**/*")


def is_table(path: str) -> bool:
    """Whether a file is named as a table."""
    return bool(TABLE_LIKE.search(path))


@dataclass(frozen=True)
class Files:
    """The project's folder, with a report for what cannot be read."""

    project: Path
    report: Report
    again: Again = field(default_factory=Again)
    broken: dict[str, frozenset[str]] = field(default_factory=dict)
    """The files that cannot be read whole, each with all that may be a key in what cannot."""

    def yaml(self, path: str, content: bytes | None = None) -> Node | None:
        """One YAML file, or what can be read of it; None where there is nothing. Its `content` may
        be known already."""
        if not self.exists(path):
            return None
        data = self.content(path) if content is None else content
        return self.again.once(path, (data,), partial(self._yaml, path, data), self.report)

    def _yaml(self, path: str, data: bytes) -> Node | None:
        text = self._decoded(path, data)
        if text is None:
            return None
        try:
            return load_yaml(text, path)
        except SiteError as error:
            found = salvage(text, path, error.problems)
            self.broken[path] = found.unread
            self.report.extend((*error.problems, *found.problems))
            return found.node

    def content(self, path: str) -> bytes:
        return (self.project / path).read_bytes()

    def _decoded(self, path: str, data: bytes, most: int = MAX_BYTES) -> str | None:
        with self.report:
            return decode(data, path, most)
        self.give_up(path)
        return None

    def give_up(self, path: str) -> None:
        """Nothing of a file can be read: all in it that may be an id is taken for one."""
        self.broken[path] = names_in((self.project / path).read_bytes().decode("utf-8", "replace"))

    def excuse(self, path: str, name: str) -> None:
        """A record cannot be taken by its name; nothing else is said of who asks for it."""
        self.broken[path] = self.broken.get(path, frozenset()) | {name}

    def unread(self, start: str) -> frozenset[str]:
        """What may be a key in all that cannot be read of the files whose path begins so."""
        found = (names for path, names in self.broken.items() if path.startswith(start))
        return frozenset[str]().union(*found)

    def exists(self, path: str) -> bool:
        return is_there(self.project, path)

    def is_missing(self, path: str) -> bool:
        """Whether a file is not there; one that may not be read is told of as what it is."""
        return not self.exists(path) and not leads_out(self.project, path)

    def problems_of(self, site: str) -> tuple[Problem, ...]:
        """All that is told; where nothing of a site is there, only that the file which says what
        it is is missing."""
        alone = self.is_missing(site) and not self._hold_a_site()
        return tuple(each for each in self.report.problems if not alone or each.place.path == site)

    def _hold_a_site(self) -> bool:
        """Whether there is anything that a site is written in."""
        written = {"data": YAML_LIKE, "content": MARKDOWN_LIKE}
        return any(
            named.search(path)
            for folder, named in written.items()
            for path in self._paths(folder, *EVERYWHERE)
        )

    def folder(self, folder: str) -> list[str]:
        """The paths of a data folder's YAML files, sorted."""
        return [path for path in self._paths(folder) if path.endswith(".yaml")]

    def prose(self, languages: tuple[str, ...]) -> Iterator[tuple[str, str, ProseFile | None]]:
        """The path and language of every Markdown file, with its parts if it is a text at all."""
        for language in languages:
            for path in self._paths(f"content/{language}"):
                if path.endswith(".md"):
                    data = self.content(path)
                    read = partial(self._prose, path, data)
                    yield path, language, self.again.once(path, (data,), read, self.report)

    def _prose(self, path: str, data: bytes) -> ProseFile | None:
        text = self._decoded(path, data, MAX_PROSE)
        file = None if text is None else load_prose(text, path)
        self.report.extend(file.problems if file else ())
        return file

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        for path in self._paths("content/images"):
            if Path(path).suffix.lower() in PICTURES:
                yield path.removeprefix("content/"), (self.project / path).read_bytes()

    def languages(self) -> list[str]:
        """The folders that prose stands in, which are named as languages."""
        return [folder for folder in self._subfolders("content") if folder != "images"]

    def tables(self) -> list[str]:
        """The paths of what lies in data/tables/, sorted; but not what a program keeps there while
        it has a table open."""
        return [path for path in self._paths(TABLES) if not Path(path).name.startswith("~$")]

    def strays(self, languages: tuple[str, ...], tables: Set[str] | None) -> None:
        """Reports what lies where nothing reads it: an editor would wait for it in vain. `tables`
        are those that figures stand in; None where any may be."""
        self._ways_out()
        self._stray_tables(tables)
        self._odd_entries(languages)
        self._no_files()
        for path in self._paths("data", *EVERYWHERE):
            if (
                YAML_LIKE.search(path)
                and not self._is_read(path)
                and Path(path).parts[1] != "tables"
            ):
                self._stray(path, self._data_hint(path))
        for path in self._paths("content", *EVERYWHERE):
            if MARKDOWN_LIKE.search(path) and self._is_waiting(path, languages):
                folders = " or ".join(f"content/{language}/" for language in languages)
                self._stray(path, f"a section or page is a file *.md in {folders}")
        bases = (code.partition("-")[0] for code in languages)
        read = {f"languages/{code}/{name}.yaml" for code in (*languages, *bases) for name in FILES}
        for path in self._paths("languages", *EVERYWHERE):
            if YAML_LIKE.search(path) and path not in read:
                files = ", ".join(f"{name}.yaml" for name in FILES)
                self._stray(path, f"a language of the site has {files} in languages/<code>/")
        for folder in self._subfolders("content"):
            if folder not in (*languages, "images"):
                hint = suggest(folder, languages, "languages")
                self.report.error(
                    Place(f"content/{folder}"), "unknown-language", f"`{folder}`", hint
                )

    def _stray_tables(self, named: Set[str] | None) -> None:
        """Reports tables that no indicator names, and those that lie elsewhere."""
        unread = [] if named is None else [path for path in self.tables() if path not in named]
        for path in unread:
            if not Path(path).name.upper().startswith("README"):
                name = Path(path).name
                self._stray(path, f"an indicator names it: `values: {{table: {name}, …}}`")
        for path in self._paths(TABLES, "*/**/*"):
            self._stray(path, f"tables lie in {TABLES}/, and not deeper")

    def _odd_entries(self, languages: tuple[str, ...]) -> None:
        """Reports folders, or links to nothing, of the name of a file, and the other way round."""
        own = dict.fromkeys((*languages, *(code.partition("-")[0] for code in languages)))
        folders = [f"data/{name}" for name in FOLDERS]
        folders += ["content/images", "languages", *(f"languages/{code}" for code in own)]
        files = [f"data/{name}.yaml" for name in SINGLE if name not in REQUIRED]
        files += [f"languages/{code}/{name}.yaml" for code in own for name in FILES]
        for path in files:
            if os.path.lexists(self.project / path) and not self.exists(path):
                self._stray(path, "a file of this name is read, and this is none")
        for path in folders:
            if os.path.lexists(self.project / path) and not (self.project / path).is_dir():
                self._stray(path, "a folder of this name is read, and this is none")

    def _ways_out(self) -> None:
        for path in find_ways_out(self.project):
            hint = "copy the file into the project; what lies outside may not be meant for readers"
            message = "the link leads out of the project"
            self.report.error(Place(path), "link-outside", message, hint)

    def _no_files(self) -> None:
        """Reports what is named as a file that is read, and is a folder, a pipe or a lost link."""
        single = [f"data/{name}.yaml" for name in SINGLE]
        for folder, named in NAMED.items():
            for path in self._shown(folder, *EVERYWHERE):
                shown = path.relative_to(self.project).as_posix()
                if named.search(path.name) and not path.is_file() and shown not in single:
                    self._stray(shown, "a file of this name is read, and this is none")

    def _stray(self, path: str, hint: str) -> None:
        self.report.error(Place(path), "unknown-file", "nothing reads this file", hint)

    def _data_hint(self, path: str) -> str:
        parts = Path(path).parts
        if len(parts) == 3 and parts[1] in FOLDERS:
            return f"files in data/{parts[1]}/ are named *.yaml"
        files = suggest(parts[1].split(".")[0], SINGLE, "files in data/")
        return f"{files}, each *.yaml; folders: {', '.join(FOLDERS)}"

    def _is_waiting(self, path: str, languages: tuple[str, ...]) -> bool:
        """Whether a Markdown file lies near the prose, but not where it is read."""
        parts = Path(path).parts
        if len(parts) == 2:
            return not parts[1].upper().startswith("README")
        return parts[1] in languages and not (len(parts) == 3 and path.endswith(".md"))

    def _is_read(self, path: str) -> bool:
        parts = Path(path).parts
        if len(parts) == 2:
            return parts[1] in {f"{name}.yaml" for name in SINGLE}
        return len(parts) == 3 and parts[1] in FOLDERS and path.endswith(".yaml")

    def _paths(self, folder: str, *patterns: str) -> list[str]:
        shown = (
            path.relative_to(self.project).as_posix() for path in self._shown(folder, *patterns)
        )
        return sorted(path for path in shown if self.exists(path))

    def _subfolders(self, folder: str) -> list[str]:
        return sorted(path.name for path in self._shown(folder) if path.is_dir())

    def _shown(self, folder: str, *patterns: str) -> Iterator[Path]:
        if leads_out(self.project, folder):
            return
        for pattern in patterns or ("*",):
            found = (self.project / folder).glob(pattern)
            own = (path for path in found if not path.name.startswith("."))
            yield from (
                path
                for path in own
                if not leads_out(self.project, str(path.relative_to(self.project)))
            )
