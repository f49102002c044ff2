"""What all pages share: the index once it is made, the inventory, comparisons of scans, and who has logged in."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Final

from meibo.inventory.audit import Act
from meibo.inventory.files import InventoryError
from meibo.inventory.reader import Reader
from meibo.inventory.recording import record
from meibo.web.background import Progress, Work
from meibo.web.changes_building import build_changes, place_changes
from meibo.web.index import Index
from meibo.web.index_building import build_index
from meibo.web.session import Sessions
from meibo.web.settings import Settings

COMPARISONS: Final = 16
"""That are kept beside each other, in files of the private folder."""
_AT_ONCE: Final = 2
"""Comparisons that are made at once; further ones wait."""


class Site:
    """Begins to make the index at once; used by all threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.sessions = Sessions()
        self._index: Index | None = None
        self._comparisons: dict[tuple[int, int], Work] = {}
        self._lock = threading.Lock()
        self._last_mark = self._find_last_mark()
        self._building = Work(build_index, settings)

    def close(self) -> None:
        """End what is under way."""
        for work in (self._building, *self._comparisons.values()):
            work.stop()

    def note_login(self) -> None:
        """Record that somebody came in; the pages are shown all the same where that cannot be done."""
        settings = self.settings
        with contextlib.suppress(InventoryError):
            record(settings.inventory, settings.key_file, [Act("serve-login", {"scan": settings.scan})])

    def wait_for_index(self, seconds: float) -> Progress:
        """How far the index is, at most so many seconds later."""
        return self._building.wait(seconds)

    @property
    def index(self) -> Index:
        """The index, with the marks as they are now; only to be asked for when it is done."""
        with self._lock:
            if self._index is None:
                self._index = Index(self.settings)
        self._catch_up(self._index)
        return self._index

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """The inventory as it is now; no longer than for a page, so that no scan's log grows for us."""
        reader = Reader(self.settings.inventory)
        try:
            yield reader
        finally:
            reader.close()

    def compare(self, old: int, new: int, seconds: float) -> Progress:
        """How far a comparison is, which begins where it has not."""
        with self._lock:
            work = self._comparisons.pop((old, new), None)
            if work is None:
                if sum(one.progress.state == "running" for one in self._comparisons.values()) >= _AT_ONCE:
                    return Progress()  # the page that waits asks again
                self._forget_comparisons()
                work = Work(build_changes, self.settings, old, new)
            self._comparisons[old, new] = work  # the last is the one that was asked for last
        return work.wait(seconds)

    def _forget_comparisons(self) -> None:
        """Make room for one: a server that runs for months meets new scans every night."""
        while len(self._comparisons) >= COMPARISONS:
            pair = next(iter(self._comparisons))
            self._comparisons.pop(pair).stop()
            with contextlib.suppress(OSError):
                place_changes(self.settings.folder, *pair).unlink()

    def _find_last_mark(self) -> int:
        with self.reading() as reader:
            return reader.marks.last_mark()

    def _catch_up(self, index: Index) -> None:
        """Take over marks that were made since, here or by a command."""
        with self._lock, self.reading() as reader:
            last = reader.marks.last_mark()
            if last != self._last_mark:
                versions = reader.marks.versions_marked_since(self.settings.scan, self._last_mark)
                index.note_marks(list(reader.versions(versions).values()))
                self._last_mark = last
