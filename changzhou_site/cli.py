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

from changzhou_site.check.project import NOTHING_BEFORE, check_project
from changzhou_site.command_line import read_arguments
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


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit code."""
    with steady_streams(), hearing_requests() as requests:
        try:
            arguments = read_arguments(list(sys.argv[1:] if argv is None else argv))
        except SystemExit as error:
            return error.code if isinstance(error.code, int) else USAGE
        return _run(arguments, find_edition(arguments.out), requests)


def _run(arguments: argparse.Namespace, before: object, requests: Requests) -> int:
    """Runs the command; `before` is the edition that is published now."""
    try:
        if not arguments.project.is_dir():
            raise WrongUsage(f"there is no folder {arguments.project}; `--project` names a site's")
        code = int(RUNS[arguments.command](arguments))
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
        return print_problems(error.problems, arguments.report, arguments.project)
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
    print_problems(built.warnings, arguments.report, arguments.project)
    made = f"{built.pages} pages, {built.charts} charts, {built.outputs} files"
    screen.line(f"published {made} in {arguments.out}")
    if screen.live:
        screen.line(f"look at it: {arguments.out / 'index.html'}, or `serve`")
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

    if arguments.watch:
        return _check_on(arguments)
    store = _store(arguments)
    kept = store.recall() if store else NOTHING
    checked = check_project(arguments.project, kept.before, arguments.jobs)
    if store:
        store.keep(*readings(kept, checked))
    _tell_trouble(store)
    print_problems(checked.problems, arguments.report, arguments.project)
    if checked.errors or (arguments.strict and checked.problems):
        return PROBLEMS
    if arguments.report == "text" and not checked.problems:
        print("nothing wrong")
    return PUBLISHED


def _check_on(arguments: argparse.Namespace) -> int:
    """All problems, and again whenever the files change, until interrupted."""
    from itertools import chain

    from changzhou_site.live.watching import saves

    before = NOTHING_BEFORE
    for _ in chain((None,), saves(arguments.project)):
        try:
            checked = check_project(arguments.project, before, arguments.jobs)
            before, problems = checked.kept, checked.problems
        except SiteError as error:
            problems = tuple(error.problems)
        except OSError as error:  # a file that went while it was read: its going is heard as well
            _complain(f"{error.strerror}: {error.filename}", ENVIRONMENT)
            continue
        print_problems(problems, arguments.report, arguments.project, ending="")
        if arguments.report == "text":
            print("" if problems else "nothing wrong\n", flush=True)
    return PUBLISHED


def _serve(arguments: argparse.Namespace) -> int:
    """The site as it is written, or what is published in a folder that was named."""
    from changzhou_site.live import Showing, refuse_networks, serve_live
    from changzhou_site.serve import serve_published

    refuse_networks(arguments.host, allowed=arguments.allow_network)
    showing = Showing(arguments.host, arguments.port, arguments.open, arguments.editor)
    if arguments.named_out:
        return serve_published(arguments.out, showing)
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
        return print_problems(problems, arguments.report, arguments.project, ending="")


def _tell_problems(version: str | None, problems: Sequence[Problem]) -> None:
    if problems:
        where = f"{counted(len(problems), 'problem')} in {version or 'the working files'}"
        print(f"changzhou-site: {where}; what cannot be read is not compared", file=sys.stderr)


def _explain(arguments: argparse.Namespace) -> int:
    from changzhou_site.explain import explain, explain_code

    told = explain_code(arguments.id)
    print(told or explain(check_project(arguments.project), arguments.id))
    return PUBLISHED


def _import(arguments: argparse.Namespace) -> int:
    """The YAML goes to standard output, so that it can be sent into a file; the rest not."""
    from changzhou_site.importing import import_table

    try:
        imported = import_table(arguments.file, arguments.project)
    except SiteError as error:
        if arguments.report != "text":
            raise
        with redirect_stdout(sys.stderr):
            return print_problems(error.problems, "text", arguments.project)
    print(imported.yaml, end="")
    if imported.next:
        print(f"changzhou-site: next, {imported.next}", file=sys.stderr)
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


RUNS = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "diff": _diff,
    "explain": _explain,
    "import": _import,
    "new": _new,
    "schema": _schema,
}
"""What each command does; what it gives is the exit code."""
