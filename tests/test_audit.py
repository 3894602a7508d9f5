"""The parts of `make audit`: what judges say becomes findings, and what excuses one. The judges
themselves are asked by `make audit` alone, which needs Node, Java and a browser."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit import axe, crawl, html_validate, lighthouse, nu, packages, tools
from audit.__main__ import main, table
from audit.finding import Finding, Verdict
from audit.published import PublishedSite, addresses, one_of_each_kind, read_site
from audit.reasons import MOST, Reason, idle, load_reasons, unexcused
from tests.support import TESTS, TOP

HERE = TESTS / "audit"


def report(judge: str) -> Any:
    """What a judge said once, cut short, as it writes it."""
    return json.loads((HERE / f"reports/{judge}.json").read_text("utf-8"))


def told(findings) -> list[str]:
    return [str(finding) for finding in findings]


@pytest.fixture
def lake() -> PublishedSite:
    """A site of four pages, with faults."""
    return read_site("lake", HERE / "site", "http://127.0.0.1:8000/lake/")


# What judges say ----------------------------------------------------------------------------------


def test_the_nu_checkers_messages_become_findings(lake: PublishedSite) -> None:
    error, warning, unread = nu.findings(report("nu"), addresses((lake,)))
    assert str(error).startswith(
        "lake/data/index.html: nu the-attribute-must-not-be-used-on-a-element-which-has-a-ancestor"
    )
    assert '<tr role="row"> — The “role” attribute' in str(error)
    assert (warning.page, warning.rule, warning.element) == (
        "lake/index.html",
        "inline-script-violates-content-security-policy",
        '<script type="application/ld+json">',
    )
    assert str(unread) == "http://127.0.0.1:8000/elsewhere/: nu forbidden-host — Forbidden host."


def test_html_validates_messages_become_findings() -> None:
    pages = {"/built/small/data/index.html": "small/data/index.html"}
    assert told(html_validate.findings(report("html-validate"), pages)) == [
        "small/data/index.html: html-validate no-redundant-role #page-main > article > table"
        ' — Redundant role "table" on <table>',
        "small/data/index.html: html-validate doctype-style 1:1 — DOCTYPE should be uppercase",
    ]


def test_what_axe_finds_names_each_element_and_where_it_looked_so() -> None:
    size = "All touch targets must be 24px large, or leave sufficient space (360 dark)"
    assert told(axe.findings(report("axe"))) == [
        f"small/index.html: axe target-size nav > a:nth-child({n}) — {size}" for n in (1, 2)
    ]


def test_axe_asks_every_rule_at_both_widths_and_contrast_in_every_look() -> None:
    looks = {(width, scheme) for width, scheme, _ in axe.LOOKS}
    assert looks == {(w, s) for w in (1280, 360) for s in ("light", "dark")}
    assert {width for width, _, asked in axe.LOOKS if asked is axe.EVERYTHING} == {1280, 360}


def test_of_lighthouse_the_audits_that_count_and_failed_are_findings() -> None:
    assert told(lighthouse.findings("small/index.html", report("lighthouse"))) == [
        "small/index.html: lighthouse label div.filter > input — Form elements do not have labels",
        "small/index.html: lighthouse robots-txt"
        " — Lighthouse was unable to download a robots.txt file",
    ]


def test_a_page_that_lighthouse_could_not_read_is_a_finding() -> None:
    failed = {
        "runtimeError": {"code": "NO_FCP", "message": "The page did not paint"},
        "categories": {},
        "audits": {},
    }
    assert told(lighthouse.findings("small/index.html", failed)) == [
        "small/index.html: lighthouse NO_FCP — The page did not paint"
    ]


def test_errors_of_a_package_name_the_table() -> None:
    [error] = told(packages.findings(report("frictionless")))
    assert error.startswith(
        "small/data/datapackage.json: frictionless type-error indicators.csv — Type error"
    )


# The crawl ----------------------------------------------------------------------------------------


def test_the_crawl_tells_what_leads_nowhere_and_nothing_else(lake: PublishedSite) -> None:
    verdict, _ = crawl.judge((lake,))
    assert verdict.pages == 4
    assert told(sorted(verdict.findings)) == [
        "lake/assets/site.css: crawl no-file url() — lost.woff2 leads to no file of build.json",
        "lake/index.html: crawl no-file a[href] — methods/ leads to no file of build.json",
        "lake/index.html: crawl no-file img[src] — assets/lost.jpg leads to no file of build.json",
        "lake/index.html: crawl no-file img[srcset]"
        " — assets/lost.webp leads to no file of build.json",
        "lake/index.html: crawl no-file meta[og:image]"
        " — https://example.org/lake/cards/lost.png leads to no file of build.json",
        "lake/index.html: crawl no-id a[href] — data/#ducks leads to a page that has no such id",
        "lake/index.html: crawl outside-path a[href] — /about/ leaves the path of the site",
        "lake/index.html: crawl repeated-id top — an id stands twice",
        "lake/sitemap.xml: crawl no-file loc"
        " — https://example.org/lake/gone/ leads to no file of build.json",
    ]


def test_pages_are_asked_for_as_readers_ask_for_them(lake: PublishedSite) -> None:
    assert addresses((lake,)) == {
        "http://127.0.0.1:8000/lake/404.html": "lake/404.html",
        "http://127.0.0.1:8000/lake/data/": "lake/data/index.html",
        "http://127.0.0.1:8000/lake/en/": "lake/en/index.html",
        "http://127.0.0.1:8000/lake/": "lake/index.html",
    }


def test_lighthouse_is_shown_one_page_of_each_kind(lake: PublishedSite) -> None:
    assert [*one_of_each_kind((lake,)).values()] == [
        "lake/404.html",
        "lake/data/index.html",
        "lake/en/index.html",
    ]


# Reasons ------------------------------------------------------------------------------------------

FINDING = Finding("small/index.html", "nu", "some-rule", "<b>", "this is so")


def reason(**changes: Any) -> Reason:
    given = {
        "judge": "nu",
        "rule": "some-rule",
        "elements": ["<b>"],
        "why": "because the standard says so",
        "source": "https://html.spec.whatwg.org/",
    }
    return Reason.model_validate({**given, **changes})


@pytest.mark.parametrize(
    "changes",
    [{}, {"elements": ["<i>", "<*>"]}, {"pages": ["*/index.html"]}],
    ids=["the same element", "a pattern of elements", "a pattern of pages"],
)
def test_a_reason_covers_its_rule_at_its_elements(changes: dict[str, Any]) -> None:
    assert unexcused([FINDING], [reason(**changes)]) == ()
    assert idle([FINDING], [reason(**changes)]) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"judge": "axe"},
        {"rule": "some"},
        {"elements": ["<i>"]},
        {"pages": ["small/en/*"]},
    ],
    ids=["another judge", "another rule", "another element", "another page"],
)
def test_a_reason_for_something_else_covers_nothing_and_is_told(changes: dict[str, Any]) -> None:
    other = reason(**changes)
    assert unexcused([FINDING], [other]) == (FINDING,)
    assert told(idle([FINDING], [other])) == [
        f"audit/reasons.yaml: reasons idle {other.judge} {other.rule} — covers nothing"
    ]


def test_brackets_in_a_reason_are_brackets() -> None:
    finding = Finding("p", "nu", "some-rule", "a[href]", "this is so")
    assert unexcused([finding], [reason(elements=["a[href]"])]) == ()


def test_more_than_five_reasons_are_too_many() -> None:
    [many] = idle([FINDING], [reason()] * (MOST + 1))
    assert many.rule == "too-many"


@pytest.mark.parametrize(
    "changes",
    [{"source": "somebody said so"}, {"elements": []}, {"why": ""}, {"unasked": True}],
    ids=["no address", "no element", "no why", "an unknown key"],
)
def test_a_reason_says_why_where_and_after_whom(tmp_path: Path, changes: dict[str, Any]) -> None:
    written = [{**reason().model_dump(), **changes}]
    (tmp_path / "reasons.yaml").write_text(yaml.safe_dump(written), "utf-8")
    with pytest.raises(ValueError, match="validation error"):
        load_reasons(tmp_path / "reasons.yaml")


def test_the_reasons_of_this_project_can_be_read() -> None:
    assert 0 < len(load_reasons(TOP / "audit/reasons.yaml")) <= MOST


# What is told, and what is missing ----------------------------------------------------------------


def test_the_table_has_a_line_for_each_judge() -> None:
    accepted = Finding("p", "nu", "other-rule", "", "this too")
    verdicts = [Verdict("nu", 63, (FINDING, accepted)), Verdict("crawl", 63, ())]
    lines = [line.split() for line in table(verdicts, [FINDING])]
    assert lines == [
        ["judge", "pages", "findings", "accepted"],
        ["nu", "63", "1", "1"],
        ["crawl", "63", "0", "0"],
    ]


@pytest.mark.parametrize("name", ["java", "node"])
def test_a_missing_program_is_told_and_fails(monkeypatch, capsys, name: str) -> None:
    monkeypatch.setattr("shutil.which", lambda asked: None if asked == name else "/bin/it")
    assert main() == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"audit: `{name}` was not found: ")


def test_a_judge_that_gives_no_report_is_told_with_its_own_words(tmp_path: Path) -> None:
    script = tmp_path / "judge.sh"
    script.write_text("echo 'Unable to access jarfile' >&2\nexit 1\n", "utf-8")
    with pytest.raises(tools.MissingTool, match="gave no report:\nUnable to access jarfile"):
        tools.run_json(["sh", str(script)])


def test_a_long_report_is_read_whole(tmp_path: Path) -> None:
    """Node ends before all of a long answer has gone through a pipe."""
    long = ["超" * 1000] * 300
    (tmp_path / "long.json").write_text(json.dumps(long, ensure_ascii=False), "utf-8")
    assert tools.run_json(["cat", str(tmp_path / "long.json")]) == long


@pytest.mark.parametrize("folder", ["audit", "tests/editor"])
def test_every_version_is_pinned_and_no_address_is_written_down(folder: str) -> None:
    wanted = json.loads((TOP / folder / "package.json").read_text("utf-8"))
    lock = (TOP / folder / "package-lock.json").read_text("utf-8")
    locked = json.loads(lock)["packages"]
    for name, version in wanted["dependencies"].items():
        assert locked[f"node_modules/{name}"]["version"] == version
    assert '"resolved"' not in lock
    assert all(each["integrity"] for place, each in locked.items() if place)
