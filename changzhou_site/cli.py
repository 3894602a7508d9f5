"""Arguments, printing, exit codes: all that an editor or CI sees of the program.

What only one command needs is imported by that command: an editor waits for `check` all day.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from changzhou_site import __version__
from changzhou_site.check.project import check_project
from changzhou_site.errors import Problem, SiteError, WrongUsage, counted
from changzhou_site.interruptions import Requests, hearing_requests
from changzhou_site.publish import OutputHeld, find_edition
from changzhou_site.report import (
    Screen,
    print_next_steps,
    print_problems,
    print_why,
    steady_streams,
)

if TYPE_CHECKING:
    from changzhou_site.store import Store

PUBLISHED, PROBLEMS, USAGE, ENVIRONMENT, HELD, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130

COMMANDS = ("build", "check", "serve", "diff", "explain", "new", "schema")
VALUED = ("--project", "--out", "--report", "--jobs", "--store", "--why")
"""The options of all commands behind which a value stands, which may be named like a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit code."""
    with steady_streams(), hearing_requests() as requests:
        try:
            arguments = _arguments(list(sys.argv[1:] if argv is None else argv))
        except SystemExit as error:
            return error.code if isinstance(error.code, int) else USAGE
        return _run(arguments, find_edition(arguments.out), requests)


def _run(arguments: argparse.Namespace, before: object, requests: Requests) -> int:
    """Runs the command; `before` is the edition that is published now."""
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except (Exception, KeyboardInterrupt) as error:
        # A library that is interrupted while it loads says that it cannot be imported.
        if requests.made or isinstance(error, KeyboardInterrupt):
            return _complain(f"interrupted{_outcome(arguments, before)}", INTERRUPTED)
        return _tell(error, arguments, before)


def _tell(error: Exception, arguments: argparse.Namespace, before: object) -> int:
    """Says what has ended a command, and returns the exit code for it."""
    if isinstance(error, SiteError):
        return print_problems(error.problems, arguments.report)
    if isinstance(error, WrongUsage):
        return _complain(str(error), USAGE)
    if isinstance(error, OutputHeld):
        return _complain("another build holds the output folder; wait for it to end", HELD)
    if isinstance(error, OSError):
        told = f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
        return _complain(f"{told}{_outcome(arguments, before)}", ENVIRONMENT)
    return _own_fault(error, _outcome(arguments, before))


def _outcome(arguments: argparse.Namespace, before: object) -> str:
    """What has come of a build that ended early: after the swap the new site is there."""
    if arguments.command != "build":
        return ""
    if find_edition(arguments.out) == before:
        return "; nothing was published"
    return f"; but the new site was published in {arguments.out} before that"


def _complain(message: str, code: int) -> int:
    print(f"changzhou-site: {message}", file=sys.stderr)
    return code


def _own_fault(error: Exception, outcome: str) -> int:
    import traceback

    traceback.print_exception(error)
    message = f"this is a fault of the program, not of your files{outcome}."
    return _complain(f"{message} Please report it with the lines above.", FAULT)


def _arguments(argv: list[str]) -> argparse.Namespace:
    """Options may stand before or after the command; without a command, the site is built."""
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
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"changzhou-site {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, text, run in (
        ("build", "check, draw and publish the site (the default)", _build),
        ("check", "every problem of the source files; nothing written, nothing drawn", _check),
        ("serve", "show the site while it is written; with --out, a published one", _serve),
        ("diff", "what changed in figures, charts and pages between two versions", _diff),
        ("explain", "one indicator: value, formula, source, everywhere it is used", _explain),
        ("new", "a small site to start from, that builds, in a new folder", _new),
        ("schema", "JSON Schemas of the YAML files, or into the folder of --out", _schema),
    ):
        command = commands.add_parser(name, help=text, description=text, parents=[shared])
        command.set_defaults(run=run)
        _own_arguments(name, command)
    defaults = argparse.Namespace(
        project=Path(), out=None, report="text", strict=False, jobs=0, store="", why=""
    )
    known = parser.parse_args(_with_command(argv), defaults)
    known.named_out = known.out is not None
    known.out = known.out or known.project / "dist"
    return known


def _own_arguments(name: str, command: argparse.ArgumentParser) -> None:
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
            default="vscode://file/{path}:{line}:{column}",
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
        command.add_argument("id", metavar="ID", help="the id of an indicator")
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


def _build(arguments: argparse.Namespace) -> int:
    from changzhou_site.pipeline import build

    screen, store = Screen(sys.stderr), _store(arguments)
    built = build(
        arguments.project,
        arguments.out,
        screen.stage,
        jobs=arguments.jobs,
        strict=arguments.strict,
        store=store,
        about=arguments.why,
    )
    _tell_trouble(store)
    print_problems(built.warnings, arguments.report)
    made = f"{built.pages} pages, {built.charts} charts, {built.outputs} files"
    screen.line(f"published {made} in {arguments.out}")
    if arguments.why and built.why is None:
        raise WrongUsage(f"there is no output `{arguments.why}`; build.json lists all")
    if built.why:
        print_why(arguments.why, built.why)
    return PUBLISHED


def _store(arguments: argparse.Namespace) -> Store | None:
    """Where builds are remembered, if they are."""
    from changzhou_site.program import program_digest
    from changzhou_site.store import Store

    if arguments.store == "off":
        return None
    folder = Path(arguments.store) if arguments.store else arguments.project / ".cache"
    return Store(folder, program_digest())


def _tell_trouble(store: Store | None) -> None:
    if store and store.trouble:
        told = f"nothing could be remembered in {store.path}: {store.trouble}"
        print(told, file=sys.stderr)


def _check(arguments: argparse.Namespace) -> int:
    from changzhou_site.store import NOTHING, readings

    store = _store(arguments)
    kept = store.recall() if store else NOTHING
    checked = check_project(arguments.project, kept.before, arguments.jobs)
    if store:
        store.keep(*readings(kept, checked))
    _tell_trouble(store)
    print_problems(checked.problems, arguments.report)
    if checked.errors or (arguments.strict and checked.problems):
        return PROBLEMS
    if arguments.report == "text" and not checked.problems:
        print("nothing wrong")
    return PUBLISHED


def _serve(arguments: argparse.Namespace) -> int:
    """The site as it is written, or what is published in a folder that was named."""
    from changzhou_site.live import Showing, refuse_networks, serve_live
    from changzhou_site.serve import serve

    refuse_networks(arguments.host, allowed=arguments.allow_network)
    if arguments.named_out:
        return serve(arguments.out, arguments.host, arguments.port, browser=arguments.open)
    showing = Showing(arguments.host, arguments.port, arguments.open, arguments.editor)
    return serve_live(arguments.project, showing)


def _diff(arguments: argparse.Namespace) -> int:
    """The comparison goes to standard output, so that it can be sent on as it is; the rest not."""
    from changzhou_site.diff import as_markdown, compare_versions, load_version

    old = load_version(arguments.old, arguments.project)
    new = load_version(arguments.new, arguments.project)
    for version in (old, new):
        _tell_problems(version.name, version.problems)
    comparison = compare_versions(old, new)
    print(comparison.as_json() if arguments.json else as_markdown(comparison).rstrip())
    if not (arguments.strict and (comparison.errors or new.problems)):
        return PUBLISHED
    with redirect_stdout(sys.stderr):
        problems = (*new.problems, *comparison.problems)
        return print_problems(problems, arguments.report, ending="")


def _tell_problems(version: str | None, problems: Sequence[Problem]) -> None:
    if problems:
        where = f"{counted(len(problems), 'problem')} in {version or 'the working files'}"
        print(f"changzhou-site: {where}; what cannot be read is not compared", file=sys.stderr)


def _explain(arguments: argparse.Namespace) -> int:
    from changzhou_site.explain import explain

    print(explain(check_project(arguments.project), arguments.id))
    return PUBLISHED


def _new(arguments: argparse.Namespace) -> int:
    from datetime import date

    from changzhou_site.starting import start_site

    files = start_site(arguments.folder, arguments.lang, date.today())
    print_next_steps(arguments.folder, len(files))
    return PUBLISHED


def _schema(arguments: argparse.Namespace) -> int:
    """One JSON object by the files that each schema is of, or a file each in a folder."""
    import json

    from changzhou_site.load.json_schemas import FILES, MARK, json_schemas, schema_files
    from changzhou_site.new_files import write_own_files

    if not arguments.named_out:
        made = json_schemas(arguments.project)
        by_file = {FILES[name]: schema for name, schema in made.items()}
        print(json.dumps(by_file, ensure_ascii=False, indent=1))
        return PUBLISHED
    files = schema_files(arguments.project)
    write_own_files(files, arguments.out, MARK)
    print(f"wrote {counted(len(files), 'schema')} in {arguments.out}")
    return PUBLISHED
