"""Edits of any site: what an editor does to files, each with a number that says where.

An edit may leave a site with problems; then these are what is to be the same.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.support import TOP

Edit = Callable[[Path, Path, int], None]
"""Of a site's folder; another is the site as it was at first, to restore from."""


def one_of(paths: Iterable[Path], number: int) -> Path | None:
    found = sorted(path for path in paths if path.is_file())
    return found[number % len(found)] if found else None


Put = str | Callable[[re.Match[str]], str]


def rewrite(path: Path | None, pattern: str, put: Put, n: int) -> None:
    """Replaces one of the matches of a pattern in a file, if there is one."""
    if path is None or not path.is_file():
        return
    text = path.read_text("utf-8")
    found = list(re.finditer(pattern, text, re.M))
    if found:
        match = found[n % len(found)]
        new = put(match) if callable(put) else match.expand(put)
        path.write_text(text[: match.start()] + new + text[match.end() :], "utf-8")


def indicators(site: Path, n: int) -> Path | None:
    return one_of((site / "data/indicators").glob("*.yaml"), n)


def prose(site: Path, n: int) -> Path | None:
    return one_of((site / "content").glob("*/*.md"), n)


def a_value(site: Path, _: Path, n: int) -> None:
    def more(match: re.Match[str]) -> str:
        return match[1] + str((int(match[2]) + 1 + n) % 10)

    rewrite(indicators(site, n), r"((?:value|\d{4}): [\d.]*)(\d)$", more, n)


def a_label(site: Path, _: Path, n: int) -> None:
    rewrite(indicators(site, n), r"label: \{(\S+): (\w)", r"label: {\1: Z\2", n)


def a_note(site: Path, _: Path, n: int) -> None:
    rewrite(indicators(site, n), r"note: \{(\S+): ['\"]?(\w)", r"note: {\1: \2", n)
    rewrite(indicators(site, n + 1), r"^  unit: (.*)$", r"  unit: \1\n  kind: forecast", n)


def a_bound(site: Path, _: Path, n: int) -> None:
    rewrite(indicators(site, n), r"bound: \w+", ["bound: over", "bound: about"][n % 2], n)


def a_unit(site: Path, _: Path, n: int) -> None:
    rewrite(site / "data/units.yaml", r"\{n\} (\w)", r"{n} x\1", n)


def a_comment(site: Path, _: Path, n: int) -> None:
    path = one_of((site / "data").rglob("*.yaml"), n)
    if path:
        path.write_text(f"# {n}\n{path.read_text('utf-8')}", "utf-8")


def a_word(site: Path, _: Path, n: int) -> None:
    rewrite(prose(site, n), r"(?<=[a-zа-я]) (?=[a-zа-я])", " and ", n)


def a_paragraph(site: Path, _: Path, n: int) -> None:
    path = prose(site, n)
    if path:
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nNothing more.\n", "utf-8")


def a_loose_number(site: Path, _: Path, n: int) -> None:
    rewrite(prose(site, n), r"(?<=[a-zа-я]) (?=[a-zа-я])", f" {700 + n % 90} km ", n)


def a_reference(site: Path, _: Path, n: int) -> None:
    path = indicators(site, n)
    ids = re.findall(r"^(\w+):$", path.read_text("utf-8"), re.M) if path else []
    if ids:
        rewrite(prose(site, n + 1), r"\{\{ \w+ \}\}", f"{{{{ {ids[n % len(ids)]} }}}}", n)


def a_link(site: Path, _: Path, n: int) -> None:
    first, other = prose(site, n), prose(site, n + 1)
    if first and other and first.parent == other.parent:
        text = first.read_text("utf-8").rstrip()
        first.write_text(f"{text}\n\n[More of it]({other.name}).\n", "utf-8")


def a_title(site: Path, _: Path, n: int) -> None:
    rewrite(prose(site, n), r"^(title|summary|kicker): (\w)", r"\1: Q\2", n)


def a_draft(site: Path, _: Path, n: int) -> None:
    """A document becomes one, or is one no more."""

    def turned(match: re.Match[str]) -> str:
        return f"{match[1]}draft: true\n" if match[1] else ""

    rewrite(prose(site, n), r"^draft: true\n|^(title: .*\n)(?!draft)", turned, 0)


def a_literal(site: Path, _: Path, n: int) -> None:
    rewrite(prose(site, n), r"^(title: .*)$", rf"\1\nliterals: ['Hut {n}']", 0)


def a_chart(site: Path, _: Path, n: int) -> None:
    path = one_of((site / "data/charts").glob("*.yaml"), n)
    kinds = ["type: bar", "type: column", "type: line", "type: dot"]
    rewrite(path, r"type: \w+$", kinds[n % len(kinds)], n)
    rewrite(path, r"title: \{(\S+): (\w)", r"title: {\1: K\2", n)


def the_front(site: Path, _: Path, n: int) -> None:
    rewrite(site / "data/site.yaml", r"^front: \[(\w+), (\w+)", r"front: [\2, \1", 0)
    day = 10 + n % 18
    rewrite(site / "data/site.yaml", r"^(updated: \d{4}-\d\d)-\d\d", rf"\1-{day}", 0)


def the_languages(site: Path, _: Path, n: int) -> None:
    rewrite(site / "data/site.yaml", r"^languages: \[([\w-]+), ([\w-]+)", r"languages: [\2, \1", 0)


def a_template(site: Path, _: Path, n: int) -> None:
    names = ["parts/provenance.html", "pages/page.html", "blocks/chart.html"]
    name = names[n % len(names)]
    own = site / "templates" / name
    if own.exists():
        own.unlink()
        return
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"{(TOP / 'templates' / name).read_text('utf-8')}\n<!-- {n % 3} -->\n", "utf-8")


def a_style(site: Path, _: Path, n: int) -> None:
    path = site / "templates/static/9-own.css"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"body {{ margin: {n % 4}px; }}\n", "utf-8")


def a_picture(site: Path, _: Path, n: int) -> None:
    """One is added and shown, replaced, or taken away."""
    path = prose(site, 0)
    picture = site / "content/images/lake.png"
    if path is None:
        return
    if n % 5 == 0:
        picture.unlink(missing_ok=True)
        return
    picture.parent.mkdir(exist_ok=True)
    buffer = BytesIO()
    Image.new("RGB", (40, 20 + n % 3), (n % 250, 90, 90)).save(buffer, "PNG")
    picture.write_bytes(buffer.getvalue())
    text = path.read_text("utf-8")
    if "lake.png" not in text:
        path.write_text(f"{text.rstrip()}\n\n![A lake](images/lake.png)\n", "utf-8")


def a_file_gone(site: Path, _: Path, n: int) -> None:
    path = prose(site, n) if n % 2 else one_of((site / "data").rglob("*.yaml"), n)
    if path:
        path.unlink()


def a_file_renamed(site: Path, _: Path, n: int) -> None:
    path = prose(site, n) if n % 2 else indicators(site, n)
    if path:
        new = path.with_name(f"{path.stem}x{path.suffix}")
        path.rename(new if len(new.stem) < 20 else path.with_name(f"a{path.suffix}"))


def a_file_added(site: Path, _: Path, n: int) -> None:
    path = prose(site, n)
    if path:
        text = "---\ntitle: More\nsummary: More of it.\nlayout: page\n---\nNo more than words.\n"
        (path.parent / f"more{n % 2}.md").write_text(text, "utf-8")


def all_restored(site: Path, first: Path, _: int) -> None:
    for name in ("data", "content", "templates"):
        shutil.rmtree(site / name, ignore_errors=True)
        if (first / name).exists():
            shutil.copytree(first / name, site / name)


def the_clock(site: Path, _: Path, n: int) -> None:
    for path in site.rglob("*.yaml"):
        os.utime(path, (1_000_000_000 + n * 10**6, 1_000_000_000 + n * 10**6))


def a_value_in_the_same_second(site: Path, first: Path, n: int) -> None:
    """Size and time are as they were."""
    path = indicators(site, n)
    if path:
        then = path.stat()
        a_value(site, first, n)
        os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))


# Tables ------------------------------------------------------------------------------------------


def a_text_table(site: Path, n: int) -> Path | None:
    tables = (site / "data/tables").glob("*")
    return one_of((path for path in tables if path.suffix in (".csv", ".tsv")), n)


def change_lines(path: Path | None, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Changes the rows of a table, in whatever encoding it is; the line of names stays."""
    if path:
        names, *rows = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([names, *change(rows)]))


def a_cell(site: Path, _: Path, n: int) -> None:
    """A digit is another, or there is none: a value, a period, or what picks the row."""
    put = [str(n % 10).encode(), b"", b"x"][n % 3]

    def changed(rows: list[bytes]) -> list[bytes]:
        at = n % max(1, len(rows))
        spots = [spot.start() for spot in re.finditer(rb"\d", rows[at])] if rows else []
        if spots:
            spot = spots[-1 - n % 2 * (len(spots) - 1)]
            rows[at] = rows[at][:spot] + put + rows[at][spot + 1 :]
        return rows

    change_lines(a_text_table(site, n), changed)


def a_row_gone(site: Path, _: Path, n: int) -> None:
    def changed(rows: list[bytes]) -> list[bytes]:
        at = n % max(1, len(rows))
        return rows[:at] + rows[at + 1 :]

    change_lines(a_text_table(site, n), changed)


def a_row_added(site: Path, _: Path, n: int) -> None:
    """Before all others, whose cells move by it: a year earlier than a row that is there."""

    def changed(rows: list[bytes]) -> list[bytes]:
        row = rows[n % len(rows)] if rows else b""
        earlier = re.sub(rb"[12]\d{3}", lambda found: b"%d" % (int(found[0]) - 100), row, count=1)
        return [earlier, *rows]

    change_lines(a_text_table(site, n), changed)


def the_order_of_rows(site: Path, _: Path, n: int) -> None:
    def changed(rows: list[bytes]) -> list[bytes]:
        whole = [row if row.endswith(b"\n") else row + b"\n" for row in rows]
        return sorted(whole, reverse=n % 2 == 0)

    change_lines(a_text_table(site, n), changed)


def a_header(site: Path, _: Path, n: int) -> None:
    """A column is named otherwise, in the table alone or where it is read too."""
    path = a_text_table(site, n)
    if path is None:
        return
    names, *rows = path.read_bytes().splitlines(keepends=True)
    found = re.findall(rb"\w+", names)
    name = found[n % len(found)]
    path.write_bytes(b"".join([names.replace(name, name + b"z"), *rows]))
    for indicators_file in (site / "data/indicators").glob("*.yaml") if n % 2 else ():
        text = indicators_file.read_text("utf-8")
        old = name.decode("ascii", "replace")
        new = re.sub(rf"(period|value|where: {{)(:? ?){old}\b", rf"\1\2{old}z", text)
        indicators_file.write_text(new, "utf-8")


def a_table_renamed(site: Path, _: Path, n: int) -> None:
    """The file alone, or where it is named too."""
    path = one_of((site / "data/tables").glob("*"), n)
    if path is None:
        return
    new = f"{path.stem[:12]}x{path.suffix}"
    path.rename(path.with_name(new))
    for indicators_file in (site / "data/indicators").glob("*.yaml") if n % 2 else ():
        text = indicators_file.read_text("utf-8")
        indicators_file.write_text(text.replace(path.name, new), "utf-8")


def a_cell_of_a_workbook(site: Path, _: Path, n: int) -> None:
    path = one_of((site / "data/tables").glob("*.xlsx"), n)
    if path is None:
        return
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    sheets = sorted(name for name in members if "worksheets/sheet" in name)
    sheet = sheets[n % len(sheets)]
    values = list(re.finditer(rb"(?<=<v>)\d+(?:\.\d+)?(?=</v>)", members[sheet]))
    if values:
        value = values[n % len(values)]
        content = members[sheet]
        members[sheet] = content[: value.start()] + b"%d" % (n + 1) + content[value.end() :]
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)


TABLE_KINDS: tuple[Edit, ...] = (
    a_cell,
    a_row_gone,
    a_row_added,
    the_order_of_rows,
    a_header,
    a_table_renamed,
    a_cell_of_a_workbook,
    a_label,
    a_comment,
    the_clock,
    all_restored,
)
"""Of a site whose figures stand in tables."""

KINDS: tuple[Edit, ...] = (
    a_value,
    a_label,
    a_note,
    a_bound,
    a_unit,
    a_comment,
    a_word,
    a_paragraph,
    a_loose_number,
    a_reference,
    a_link,
    a_title,
    a_draft,
    a_literal,
    a_chart,
    the_front,
    the_languages,
    a_template,
    a_style,
    a_picture,
    a_file_gone,
    a_file_renamed,
    a_file_added,
    all_restored,
    the_clock,
    a_value_in_the_same_second,
)
