"""The sites that are judged: built, and served as `build.py serve` does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from changzhou_site import cli
from changzhou_site.live import listen_at
from changzhou_site.serve import PublishedFolder, make_published_server

TOP = Path(__file__).resolve().parents[1]
PROJECTS = {
    "changzhou": TOP,
    "small": TOP / "tests/sites/small",
    "iowa": TOP / "tests/sites/iowa",
}
BODY_CLASS = re.compile(r'<body class="([a-z]+)')


@dataclass(frozen=True)
class PublishedSite:
    """A built site, and where it is served."""

    name: str
    folder: Path
    home: str
    """Its canonical address, from build.json."""
    address: str
    """Where it is served on this machine, with the path of its canonical address."""
    files: frozenset[str]

    @property
    def pages(self) -> tuple[str, ...]:
        """The HTML files of build.json, embeds and 404 included."""
        return tuple(sorted(name for name in self.files if name.endswith(".html")))

    def served(self, page: str) -> str:
        """Where a page is read: a folder stands for its index.html."""
        return self.address + quote(re.sub(r"(^|/)index\.html$", r"\1", page))

    def told(self, page: str) -> str:
        """What findings call a page."""
        return f"{self.name}/{page}"


Sites = tuple[PublishedSite, ...]


def build(name: str, out: Path) -> bool:
    """Whether the site builds without a problem or warning; the build itself prints them."""
    words = ["--project", str(PROJECTS[name]), "--out", str(out), "--store", "off", "--strict"]
    return cli.main(["build", *words]) == 0


def read_site(name: str, folder: Path, address: str = "") -> PublishedSite:
    """A published site. Raises OSError or ValueError where there is none."""
    manifest = json.loads((folder / "build.json").read_bytes())
    return PublishedSite(name, folder, manifest["url"], address, frozenset(manifest["files"]))


@contextmanager
def served(name: str, folder: Path) -> Iterator[PublishedSite]:
    """A published site on a port of its own, for as long as the context lasts."""
    with serving_published(folder) as address:
        yield read_site(name, folder, address)


@contextmanager
def serving_published(folder: Path) -> Iterator[str]:
    """The address of a published site's front page, under the path that it has on its real host."""
    published = PublishedFolder(folder)
    with listen_at("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        server = make_published_server(published, "127.0.0.1", port)
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}{published.base}"
        finally:
            server.should_exit = True
            thread.join()


def addresses(sites: Sites) -> dict[str, str]:
    """Where every page is served, and what it is called."""
    return {site.served(page): site.told(page) for site in sites for page in site.pages}


def one_of_each_kind(sites: Sites) -> dict[str, str]:
    """Of each kind of page (as its body's class names it) the first: its address and its name."""
    found: dict[str, tuple[str, str]] = {}
    for site in sites:
        for page in site.pages:
            kind = BODY_CLASS.search((site.folder / page).read_text("utf-8"))
            if kind:
                found.setdefault(kind[1], (site.served(page), site.told(page)))
    return dict(found.values())
