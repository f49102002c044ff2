"""The rule set's version: a digest of everything that decides what is found in a given file."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from meibo.extraction.optional import LIBRARIES

PACKAGES = ("meibo_detectors", "meibo.extraction")


def rule_set_version(*choices: object) -> str:
    """Twelve hex digits that change with any change of detectors, dictionaries, extraction, or the user's choices.

    ``choices`` are rules, allowances and settings; empty ones count as none.
    """
    digest = _digest_packages().copy()
    if any(choices):
        digest.update(msgspec.json.encode(choices, order="sorted"))
    return digest.hexdigest()


def find_means(passwords: tuple[str, ...], secret: bytes) -> str:
    """Twelve hex digits that change with the libraries that this machine has and the passwords that are known."""
    digest = blake2b(digest_size=6, key=secret)
    digest.update(msgspec.json.encode([library.name for library in LIBRARIES if library.is_here()]))
    digest.update(msgspec.json.encode(sorted(passwords)))
    return digest.hexdigest()


@functools.cache
def _digest_packages() -> blake2b:
    digest = blake2b(digest_size=6)
    for package in PACKAGES:
        for path, item in sorted(_walk(files(package), package)):
            digest.update(path.encode())
            digest.update(item.read_bytes())
    return digest


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _walk(item, f"{path}/{item.name}")
        elif item.name.endswith((".py", ".pyx", ".pxd", ".txt", ".xz")):
            yield f"{path}/{item.name}", item
