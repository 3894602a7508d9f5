"""The files of a project, opened here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from changzhou_site.errors import Place, Report, SiteError, suggest
from changzhou_site.source import Node, Text, decode, load_prose, load_yaml

SINGLE = ("site", "sources", "units", "events", "checks", "corrections")
FOLDERS = ("indicators", "charts")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")


@dataclass(frozen=True)
class ProseFile:
    """A Markdown file as it lies: where, in which language, and its two parts."""

    path: str
    language: str
    name: str
    front: Node
    body: Text


@dataclass(frozen=True)
class Files:
    """The project's folder, with a report for what cannot be read."""

    project: Path
    report: Report

    def yaml(self, path: str) -> Node | None:
        """One YAML file, or None where there is none or it has problems."""
        if not (self.project / path).is_file():
            return None
        try:
            return load_yaml(self._text(path), path)
        except SiteError as error:
            self.report.extend(error.problems)
            return None

    def exists(self, path: str) -> bool:
        return (self.project / path).is_file()

    def folder(self, folder: str) -> list[str]:
        """The paths of a data folder's YAML files, sorted."""
        return [path for path in self._paths(folder) if path.endswith(".yaml")]

    def prose(self, languages: tuple[str, ...]) -> Iterator[ProseFile]:
        for language in languages:
            for path in self._paths(f"content/{language}"):
                if not path.endswith(".md"):
                    continue
                try:
                    front, body = load_prose(self._text(path), path)
                except SiteError as error:
                    self.report.extend(error.problems)
                else:
                    yield ProseFile(path, language, Path(path).stem, front, body)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        for path in self._paths("content/images"):
            if Path(path).suffix.lower() in PICTURES:
                yield path.removeprefix("content/"), (self.project / path).read_bytes()

    def strays(self, languages: tuple[str, ...]) -> None:
        """Reports what lies where nothing reads it: an editor would wait for it in vain."""
        for path in [*self._paths("data"), *self._paths("data", deep=True)]:
            if re.search(r"\.ya?ml$", path) and not self._is_read(path):
                hint = "files are named *.yaml; " + suggest(
                    Path(path).stem, SINGLE, "files in data/"
                )
                folders = ", ".join(f"data/{folder}/" for folder in FOLDERS)
                self.report.error(
                    Place(path),
                    "unknown-file",
                    "nothing reads this file",
                    f"{hint}; folders: {folders}",
                )
        for folder in self._subfolders("content"):
            if folder not in (*languages, "images"):
                hint = suggest(folder, languages, "languages")
                self.report.error(
                    Place(f"content/{folder}"), "unknown-language", f"`{folder}`", hint
                )

    def _is_read(self, path: str) -> bool:
        parts = Path(path).parts
        if len(parts) == 2:
            return parts[1] in {f"{name}.yaml" for name in SINGLE}
        return len(parts) == 3 and parts[1] in FOLDERS and path.endswith(".yaml")

    def _text(self, path: str) -> str:
        return decode((self.project / path).read_bytes(), path)

    def _paths(self, folder: str, *, deep: bool = False) -> list[str]:
        found = (self.project / folder).glob("*/**/*" if deep else "*")
        files = (path for path in found if path.is_file() and not path.name.startswith("."))
        return sorted(path.relative_to(self.project).as_posix() for path in files)

    def _subfolders(self, folder: str) -> list[str]:
        found = (self.project / folder).glob("*")
        return sorted(
            path.name for path in found if path.is_dir() and not path.name.startswith(".")
        )
