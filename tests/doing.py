"""Pages of docs/ that are done as they say: files written, commands run, what is shown compared.

A fenced block names what it is for behind its language, which hosts of Markdown do not show:

    ```diff content/en/1-loans.md     a file is changed: ` ` stands, `-` goes, `+` comes
    ```yaml data/charts/people.yaml   a file is written (csv, css, html and others alike)
    ```text check                     the problems that the files have now
    ```text shown index.html          what the built page says, among other things
    ```text                           what the command before has printed; `…` stands for anything

An indented line that begins with `changzhou-site` is a command, and is run where it can end; what
it sends to a file is not written.
"""

import html
import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from changzhou_site import cli
from changzhou_site.check import check_project
from changzhou_site.errors import Problem, SiteError

STEP = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<name>[^\n]+))?\n(?P<text>.*?)^```$"
    r"|^    changzhou-site (?P<command>[^\n]+)$",
    re.MULTILINE | re.DOTALL,
)
ENDLESS = ("serve", "new")
"""Commands that no page is done with: the first does not end, the second has been run before."""


@dataclass(frozen=True)
class Step:
    """A block or a command of a page; of a command, `kind` is `command` and `text` its words."""

    kind: str
    name: str
    text: str

    @property
    def is_shown(self) -> bool:
        """Whether it shows what comes of other steps, and changes nothing."""
        return self.kind == "text"


def steps(page: str) -> Iterator[Step]:
    for found in STEP.finditer(page):
        if found["command"]:
            yield Step("command", "", found["command"].partition("  #")[0].strip())
        else:
            yield Step(found["kind"], found["name"] or "", found["text"])


def edited(text: str, change: str) -> str:
    """A text with a change made: ` ` stands, `-` goes, `+` comes. What is within a line counts."""
    lines = change.splitlines()
    old = "\n".join(line[1:] for line in lines if line[:1] in (" ", "-"))
    new = "\n".join(line[1:] for line in lines if line[:1] in (" ", "+"))
    assert text.count(old) == 1, old
    return text.replace(old, new)


def problems(site: Path) -> tuple[Problem, ...]:
    try:
        return check_project(site).problems
    except SiteError as error:
        return tuple(error.problems)


def write(site: Path, step: Step) -> None:
    path = site / step.name
    path.parent.mkdir(parents=True, exist_ok=True)
    is_change = step.kind == "diff"
    path.write_text(edited(path.read_text("utf-8"), step.text) if is_change else step.text, "utf-8")


def reported(site: Path) -> str:
    """The problems of a site as `check` and `serve` tell them."""
    return "".join(f"{problem}\n" for problem in problems(site))


def run(command: str) -> str:
    """What a command prints on standard output, run in the folder that one stands in."""
    words = shlex.split(command.partition(" >")[0])
    if words[0] in ENDLESS:
        return ""
    with redirect_stdout(io.StringIO()) as printed:
        assert cli.main([*words, "--store", "off"]) in (cli.PUBLISHED, cli.PROBLEMS), command
    return printed.getvalue()


def said(page: Path) -> str:
    """What a built page says: its text, with one space where there are several."""
    text = re.sub("<[^>]+>", "", page.read_text("utf-8"))
    return " ".join(html.unescape(text).split())


def follow(page: str, site: Path) -> None:
    """Does a page in a site, in which one stands, and holds what it shows to what there is."""
    printed = ""
    for step in steps(page):
        if step.kind == "command":
            printed = run(step.text)
        elif not step.is_shown:
            write(site, step)
        elif step.name == "check":
            assert reported(site) == step.text, reported(site)
        elif step.name:
            hold_shown(site, step)
        else:
            assert re.fullmatch(pattern(step.text), printed, re.DOTALL), printed


def hold_shown(site: Path, step: Step) -> None:
    """A page that is built now says each line."""
    assert cli.main(["build", "--store", "off", "--project", str(site)]) == 0
    page = said(site / "dist" / step.name.removeprefix("shown "))
    for line in step.text.splitlines():
        assert re.search(pattern(" ".join(line.split())), page), (line, page)


def pattern(text: str) -> str:
    """Matches a text in which `…` stands for anything."""
    return ".*?".join(map(re.escape, text.split("…")))
