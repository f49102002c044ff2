"""Files whose parts are still coming in from the workers; each is put together when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import msgspec

from meibo.inventory.model import FileResult
from meibo.inventory.writer import Writer
from meibo.pipeline.assembly import assemble, unite_packed
from meibo.pipeline.model import PartResult
from meibo_connectors.model import Entry

UNITED_EVERY: Final = 8
"""Spans of a large file after which repeated person keys are dropped."""


class OpenFile(msgspec.Struct):
    """One of them."""

    number: int
    target: int
    entry: Entry
    total: int
    parts: list[PartResult] = []
    apart: int = 0
    """How many parts still have people of their own."""

    def take(self, part: PartResult) -> None:
        """Take up a part; now and then the people of all parts are united in the first, so that they need room once."""
        self.parts.append(part)
        self.apart += 1
        if self.apart > UNITED_EVERY:
            people = unite_packed([one.person_keys for one in self.parts])
            self.parts = [msgspec.structs.replace(one, person_keys=b"") for one in self.parts]
            self.parts[0] = msgspec.structs.replace(self.parts[0], person_keys=people)
            self.apart = 1


class Assembling(NamedTuple):
    """How files are put together."""

    secret: bytes
    examples: int | None


class OpenFiles:
    """Those of one pass; parts of large files are kept in the inventory until the file is whole."""

    def __init__(
        self,
        writer: Writer,
        targets: Sequence[int],
        basis: int,
        terms: Assembling,
        record: Callable[[OpenFile, FileResult], None],
    ) -> None:
        """``targets`` are their numbers in the inventory; ``record`` takes each file that is whole."""
        self._writer, self._targets, self._basis = writer, targets, basis
        self._terms, self._record = terms, record
        self._files: dict[int, OpenFile] = {}

    def expect(self, number: int, target: int, entry: Entry, total: int) -> frozenset[int]:
        """A file will come in so many parts; takes up those that an earlier run has kept, and tells their ordinals."""
        file = self._files[number] = OpenFile(number, target, entry, total)
        if total > 1:
            kept = self._writer.kept_parts(self._targets[target], self._basis, entry)
            for part in kept.values():
                file.take(msgspec.msgpack.decode(part, type=PartResult))
        ordinals = frozenset(part.ordinal for part in file.parts)
        if len(ordinals) == total:
            self._close(file)
        return ordinals

    def add(self, part: PartResult) -> int:
        """Take in the next part of a file; returns the target."""
        file = self._files[part.number]
        encoded = msgspec.msgpack.encode(part) if file.total > 1 else b""
        file.take(part)
        if len(file.parts) == file.total:
            self._close(file)
        else:
            self._writer.keep_part(self._targets[file.target], self._basis, file.entry, part.ordinal, encoded)
        return file.target

    def _close(self, file: OpenFile) -> None:
        del self._files[file.number]
        self._record(file, assemble(file.entry, file.parts, *self._terms))
        if file.total > 1:
            self._writer.drop_parts(self._targets[file.target], file.entry)
