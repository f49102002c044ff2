"""Buckets and containers of emulators, as places that the contract runs against."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from meibo_connectors.registry import connect, parse_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo_connectors.base import Connector

_NUMBERS = itertools.count()


class Server(Protocol):
    """What an emulator does for tests."""

    def put(self, bucket: str, key: str, content: bytes) -> None:
        """An object, or its next state."""

    def remove(self, bucket: str, key: str) -> None:
        """Delete an object."""


class ObjectPlace:
    """An empty bucket of its own."""

    shows_changes = False
    orders_by_bytes = True
    """What is open keeps the state in which it was opened."""

    def __init__(self, scheme: str, server: Server, make_bucket: Callable[[str], None]) -> None:
        self.scheme, self.server = scheme, server
        # Azurite lists 5,000 on a page, the emulator of Google's any number; both take long to find one among many.
        self.many = 5_100 if scheme == "az" else 1_500
        self.bucket = f"place-{next(_NUMBERS)}"
        make_bucket(self.bucket)

    def connect(self, prefix: str = "") -> Connector:
        return connect(parse_target(f"{self.scheme}://{self.bucket}/{prefix}"))

    def put(self, path: str, content: bytes = b"") -> None:
        self.server.put(self.bucket, path, content)

    def put_empty(self, paths: list[str]) -> None:
        """Many objects at once; not empty, as each empty one is asked for."""
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda path: self.put(path, b"x"), paths))

    def remove(self, path: str) -> None:
        self.server.remove(self.bucket, path)

    def stored(self, path: str) -> str:
        """A name as the service keeps it: Azure takes a backslash for a slash."""
        return path.replace("\\", "/") if self.scheme == "az" else path
