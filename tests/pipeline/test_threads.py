"""Passes that run side by side in one worker: nothing of the result shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meibo.pipeline.model import Part, PartResult, Settings, Unit
from meibo.pipeline.worker import Worker
from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_connectors.model import Entry
from meibo_connectors.registry import connect, parse_target

if TYPE_CHECKING:
    from pathlib import Path


def read(share: Path, threads: int) -> list[PartResult]:
    """The results of all files of a share as one unit."""
    target = parse_target(str(share))
    entries = [item for item in connect(target).list(lambda _: False) if isinstance(item, Entry)]
    worker = Worker(Settings(targets=(target,), detectors=(), secret=bytes(32)))
    worker.prepare()
    unit = Unit(tuple(Part(number, 0, entry) for number, entry in enumerate(entries)), threads)
    return [result for results in worker.process(unit) for result in results]


@pytest.mark.slow
def test_threads_change_no_result(share: Path) -> None:
    """A roster of several blocks between small files: the same counts, positions, people and order."""
    (share / "a.txt").write_bytes(business_text(20_000, seed=1))
    (share / "b.csv").write_bytes(b"".join(dense_roster(12_000, seed=2)))
    (share / "c.bin").write_bytes(bytes(range(256)) * 10)
    (share / "d.txt").write_bytes(business_text(300_000, seed=3))
    alone = read(share, 1)
    assert [result.number for result in alone] == [0, 1, 2, 3]
    assert sum(row.high for row in alone[1].counts.values()) > 50_000
    for threads in (2, 5):
        assert read(share, threads) == alone
