"""What reading one file may cost."""

from __future__ import annotations

import msgspec


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
