"""Lists the targets in a thread of its own and says of each file whether it is to be read."""

from __future__ import annotations

import fnmatch
import queue
import threading
import time
from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.inventory.files import InventoryError
from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience, Entry, Target, Trouble
from meibo_connectors.names import file_name
from meibo_connectors.options import Options
from meibo_connectors.registry import connect

AHEAD: Final = 100
"""Chunks that may wait; a listing that is faster than the workers pauses."""
CHUNK_FILES: Final = 512
CHUNK_SECONDS: Final = 0.1
LARGEST_BYTES: Final = 16_000_000_000_000
"""Of a file that is read without being asked for: one with holes is as large as its owner likes, and fills no disk."""
STOP_SECONDS: Final = 1.0
"""How long a listing may take to end; one that waits for a slow server is left to it."""


class Filters(msgspec.Struct, frozen=True):
    """Which files are left out, and why."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    largest_bytes: int | None = None
    own: tuple[frozenset[str], ...] = ()
    """Paths of meibo's own files, one set a target."""

    def judge(self, target: int, entry: Entry) -> str | None:
        """The issue code that keeps a file from being read, None where it is read."""
        if target < len(self.own) and entry.path in self.own[target]:
            return "own-inventory"
        if self.exclude and matches(entry.path, self.exclude):
            return "excluded"
        if self.include and not matches(entry.path, self.include):
            return "excluded"
        if entry.size_bytes > (LARGEST_BYTES if self.largest_bytes is None else self.largest_bytes):
            return "size-limit"
        return entry.obstacle

    def skips_folder(self, path: str) -> bool:
        """Whether nothing below a folder is listed."""
        return matches(path, self.exclude)


class Listed(msgspec.Struct, frozen=True):
    """A file of a target; ``code`` says why it is not read, None where it is."""

    target: int
    entry: Entry
    code: str | None = None
    detail: str = ""


class FolderIssue(msgspec.Struct, frozen=True):
    """A folder, or the target itself (empty path), that was not listed."""

    target: int
    path: str
    code: str
    detail: str = ""


class Restated(msgspec.Struct, frozen=True):
    """A file whose content is known, but whose owner or readers are others now."""

    target: int
    entry: Entry
    version: int
    """Its number in the inventory."""


class Asked(msgspec.Struct, frozen=True):
    """A file whose content is known, and of which has to be asked who can read it."""

    target: int
    entry: Entry
    version: int
    """Its number in the inventory."""


class Standing(msgspec.Struct, frozen=True):
    """A file that is carried over and could not be read, or not all of it: that still stands."""

    path: str
    code: str


Item = Listed | FolderIssue | Restated | Asked | Standing


class Chunk(msgspec.Struct):
    """What was listed together."""

    items: list[Item]
    carried: int = 0
    """Files of which nothing is to be done."""
    carried_bytes: int = 0


class Sieve(Protocol):
    """Who knows which files need not be read. Called in the crawl's thread."""

    def sift(self, target: int, items: list[Listed | FolderIssue]) -> Chunk:
        """What is to be done of what was listed, in its order."""


class Crawl:
    """A listing under way; iterate with ``take`` until ``is_over``."""

    def __init__(
        self,
        targets: Sequence[Target],
        filters: Filters,
        options: Options | None = None,
        sieve: Sieve | None = None,
    ) -> None:
        self._targets = tuple(targets)
        self._filters = filters
        self._options = options
        self._sieve = sieve
        self._chunks: queue.Queue[Chunk] = queue.Queue(AHEAD)
        self._pending: list[Listed | FolderIssue] = []
        self._pending_most = 1
        self._last_put = 0.0
        self._failure: Exception | None = None
        self._stopped = threading.Event()
        self.is_listed = False
        """Nothing is left to list, though chunks may still wait."""
        self.files = self.size_bytes = 0
        """What was listed so far, and how much of it is to be read or was read before."""
        self.unlisted: dict[int, set[str]] = {number: set() for number in range(len(self._targets))}
        """Folders of each target that could not be listed; the empty path where that ended the listing."""
        self.moved_times = [0] * len(self._targets)
        """Folders of each target whose time of access has moved by being listed."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="meibo-crawl")
        self._thread.start()

    def take(self) -> Chunk | None:
        """The next items in listing order; None when there are none yet, or no more. Raises what the sieve raised."""
        try:
            return self._chunks.get_nowait()
        except queue.Empty:
            if self._failure is not None:
                raise self._failure from None
            return None

    @property
    def is_over(self) -> bool:
        """Every item was taken."""
        return self.is_listed and self._chunks.empty() and self._failure is None

    def stop(self) -> None:
        """End the listing early."""
        self._stopped.set()
        self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        try:
            for number, target in enumerate(self._targets):
                self._list_or_give_up(number, target)
        except Exception as error:  # noqa: BLE001 - the one who takes what is listed raises it
            self._failure = error
        self.is_listed = True

    def _list_or_give_up(self, number: int, target: Target) -> None:
        try:
            self._list(number, target)
            self._send(number)
        except ConnectorError as error:
            self._give_up(number, error.code, error.detail)
        except InventoryError:  # of the sieve
            raise
        except Exception as error:  # noqa: BLE001 - one a stage: a target that fails is an issue, never silence
            self._give_up(number, "internal-error", type(error).__name__)

    def _give_up(self, number: int, code: str, detail: str) -> None:
        self._put(number, FolderIssue(number, "", code, detail))
        self._send(number)

    def _list(self, number: int, target: Target) -> None:
        connector = connect(target, self._options)

        def skip(path: str) -> bool:
            skipped = self._filters.skips_folder(path)
            if skipped:
                self._put(number, FolderIssue(number, path, "excluded"))
            return skipped

        try:
            for item in connector.list(skip):
                if self._stopped.is_set():
                    return
                judged = self._judge(number, item)
                if isinstance(judged, Listed):
                    self.files += 1
                    self.size_bytes += judged.entry.size_bytes if judged.code is None else 0
                self._put(number, judged)
        finally:
            connector.close()
            self.moved_times[number] = connector.take_moved_times()

    def _judge(self, number: int, item: Entry | Trouble) -> Listed | FolderIssue:
        if isinstance(item, Entry):
            code = self._filters.judge(number, item)
            return Listed(number, item, code, item.obstacle_detail if code == item.obstacle else "")
        if item.is_folder:
            return FolderIssue(number, item.path, item.code, item.detail)
        unknown = Entry(item.path, 0, 0, "", "", Access(Audience.UNKNOWN, ""))
        return Listed(number, unknown, item.code, item.detail)

    def _put(self, number: int, item: Listed | FolderIssue) -> None:
        if isinstance(item, FolderIssue) and issue_code(item.code).kind is IssueClass.FAULT:
            self.unlisted[number].add(item.path)
        self._pending.append(item)
        if len(self._pending) >= self._pending_most or time.monotonic() - self._last_put > CHUNK_SECONDS:
            self._send(number)

    def _send(self, number: int) -> None:
        """Hand over what is pending. The first chunks are small, so that work begins at once."""
        items, self._pending = self._pending, []
        self._pending_most = min(self._pending_most * 2, CHUNK_FILES)
        chunk = Chunk(list(items)) if self._sieve is None else self._sieve.sift(number, items)
        while not self._stopped.is_set():
            try:
                self._chunks.put(chunk, timeout=0.5)
            except queue.Full:
                continue
            break
        self._last_put = time.monotonic()


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern fits: one with ``/`` is compared with the whole path, any other with the name."""
    name = file_name(path)
    return any(fnmatch.fnmatchcase(path if "/" in pattern else name, pattern) for pattern in patterns)
