"""The listing of what lies below a prefix, flat and in the service's order, which is that of the keys' bytes.

The library can't spell every key: one with an empty name in it (``a//b``), a name ``.`` or ``..``, or a control
character ends the page that it is on. Then what is left is listed folder by folder, and only the folders that hold
such keys are given up, each with a line.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import BaseError, InvalidPathError

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Entry, Trouble
from meibo_connectors.names import escape
from meibo_connectors.object_errors import refusal
from meibo_connectors.object_folders import Folders
from meibo_connectors.object_settings import version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from obstore import ObjectMeta
    from obstore.store import ObjectStore

PAGE: Final = 1000
_UNSPELLABLE: Final = "a key that can't be spelled"
_HEADS_AT_ONCE: Final = 16


class ObjectListing:
    """Everything below a prefix, once; the first page is fetched at once, so that a target that fails raises here."""

    def __init__(self, store: ObjectStore, prefix: str, access: Access, skip_folder: Callable[[str], bool]) -> None:
        """``prefix`` is empty or ends in ``/``. Raises ConnectorError."""
        self._store, self._prefix, self._access = store, prefix, access
        self._folders = Folders(skip_folder)
        self._pages = iter(obstore.list(store, prefix or None, chunk_size=PAGE))
        self._last = b""
        self._is_flat = True
        try:
            self._first = next(self._pages, [])
        except InvalidPathError:
            self._is_flat, self._first = False, []
        except (BaseError, OSError, ValueError) as error:
            raise refusal(error).of_target() from None

    @property
    def is_empty(self) -> bool:
        """Whether the prefix has nothing below it."""
        return self._is_flat and not self._first

    def __iter__(self) -> Iterator[Entry | Trouble]:
        """In order of the keys' bytes; raises ConnectorError where the service ceases to answer."""
        try:
            if self._is_flat:
                yield from self._list_flat()
            if not self._is_flat:
                yield from self._list_folders()
        except (BaseError, OSError, ValueError) as error:
            raise refusal(error) from None

    def _list_flat(self) -> Iterator[Entry]:
        page: Sequence[ObjectMeta] = self._first
        while page:
            yield from self._entries(page)
            self._last = page[-1]["path"].encode()
            try:
                page = next(self._pages, [])
            except InvalidPathError:
                self._is_flat = False
                return

    def _list_folders(self) -> Iterator[Entry | Trouble]:
        """What comes after the last key that the flat listing gave."""
        pending: list[list[tuple[bytes, str, ObjectMeta | None]]] = [[(b"", self._prefix, None)]]
        while pending:
            if not pending[-1]:
                pending.pop()
                continue
            _, name, meta = pending[-1].pop()
            if meta is not None:
                yield from self._entries([meta])
                continue
            path = escape(name.removeprefix(self._prefix).removesuffix("/").encode())
            if not self._folders.enters(path):
                continue
            try:
                pending.append(self._read_folder(name))
            except InvalidPathError:
                if not path:
                    raise ConnectorError("io-error", _UNSPELLABLE) from None
                yield Trouble(path, "io-error", is_folder=True, detail=_UNSPELLABLE)

    def _read_folder(self, name: str) -> list[tuple[bytes, str, ObjectMeta | None]]:
        """What a folder holds and was not listed yet, descending; a folder's key ends in ``/``."""
        found = obstore.list_with_delimiter(self._store, name or None)
        items: list[tuple[bytes, str, ObjectMeta | None]] = [
            (meta["path"].encode(), meta["path"], meta)
            for meta in found["objects"]
            if meta["path"].encode() > self._last
        ]
        for folder in found["common_prefixes"]:
            key = folder.removesuffix("/").encode() + b"/"
            if key > self._last or self._last.startswith(key):
                items.append((key, key.decode(), None))
        return sorted(items, key=lambda item: item[0], reverse=True)

    def _entries(self, page: Sequence[ObjectMeta]) -> Iterator[Entry]:
        markers = self._find_markers(page)
        for meta in page:
            path = escape(meta["path"].removeprefix(self._prefix).encode())
            if meta["path"] not in markers and self._folders.holds(path):
                yield entry_of(path, meta, self._access)

    def _find_markers(self, page: Sequence[ObjectMeta]) -> set[str]:
        """Empty objects ``name/`` by which some programs show a folder: listed without the ``/``, they aren't there."""
        empty = [meta["path"] for meta in page if not meta["size"]]
        own = {self._prefix.removesuffix("/")}
        if not empty:
            return own
        with ThreadPoolExecutor(min(_HEADS_AT_ONCE, len(empty))) as pool:
            return own | {
                path for path, is_there in zip(empty, pool.map(self._is_there, empty), strict=True) if not is_there
            }

    def _is_there(self, key: str) -> bool:
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True


def entry_of(path: str, meta: ObjectMeta, access: Access) -> Entry:
    """The entry of an object, the same from a listing as from an answer with its body.

    Listings give fractions of a second that bodies don't, and etags without their quotes.
    """
    changed_s = int(meta["last_modified"].timestamp())
    version = version_of(meta["e_tag"] or "", changed_s, meta["size"])
    return Entry(path, meta["size"], changed_s * 10**9, version, "", access)
