"""The second pass of a scan: files whose pictures nobody has read are read again, the most promising first.

By then everything else is recorded, so nothing is lost where the time ends or the scan is stopped. A file that is read
here gets a result of its own basis in place of the first one, and is carried over by later scans like any other.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from meibo.catalogue.issues import IssueClass, issue_code, rank_issue
from meibo.configuration.pictures import SECONDS_A_PICTURE
from meibo.inventory.model import FileResult, Issue
from meibo.inventory.picture_files import PictureFile, PictureFiles, spell_seconds
from meibo.inventory.writer import Writer
from meibo.pipeline.carrying import Basis
from meibo.pipeline.model import Part, Unit
from meibo.pipeline.observer import Observer, PictureProgress
from meibo.pipeline.open_files import Assembling, OpenFile, OpenFiles
from meibo.pipeline.picture_order import Waiting, find_bases, find_waiting
from meibo.pipeline.planning import count_spans, split_file
from meibo.pipeline.request import ScanRequest

TAKEN: Final = 256
"""Files that are looked up at a time."""
_CHANGED: Final = frozenset({"changed-while-read", "grew-while-read", "vanished"})
"""Since the first pass: what that has read is still a whole file, and the next scan reads the new one."""


class PicturePass:
    """The supervisor's source, which knows when the time is up, and the ledger of what it gives out."""

    def __init__(
        self,
        request: ScanRequest,
        writer: Writer,
        scan: int,
        targets: Sequence[int],
        basis: Basis,
        bases: Mapping[int, Basis],
        was_listed: Callable[[int], bool],
        assembling: Assembling,
        observer: Observer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``targets`` are their numbers in the inventory, ``basis`` is that of the first pass, ``bases`` are all known.

        ``was_listed`` tells by the number of an asset whether this scan has seen the file.
        """
        self._request, self._writer, self._scan, self._targets = request, writer, scan, targets
        self._observer, self._clock = observer, clock
        wanted = basis.with_pictures(request.pictures)
        self._basis = writer.basis_id(*msgspec.structs.astuple(wanted))
        self.files = OpenFiles(writer, targets, self._basis, assembling, self._judge)
        writer.flush()
        self._known = PictureFiles(request.inventory)
        self._waiting: Waiting = find_waiting(self._known, scan, find_bases(bases, wanted), was_listed)
        self._left_files, self._left_pictures = Counter(self._waiting.files), Counter(self._waiting.pictures)
        self._given: dict[int, PictureFile] = {}
        self._done = self._pictures_done = 0
        self._began = clock()
        self._units = self._plan()
        self._is_over = False

    @property
    def is_needed(self) -> bool:
        """Whether there is any file to read."""
        return len(self._waiting.versions) > 0

    def begin(self) -> None:
        """The time runs from here."""
        self._began = self._clock()
        pictures = self._waiting.pictures.total()
        self._observer.pictures_began(len(self._waiting.versions), pictures, self._request.pictures.seconds)

    def close(self) -> None:
        """Let go of the inventory."""
        self._known.close()

    # --- what the supervisor asks

    def take(self) -> Unit | None:
        """The next unit; None where there is no more, or no more time."""
        unit = None if self._is_over else next(self._units, None)
        self._is_over = unit is None
        return unit

    def is_exhausted(self) -> bool:
        """Whether no unit will come any more."""
        return self._is_over

    def end(self) -> None:
        """Give out no more units."""
        self._is_over = True

    def _plan(self) -> Iterator[Unit]:
        """Each file by itself, as it takes seconds; one that was begun is read whole."""
        numbers = {target: at for at, target in enumerate(self._targets)}
        for number, file in enumerate(self._in_order()):
            if self._clock() - self._began >= self._request.pictures.seconds:
                return
            self._given[number] = file
            target, total = numbers[file.target], count_spans(file.entry)
            kept = self.files.expect(number, target, file.entry, total)
            if total == 1:
                yield Unit((Part(number, target, file.entry),))
            else:
                parts = split_file(number, target, file.entry, total)
                yield from (Unit((part,)) for part in parts if part.ordinal not in kept)

    def _in_order(self) -> Iterator[PictureFile]:
        versions = self._waiting.versions
        for start in range(0, len(versions), TAKEN):
            yield from self._known.take(versions[start : start + TAKEN].tolist())

    # --- what becomes of it

    def _judge(self, file: OpenFile, result: FileResult) -> None:
        """Record a file, unless its pictures have cost what was read without them: then only what has failed."""
        first = self._given.pop(file.number)
        codes = {issue.code for issue in result.issues}
        new = {code for code in codes - first.faults if issue_code(code).kind is IssueClass.FAULT}
        self._done += 1
        self._pictures_done += first.pictures
        if codes & _CHANGED:
            return
        if new:
            failed = {issue.code: issue for issue in reversed(result.issues) if issue.code in new}
            issues = tuple(failed[code] for code in sorted(failed, key=rank_issue))
            self._writer.add_issues(self._scan, first.version, self._basis, issues)
        else:
            issues = result.issues
            self._writer.record(self._scan, first.target, self._basis, result, first.told)
        self._left_files[first.target] -= 1
        self._left_pictures[first.target] -= first.pictures
        for issue in issues:
            self._observer.troubled(result.entry.path, issue.code, issue.detail)
        self._observer.picture_file_read(result)

    def tick(self) -> None:
        """Tell how far it is."""
        self._observer.pictures_tick(self._measure())

    def finish(self) -> None:
        """Say of each target how many of its files are left, and how long they may take."""
        rate = self._seconds_a_picture()
        for target in dict.fromkeys(self._targets):
            if count := self._left_files[target]:
                detail = spell_seconds(rate * self._left_pictures[target])
                self._writer.record_trouble(self._scan, target, "", Issue("extract", "pictures-left", detail, count))
        self._observer.pictures_ended(self._measure())

    def _measure(self) -> PictureProgress:
        return PictureProgress(
            files=len(self._waiting.versions),
            done=self._done,
            left=self._left_files.total(),
            seconds_left=self._seconds_a_picture() * self._left_pictures.total(),
            seconds_to_limit=max(0.0, self._request.pictures.seconds - (self._clock() - self._began)),
        )

    def _seconds_a_picture(self) -> float:
        """By the clock, with all workers: as it was so far, else as a table has it."""
        if not self._pictures_done:
            return SECONDS_A_PICTURE / self._request.workers
        return (self._clock() - self._began) / self._pictures_done
