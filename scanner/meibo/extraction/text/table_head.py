"""What the beginning of a text file tells about the rest: how it is laid out, and what its columns are called."""

from __future__ import annotations

from meibo_detectors.structure.recognise import recognise

HEAD_LINES = 12
"""Title lines and a header of two rows fit into them."""
HEAD_CHARS = 4_096
STATEMENT_BYTES = 4_096
"""A longer list of columns is not carried over to the next block."""


class TableHead:
    """The layout of a file, and the lines that name the columns of its later blocks."""

    def __init__(self, head: str, suffix: str) -> None:
        self.layout = recognise(head, suffix)
        self._lines = b""
        if self.layout.kind == "delimited":
            self._lines = _first_rows(head[:HEAD_CHARS]).encode()
        elif self.layout.kind == "sql":
            self.pass_by(head.encode())

    def before(self, context: bytes) -> bytes:
        """What a later block shows before its core: the lines that name its columns, and the context before it.

        The context is cut at a line, so that no half row stands between; empty where the layout has no such lines.
        """
        if not self._lines:
            return b""
        cut = context.find(b"\n") + 1
        return self._lines + (context[cut:] if cut else b"")

    def pass_by(self, core: bytes) -> None:
        """Remember the statement of a dump that names the columns of what follows."""
        if self.layout.kind != "sql":
            return
        small = core.lower()
        created = _find_last(core, small, b"create table", b";")
        inserted = _find_last(core, small, b"insert into", b"values") or _find_last(core, small, b"copy ", b"stdin;")
        if created or inserted:
            self._lines = created + inserted


def _first_rows(head: str) -> str:
    """The first lines of a table, up to the last of them that ends outside of quotes."""
    kept = lines = ""
    for line in head.splitlines(keepends=True)[:HEAD_LINES]:
        lines += line
        if lines.count('"') % 2 == 0 and line.endswith(("\n", "\r")):
            kept = lines
    return kept


def _find_last(text: bytes, small: bytes, begin: bytes, end: bytes) -> bytes:
    """The last stretch from one word to another, as a line of its own; empty where none is short enough."""
    start = small.rfind(begin)
    stop = small.find(end, start, start + STATEMENT_BYTES) if start >= 0 else -1
    return text[start : stop + len(end)] + b"\n" if stop >= 0 else b""
