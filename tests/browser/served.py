"""A project built, and served on this machine for as long as it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.published import serving_published
from changzhou_site import cli
from tests.painting import pages_alone_painted


@contextmanager
def serving(project: Path, out: Path) -> Iterator[str]:
    """The address of the front page of a site, built without the files that no page shows."""
    with pages_alone_painted():
        publish(project, out)
    with serving_published(out) as url:
        yield url


def publish(project: Path, out: Path) -> None:
    code = cli.main(["build", "--store", "off", "--project", str(project), "--out", str(out)])
    assert code == 0, f"the build of {project} gave {code}"
