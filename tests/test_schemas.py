"""`schema`: what the program refuses in YAML by its shape, an editor marks while it is typed; an
independent validator (jsonschema) reads the schemas here, and YAML is read as editors read it."""

import json
import re
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from changzhou_site import cli
from changzhou_site.check import check_project
from changzhou_site.errors import Problem, SiteError
from changzhou_site.load import language_schemas, shapes
from changzhou_site.load.json_schemas import (
    DESCRIPTIONS,
    FILES,
    MARK,
    YAML_FILES,
    json_schemas,
)
from changzhou_site.load.language_files import LanguageFile
from changzhou_site.load.languages import PACKAGED
from changzhou_site.load.shapes import Shape
from changzhou_site.model import (
    CitationStyle,
    Fractions,
    GuardRule,
    GuardWords,
    NumberWords,
    Numerals,
    PeriodWords,
    Typesetting,
)
from changzhou_site.starting import start_site
from tests.support import SMALL, TOP, copy_small, load_with
from tests.test_new import TODAY

SITES = {name: TOP / "tests/sites" / name for name in ("small", "iowa", "three", "ozero")}
SITES |= {"changzhou": TOP}


class CoreYaml(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no `no` for false, no numbers in base 60."""


CoreYaml.yaml_implicit_resolvers = {}
for tag, pattern, begin in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
):
    CoreYaml.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(begin)
    )


def as_json(value: Any) -> Any:
    """A value with texts for keys, as JSON has them."""
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, list) else value


@cache
def validators(project: Path) -> dict[str, Draft7Validator]:
    return {name: Draft7Validator(schema) for name, schema in json_schemas(project).items()}


def refusals(project: Path, name: str, text: str) -> list[str]:
    """What a schema of a project says against the text of a file; of Markdown, its front matter."""
    if name == "front-matter":
        text = text.split("---\n")[1]
    value = as_json(yaml.load(text, Loader=CoreYaml))
    return [error.message for error in validators(project)[name].iter_errors(value)]


def schema_files_of(project: Path) -> list[tuple[str, Path]]:
    """The files of a project that a schema is of, by the name of the schema."""
    return [(name, path) for name, files in FILES.items() for path in project.glob(files)]


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_the_files_of_the_languages_of_the_package_are_accepted(path):
    [name] = [name for name, files in FILES.items() if files == f"languages/*/{path.name}"]
    assert refusals(SMALL, name, path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one(name):
    Draft7Validator.check_schema(json_schemas(SMALL)[name])


GOOD = [
    pytest.param(project, schema, path, id=f"{site}-{path.relative_to(project)}")
    for site, project in SITES.items()
    for schema, path in schema_files_of(project)
]


@pytest.mark.parametrize(("project", "schema", "path"), GOOD)
def test_what_the_program_accepts_is_accepted(project, schema, path):
    assert refusals(project, schema, path.read_text("utf-8")) == []


def test_the_sites_have_every_file_that_there_is_a_schema_for():
    there = {name for project in SITES.values() for name, _ in schema_files_of(project)}
    assert there == FILES.keys()


LABEL = "label: {zh: 鹭, en: Herons}, "
GIVEN = f"{LABEL}unit: 只, period: 2021, source: count#1"
SITE = (SMALL / "data/site.yaml").read_text("utf-8")
CHART = "type: bar, title: A, alt: '{{ swans }}'"

WRONG = [
    ("indicators", f"herons: {{{GIVEN}, value: many}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12 只}}"),
    ("indicators", f"herons: {{{GIVEN}, value: '1,200'}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 0/3}}"),
    ("indicators", f"herons: {{{GIVEN}, value: [1]}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 1_200}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 1:30}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12, bound: more}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12, bound: at least}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12, kind: goal}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12, colour: red}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12, formula: swans}}"),
    ("indicators", f"herons: {{{GIVEN}, value: 12, decimals: 1}}"),
    ("indicators", f"herons: {{{GIVEN}}}"),
    ("indicators", f"Herons: {{{GIVEN}, value: 12}}"),
    ("indicators", f"her-ons: {{{GIVEN}, value: 12}}"),
    ("indicators", f"herons: {{{LABEL}unit: 只, value: 12, source: count#1}}"),
    ("indicators", f"herons: {{{LABEL}unit: 只, value: 12, period: 2021}}"),
    ("indicators", f"herons: {{{LABEL}unit: 羽, value: 12, period: 2021, source: count}}"),
    ("indicators", f"herons: {{{LABEL}value: 12, period: 2021-13, source: count}}"),
    ("indicators", f"herons: {{{LABEL}value: 12, period: 2021-Q5, source: count}}"),
    ("indicators", f"herons: {{{LABEL}value: 12, period: 21, source: count}}"),
    ("indicators", f"herons: {{{LABEL}value: 12, period: 2021-2022, source: count}}"),
    ("indicators", f"herons: {{{LABEL}value: 12, period: spring, source: count}}"),
    ("indicators", f"herons: {{{LABEL}value: 12, period: 2021, source: []}}"),
    ("indicators", f"herons: {{{LABEL}values: {{2021: x}}, source: count}}"),
    ("indicators", f"herons: {{{LABEL}values: {{last: 3}}, source: count}}"),
    ("indicators", f"herons: {{{LABEL}values: {{2021: {{bound: over}}}}, source: count}}"),
    ("indicators", f"herons: {{{LABEL}formula: swans, of: 3}}"),
    ("indicators", f"herons: {{{LABEL}formula: swans, decimals: 13}}"),
    ("indicators", f"herons: {{{LABEL}formula: swans, decimals: few}}"),
    ("indicators", "herons: {label: {en: Herons}, formula: swans}"),
    ("indicators", "herons: {label: {zh: 鹭, en: Herons, fr: Hérons}, formula: swans}"),
    ("indicators", "herons: {label: true, formula: swans}"),
    ("indicators", "- herons"),
    ("site", SITE.replace("languages:", "tongues:")),
    ("site", re.sub(r"languages: .*", "languages: []", SITE)),
    ("site", re.sub(r"languages: .*", "languages: [english]", SITE)),
    ("site", re.sub(r"url: .*", "url: example.org", SITE, count=1)),
    ("site", re.sub(r"published: .*", "published: 2022-02", SITE)),
    ("site", re.sub(r"published: .*", "published: 8 February", SITE)),
    ("site", SITE + "collections: {cities: {page: city}}\n"),
    ("site", re.sub(r"theme: .*", "", SITE) + "theme: {accent: {light: red, dark: '#000000'}}\n"),
    ("site", re.sub(r"theme: .*", "", SITE) + "theme: {accnt: {light: '#000000'}}\n"),
    ("sources", "count: {title: A}"),
    ("sources", "count: {title: A, publisher: B, date: May}"),
    ("sources", "count: {title: A, publisher: B, url: ftp://example.org}"),
    ("sources", "count: {title: A, publisher: B, lang: German}"),
    ("units", "nests: {zh: '{n}巢', en: '{n} nests'}"),
    ("units", "nests: {dimension: count, zh: '{n}巢'}"),
    ("units", "nests: {dimension: count, scale: big, zh: '{n}巢', en: '{n} nests'}"),
    ("units", "nests: {dimension: count, zh: '{n}巢', en: {one: '{n} nest'}}"),
    ("units", "5nests: {dimension: count, zh: '{n}巢', en: '{n} nests'}"),
    ("charts", f"birds: {{{CHART}, show: swans}}"),
    ("charts", f"birds: {{{CHART}, show: [swans, geese], colour: red}}"),
    ("charts", "birds: {type: pie, title: A, alt: '{{ swans }}', show: [swans, geese]}"),
    ("charts", "birds: {type: bar, title: A, show: [swans, geese]}"),
    ("events", "- {date: 2021, title: A}"),
    ("events", "- {date: soon, title: A, source: count}"),
    ("events", "first: {date: 2021, title: A, source: count}"),
    ("checks", "- {check: swans > 1}"),
    ("checks", "- swans > 1"),
    ("corrections", "- {date: 2022-02-10, indicator: swans, was: 1, now: 2600}"),
    ("corrections", "- {date: 2022, indicator: swans, was: 1, now: 2600, why: A}"),
    ("corrections", "- {date: 2022-02-10, indicator: swans, was: few, now: 2600, why: A}"),
    ("front-matter", "---\nsummary: A\n---\n"),
    ("front-matter", "---\ntitle: A\nsummary: B\nlayout: side\n---\n"),
    ("front-matter", "---\ntitle: A\nsummary: B\nauthor: C\n---\n"),
    ("front-matter", "---\ntitle: A\nsummary: B\ndraft: maybe\n---\n"),
    ("front-matter", "---\ntitle: A\nsummary: B\nauthors: [C]\n---\n"),
    ("words", "words: {sauce: Source}"),
    ("words", "source: Source"),
    ("words", "words: {source: [A]}"),
    ("words", "counted: {indicators_counted: {first: '{n} figure', other: A}}"),
    ("unit-forms", "parsecs: '{n} pc'"),
    ("unit-forms", "GWh: {first: '{n} GWh', other: '{n} GWh'}"),
    ("language", "numbers: {steps: twelve}"),
    ("language", "numbers: {bound: {over: 'beyond {n}'}}"),
    ("language", "numbers: {bounds: {beyond: 'beyond {n}'}}"),
    ("language", "periods: {moments: {week: '{year}'}}"),
    ("language", "typesetting: {spaced: mostly}"),
    ("language", "colour: red"),
    ("guard", "dates: [{passes: [May]}, {patern: '\\\\d'}]"),
    ("guard", "names: [{pattern: '\\\\bA4\\\\b', kind: papers}]"),
    ("guard", "scales: {dozen: many}"),
]
"""By schema; of a language's files, those that a site has beside the package's own English."""


def errors_of(project: Path) -> list[Problem]:
    try:
        problems = check_project(project).problems
    except SiteError as error:
        problems = tuple(error.problems)
    return [problem for problem in problems if not problem.warning]


PLACES = {name: files.replace("*", "en") for name, files in FILES.items() if "*/" in files}
PLACES["front-matter"] = "content/en/9-more.md"


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_is_refused_is_refused_by_the_program_too(name, text, tmp_path):
    path, site = PLACES.get(name) or FILES[name].replace("*", "more"), copy_small(tmp_path)
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, "utf-8")
    assert [problem for problem in errors_of(site) if problem.place.path == path]
    assert refusals(SMALL, name, text)


def test_of_all_wrong_inputs_nothing_is_marked_that_the_program_has_nothing_against():
    """Most of what has a wrong shape is marked; the rest is said by the program alone."""
    marked = 0
    for case in sorted((TOP / "tests/bad").iterdir()):
        for name, path in schema_files_of(case):
            # What is no YAML, or nests without end, no editor reads either.
            with suppress(yaml.YAMLError, ValueError, RecursionError, IndexError):
                if refusals(SMALL, name, path.read_text("utf-8")):
                    told = (case / "expected.txt").read_text("utf-8")
                    assert f"{path.relative_to(case).as_posix()}:" in told
                    marked += 1
    assert marked > 50


ALIKE = [
    f"herons: {{{GIVEN}, value: 12}}",
    f"herons: {{{GIVEN}, value: -0.5, bound: at-most, note: 7}}",
    f"herons: {{{LABEL}value: 1/3, period: ../2025, source: [count#1, count#2], kind: target}}",
    f"herons: {{{LABEL}unit: 只, value: 12, kind: threshold, source: count}}",
    f"herons: {{{LABEL}values: {{2019: 3, 2020-H1: {{value: 4, bound: about}}}}, source: count}}",
    f"herons: {{{LABEL}formula: swans - geese, period: span, unit: 只}}",
    "topic: {zh: 鹭, en: Herons}",
    "topic: Herons",
]


@pytest.mark.parametrize("text", ALIKE)
def test_what_may_be_written_otherwise_is_accepted(text, tmp_path):
    told = load_with(tmp_path, {"data/indicators/more.yaml": text}).problems
    assert [problem for problem in told if problem.place.path.endswith("more.yaml")] == []
    assert refusals(SMALL, "indicators", text) == []


# What is offered ----------------------------------------------------------------------------------


def test_a_sites_own_names_are_offered():
    said = {
        name: json.dumps(schema, ensure_ascii=False) for name, schema in json_schemas(SMALL).items()
    }
    assert '"swans"' in said["charts"]
    assert '"swans"' in said["corrections"]
    assert '"count"' in said["indicators"]
    assert '"只"' in said["indicators"]
    assert '"zh"' in said["sources"]


def test_an_id_that_was_written_a_moment_ago_is_not_refused():
    text = f"birds: {{{CHART}, show: [swans, herons]}}"
    assert refusals(SMALL, "charts", text) == []


def test_its_own_units_come_first():
    units = json_schemas(SMALL)["indicators"]["patternProperties"]
    [record] = units.values()
    assert record["properties"]["unit"]["enum"][:2] == ["只", "%"]


def test_a_pattern_says_what_is_to_be_written():
    for schema in json_schemas(SMALL).values():
        assert len(re.findall('"pattern": "', text := json.dumps(schema))) == len(
            re.findall('"patternErrorMessage"', text)
        )


def test_without_a_site_there_are_schemas_too(tmp_path):
    assert refusals(tmp_path, "indicators", f"herons: {{{GIVEN}, value: 12}}") == []
    assert refusals(tmp_path, "indicators", f"herons: {{{GIVEN}, value: many}}") != []


def test_a_site_with_mistakes_has_schemas(tmp_path):
    site = copy_small(tmp_path)
    (site / "data/events.yaml").write_text("- {date: [", "utf-8")
    assert json_schemas(site) == json_schemas(SMALL)


NOT_BUILT = {("SiteShape", "collections"), ("FrontMatterShape", "each")}
"""Keys that the program knows, and refuses until what they name is built."""


def test_every_key_is_described_in_english_and_chinese():
    told = yaml.safe_load(DESCRIPTIONS.read_text("utf-8"))
    described = {
        name: each
        for name in dir(shapes)
        if isinstance(each := getattr(shapes, name), type) and issubclass(each, Shape)
    }
    for name, shape in described.items():
        if name in ("Shape", "CollectionShape", "TopicShape"):
            continue
        keys = {key for key in shape.model_fields if (name, key) not in NOT_BUILT}
        assert told[name].keys() == keys, name
    for record in told.values():
        assert all(text["en"] and text["zh"] for text in record.values())


def test_every_key_of_a_language_is_described_in_english_and_chinese():
    told = yaml.safe_load(language_schemas.DESCRIPTIONS.read_text("utf-8"))
    nouns = [PeriodWords, Typesetting, CitationStyle, Fractions, Numerals]
    nouns += [NumberWords, GuardRule, GuardWords]
    keys = {noun.__name__: {each.name for each in fields(noun)} for noun in nouns}
    keys["LanguageFile"] = {*LanguageFile.model_fields}
    for noun, left in language_schemas.NOT_WRITTEN.items():
        keys[noun.__name__] -= {*left}
    keys["GuardWords"] |= {"parts"}
    assert {name: {*record} for name, record in told.items()} == keys
    assert all(text["en"] and text["zh"] for record in told.values() for text in record.values())


def test_the_words_of_a_language_are_described_by_how_others_say_them():
    words = json_schemas(SMALL)["words"]["properties"]["words"]["properties"]
    assert words["source"]["description"] == "de: Quelle\n\nen: Source\n\nzh: 来源"
    assert '"sentence_gap"' not in json.dumps(words)


def test_patterns_are_read_by_javascript_too():
    """No stroke stands before what needs none: JavaScript, which reads them with `u`, allows none,
    and knows no names for groups as Python writes them."""
    for schema in json_schemas(SMALL).values():
        text = json.dumps(schema)
        patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', text)
        for pattern in map(json.loads, patterns):
            strokes = re.findall(r"\\(.)", pattern)
            assert set(strokes) <= set("dsw.|\\/^$*+?()[]{}-"), pattern
            assert "(?P" not in pattern


# The command --------------------------------------------------------------------------------------


def test_the_schemas_are_printed_as_one_object_by_file(capsys):
    assert cli.main(["schema", "--project", str(SMALL)]) == 0
    assert json.loads(capsys.readouterr().out).keys() == {*FILES.values()}


def test_the_schemas_are_written_into_a_folder_again_and_again(tmp_path, capsys):
    for _ in range(2):
        assert cli.main(["schema", "--project", str(SMALL), "--out", str(tmp_path / "made")]) == 0
        assert capsys.readouterr().out == f"wrote {len(FILES)} schemas in {tmp_path / 'made'}\n"
    written = {path.stem: json.loads(path.read_text("utf-8")) for path in tmp_path.glob("made/*")}
    assert written == json_schemas(SMALL)
    assert all(schema["$comment"] == MARK for schema in written.values())


def test_a_file_of_somebody_elses_is_not_replaced(tmp_path, capsys):
    (tmp_path / "units.json").write_text("mine", "utf-8")

    assert cli.main(["schema", "--project", str(SMALL), "--out", str(tmp_path)]) == 2

    assert "units.json was not written by this program" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["units.json"]
    assert (tmp_path / "units.json").read_text("utf-8") == "mine"


def test_a_new_site_comes_with_its_schemas_and_settings_that_name_them(tmp_path):
    site = tmp_path / "site"
    start_site(site, ["en"], TODAY)
    settings = json.loads((site / ".vscode/settings.json").read_text("utf-8"))
    for path, files in settings["yaml.schemas"].items():
        schema = json.loads((site / path).read_text("utf-8"))
        assert schema == json_schemas(site)[Path(path).stem]
        assert files == FILES[Path(path).stem]
    for name, path in schema_files_of(site):
        assert refusals(site, name, path.read_text("utf-8")) == []


@pytest.mark.parametrize("page", ["docs/schema.md", "docs/zh/schema.md"])
def test_the_documented_settings_are_those_of_a_new_site(page):
    written = (TOP / page).read_text("utf-8")
    [block] = re.findall(r"```json\n(.*?)```", written, re.DOTALL)
    wired = {f"./.vscode/schemas/{name}.json": files for name, files in YAML_FILES.items()}
    assert json.loads(block) == {"yaml.schemas": wired}
