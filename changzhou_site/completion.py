"""The command line as shtab reads it, to write what a shell completes: folders are told apart.

shtab --shell bash changzhou_site.completion.parser
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import shtab

from changzhou_site.command_line import argument_parser


def parser() -> argparse.ArgumentParser:
    """The parser of the program, with what stands for a folder marked as one."""
    whole = argument_parser()
    for action in _actions(whole):
        if action.type is Path:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return whole


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Those of a parser, and of the commands below it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
