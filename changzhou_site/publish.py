"""Stage, sync, swap: the only writer. A build that fails leaves the last good site whole.

Where folders cannot be exchanged (docs/deploy.md), files are replaced one by one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from changzhou_site.disk import OutputHeld as OutputHeld
from changzhou_site.disk import exchange, held, naming, sync_all, sync_folder, undisturbed
from changzhou_site.errors import WrongUsage
from changzhou_site.standing import Output, Standing, is_plain, left_at, take_over

GENERATOR = "changzhou-site"
MANIFEST = "build.json"
STAGE = ".stage-"
"""How the name of a folder begins in which an edition is put together."""
EDITION = "edition"
"""The folder within, which is open to readers where the one around it is not."""
SYSTEM = frozenset({"lost+found"})
"""What a disk keeps at its top for itself."""
ASSET = re.compile(r"assets/[^/\0]+\.([0-9a-f]{12})\.[a-z0-9]+")
SOURCES = ("data", "content", "templates", "languages")

Outputs = Mapping[str, Output]
"""Every output by its path from the top of the site."""


class RefusedOutput(WrongUsage):
    """The folder may not be written: it is not ours, or holds what the site is made from."""


def make_manifest(outputs: Outputs, versions: Mapping[str, str], url: str) -> bytes:
    """build.json: every other output with its hash, the versions that made it, the address."""
    files = {
        path: {"sha256": _digest(output), "bytes": _size(output)}
        for path, output in sorted(outputs.items())
    }
    manifest = {
        "generator": GENERATOR,
        "url": url,
        "versions": dict(sorted(versions.items())),
        "files": files,
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _digest(output: Output) -> str:
    return output.sha256 if isinstance(output, Standing) else hashlib.sha256(output).hexdigest()


def _size(output: Output) -> int:
    return output.size if isinstance(output, Standing) else len(output)


def check_output(project: Path, out: Path) -> None:
    """Raises RefusedOutput unless `out` is a folder that this program may replace, OSError where
    that cannot be found out."""
    project, target = _real(project), _real(out)
    sources = [project / name for name in SOURCES]
    if project.is_relative_to(target) or any(map(target.is_relative_to, sources)):
        raise RefusedOutput(f"{out} overlaps the sources of the site; choose a folder of its own")
    if target.exists() and not target.is_dir():
        raise RefusedOutput(f"{out} is a file; choose a folder")
    if target.is_dir() and not _may_be_replaced(target):
        raise RefusedOutput(
            f"{out} holds files that this program did not make; choose another folder, or empty it"
        )


def _may_be_replaced(target: Path) -> bool:
    """Whether a folder holds nothing of anybody else's; what a publish that was cut short has left
    is ours, though its manifest would have come last."""
    stages = [path for path in target.glob(f"{STAGE}*") if path.is_dir() and not path.is_symlink()]
    own = {*SYSTEM, _lock(target, target).name, *(path.name for path in stages)}
    others = {path.name for path in target.iterdir()} - own
    return not others or any(map(find_manifest, (target, *(path / EDITION for path in stages))))


def find_manifest(folder: Path) -> dict[str, Any] | None:
    """The build.json of a published site; None where there is none of ours. Raises OSError where
    there is one that cannot be opened."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError, RecursionError):
        return None
    ours = isinstance(manifest, dict) and manifest.get("generator") == GENERATOR
    return manifest if ours else None


def find_edition(out: Path) -> tuple[int, int] | None:
    """What tells one published edition at `out` from the next; None where there is none."""
    try:
        found = (out / MANIFEST).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def is_own_asset(name: str, data: bytes) -> bool:
    """Whether a file is what its fingerprinted name says: `assets/site.0123456789ab.css`."""
    match = ASSET.fullmatch(name)
    return match is not None and hashlib.sha256(data).hexdigest()[:12] == match[1]


def publish_outputs(outputs: Outputs, out: Path) -> dict[str, Standing]:
    """Puts the outputs in place of what stands at `out`: all at once where folders can be
    exchanged, else file by file. Assets of the edition before stay beside them, for pages that are
    on their way to a reader. Gives the outputs as they are left.

    Raises OutputHeld where another build is writing there, EditionMoved where another has written
    since, OSError where the disk refuses.
    """
    target = _real(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    # A mount point in a folder that may not be written has room for the work in itself.
    within = target.is_dir() and not os.access(target.parent, os.W_OK)
    room = target if within else target.parent
    prefix = f".{target.name}{STAGE}"
    with held(_lock(room, target)):
        _clear(room.glob(f"{prefix.rstrip('-')}*"))
        whole = {**_last_assets(target, outputs), **outputs}
        with _staged(whole, target, room, prefix) as stage, undisturbed():
            placed = not within and _swap(stage, target)
        if not placed:
            _replace(whole, target)
        sync_folder(room)
        return {name: left_at(target / name, _digest(each)) for name, each in outputs.items()}


def _lock(room: Path, target: Path) -> Path:
    return room / f".{target.name}.lock"


def _real(path: Path) -> Path:
    """A path without links; one that leads in a circle stays as it is."""
    return Path(os.path.realpath(path))


# What stays --------------------------------------------------------------------------------------


def _last_assets(target: Path, outputs: Outputs) -> dict[str, bytes]:
    """The assets of the edition before, and of no older one; where this is that edition again, all
    that stand. Only what its name says is taken, never through a link."""
    manifest = find_manifest(target) or {}
    again = (target / MANIFEST).is_file() and _read(target / MANIFEST) == outputs.get(MANIFEST)
    listed = manifest.get("files")
    names = {path.relative_to(target).as_posix() for path in target.glob("assets/*")}
    if not again:
        names &= set(listed if isinstance(listed, dict) else ())
    found = {name: _read(target / name) for name in names if is_plain(target, name)}
    return {name: data for name, data in found.items() if is_own_asset(name, data)}


def _read(path: Path) -> bytes:
    with naming(path):
        return path.read_bytes()


# Staging -----------------------------------------------------------------------------------------


@contextmanager
def _staged(outputs: Outputs, target: Path, folder: Path, prefix: str) -> Iterator[Path]:
    """A folder of a name that nobody knew before, with the outputs on the disk; removed behind."""
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    try:
        _write(outputs, target, made / EDITION)
        yield made / EDITION
    finally:
        _clear([made])


def _clear(paths: Iterable[Path]) -> None:
    """Takes away what is left of stages. What cannot be removed is in nobody's way: its name is
    never used again."""
    for path in paths:
        if path.is_symlink():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _write(outputs: Outputs, target: Path, stage: Path) -> None:
    """What stands is taken over from `target`."""
    for name, output in sorted(outputs.items()):
        file = stage / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with naming(file):
            if isinstance(output, Standing):
                take_over(output, target / name, file)
            else:
                file.write_bytes(output)
    sync_all(stage)


# All at once -------------------------------------------------------------------------------------


def _swap(stage: Path, target: Path) -> bool:
    """Puts the staged folder where the published one stands, at once; False where that cannot be
    done: a mount point, a folder of a lower layer, a system without the call."""
    if target.exists():
        return exchange(stage, target)
    stage.rename(target)
    return True


# File by file ------------------------------------------------------------------------------------


def _replace(outputs: Outputs, target: Path) -> None:
    """Stages inside the folder, so that each file can take its place at once, whatever disk the
    folder is on."""
    _clear(target.glob(f"{STAGE}*"))
    with _staged(outputs, target, target, STAGE) as stage, undisturbed():
        _replace_files(outputs, stage, target)
    _remove_others(outputs, target)


def _replace_files(outputs: Outputs, stage: Path, target: Path) -> None:
    """What pages need first, the pages after, the manifest last."""
    for name in sorted(outputs, key=lambda name: (name == MANIFEST, name.endswith(".html"), name)):
        place = target / name
        _make_way(place, target)
        (stage / name).replace(place)


def _make_way(place: Path, target: Path) -> None:
    """The folder of a file, with nothing of its name in the way that is none; no link is
    followed."""
    for folder in reversed([each for each in place.parents if each.is_relative_to(target)]):
        if folder != target and (folder.is_symlink() or (folder.exists() and not folder.is_dir())):
            folder.unlink()
        folder.mkdir(exist_ok=True)
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)


def _remove_others(outputs: Outputs, target: Path) -> None:
    """What is no longer there goes last, and folders that are left empty."""
    for path in sorted(target.rglob("*"), reverse=True):
        name = path.relative_to(target)
        if name.parts[0] in SYSTEM:
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif name.as_posix() not in outputs and path != _lock(target, target):
            path.unlink()
