"""What a worker and its parser's process say to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from meibo.configuration.pictures import PictureWork
from meibo.extraction.model import Face, Limits, Notice
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from typing import Final


class ParserSettings(msgspec.Struct, frozen=True):
    """What a parser's process needs to know, handed to it once at its start."""

    limits: Limits = Limits()
    passwords: tuple[str, ...] = ()
    """Of the configuration, tried on encrypted files."""
    own_domains: tuple[str, ...] = ()
    """Of the company's mail addresses."""
    is_quiet: bool = False
    """At the lowest priority."""
    pictures: PictureWork = PictureWork()
    """What is done with pictures."""

    def __repr__(self) -> str:
        return f"ParserSettings({len(self.passwords)} passwords)"


class Request(msgspec.Struct, frozen=True, array_like=True):
    """One file to read. Never a path, a URL or a credential."""

    name: str
    """Without folders."""
    format: str
    """As its first bytes tell it."""
    size_bytes: int
    attempt: int = 0
    is_lent: bool = True
    """Its descriptor follows on the same pipe; else the process asks for its bytes."""


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What the process has read since it last spoke."""

    items: list[ToldBlock | ToldNotice | ToldFace]
    format: str = ""
    """Of the file, as its inside tells it."""
    is_end: bool = False
    leaves: bool = False
    """The process has grown, and makes room for another one."""
    layers: tuple[str, ...] = ()
    """At the end of a file: what confines the process."""
    asks_passwords: bool = False
    """The next message to the process is ``FoundPasswords``: words that may open the file."""
    asks_bytes: tuple[int, int] | None = None
    """The next message to the process is what stands at this place of the file, at most so many bytes."""


class FoundPasswords(msgspec.Struct, frozen=True, array_like=True):
    """The answer to a process that asks; secrets."""

    words: tuple[str, ...]

    def __repr__(self) -> str:
        return f"FoundPasswords({len(self.words)})"


class ToldBlock(msgspec.Struct, frozen=True, array_like=True, tag=0):
    """A block in a message."""

    block: Block


class ToldNotice(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """A notice in a message."""

    notice: Notice


class ToldFace(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """A face in a message."""

    face: Face


SAY_EVERY_BYTES: Final = 1 << 18
SAY_EVERY_SECONDS: Final = 0.5
"""What is read is handed over at least so often, so that little is lost where the process dies."""
GROWTH_BYTES: Final = 256 << 20
"""A process that still holds so much more after a file than at its start is replaced."""
ASKED_BYTES: Final = 1 << 17
"""Of a file on a server, asked for at a time. It fits the buffer of a pipe, so that answering a process that hangs does
not stop the worker."""
