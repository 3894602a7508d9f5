"""The site while it is written: what is asked for is made, and who looks at it is told."""

from __future__ import annotations

import gzip
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.live.account import shared
from tests.showing import Live
from tests.support import TOP, copy_small

LAKE, ABOUT = "data/indicators/lake.yaml", "content/en/about.md"


def sheets(html: str) -> list[str]:
    return re.findall(r'href="([^"]*assets/site\.[0-9a-f]+\.css)"', html)


def test_a_page_is_what_a_build_publishes_with_the_desk_beside_it(standing: Live) -> None:
    assert cli.main(["--project", str(standing.site), "--store", "off"]) == 0
    published = (standing.site / "dist/index.html").read_text("utf-8")
    html = standing.text(standing.base)
    desk = (
        rf'<link rel="stylesheet" href="{standing.base}~desk/desk\.css">\n<script [^>]+></script>\n'
    )
    without, count = re.subn(desk, "", html)

    assert count == 1
    assert without.replace("connect-src 'self'; ", "") == published


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("", 200, "text/html"),
        ("en/", 200, "text/html"),
        ("data/indicators.csv", 200, "text/csv"),
        ("data/indicators.json", 200, "application/json"),
        ("charts/winters.svg", 200, "image/svg+xml"),
        ("charts/winters.png", 200, "image/png"),
        ("cards/article.png", 200, "image/png"),
        ("~desk/desk.js", 200, "text/javascript"),
        ("~desk/nothing", 404, "text/plain"),
        ("nothing/", 404, "text/html"),
    ],
)
def test_files_are_made_when_they_are_asked_for(
    standing: Live, path: str, status: int, kind: str
) -> None:
    answer = standing.get(f"{standing.base}{path}")

    assert answer.status == status
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    assert answer.headers["Cache-Control"] == "no-store"  # assets apart, which are named by hash
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_other_ways_to_a_page_lead_to_it(standing: Live) -> None:
    assert standing.get("/").headers["Location"] == standing.base
    assert standing.get(standing.base.removesuffix("/")).headers["Location"] == standing.base
    assert standing.get(f"{standing.base}en").headers["Location"] == f"{standing.base}en/"


def test_a_changed_value_is_told_and_shown(live: Live) -> None:
    events = live.events()
    first = next(events)
    live.edit(LAKE, r"value: 62\.5", "value: 64.5")

    assert next(events) != first
    assert "64.5" in live.text(f"{live.base}en/data/")


def test_only_a_page_that_says_something_else_is_another(live: Live) -> None:
    pages = {path: live.desk(f"state?path={live.base}{path}") for path in ("about/", "data/")}
    events = live.events()
    next(events)
    live.edit(LAKE, r"value: 21\b", "value: 22")
    next(events)
    now = {path: live.desk(f"state?path={live.base}{path}") for path in pages}

    assert now["about/"]["page"] == pages["about/"]["page"]
    assert now["data/"]["page"] != pages["data/"]["page"]


def test_where_sheets_alone_have_changed_the_content_is_the_same(live: Live) -> None:
    before, old = live.desk(f"state?path={live.base}"), live.text(live.base)
    events = live.events()
    next(events)
    (live.site / "templates/static").mkdir(parents=True)
    (live.site / "templates/static/9-own.css").write_text("p { margin: 0 }\n", "utf-8")
    next(events)
    now = live.desk(f"state?path={live.base}")

    assert now["page"] != before["page"]
    assert now["content"] == before["content"]
    assert now["sheets"] != before["sheets"]
    assert live.get(f"{live.base}{sheets(old)[0]}").status == 200, "a page in flight"


def test_while_there_is_a_mistake_the_last_good_page_stands(live: Live) -> None:
    good = live.text(live.base)
    events = live.events()
    next(events)
    live.edit(LAKE, r"value: 62\.5", "value: many")
    next(events)
    state = live.desk("state")

    assert [(each["path"], each["code"]) for each in state["problems"]] == [(LAKE, "not-a-number")]
    [told] = state["problems"]
    assert told["source"][told["column"] - 1 :] == "many"
    assert told["hint"]
    assert told["link"] == f"vscode://file{live.site / LAKE}:{told['line']}:{told['column']}"
    assert live.text(live.base) == good

    live.edit(LAKE, r"value: many", "value: 62.5")
    next(events)

    assert live.desk("state")["problems"] == []


def test_a_fault_in_a_template_is_told_where_it_stands(live: Live) -> None:
    good = live.text(live.base)
    (live.site / "templates/pages").mkdir(parents=True)
    events = live.events()
    next(events)
    (live.site / "templates/pages/article.html").write_text("{{ nothing.at.all }}\n", "utf-8")
    next(events)

    assert live.text(live.base) == good
    told = live.desk("state")["problems"]
    assert [(each["path"], each["line"]) for each in told] == [("templates/pages/article.html", 1)]


def test_a_site_that_was_never_good_is_told_of_too(live: Live, tmp_path: Path) -> None:
    live.workshop.good = None
    page = live.text("/")

    assert "~desk/desk.js" in page


def test_a_page_knows_where_its_figures_and_charts_come_from(standing: Live) -> None:
    about, good = standing.desk(f"page?path={standing.base}en/"), standing.workshop.good

    assert about["indicators"]["geese"]["path"] == "data/indicators/birds.yaml"
    assert about["indicators"]["geese"]["label"]["en"] == "Geese"
    assert about["charts"]["winters"]["path"] == "data/charts/birds.yaml"
    assert good

    own = re.compile(r"assets/(site|headline-en)\..*\.(css|js|woff2)")
    loaded = [data for name, data in good.assets.items() if own.fullmatch(name)]
    page = standing.workshop.find("en/index.html") or b""
    assert len(loaded) == 4
    assert about["bytes"] == sum(len(gzip.compress(data)) for data in (page, *loaded))
    assert about["bytes"] < about["budget"]


def test_a_text_knows_its_line(standing: Live) -> None:
    lines = (standing.site / ABOUT).read_text("utf-8").splitlines()
    number, line = max(enumerate(lines, start=1), key=lambda each: len(each[1]))
    text = re.sub(r"\{\{.*?\}\}|[*_`]|\[|\]\(.*?\)", "", line)[:60].strip()
    query = f"text?path={standing.base}en/about/&text={text.replace(' ', '%20')}"
    place = standing.desk(query)

    assert (place["path"], place["line"]) == (ABOUT, number)


@pytest.mark.parametrize(
    ("line", "text", "much"),
    [
        ("over {{ geese }} came", "over 18,000 came", 8),
        ("来了**{{ geese }}**只雁", "来了18320只雁", 4),
        ("nothing alike", "over 18,000 came", 0),
        ("", "over", 0),
    ],
)
def test_a_line_shares_what_stands_between_its_figures(line: str, text: str, much: int) -> None:
    assert shared(line, text) == much


def test_a_state_says_what_was_done_in_how_long(standing: Live) -> None:
    state = standing.desk("state")

    assert {*state["seconds"]} == {"load", "check", "fonts and styles"}
    assert {*state["unbound"]} == {"zh", "en"}


def test_a_draft_is_shown_where_it_would_stand(live: Live) -> None:
    events = live.events()
    next(events)
    for language in ("zh", "en"):
        live.edit(f"content/{language}/2-reeds.md", r"\A---\n", "---\ndraft: true\n")
    while not live.desk("state")["drafts"]:
        next(events)

    assert sorted(live.desk("state")["drafts"]) == [["en", "reeds"], ["zh", "reeds"]]
    assert 'id="reeds"' in live.text(f"{live.base}en/")
    assert cli.main(["--project", str(live.site), "--store", "off"]) == 0
    assert 'id="reeds"' not in (live.site / "dist/en/index.html").read_text("utf-8")


def test_check_tells_again_whenever_files_are_saved(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    lake = site / LAKE
    good = lake.read_text("utf-8")
    command = [sys.executable, str(TOP / "build.py"), "check", "--watch", "--project", str(site)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as told:
        assert told.stdout is not None
        assert told.stdout.readline() == "nothing wrong\n"
        assert told.stdout.readline() == "\n"
        time.sleep(0.5)  # it begins to watch behind that
        lake.write_text(good.replace("value: 62.5", "value: many"), "utf-8")
        assert told.stdout.readline().startswith(f"{LAKE}:4:10: not-a-number")
        lake.write_text(good, "utf-8")
        assert "nothing wrong\n" in iter(told.stdout.readline, "")
        told.send_signal(signal.SIGTERM)
        assert told.wait(20) == 130


def test_a_file_that_goes_while_it_is_read_ends_no_watching(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = live.events()
    next(events)

    def gone(_: Path) -> bytes:
        monkeypatch.undo()
        raise FileNotFoundError(2, "No such file or directory", LAKE)

    monkeypatch.setattr(Path, "read_bytes", gone)
    live.edit(LAKE, r"value: 21\b", "value: 22")
    time.sleep(0.5)
    live.edit(LAKE, r"value: 22\b", "value: 23")

    assert next(events)
    assert "over 23 km" in live.text(f"{live.base}en/")
