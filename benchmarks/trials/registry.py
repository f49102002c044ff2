"""The table of docs/reliability.md: one entry for each kind of harm, with what counts it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Final

import msgspec

from trials.counting import Tally, count_inputs, count_tests

POSITIONS: Final = ("--positions", "20")
"""In how many places each fault is tried, where there are as many."""


class Trial(msgspec.Struct, frozen=True):
    """A row of the table."""

    id: str
    title: str
    command: str
    """What a reader types to make the row again."""
    tests: tuple[str, ...] = ()
    """What is selected of them; nothing where tests do not count it."""
    count_otherwise: Callable[[], Tally] | None = None

    def count(self) -> Tally:
        """Do it, and count."""
        return count_tests(self.tests) if self.count_otherwise is None else self.count_otherwise()


def by_tests(name: str, title: str, *selection: str) -> Trial:
    """A trial that tests count."""
    if selection[0].startswith("tests/faults"):
        selection = (*POSITIONS, *selection)
    return Trial(name, title, f"pytest --all {shlex.join(selection)}", selection)


_CALLS: Final = "tests/faults/test_failing_calls.py"
_TORN: Final = "tests/faults/test_torn_files.py"

TRIALS: Final = (
    by_tests("open", "`open` of inventory, log, key, lock fails: ENOSPC, EIO, EINTR, EMFILE", _CALLS, "-k", "open-"),
    by_tests("write", "`write`, `pwrite`: ENOSPC, EIO, EINTR, EDQUOT", _CALLS, "-k", "write-"),
    by_tests("fsync", "`fsync`, `fdatasync`: ENOSPC, EIO, EINTR", _CALLS, "-k", "fsync-"),
    by_tests("rename", "`rename`, `link`, `mkdir`: ENOSPC, EIO", _CALLS, "-k", "rename-"),
    by_tests("ftruncate", "`ftruncate`: ENOSPC, EIO, EINTR", _CALLS, "-k", "ftruncate-"),
    by_tests("mmap", "`mmap`: ENOMEM, EIO, EMFILE", _CALLS, "-k", "mmap-"),
    by_tests("read", "`read`, `pread`: EIO, EINTR", _CALLS, "-k", "read-"),
    by_tests("unlink", "`unlink`: EIO", _CALLS, "-k", "unlink-"),
    by_tests("reports", "any call on a report that is written: ENOSPC, EIO, EINTR", _CALLS, "-k", "report"),
    by_tests("log", "write-ahead log cut off, or without its index", _TORN, "-k", "log"),
    by_tests("cut", "inventory cut off", _TORN, "-k", "cut_off"),
    by_tests("pages", "bytes of the inventory changed at random", _TORN, "-k", "bytes"),
    by_tests("memory", "memory bounded to one size of ten", "tests/faults/test_memory.py"),
    by_tests("readers", "50 readers while a scan writes", "tests/faults/test_readers.py"),
    by_tests("kills", "parent, worker or parser killed: folder, Samba, S3", "tests/endurance/test_kills.py"),
    by_tests("away", "server goes away: folder, Samba, S3", "tests/endurance/test_places_that_go_away.py"),
    by_tests("clock", "clock jumps by 40 days, between scans and within one", "tests/endurance/test_clock.py"),
    by_tests(
        "room", "disk full, quota, folder closed for writing, first and second night",
        "tests/end_to_end/test_full_disk.py", "tests/endurance/test_second_night_without_room.py",
    ),
    by_tests(
        "hostile", "files made to harm: bombs, loops, depths",
        "tests/extraction/test_archive_bombs.py", "tests/extraction/test_hostile.py",
    ),
    by_tests(
        "parsers", "a parser that is taken over: calls of the system, and what it says to its worker",
        "tests/pipeline/test_confined_calls.py", "tests/pipeline/test_hostile_parser.py",
    ),
    Trial("fuzz", "inputs of a fuzzer", "python tests/fuzz/run.py --seconds 600", count_otherwise=count_inputs),
    by_tests("races", "links, folders and devices swapped while a scan reads", "tests/end_to_end/test_races.py"),
    by_tests("leaks", "canaries on every surface, processes that die", "tests/end_to_end/test_leak_surfaces.py"),
    by_tests("seals", "rows of the inventory altered, added, taken away, put back", "tests/inventory/test_seals.py"),
    by_tests(
        "web", "attacks on the pages: by sockets, from a browser, by schemathesis",
        "tests/web/test_attacks.py", "tests/web/test_hostile_pages.py", "tests/web/test_openapi.py",
    ),
)  # fmt: skip
