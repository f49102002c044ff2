"""Makes calls of the operating system fail in a command, and tells which calls a command makes."""

from __future__ import annotations

import errno
import subprocess
from pathlib import Path
from typing import Literal

import msgspec

Call = Literal["open", "write", "fsync", "rename", "ftruncate", "mmap", "read", "unlink"]
"""``rename`` is also what gives a file a second name and makes a folder; ``write`` and ``read`` are also those at a
place, ``fsync`` is also ``fdatasync``."""

ALWAYS = 1_000_000


class Injury(msgspec.Struct, frozen=True):
    """A call that fails."""

    call: Call
    error: str
    at: int
    """Which of the calls, from 1."""
    times: int = 1

    def spell(self) -> str:
        """For whoever reads what was done."""
        return f"{self.call} {self.error} at {self.at}{' and ever after' if self.times == ALWAYS else ''}"


def build_library(folder: Path) -> Path:
    """Compile the library that is loaded before the C library."""
    library = folder / "failing.so"
    source = Path(__file__).with_name("failing.c")
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def make_environment(library: Path, prefix: str, log: Path, injury: Injury | None) -> dict[str, str]:
    """Of a command in which a call on paths that begin with the prefix fails, or in which calls are only counted."""
    told = {"LD_PRELOAD": str(library), "FAIL_PREFIX": prefix, "FAIL_LOG": str(log)}
    if injury is None:
        return told
    return {
        **told,
        "FAIL_CALL": injury.call,
        "FAIL_ERROR": str(getattr(errno, injury.error)),
        "FAIL_AT": str(injury.at),
        "FAIL_TIMES": str(injury.times),
    }


def count_calls(log: Path) -> dict[str, int]:
    """How often each call was made."""
    calls = [line.split(" ")[1] for line in log.read_text("utf-8", "replace").splitlines()]
    return {call: calls.count(call) for call in set(calls)}


def find_hits(log: Path) -> list[str]:
    """The calls that failed, with what follows the prefix of their paths."""
    text = log.read_text("utf-8", "replace") if log.exists() else ""
    return [line[2:] for line in text.splitlines() if line.startswith("!")]


def spread(count: int, most: int) -> list[int]:
    """So many positions among the calls, from the first to the last; all of them where there are fewer."""
    if count <= most:
        return list(range(1, count + 1))
    return [1 + round(at * (count - 1) / (most - 1)) for at in range(most)]
