"""The names of an archive's members: text to be searched like any other, also where the members are encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Limits
    from meibo_detectors.model import Block

NAMES = "names"
"""What stands for the list of names in a position; its lines are counted as the members are."""
_MOST_CHARS = 1 << 16


class MemberNames:
    """A list that grows, one name a line."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lines: list[str] = []
        self._first = self._next = 1
        self._chars = 0

    def add(self, name: str) -> Iterator[Block]:
        """One more name; a block of those before it where they fill one."""
        self._lines.append(name.replace("\n", " ").replace("\r", " "))
        self._chars += len(name)
        self._next += 1
        if self._chars > _MOST_CHARS:
            yield from self.take()

    def take(self) -> Iterator[Block]:
        """What was not yet given."""
        text = "".join(line + "\n" for line in self._lines)
        at = Position(line=self._first, container=(NAMES,))
        self._lines, self._chars, self._first = [], 0, self._next
        yield from cut_text(text, self._limits, at)


def decode_name(raw: bytes) -> str:
    """A name without a known encoding: UTF-8 where it is valid, else CP932, else code page 437 as DOS wrote it.

    >>> decode_name("名簿.csv".encode("cp932"))
    '名簿.csv'
    """
    for encoding in ("utf-8", "cp932", "euc_jp"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
