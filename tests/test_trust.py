"""What a site may not do to who builds it: hostile and mistaken inputs are told, quickly."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.outputs.data_files import safe_text
from tests.confined import run_confined
from tests.painting import unpainted
from tests.support import copy_small


@pytest.fixture(autouse=True)
def nothing_is_painted() -> Iterator[None]:
    with unpainted():
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


def write(site: Path, path: str, content: str | bytes) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def problems(site: Path, command: str = "check") -> str:
    """What a command that fails for the site's files prints, where it may take ten seconds of the
    processor and two gigabytes."""
    done = run_confined(command, "--project", str(site))
    assert done.code == 1, done
    assert "Traceback" not in done.err
    return done.out


# Templates ---------------------------------------------------------------------------------------

FAULTS = {
    "a division by zero": ("{{ 1/0 }}", "division by zero (ZeroDivisionError)"),
    "itself": ("{% include 'parts/footer.html' %}", "the template includes itself without end"),
    "a macro of itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "includes itself"),
    "too large a number": ("{{ 10.0**400 }}", "OverflowError"),
    "a power without end": ("{{ 10 ** (10 ** 10) }}", "would make more than 10,000,000"),
    "ten gigabytes": ("{{ 'x' * 10**10 }}", "would make more than 10,000,000"),
    "ten gigabytes by a filter": ("{{ 'x'|center(10**10) }}", "more memory than a page may take"),
    "a loop without end": ("{% for i in range(10**12) %}x{% endfor %}", "Range too big"),
    "a conversion": ("{{ '%d' % 'x' }}", "format"),
    "a lost include": ("{% include 'nope.html' %}", "nope.html"),
    "Python's insides": ("{{ ''.__class__.__mro__ }}", "unsafe"),
}


@pytest.mark.parametrize(("written", "told"), FAULTS.values(), ids=FAULTS)
def test_what_a_template_does_wrong_is_told_at_its_line(site, written, told):
    write(site, "templates/parts/footer.html", f"<footer>\n{written}\n</footer>\n")
    printed = problems(site, "build")

    assert "templates/parts/footer.html:2:1: template-error" in printed
    assert told in printed
    assert not (site / "dist").exists()


def test_a_template_that_only_itself_names_is_used_by_nobody(site, capsys):
    write(site, "templates/own.html", "{% include 'own.html' %}")

    assert cli.main(["check", "--project", str(site)]) == 0
    assert "templates/own.html:1:1: warning unused-template" in capsys.readouterr().out


def test_half_a_character_is_told_of_the_page_that_it_stands_on(site):
    write(site, "templates/parts/footer.html", "{{ '\\ud800' }}")

    assert "template-error the template writes half a character" in problems(site, "build")


@pytest.mark.parametrize("name", ["parts/footer.html", "static/9-own.css", "static/own.js"])
def test_a_template_that_is_no_text_is_told(site, name):
    write(site, f"templates/{name}", b"\xff\xfe")

    assert f"templates/{name}:1:1: not-utf8" in problems(site)


# Links, pipes, folders ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "templates/static/x.txt",
        "templates/parts/footer.html",
        "content/images/x.png",
        "content/en/3-x.md",
        "data/indicators/x.yaml",
        "data/checks.yaml",
        "languages/en/words.yaml",
    ],
)
def test_nothing_is_read_through_a_link_that_leads_out(site, tmp_path, path):
    (tmp_path / "secret").write_text("root:x:0:0")
    (site / path).unlink(missing_ok=True)
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).symlink_to(tmp_path / "secret")
    printed = problems(site, "build")

    assert f"{path}:1:1: link-outside the link leads out of the project" in printed
    assert "root" not in printed


def test_a_folder_behind_a_link_that_leads_out_is_told_once(site, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.md").write_text("no front matter")
    (site / "content/en/more").symlink_to(tmp_path / "elsewhere")

    assert problems(site).splitlines()[0].startswith("content/en/more:1:1: link-outside")


def test_links_within_the_project_are_followed(site):
    file = site / "data/indicators/lake.yaml"
    file.rename(site / "lake.yaml")
    file.symlink_to("../../lake.yaml")

    assert cli.main(["check", "--project", str(site)]) == 0


@pytest.mark.parametrize("path", ["data/indicators/x.yaml", "content/en/3-x.md", "data/x/y.yaml"])
@pytest.mark.parametrize("kind", ["pipe", "lost link", "circle", "folder"])
def test_what_is_named_as_a_file_and_is_none_is_told(site, path, kind):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(site / path)
    elif kind == "folder":
        (site / path).mkdir()
    else:
        (site / path).symlink_to((site / path).name if kind == "circle" else "nowhere")

    assert f"{path}:1:1: unknown-file nothing reads this file" in problems(site)


# Costs -------------------------------------------------------------------------------------------

COSTS = {
    "brackets": ("[" * 10_000, "too-dense"),
    "pictures": ("![[]()" * 5_000, "too-dense"),
    "links": ("[a](" * 5_000, "too-dense"),
    "code": (" ".join("`" * n for n in range(1, 300)), "too-dense"),
    "tags": ("<a " * 20_000, "too-dense"),
    "figures": ("{{ nothing }} " * 8_000, "unknown-indicator"),
    "figures without end": ("{{" * 90_000, "too-dense"),
    "fences": ("```a\n\n" * 2_400, "unclosed-code"),
    "rules": ("* * * *\n" * 20_000, "too-dense"),
    "headings": ("## a\n\n" * 30_000, "too-dense"),
    "comments": ("<!--a\n\n" * 25_000, "too-dense"),
    "lists of brackets": ("- [[[[\n" * 20_000, "too-dense"),
    "one run of backticks": ("`" * 100_000, "unclosed-code"),
    "numbers": (" ".join(map(str, range(5_000, 10_000))), "loose-number"),
    "numbers without end": ("1 " * 60_000, "too-dense"),
    "ranges": ("1-2-" * 5_000, "loose-range"),
    "a megabyte of prose": ("Birds fly over the lake. " * 40_000, "file-too-large"),
    "a megabyte of digits": ("1" * 1_000_000, "file-too-large"),
}


@pytest.mark.parametrize(("written", "code"), COSTS.values(), ids=COSTS)
def test_prose_that_would_take_long_is_told_and_not_suffered(site, written, code):
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{written}\n")

    assert f" {code} " in problems(site)


TEXTS = {
    "letters": "a" * 1_000_000,
    "figures": "{{ swans }} " * 80_000,
    "measures": "5 km " * 180_000,
    "a sum": "1+" * 400_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_of_a_megabyte_is_told(site, text):
    write(site, "data/indicators/long.yaml", f'long: {{label: "{text}"}}\n')

    assert "long.yaml:1:15: value-too-long" in problems(site)


def test_of_very_many_problems_most_are_counted(site):
    write(site, "data/indicators/many.yaml", "".join(f"k{n}: 1\n" for n in range(50_000)))
    printed = problems(site)

    assert len(printed) < 200_000
    assert "\n… and 49,500 more, which `--report json` lists\n50000 problems;" in printed


@pytest.mark.parametrize("line", ["foo\n", "a: b: c\n", "a:b\n"])
def test_very_many_lines_that_are_no_records_are_told(site, line):
    write(site, "data/indicators/none.yaml", line * (960_000 // len(line)))

    assert "data/indicators/none.yaml:1:" in problems(site)


def test_very_many_that_are_alike_are_told(site):
    record = "{label: {zh: 同, en: Same}, unit: 只, value: %d, period: 2021, source: count#1}"
    alike = (f"same{n}: {record % n}\n" for n in range(1, 1_000))
    write(site, "data/indicators/alike.yaml", "".join(alike))

    assert " same-label `same2` " in problems(site)


def test_very_many_that_are_unknown_are_told(site):
    record = "{label: {zh: 甲%d, en: A%d}, unit: 只, period: 2021, formula: nope%d * 2}"
    unknown = (f"i{n}: {record % (n, n, n)}\n" for n in range(3_000))
    write(site, "data/indicators/unknown.yaml", "".join(unknown))

    assert " unknown-indicator `nope0`" in problems(site)


def test_very_many_keys_of_one_record_are_told(site):
    with (site / "data/site.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(f"k{n}: 1\n" for n in range(50_000)))

    assert "unknown-key `k0`" in problems(site)


# Names, addresses, cells -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org:/",
        "https://example.org:port/",
        "https://example.org:0/",
        "https://example.org:70000/",
        "https://example..org/",
        "https://example.org/../lake/",
        "https://example.org/a/%2e%2e/",
        "https://example.org/.",
    ],
)
def test_an_address_that_is_none_of_a_site_is_told(site, url):
    file = site / "data/site.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    changed = [f"url: {url}\n" if line.startswith("url:") else line for line in lines]
    file.write_text("".join(changed), "utf-8")

    assert "data/site.yaml:" in (printed := problems(site))
    assert " bad-url " in printed


def test_an_id_longer_than_a_files_name_is_told(site):
    chart = "{type: bar, title: Birds, alt: 'Bars: {{ geese }}', show: [geese, swans]}"
    write(site, "data/charts/extra.yaml", f"{'c' * 300}: {chart}\n")

    assert "bad-id `cccccccccccccccccccccccc…` has 300 characters" in problems(site)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_spreadsheet_runs_a_cell(sign):
    assert safe_text(f"{sign}1+1") == f"'{sign}1+1"


# Prose -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["", "Text before it. ", "- "])
def test_a_comment_without_an_end_is_told_at_its_place(site, before):
    page = site / "content/en/2-reeds.md"
    text = page.read_text("utf-8") + f"\n\nBefore.\n\n{before}<!-- ask the club\n\nLast words.\n"
    page.write_text(text, "utf-8")
    line = 1 + text[: text.index("<!--")].count("\n")

    assert f"2-reeds.md:{line}:{1 + len(before)}: unclosed-comment" in problems(site)


@pytest.mark.parametrize("written", ["<!-- ask the club -->", "`<!--` begins one", r"\<!-- here"])
def test_a_comment_that_ends_or_is_meant_to_be_seen_is_none(site, written):
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{written}\n")

    assert cli.main(["check", "--project", str(site)]) == 0


def test_brackets_in_an_attribute_are_no_link(site):
    for language in ("zh", "en"):
        with (site / f"content/{language}/2-reeds.md").open("a", encoding="utf-8") as file:
            file.write('\n\n<abbr title="[x](y)">z</abbr>\n')

    assert cli.main(["build", "--project", str(site)]) == 0
    assert 'title="[x](y)"' in (site / "dist/en/index.html").read_text("utf-8")


NO_HOSTS = (
    "https:example.org",
    "https:///page",
    "https://user:secret@example.org/",
    "https://example.org@evil.example/",
    "https://example.org:port/",
    "mailto:desk",
)


def test_a_link_that_names_no_host_is_told(site):
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        for n, address in enumerate(NO_HOSTS):
            file.write(f"\n\n[a]({address}) [b][{'n' * (n + 1)}]\n\n[{'n' * (n + 1)}]: {address}\n")
    printed = problems(site)

    for address in NO_HOSTS:
        assert printed.count(f"bad-link `{address}` names no host") == 2


def test_what_looks_like_a_tag_with_an_address_is_told_at_its_place(site):
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        file.write("\n\nSee <blob:https://example.org/x>.\n")

    assert "content/en/2-reeds.md:8:5: html-not-allowed" in problems(site)
