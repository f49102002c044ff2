"""One core from a file to what goes into the inventory: reading, decoding, every detector, records, people."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec

from meibo.pipeline.model import Part, PartResult, Settings, Unit
from meibo.pipeline.worker import Worker
from meibo_connectors.model import Entry, Target
from meibo_connectors.registry import connect


class Measured(msgspec.Struct, frozen=True):
    """One reading of a file."""

    seconds: float
    """Of processor time, of this process and all its threads."""
    findings: dict[str, int]
    """By detector, low ones too."""


class OneCore:
    """A worker's work, done in this process."""

    def __init__(self, folder: Path) -> None:
        target = Target(uri=folder.as_uri())
        settings = Settings((target,), (), bytes(32))
        self._worker = Worker(settings)
        self._worker.prepare()
        self._entries: dict[str, Entry] = {
            item.path: item for item in connect(target).list(lambda _: False) if isinstance(item, Entry)
        }

    def read(self, name: str) -> Measured:
        """Read one file of the folder whole."""
        unit = Unit((Part(0, 0, self._entries[name]),))
        started = time.process_time()
        ((result,),) = self._worker.process(unit)
        msgspec.msgpack.encode(result)  # as it goes to the process that writes the inventory
        seconds = time.process_time() - started
        assert result.is_whole, f"{name}: {result.issues}"
        return Measured(seconds, _count(result))


def _count(result: PartResult) -> dict[str, int]:
    return {detector: row.low + row.medium + row.high for detector, row in result.counts.items()}


def bind_to_one_core() -> None:
    """Keep this process on one core where the platform can, so that threads do not help it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
