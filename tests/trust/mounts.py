"""Publishes onto real mounts: `make trust` runs it in a mount namespace of its own (`unshare`).

It is no test of the suite, since not every machine lets one mount; it fails where it cannot.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from changzhou_site.cli import main
from tests.support import SMALL
from tests.trust.test_publishing import faults


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def mount_point(site: Path, room: Path) -> Path:
    (site / "dist").mkdir()
    mount("-t", "tmpfs", "tmpfs", str(site / "dist"))
    (site / "dist/lost+found").mkdir()
    return site


def bind_mount(site: Path, room: Path) -> Path:
    (room / "volume").mkdir()
    (site / "dist").mkdir()
    mount("--bind", str(room / "volume"), str(site / "dist"))
    return site


def link_to_another_disk(site: Path, room: Path) -> Path:
    (room / "disk").mkdir()
    mount("-t", "tmpfs", "tmpfs", str(room / "disk"))
    (site / "dist").symlink_to(room / "disk/dist")
    return site


def overlay_with_a_published_lower_layer(site: Path, room: Path) -> Path:
    assert main(["build", "--project", str(site)]) == 0
    for name in ("upper", "merged"):
        (room / name).mkdir()
    mount("-t", "tmpfs", "tmpfs", str(room / "upper"))
    for name in ("files", "work"):
        (room / "upper" / name).mkdir()
    layers = f"lowerdir={site},upperdir={room}/upper/files,workdir={room}/upper/work"
    mount("-t", "overlay", "overlay", "-o", layers, str(room / "merged"))
    return room / "merged"


def volume_in_a_folder_that_may_not_be_written(site: Path, room: Path) -> Path:
    (site / "dist").mkdir()
    (room / "volume").mkdir()
    mount("--bind", str(site), str(site))
    mount("--bind", str(room / "volume"), str(site / "dist"))
    mount("-o", "remount,bind,ro", str(site))
    return site


WAYS: tuple[Callable[[Path, Path], Path], ...] = (
    mount_point,
    bind_mount,
    link_to_another_disk,
    overlay_with_a_published_lower_layer,
    volume_in_a_folder_that_may_not_be_written,
)


def publish_twice(prepare: Callable[[Path, Path], Path]) -> bool:
    """Whether a site is published and published again whole, with nothing left beside it."""
    room = Path(tempfile.mkdtemp())
    mount("-t", "tmpfs", "tmpfs", str(room))
    site = prepare(Path(shutil.copytree(SMALL, room / "site")), room)
    codes = [main(["build", "--project", str(site)]) for _ in range(2)]
    left = [*site.glob(".dist*"), *(site / "dist").glob(".*")]
    whole = codes == [0, 0] and not faults(site / "dist") and not left
    print(f"{'whole' if whole else 'NOT WHOLE'}: {prepare.__name__.replace('_', ' ')}")
    return whole


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    done = [publish_twice(prepare) for prepare in WAYS]
    sys.exit(not all(done))
