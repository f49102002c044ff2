"""Lists the targets in a thread of its own and says of each file whether it is to be read."""

from __future__ import annotations

import fnmatch
import queue
import threading
from collections.abc import Sequence
from typing import Final

import msgspec

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience, Entry, Target, Trouble
from meibo_connectors.names import file_name
from meibo_connectors.options import Options
from meibo_connectors.registry import connect

AHEAD: Final = 50_000
"""Entries that may wait; a listing that is faster than the workers pauses."""


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
        if matches(entry.path, self.exclude) or (self.include and not matches(entry.path, self.include)):
            return "excluded"
        if self.largest_bytes is not None and entry.size_bytes > self.largest_bytes:
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


class Crawl:
    """A listing under way; iterate with ``take`` until ``is_over``."""

    def __init__(self, targets: Sequence[Target], filters: Filters, options: Options | None = None) -> None:
        self._targets = tuple(targets)
        self._filters = filters
        self._options = options
        self._items: queue.Queue[Listed | FolderIssue] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self.is_listed = False
        """Nothing is left to list, though items may still wait."""
        self.files = self.size_bytes = 0
        """What was listed so far and is to be read."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="meibo-crawl")
        self._thread.start()

    def take(self) -> Listed | FolderIssue | None:
        """The next item in listing order; None when there is none yet, or no more."""
        try:
            return self._items.get_nowait()
        except queue.Empty:
            return None

    @property
    def is_over(self) -> bool:
        """Every item was taken."""
        return self.is_listed and self._items.empty()

    def stop(self) -> None:
        """End the listing early."""
        self._stopped.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        for number, target in enumerate(self._targets):
            try:
                self._list(number, target)
            except ConnectorError as error:
                self._put(FolderIssue(number, "", error.code, error.detail))
            except Exception as error:  # noqa: BLE001 - one a stage: a target that fails is an issue, never silence
                self._put(FolderIssue(number, "", "internal-error", type(error).__name__))
        self.is_listed = True

    def _list(self, number: int, target: Target) -> None:
        connector = connect(target, self._options)

        def skip(path: str) -> bool:
            skipped = self._filters.skips_folder(path)
            if skipped:
                self._put(FolderIssue(number, path, "excluded"))
            return skipped

        try:
            for item in connector.list(skip):
                if self._stopped.is_set():
                    return
                judged = self._judge(number, item)
                if isinstance(judged, Listed):
                    self.files += 1
                    self.size_bytes += judged.entry.size_bytes if judged.code is None else 0
                self._put(judged)
        finally:
            connector.close()

    def _judge(self, number: int, item: Entry | Trouble) -> Listed | FolderIssue:
        if isinstance(item, Entry):
            code = self._filters.judge(number, item)
            return Listed(number, item, code, item.obstacle_detail if code == item.obstacle else "")
        if item.is_folder:
            return FolderIssue(number, item.path, item.code, item.detail)
        unknown = Entry(item.path, 0, 0, "", "", Access(Audience.UNKNOWN, ""))
        return Listed(number, unknown, item.code, item.detail)

    def _put(self, item: Listed | FolderIssue) -> None:
        while not self._stopped.is_set():
            try:
                self._items.put(item, timeout=0.5)
            except queue.Full:
                continue
            return


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern fits: one with ``/`` is compared with the whole path, any other with the name."""
    name = file_name(path)
    return any(fnmatch.fnmatchcase(path if "/" in pattern else name, pattern) for pattern in patterns)
