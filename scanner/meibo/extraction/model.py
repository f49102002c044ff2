"""The words of extraction: what an extractor is given, what it yields, and within which limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import msgspec

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget
    from meibo.extraction.passwords import Passwords
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


class Limits(msgspec.Struct, frozen=True):
    """What one file may cost. Each bound is a key of the configuration's table ``[limits]``.

    Where a bound is reached, what was read so far is kept, and the file is partial with the reason and the figure.
    Everything is counted while it is read: what a header promises is never believed.
    """

    block_bytes: int = 1 << 20
    """Nominal size of a block of raw text."""
    context_chars: int = 512
    """How much text a block shows of what stands before and after it."""
    lookahead_bytes: int = 1 << 16
    """How far after a nominal border a line end is looked for; a longer line is cut."""
    content_bytes: int = 16 << 30
    """Bytes unpacked from one file in all, at every depth."""
    held_bytes: int = 256 << 20
    """Bytes of one member that is held in memory, since its format needs to be read back and forth."""
    ratio: int = 250
    """Bytes unpacked for each byte of the file, once ``ratio_from_bytes`` are unpacked."""
    ratio_from_bytes: int = 64 << 20
    members: int = 1_000_000
    """Members of archives, parts of documents and attachments in all."""
    depth: int = 10
    """Files inside of files."""
    cells: int = 50_000_000
    """Cells of tables in all, empty ones between filled ones included."""
    pages: int = 20_000
    """Pages and slides."""
    seconds: float = 30.0
    """Time of the parser, without the time in which others work on what it has found."""
    seconds_per_megabyte: float = 1.0
    """More time for a large file, for each million bytes of it."""
    memory_bytes: int = 768 << 20
    """Memory of the parser's process, over what it holds at its start."""
    large_sheet_bytes: int = 64 << 20
    """Size of a workbook's largest sheet, unpacked, above which it is read row by row, slower and in little memory."""
    least_image_bytes: int = 8 << 10
    """A smaller picture in a document is taken for decoration: counted, but not as something that was not read."""

    def parser_seconds(self, size_bytes: int) -> float:
        """The time that a file of this size may take."""
        return self.seconds + self.seconds_per_megabyte * size_bytes / 1_000_000


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
    own_domains: tuple[str, ...] = ()
    """Of the company's mail addresses; where none is known, a mail's sender tells."""
    attempt: int = 0
    """1 where the process died of the file at the first attempt: use what is slower and surer."""

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
    Item = Block | Notice | Member
    """What an extractor yields, in reading order. The positions of blocks are relative to the source."""
