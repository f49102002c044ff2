"""The words of extraction: what an extractor is given, what it yields, and within which limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import msgspec

from meibo.configuration.limits import Limits as Limits  # noqa: PLC0414 - one of the words of extraction
from meibo_detectors.model import Box, Position

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget
    from meibo.extraction.passwords import Passwords
    from meibo.extraction.pictures.time import Pictures
    from meibo_detectors.model import Block

HEAD_BYTES = 1 << 16
"""How much of a file's beginning tells its format and its encoding."""


class Span(msgspec.Struct, frozen=True):
    """The nominal byte range of one unit of work; ``end`` None reads to the end of the file.

    Neighbouring spans of a file share their borders: each moves its border to the same line end, so together they
    read every byte once.
    """

    start: int = 0
    end: int | None = None


class Notice(msgspec.Struct, frozen=True):
    """Something about a file that is no text: ``code`` is an issue code, or ``encoding``."""

    code: str
    count: int = 1
    detail: str = ""
    """Never file content."""
    container: tuple[str, ...] = ()
    """The member that it is about, as in a position."""


class Member(NamedTuple):
    """A file inside the file: it is told by its content and read with the extractor of its own format.

    The stream need not be seekable. It must be readable until the extractor is asked for its next item, no longer.
    """

    name: str
    """As it is stored, folders included; empty where the member is the same file in other clothes (decrypted)."""
    stream: BinaryIO
    is_decoration: bool = False
    """Whether a small picture is likely to be decoration: a picture in a document."""
    container: tuple[str, ...] = ()
    """Where in the source it is, before its name: the message of a mailbox that it is attached to."""


class Face(msgspec.Struct, frozen=True):
    """A portrait in a picture."""

    position: Position
    """Its page, and the members that lead to it."""
    box: Box
    score: int
    """0-100."""
    is_on_card: bool = False
    """The picture is laid out as a card that identifies somebody."""


class Source(NamedTuple):
    """One file, or one member of a file, as its extractor gets it."""

    stream: BinaryIO
    """Seekable and at its beginning."""
    name: str
    """Without folders; empty where there is none."""
    format: str
    """As ``sniff`` tells it."""
    budget: Budget
    """What may still be spent, shared by all that is inside one file."""
    passwords: Passwords
    """What encrypted files are tried with."""
    span: Span = Span()
    attempt: int = 0
    """1 where the process died of the file at the first attempt: use what is slower and surer."""
    pictures: Pictures | None = None
    """What is done with pictures; None where they stay unread."""
    own_domains: tuple[str, ...] = ()
    """Domains of the organisation's own mail addresses, in lower case; where there are none, the sender's is own."""

    @property
    def suffix(self) -> str:
        """The suffix of the name."""
        return suffix_of(self.name)


def suffix_of(path: str) -> str:
    """The suffix of a file's name with its dot, in lower case; none of ``.profile`` and ``name.``."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


if TYPE_CHECKING:
    Item = Block | Notice | Member | Face
    """What an extractor yields, in reading order. The positions of blocks are relative to the source."""
