"""What the program is made of: its own files, Python, and what is installed beside it.

Nothing but Python's library is imported here: the gate asks too.
"""

from __future__ import annotations

import os
import sys


def program_folders() -> list[str]:
    """The folders of the package, and of the theme where it stands beside it."""
    package = os.path.dirname(os.path.abspath(__file__))
    return [package, os.path.join(os.path.dirname(package), "templates")]


def installed() -> str:
    """Python, and the names and versions of what is installed beside it."""
    names: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        names.update(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    return f"{sys.version} {sorted(names)}"


def program_digest() -> bytes:
    """Another one, where anything is another that outputs are made with: 16 bytes."""
    from hashlib import blake2b

    digest = blake2b(installed().encode(), digest_size=16)
    for path in sorted(_files()):
        with open(path, "rb") as file:
            data = file.read()
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.digest()


def _files() -> list[str]:
    return [
        os.path.join(folder, name)
        for top in program_folders()
        for folder, _, names in os.walk(top)
        for name in names
        if not folder.endswith("__pycache__")
    ]
