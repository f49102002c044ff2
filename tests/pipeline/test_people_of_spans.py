"""The people of a file of many spans: held once however many spans repeat them, and counted once."""

from __future__ import annotations

from meibo.pipeline.model import PartResult
from meibo.pipeline.open_files import UNITED_EVERY, OpenFile
from meibo.samples.roster_stream import dense_roster
from meibo_connectors.model import Access, Audience, Entry
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Layout
from meibo_detectors.person_sets import count_persons, pack, unite, unpack
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS

ENTRY = Entry("a.csv", 1, 0, "", "", Access(Audience.UNKNOWN, ""))
ROWS = 40


def test_people_of_many_spans_take_room_once() -> None:
    """Fifty spans of the same forty people need no more than a few spans do, and are forty people."""
    block = Block(b"".join(dense_roster(ROWS, seed=5)), layout=Layout("delimited", ","))
    _, keys = find_person_keys(Engine(DETECTORS).scan([block]), DETECTORS, bytes(32))
    packed = pack(unite([keys]))
    file = OpenFile(0, 0, ENTRY, 50)
    for ordinal in range(50):
        file.take(PartResult(0, ordinal, is_read=True, is_whole=True, person_keys=packed))
        assert sum(len(part.person_keys) for part in file.parts) <= (UNITED_EVERY + 1) * len(packed)
    assert [part.ordinal for part in file.parts] == list(range(50))
    people = unite([unpack(part.person_keys) for part in file.parts])
    assert count_persons(people) == (ROWS, ROWS)
