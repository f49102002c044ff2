"""The connector for buckets and containers that one library reaches alike: those of Google Cloud and Azure."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, BinaryIO, cast

import obstore
from msgspec import structs
from obstore.exceptions import BaseError, InvalidPathError

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Check
from meibo_connectors.names import escape, split
from meibo_connectors.object_errors import is_past_end, refusal
from meibo_connectors.object_listing import ObjectListing, entry_of
from meibo_connectors.object_stream import HEAD_BYTES, ObjectStream, Piece
from meibo_connectors.trying import try_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from obstore import GetOptions
    from obstore.store import ObjectStore

    from meibo_connectors.model import Entry, Trouble

_ERRORS = (BaseError, OSError, ValueError)


class ObjectConnector:
    """Lists and opens the objects below a prefix. A prefix below which nothing lies may be a single object."""

    opens_ahead = 8

    def __init__(self, make_store: Callable[[], ObjectStore], prefix: str, access: Access) -> None:
        """``prefix`` is a key as stored, without ``/`` at its ends; ``access`` is said of every object."""
        self._make_store = make_store
        self._prefix = prefix
        self._access = access
        self._lock = threading.Lock()
        self._store: ObjectStore | None = None
        self._is_single: bool | None = None

    def list(self, skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        """Every object below the prefix, in order of the keys' bytes."""
        listing = ObjectListing(self._reach(), self._prefix and f"{self._prefix}/", self._access, skip_folder)
        if not listing.is_empty or not self._prefix:
            self._is_single = False
            return iter(listing)
        try:
            meta = obstore.head(self._reach(), self._prefix)
        except _ERRORS as error:
            raise refusal(error).of_target() from None
        self._is_single = True
        return iter([entry_of(self._name, meta, self._access)])

    def open(self, path: str) -> BinaryIO:
        """The object at an entry's path; one request for all of it, if it is small."""
        try:
            key = self._key(path)
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None
        store = self._reach()
        try:
            try:
                result = obstore.get(store, key, options={"range": (0, HEAD_BYTES)})
                meta, head = result.meta, bytes(result.bytes())
            except BaseError as error:
                if not is_past_end(error):
                    raise
                meta, head = obstore.head(store, key), b""
        except (ValueError, InvalidPathError):
            raise ConnectorError("vanished", "no listing shows this path") from None
        except _ERRORS as error:
            raise refusal(error) from None
        options: GetOptions = {"if_match": meta["e_tag"]} if meta["e_tag"] else {}

        def fetch(start: int, end: int) -> Piece:
            try:
                result = obstore.get(store, key, options={**options, "range": (start, end)})
                return Piece(bytes(result.bytes()), result.meta["e_tag"] or "")
            except _ERRORS as error:
                raise refusal(error) from None

        return cast(
            "BinaryIO", ObjectStream(entry_of(path, meta, self._access), Piece(head, meta["e_tag"] or ""), fetch)
        )

    def list_beside(self, path: str) -> Sequence[str]:
        """The paths of what else lies in the folder of an entry, in order of their bytes."""
        try:
            if self._is_single:
                return []
            key = self._key(path)
            folder = key.rpartition("/")[0]
            found = obstore.list_with_delimiter(self._reach(), folder or None)
        except (*_ERRORS, ConnectorError) as error:
            refused = error if isinstance(error, ConnectorError) else refusal(error)
            if refused.is_outage:
                raise refused from None
            return []
        keys = {*found["common_prefixes"], *(meta["path"] for meta in found["objects"])} - {key, folder}
        names = sorted(other.rpartition("/")[2].encode() for other in keys)
        return [path[: path.rfind("/") + 1] + escape(name) for name in names]

    def describe(self, stream: BinaryIO, path: str) -> Entry:
        """The entry as it was when the stream was opened: all that it reads is of that state."""
        if not isinstance(stream, ObjectStream):
            raise TypeError("describe needs a stream that open returned")
        return structs.replace(stream.entry, path=path)

    def find_access(self, path: str) -> Access | None:  # noqa: ARG002 - the same signature for all
        """Nothing more: the listing has told."""
        return None

    def find_readers(self, path: str) -> tuple[str, Access]:  # noqa: ARG002 - the same signature for all
        """As the listing tells it."""
        return "", self._access

    def take_moved_times(self) -> int:
        """Objects have no such time."""
        return 0

    def diagnose(self) -> Iterator[Check]:
        """The checks of every target, and that nothing tells who can read."""
        yield from try_reading(self)
        yield Check("read-access", "unknown", self._access.source)

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            self._store = None

    @property
    def _name(self) -> str:
        return escape(self._prefix.rpartition("/")[2].encode())

    def _reach(self) -> ObjectStore:
        """The store, made at first use; raises ConnectorError where the credentials can't even be read."""
        with self._lock:
            if self._store is None:
                try:
                    self._store = self._make_store()
                except _ERRORS as error:
                    raise _credentials_refusal(error) from None
            return self._store

    def _key(self, path: str) -> str:
        """The key of an entry's path; raises ValueError for what no listing shows."""
        name = b"/".join(split(path)).decode()
        if self._prefix and path == self._name and self._single():
            return self._prefix
        return f"{self._prefix}/{name}" if self._prefix else name

    def _single(self) -> bool:
        """Whether the target is a single object; a worker has no listing that would have told."""
        if self._is_single is None:
            try:
                self._is_single = ObjectListing(
                    self._reach(), f"{self._prefix}/", self._access, lambda _: False
                ).is_empty
            except ConnectorError:
                return False
        return self._is_single


def _credentials_refusal(error: Exception) -> ConnectorError:
    found = refusal(error)
    return ConnectorError("login-failed", "" if found.detail == type(error).__name__ else found.detail)
