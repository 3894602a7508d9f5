"""What publishes this repository's own site, from the templates of what `new` writes for others."""

from datetime import date
from pathlib import Path

from jinja2 import DictLoader

from changzhou_site.load.starters import load_starter_templates, load_starter_texts
from changzhou_site.starting import site_environment

HERE = Path(__file__).resolve().parent
WORKFLOWS = {".github/workflows/site.yml": "site.yml", ".gitlab-ci.yml": "gitlab-ci.yml"}
"""By path, what is ours in it."""


def own_workflows() -> dict[str, str]:
    """The files by path; they say nothing of a day."""
    environment = site_environment({"en": load_starter_texts("en")}, date.min)
    environment.loader = DictLoader(load_starter_templates())
    return {
        path: environment.from_string((HERE / name).read_text("utf-8")).render()
        for path, name in WORKFLOWS.items()
    }
