"""The rule set's version: a digest of everything that decides what is found in a given file."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("meibo_detectors", "meibo.extraction")


@functools.cache
def rule_set_version() -> str:
    """Twelve hex digits that change with any change of detectors, dictionaries or extraction."""
    digest = blake2b(digest_size=6)
    for package in PACKAGES:
        for path, item in sorted(_walk(files(package), package)):
            digest.update(path.encode())
            digest.update(item.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _walk(item, f"{path}/{item.name}")
        elif item.name.endswith((".py", ".txt", ".xz", ".so", ".pyd")):
            yield f"{path}/{item.name}", item
