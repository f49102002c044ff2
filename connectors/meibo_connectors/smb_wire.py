"""Names on the wire and here: UTF-16, which may hold lone surrogates, against bytes that ``names`` can spell."""

from __future__ import annotations

import re
from itertools import pairwise

_UNFIT = re.compile(rb'[\0-\x1f\\:*?"<>|]')


def name_of(wire: bytes) -> bytes:
    """The bytes of a name: UTF-8, and a lone surrogate as if it were a character, which no UTF-8 holds."""
    try:
        return wire.decode("utf-16-le").encode()
    except UnicodeDecodeError:
        return wire.decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass")


def wire_of(path: bytes) -> bytes:
    """A path joined by ``/`` as the server takes it; raises ValueError for one that ``name_of`` cannot have given."""
    try:
        text = path.decode()
    except UnicodeDecodeError:
        text = path.decode("utf-8", "surrogatepass")  # raises UnicodeDecodeError, which is a ValueError
        if any("\ud800" <= first < "\udc00" <= second < "\ue000" for first, second in pairwise(text)):
            raise ValueError("the second spelling of a character") from None
    wire = text.replace("/", "\\").encode("utf-16-le", "surrogatepass")
    if len(wire) > 0xFFFF:
        raise ValueError("too long for the server")
    return wire


def is_name(name: bytes) -> bool:
    """Whether a name can be asked for: the server would take a colon for a stream, an asterisk for a wildcard."""
    return name not in (b"", b".", b"..") and b"/" not in name and _UNFIT.search(name) is None
