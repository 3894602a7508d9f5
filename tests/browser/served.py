"""A project built, and served on this machine for as long as it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from changzhou_site import cli
from changzhou_site.serve import make_server


@contextmanager
def serving(project: Path, out: Path) -> Iterator[str]:
    """The address of the front page, under the path that the site has on its real host."""
    code = cli.main(["build", "--store", "off", "--project", str(project), "--out", str(out)])
    assert code == 0, f"the build of {project} gave {code}"

    with make_server(out, "127.0.0.1", 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{server.base}"
        server.shutdown()
