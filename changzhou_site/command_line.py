"""What may be written on the command line, and what it says."""

from __future__ import annotations

import argparse
from pathlib import Path

from changzhou_site import __version__
from changzhou_site.addresses import EDITOR

COMMANDS = {
    "build": "check, draw and publish the site (the default)",
    "check": "every problem of the source files; nothing written, nothing drawn",
    "serve": "show the site while it is written; with --out, a published one",
    "diff": "what changed in figures, charts and pages between two versions",
    "explain": "one indicator: value, formula, source, uses; or what a problem means",
    "new": "a small site to start from, that builds, in a new folder",
    "import": "the YAML of data/indicators/ for a table: .csv, .tsv, .xlsx or .ods",
    "schema": "JSON Schemas of the YAML files, or into the folder of --out",
}
VALUED = ("--project", "--out", "--report", "--jobs", "--store", "--why")
"""The options of all commands behind which a value stands, which may be named like a command."""


def read_arguments(argv: list[str]) -> argparse.Namespace:
    """Options may stand before or after the command; without a command, the site is built."""
    defaults = argparse.Namespace(
        project=Path(), out=None, report="text", strict=False, jobs=0, store="", why=""
    )
    known = argument_parser().parse_args(_with_command(argv), defaults)
    known.named_out = known.out is not None
    known.out = known.out or known.project / "dist"
    return known


def argument_parser() -> argparse.ArgumentParser:
    """All that may be written, of which shtab makes completions for a shell too."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--project", type=Path, metavar="DIR", help="the site's folder (default: this one)"
    )
    shared.add_argument(
        "--out", type=Path, metavar="DIR", help="where to publish (default: dist in the project)"
    )
    shared.add_argument(
        "--report", choices=("text", "json", "github"), help="how problems are printed"
    )
    shared.add_argument("--strict", action="store_true", help="warnings count as problems")
    shared.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="processes that read, draw and render (default: as is useful)",
    )
    shared.add_argument(
        "--store",
        metavar="DIR|off",
        help="where the last answer is kept (default: .cache in the project), or not at all",
    )
    shared.add_argument(
        "--why", metavar="PATH", help="tell what an output asked, and which answer has changed"
    )
    parser = argparse.ArgumentParser(
        prog="changzhou-site",
        description="Publishes a data feature as a static site.",
        epilog="In the program's repository, docs/README.md lists what is written of it and "
        "docs/commands.md has every option; `explain CODE` says what a problem means.",
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"changzhou-site {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, text in COMMANDS.items():
        more = f"More: docs/commands.md#{name}, in the program's repository"
        command = commands.add_parser(
            name, help=text, description=text, epilog=more, parents=[shared]
        )
        _own_arguments(name, command)
    return parser


def _own_arguments(name: str, command: argparse.ArgumentParser) -> None:
    if name == "check":
        command.add_argument(
            "--watch", action="store_true", help="again whenever the files change; Ctrl-C ends it"
        )
    if name == "serve":
        command.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        command.add_argument("--port", type=_port, default=8000, help="the port (default: 8000)")
        command.add_argument("--open", action="store_true", help="open it in the browser")
        command.add_argument(
            "--allow-network",
            action="store_true",
            help="allow an address that other machines reach: they may read what is unpublished",
        )
        command.add_argument(
            "--editor",
            metavar="ADDRESS",
            default=EDITOR,
            help="how a browser opens a place in your editor (default: %(default)s)",
        )
    if name == "diff":
        version = "a revision, or a folder with a project or a published site"
        command.add_argument("old", metavar="OLD", help=version)
        command.add_argument(
            "new", metavar="NEW", nargs="?", help="the same (default: the project's working files)"
        )
        command.add_argument("--json", action="store_true", help="data instead of Markdown")
    if name == "explain":
        command.add_argument("id", metavar="ID", help="the id of an indicator, or a problem's code")
    if name == "import":
        command.add_argument(
            "file", metavar="FILE", help="a table; of a spreadsheet also `FILE#sheet!A3:F16`"
        )
    if name == "new":
        command.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")
        command.add_argument(
            "--lang",
            metavar="LANG",
            nargs="+",
            action="extend",
            default=[],
            help="its languages, the first served at the top",
        )


def _with_command(argv: list[str]) -> list[str]:
    words = [word for before, word in zip(["", *argv], argv, strict=False) if before not in VALUED]
    if any(word in COMMANDS or word in ("-h", "--help", "--version") for word in words):
        return argv
    return [*argv, "build"]


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return jobs


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("between 0 and 65535")
    return port
