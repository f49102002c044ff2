"""Turns listed files into units of work: small files together, ordinary ones alone, large ones in spans."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from itertools import islice
from typing import Final, Protocol

from meibo.extraction.model import Span
from meibo.pipeline.crawl import Asked, Crawl, FolderIssue, Item, Listed, Restated, Standing
from meibo.pipeline.model import SPAN_BYTES, UNIT_BYTES, UNIT_FILES, UNIT_PATH_BYTES, UNIT_QUESTIONS, Part, Unit
from meibo_connectors.model import Entry

AHEAD: Final = 64
"""Spans of a large file that are made before they are asked for: its owner chooses how many there are."""


class Ledger(Protocol):
    """Who writes down what is not read, and knows what is already done."""

    def carry_over(self, files: int, size_bytes: int) -> None:
        """So many files are known as they are."""

    def restate(self, item: Restated) -> None:
        """A file that is known but for its owner or readers."""

    def tell(self, item: Standing) -> None:
        """A file that still cannot be read."""

    def expect_answer(self, number: int, item: Asked) -> None:
        """Who can read a file is asked under this number."""

    def expect(self, number: int, target: int, entry: Entry, total: int) -> frozenset[int]:
        """A file will come in so many parts; returns the ordinals that an earlier run has kept."""

    def skip(self, item: Listed) -> None:
        """A file that is not read."""

    def trouble(self, item: FolderIssue) -> None:
        """A folder or target that was not listed."""


class Planner:
    """The supervisor's source: pulls the crawl along as workers ask for units."""

    def __init__(self, crawl: Crawl, ledger: Ledger) -> None:
        self._crawl = crawl
        self._ledger = ledger
        self._number = 0
        self._items: collections.deque[Item] = collections.deque()
        self._small: list[Part] = []
        self._small_bytes = self._path_bytes = 0
        self._questions: list[Part] = []
        self._ready: collections.deque[Unit] = collections.deque()
        self._spans: Iterator[Unit] = iter(())
        """Of the large file that was planned last; none is left where nothing is ready."""
        self._is_ended = False

    def end(self) -> None:
        """Give out no more units."""
        self._is_ended = True

    def take(self) -> Unit | None:
        """The next unit, None when there is none yet or no more."""
        if self._is_ended:
            return None
        while not self._ready:
            if not self._items and not self._take_chunk():
                self._close_questions()
                self._close_batch()  # nothing is waiting: a worker that is free may as well have what there is
                break
            while self._items and not self._ready:
                self._take(self._items.popleft())
        unit = self._ready.popleft() if self._ready else None
        if not self._ready:
            self._ready.extend(islice(self._spans, AHEAD))
        return unit

    def _take_chunk(self) -> bool:
        chunk = self._crawl.take()
        if chunk is None:
            return False
        if chunk.carried:  # less than none where a file that was carried over is read after all
            self._ledger.carry_over(chunk.carried, chunk.carried_bytes)
        self._items.extend(chunk.items)
        return True

    def _take(self, item: Item) -> None:
        if isinstance(item, FolderIssue):
            self._ledger.trouble(item)
        elif isinstance(item, Restated):
            self._ledger.restate(item)
        elif isinstance(item, Standing):
            self._ledger.tell(item)
        elif isinstance(item, Asked):
            self._plan_question(item)
        elif item.code is not None:
            self._ledger.skip(item)
        else:
            self._plan(item)

    def is_exhausted(self) -> bool:
        """Whether the crawl is over and every unit was taken."""
        is_empty = not (self._items or self._ready or self._small or self._questions)
        return self._is_ended or (self._crawl.is_over and is_empty)

    def _plan(self, item: Listed) -> None:
        entry, number = item.entry, self._number
        self._number += 1
        total = count_spans(entry)
        kept = self._ledger.expect(number, item.target, entry, total)
        if total > 1:
            self._spans = (
                Unit((part,)) for part in split_file(number, item.target, entry, total) if part.ordinal not in kept
            )
            self._ready.extend(islice(self._spans, AHEAD))
        elif entry.size_bytes >= UNIT_BYTES // 4:
            self._ready.append(Unit((Part(number, item.target, entry),)))
        else:
            self._small.append(Part(number, item.target, entry))
            self._small_bytes += entry.size_bytes
            self._path_bytes += len(entry.path.encode(errors="surrogatepass"))
            is_full = self._small_bytes >= UNIT_BYTES or len(self._small) >= UNIT_FILES
            if is_full or self._path_bytes >= UNIT_PATH_BYTES:
                self._close_batch()

    def _plan_question(self, item: Asked) -> None:
        self._ledger.expect_answer(self._number, item)
        self._questions.append(Part(self._number, item.target, item.entry, is_question=True))
        self._number += 1
        if len(self._questions) >= UNIT_QUESTIONS:
            self._close_questions()

    def _close_questions(self) -> None:
        if self._questions:
            self._ready.append(Unit(tuple(self._questions)))
            self._questions = []

    def _close_batch(self) -> None:
        if self._small:
            self._ready.append(Unit(tuple(self._small)))
            self._small, self._small_bytes, self._path_bytes = [], 0, 0


def count_spans(entry: Entry) -> int:
    """In how many parts a file is read."""
    return -(-entry.size_bytes // SPAN_BYTES) or 1


def split_file(number: int, target: int, entry: Entry, total: int) -> Iterator[Part]:
    """The parts of a large file."""
    for ordinal in range(total):
        end = None if ordinal == total - 1 else (ordinal + 1) * SPAN_BYTES
        yield Part(number, target, entry, Span(ordinal * SPAN_BYTES, end), ordinal, total)
