"""What the beginning of a text file tells about the rest: how it is laid out, and what its columns are called."""

from __future__ import annotations

import re

from meibo_detectors.structure.recognise import recognise

HEAD_LINES = 12
"""Title lines and a header of two rows fit into them."""
HEAD_CHARS = 4_096
_STATEMENT = re.compile(
    rb"CREATE\s+TABLE[^;]{1,4000};|INSERT\s+INTO\s[^;']{1,2000}?\bVALUES\b|^COPY\s[^;]{1,2000};",
    re.IGNORECASE | re.MULTILINE,
)


class TableHead:
    """The layout of a file, and the lines that name the columns of its later blocks."""

    def __init__(self, head: str, suffix: str) -> None:
        self.layout = recognise(head, suffix)
        self._lines = b""
        if self.layout.kind == "delimited":
            lines = head[:HEAD_CHARS].splitlines(keepends=True)[:HEAD_LINES]
            self._lines = "".join(line for line in lines if line.endswith(("\n", "\r"))).encode()

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
        tables = inserts = b""
        for match in _STATEMENT.finditer(core):
            if match.group()[:1] in b"Cc":
                tables = match.group() + b"\n"
            else:
                inserts = match.group() + b"\n"
        if tables or inserts:
            self._lines = tables + inserts
