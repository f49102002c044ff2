"""The tokens of Rich Text Format (Microsoft, RTF Specification 1.9.1): control words, symbols, groups, bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"
    rb"|([{}])"
    rb"|((?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(.)"
    rb"|([^\\{}\r\n]+)"
    rb"|[\r\n]+",
    re.DOTALL,
)


class Token(NamedTuple):
    """One of the fields is set."""

    word: str = ""
    """A control word, ``{``, ``}``, or a backslash with a control symbol."""
    number: int | None = None
    """Of the control word."""
    raw: bytes = b""
    """Text in some code page."""


_OPEN, _CLOSE = Token("{"), Token("}")


def read_tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; binary data (``\\\\bin``) is left out."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        word, number, brace, escaped, symbol, text = match.groups()
        if text is not None:
            yield Token(raw=text)
        elif escaped is not None:
            yield Token(raw=bytes.fromhex(escaped.replace(b"\\'", b"").decode("ascii")))
        elif word == b"bin":
            at += max(int(number or 0), 0)
        elif word is not None:
            yield Token(word.decode("ascii"), None if number is None else int(number))
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif symbol is not None:
            yield Token("\\" + symbol.decode("latin-1"))
