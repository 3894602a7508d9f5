"""What stands before the program: where nothing has changed since the last run, its answer stands.

For that next to nothing else of the package is imported, and little of Python's library. Looked at
are the names, sizes, times and inodes of all that the site and the program are made of, and of the
manifest that was published. Where these differ, or are too young to be trusted, contents decide.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence

from changzhou_site.program import installed, program_folders

TYPE_CHECKING = False  # what `typing` says takes longer to import than all that is asked here
if TYPE_CHECKING:
    from changzhou_site.interruptions import Requests

HEAD = "changzhou-site gate 1"
SOURCES = ("data", "content", "templates", "languages")
COMMANDS = ("build", "check")
VALUED = ("--project", "--out", "--report", "--jobs", "--store")
YOUNG = 2_000_000_000
"""Nanoseconds within which a file may be written twice at the same time, as some disks tell it."""
MOST_KEPT = 30
COLLECTED_AFTER = 100_000
"""New objects after which garbage in circles is looked for. Nearly all that is read is kept, and
Python's own 700 would have it looked over hundreds of times."""
CODING = "utf-8", "surrogateescape"
"""A file's name may be bytes that are no text."""
INTERRUPTED = 130
LASTING = (0, 1)
"""The exit codes that follow from the files alone."""

Look = tuple[int, ...]
"""Size, time of the content, time of the entry, inode."""
Files = Mapping[str, Look]


class Request:
    """A command line whose answer can be kept, and where."""

    def __init__(self, command: str, options: Mapping[str, str]) -> None:
        project = options.get("--project", ".")
        self.out = options.get("--out", os.path.join(project, "dist"))
        self.publishes = command == "build"
        sources = [os.path.join(project, name) for name in SOURCES]
        self.looked_at = [*sources, *program_folders()]
        kept = {name: text for name, text in options.items() if name != "--store"}
        in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        asked = (command, os.getcwd(), sorted(kept.items()), in_colour, installed())
        self.asked = repr(asked)
        self.store = options.get("--store") or os.path.join(project, ".cache")
        self.path = os.path.join(
            self.store, f"{command}-{zlib.crc32(self.asked.encode()):08x}.gate"
        )

    def out_token(self) -> str:
        """What tells one published edition from the next; empty where none is asked for."""
        return _token(os.path.join(self.out, "build.json")) if self.publishes else ""


class Kept:
    """The answer of a run, and what it was the answer to."""

    def __init__(self, text: str) -> None:
        """Raises ValueError for a text that is none, or is damaged."""
        head, code, self.asked, self.out, began, length, *rest = text.split("\n")
        if head != HEAD:
            raise ValueError(head)
        self.code, self.began, files = int(code), int(began), rest[: int(length)]
        self.told = "\n".join(rest[int(length) :])
        self.files: dict[str, tuple[Look, str]] = {}
        for line in files:
            *look, digest, path = line.split(" ", 5)
            self.files[path] = tuple(map(int, look)), digest

    def answers(self, request: Request, files: Files) -> bool:
        stands = self.code != 0 or self.out == request.out_token()
        if not stands or self.asked != request.asked or self.files.keys() != files.keys():
            return False
        return all(self._is_same(path, look) for path, look in files.items())

    def _is_same(self, path: str, look: Look) -> bool:
        then, digest = self.files[path]
        trusted = look == then and max(look[1:3]) < self.began - YOUNG
        return trusted or (look[0] == then[0] and _digests([path]) == {path: digest})


def main() -> int:
    """Runs the program, or gives its last answer again; the exit code of either."""
    try:
        return _answer()
    except KeyboardInterrupt:
        print("changzhou-site: interrupted", file=sys.stderr)
        return INTERRUPTED


def _answer() -> int:
    began = time.time_ns()
    request = find_request(sys.argv[1:]) if sys.stdout and sys.stderr else None  # closed: None
    files = find_files(request.looked_at) if request else None
    kept = _recall(request) if request and files is not None else None
    if request and files and kept and kept.answers(request, files) and _is_told(kept, request):
        return kept.code
    from changzhou_site.interruptions import hearing_requests

    with hearing_requests() as requests:
        digests = None if files is None else _digests(files)
        if request is None or files is None or digests is None:
            return _run(requests)
        listener = _Listener()
        sys.stdout = listener
        try:
            code = _run(requests)
        finally:
            sys.stdout = listener.stream
        if code in LASTING and _has_stood(request, files, digests, began):
            _keep(request, files, digests, began, code, "".join(listener.heard))
        return code


def _is_told(kept: Kept, request: Request) -> bool:
    """Tells an answer again; False where nobody can hear it, of which the program knows more."""
    try:
        if request.publishes and kept.code == 0:
            print(f"nothing has changed: {request.out} is as it was published", file=sys.stderr)
        sys.stdout.write(kept.told)
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _run(requests: Requests) -> int:
    gc.set_threshold(COLLECTED_AFTER)
    try:
        from changzhou_site.cli import main as run
    except Exception:
        # A library that is interrupted while it loads says that it cannot be imported.
        if requests.made:
            raise KeyboardInterrupt from None
        raise
    return run()


def find_request(argv: Sequence[str]) -> Request | None:
    """None for what only the program itself understands."""
    words, options, command = list(argv), dict[str, str](), "build"
    while words:
        name, equals, value = words.pop(0).partition("=")
        if not equals and name in COMMANDS:
            command = name
        elif not equals and name == "--strict":
            options[name] = ""
        elif name in VALUED and (equals or words):
            options[name] = value if equals else words.pop(0)
        else:
            return None
    return None if options.get("--store") == "off" else Request(command, options)


# What is looked at --------------------------------------------------------------------------------


def find_files(roots: Iterable[str]) -> dict[str, Look] | None:
    """All files of some folders; None where nothing can be told of them from outside: something is
    neither a file nor a folder, may not be looked at, or is just being taken away."""
    try:
        return _files_below([root for root in roots if os.path.lexists(root)])
    except OSError:
        return None


def _files_below(folders: list[str]) -> dict[str, Look] | None:
    files: dict[str, Look] = {}
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders += [entry.path] if entry.name != "__pycache__" else []
                elif entry.is_file(follow_symlinks=False) and "\n" not in entry.path:
                    files[entry.path] = _look(entry.stat())
                else:
                    return None
    return files


def _has_stood(request: Request, files: Files, digests: Mapping[str, str], began: int) -> bool:
    """Whether the files are what they were before the program ran: of one that was written
    meanwhile, nobody knows which of its contents was read."""
    young = [path for path, look in files.items() if max(look[1:3]) >= began - YOUNG]
    if find_files(request.looked_at) != files:
        return False
    return _digests(young) == {path: digests[path] for path in young}


def _look(found: os.stat_result) -> Look:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _token(path: str) -> str:
    try:
        return " ".join(map(str, _look(os.stat(path))))
    except OSError:
        return ""


def _digests(paths: Iterable[str]) -> dict[str, str] | None:
    """Of the contents of files; None where one cannot be read."""
    from hashlib import sha256  # where all looks the same, it is not needed

    found = {}
    try:
        for path in paths:
            with open(path, "rb") as file:
                found[path] = sha256(file.read()).hexdigest()
    except OSError:
        return None
    return found


# What is kept -------------------------------------------------------------------------------------


class _Listener:
    """Standard output, and what was written to it."""

    def __init__(self) -> None:
        self.stream, self.heard = sys.stdout, list[str]()

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        self.heard.append(text)
        return self.stream.write(text)


def _recall(request: Request) -> Kept | None:
    """The last answer; what is damaged or foreign is as good as none."""
    try:
        with open(request.path, "rb") as file:
            check, _, written = file.read().partition(b"\n")
        return Kept(written.decode(*CODING)) if int(check, 16) == zlib.crc32(written) else None
    except (OSError, ValueError):
        return None


def _keep(
    request: Request,
    files: Files,
    digests: Mapping[str, str],
    began: int,
    code: int,
    told: str,
) -> None:
    """Writes the answer down; where that cannot be done, it is worked out again next time."""
    head = (HEAD, str(code), request.asked, request.out_token(), str(began), str(len(files)))
    looks = (
        " ".join((*map(str, look), digests[path], path)) for path, look in sorted(files.items())
    )
    written = "\n".join((*head, *looks, told)).encode(*CODING)
    from contextlib import suppress  # the program has run by now
    from pathlib import Path

    from changzhou_site.disk import undisturbed
    from changzhou_site.store import make_folder

    made = f"{request.path}.{os.getpid()}"
    try:
        make_folder(Path(request.store))
        with undisturbed():
            with open(made, "wb") as file:
                file.write(f"{zlib.crc32(written):08x}\n".encode() + written)
            os.replace(made, request.path)
        _prune(request.store)
    except OSError:
        with suppress(OSError):
            os.unlink(made)  # where the disk is full, half of it is there


def _prune(store: str) -> None:
    """Takes the oldest answers away, where there are very many."""
    with os.scandir(store) as entries:
        kept = [entry for entry in entries if ".gate" in entry.name]
    for entry in sorted(kept, key=lambda entry: entry.stat().st_mtime_ns)[:-MOST_KEPT]:
        os.unlink(entry.path)
