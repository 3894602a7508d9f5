"""What the benchmarks measure is what they say: two sites of the same words and figures."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from benchmarks.corpus import County, edit_value, write_hugo, write_project
from benchmarks.processes import Job, Usage
from benchmarks.stages import IMPORTS, STAGES
from benchmarks.versus_hugo import Bench, Measured, Row, Side, clear, leave
from changzhou_site.check import check_project
from changzhou_site.cli import main
from tests.support import TOP

HAN = re.compile("[\u4e00-\u9fff]")
MIB = 2**20


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two counties with their charts, as ours and as Hugo's."""
    folder = tmp_path_factory.mktemp("corpus")
    write_project(folder / "ours", 2, charts=True)
    write_hugo(folder / "hugo", 2, charts=True)
    return folder / "ours", folder / "hugo"


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_nothing_is_wrong_with_our_project_and_it_builds(sites, tmp_path: Path) -> None:
    assert check_project(sites[0]).problems == ()
    assert main(["build", "--project", str(sites[0]), "--out", str(tmp_path), "--store=off"]) == 0
    assert (tmp_path / "c00002/index.html").read_text("utf-8").count("data-chart=") == 3


def test_a_page_has_twelve_series_of_five_years_and_some_800_characters(sites) -> None:
    for county in ("c00001", "c00002"):
        topic = yaml.safe_load((sites[0] / f"data/indicators/{county}.yaml").read_bytes())
        series = [each["values"] for each in topic.values() if isinstance(each, dict)]
        assert [len(values) for values in series] == [5] * 12
        page = (sites[0] / f"content/zh/{county}.md").read_text("utf-8")
        assert 750 <= len(HAN.findall(page)) <= 900


def test_hugo_is_given_the_same_figures_and_the_same_words(sites) -> None:
    ours, hugo = map(files, sites)
    for name in ours:
        if name.startswith("data/indicators/"):
            assert hugo[name] == ours[name]
    for county in ("c00001", "c00002"):
        mine = ours[f"content/zh/{county}.md"].decode()
        its = hugo[f"content/counties/{county}.md"].decode()
        bound = re.sub(r"\{\{ c\d+_(\w+)(?: @(\d+))? \}\}", r"[\1\2]", mine)
        short = re.sub(r"\{\{< value (\w+)(?: (\d+))? >\}\}", r"[\1\2]", its)
        assert len(re.findall(r"\[\w+\]", bound)) == 23
        assert bound.partition("## ")[2].replace("chart c", "< chart c").replace(
            " }}", " >}}"
        ) == short.partition("## ")[2].replace("{{<", "{{ <")
    assert "layouts/_default/single.html" in hugo


def test_the_same_is_written_each_time(sites, tmp_path: Path) -> None:
    write_hugo(tmp_path / "again", 2, charts=True)
    assert files(tmp_path / "again") == files(sites[1])


def test_no_two_of_ten_thousand_counties_have_one_name() -> None:
    assert len({County(number).name for number in range(1, 10_001)}) == 10_000


def test_an_edit_changes_one_figure_that_the_page_shows(tmp_path: Path) -> None:
    write_project(tmp_path, 1)
    before = files(tmp_path)
    edit_value(tmp_path, 1, 321)
    changed = {name for name, data in files(tmp_path).items() if data != before[name]}
    assert changed == {"data/indicators/c00001.yaml"}
    found = check_project(tmp_path)
    assert found.problems == ()
    assert str(found.site.indicators["c00001_gdp"].newest.value) == "321.5"


def test_the_script_draws_each_chart_and_skips_what_is_newer_than_its_data(sites) -> None:
    drawn = sites[1] / "static/charts"
    command = [sys.executable, "draw_charts.py", "--changed"]
    subprocess.run(command, cwd=sites[1], check=True)
    made = {path.name: path.stat().st_mtime_ns for path in drawn.iterdir()}
    assert len(made) == 2 * 3 * 2
    edit_value(sites[1], 2, 400)
    subprocess.run(command, cwd=sites[1], check=True)
    again = {path.name for path in drawn.iterdir() if path.stat().st_mtime_ns != made[path.name]}
    assert again == {name for name in made if name.startswith("c00002")}


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    """Two at once that hold 64 MiB each."""
    each = "import time; held = bytes(range(256)) * 2**18; time.sleep(1)"
    both = f"""if True:
        from subprocess import Popen
        from sys import executable
        for process in [Popen([executable, "-c", {each!r}]) for _ in range(2)]:
            process.wait()
    """
    used = Job(tmp_path, [(sys.executable, "-c", both)], {}).run()
    assert 128 * MIB < used.memory < 256 * MIB
    assert used.seconds >= 1


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        Job(tmp_path, [(sys.executable, "-c", "raise SystemExit(1)")], {}).run()


def test_a_row_tells_medians_and_the_ratio_of_pairs(tmp_path: Path) -> None:
    side = Side(Job(tmp_path, (), {}), leave)
    slow, fast = Usage(3, 2, 3 * MIB), Usage(1, 1, 2 * MIB)
    pairs = [[slow, fast], [Usage(8, 2, 0), Usage(2, 1, 0)], [Usage(5, 2, 0), Usage(5, 1, 0)]]
    told = str(Measured(Row("work", side, side), pairs))
    assert told == "| work | Hugo | 5.00 / 2.00 | 3.00 (1.00–4.00) | 2.00 / 1.00 | 3 / 2 |"


def test_cold_takes_away_what_was_made_and_nothing_else(sites, tmp_path: Path) -> None:
    site = tmp_path / "ours"
    write_project(site, 1)
    before = files(site)
    assert main(["build", "--project", str(site)]) == 0
    assert files(site).keys() > before.keys()
    clear(site)
    assert files(site) == before


def test_every_row_of_the_issue_is_measured(tmp_path: Path) -> None:
    """Written, not run: the program in Hugo's place does nothing."""
    rows = [row.work for row in Bench(tmp_path, "true").rows(2, 1, None)]
    assert rows[-6:] == [
        "Changzhou, cold",
        "Changzhou, nothing changed",
        "Changzhou, one value in text",
        "Changzhou, one value in a chart",
        "`check` on Changzhou, cold",
        "`check` on Changzhou, one file edited",
    ]
    assert "2 text pages, one value" in rows
    assert "1 pages with three charts, cold" in rows


def test_stages_are_those_of_a_build() -> None:
    """Each is found by its name, and all together are the whole."""
    command = [sys.executable, "-m", "benchmarks.stages", "--pages", "2"]
    told = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^(\S.*?)\s+([\d.]+)\s+([\d.]+) %$", told, re.MULTILINE)
    shares = {name: float(share) for name, _, share in rows}
    assert shares.keys() >= {IMPORTS, *STAGES, "make page", "make card"}
    assert abs(sum(shares.values()) - 100) < 3
    assert shares["check: prose"] > 0
