"""A project built, and served on this machine for as long as it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from changzhou_site import cli
from changzhou_site.serve import make_server
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


@contextmanager
def serving_published(out: Path) -> Iterator[str]:
    """The address of the front page, under the path that the site has on its real host."""
    with make_server(out, "127.0.0.1", 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{server.base}"
        server.shutdown()
