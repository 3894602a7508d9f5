"""docs/keys.md and its Chinese twin: every key of every file, as the program has it."""

import importlib.util
import sys
from types import ModuleType

import pytest
import yaml

from changzhou_site.load.json_schemas import DESCRIPTIONS
from tests.support import TOP


def _keys() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_keys", TOP / "docs/keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for themselves there
    spec.loader.exec_module(module)
    return module


KEYS = _keys()


@pytest.mark.parametrize("language", KEYS.PAGES)
def test_a_page_is_what_the_program_says(language: str) -> None:
    written = KEYS.PAGES[language].read_text("utf-8")

    assert written == KEYS.written(language), "python docs/keys.py writes it anew"


def test_every_record_has_its_table() -> None:
    described = yaml.safe_load(DESCRIPTIONS.read_text("utf-8"))

    assert {part.shape for part in KEYS.PARTS} == {*described}
