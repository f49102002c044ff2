"""What a fuzz target is: code of ours that takes bytes from somebody else, and where its fuzzing begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

Run = Callable[[bytes], object]
"""What reads the bytes; an exception, a crash or a hang of it is a finding."""
Mutate = Callable[[bytes, int, int], bytes]
"""Other bytes from bytes: the most that they may be, and a seed."""

HANG_SECONDS = 20
"""What one input may take before it counts as a hang, on a busy machine; own limits end a reader at 4 s."""
MEMORY_MEGABYTES = 2_000


class Target(NamedTuple):
    """One target; its family's file says what counts as a finding."""

    name: str
    """``family/what``."""
    make: Callable[[], Run]
    """Imports and prepares what is fuzzed; nothing of ours is imported before, so that it can be instrumented."""
    seeds: Callable[[], Iterable[bytes]]
    """Invented inputs that are in order."""
    covers: tuple[str, ...]
    """Modules whose lines are counted: these, and those below them."""
    mutate: Mutate | None = None
    """Where random bytes would seldom get past the outermost shape."""
    most_bytes: int = 0
    """Of an input; twice the largest seed where it is 0."""
