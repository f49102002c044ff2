"""What a destination refuses of paths, names and sizes.

Sources: Microsoft, "Restrictions and limitations in OneDrive and SharePoint" (characters, names, 400 characters of the
decoded path, 255 of a name, 250 GB a file); Microsoft, "Naming Files, Paths, and Namespaces" (Windows: 260 characters
of a path with its drive and the closing NUL, reserved names with any extension, no space or period at the end); Linux,
limits.h (NAME_MAX 255 bytes, PATH_MAX 4,096 bytes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal

import msgspec

from meibo_connectors.names import unescape

DestinationName = Literal["sharepoint", "windows", "linux"]
NameFault = Literal["characters", "edges", "reserved", "name-long", "not-text"]
"""A character that is refused; a space or period at an end; a reserved name; too long; bytes that are no UTF-8."""


class Destination(msgspec.Struct, frozen=True):
    """Where files are to go."""

    name: DestinationName
    longest_path: int
    """In its units, the place that the files go to among them."""
    longest_name: int
    largest_bytes: int | None
    measure: Callable[[str], int]
    refused: re.Pattern[str] | None
    edges: re.Pattern[str] | None
    reserved: re.Pattern[str] | None
    reserved_at_top: re.Pattern[str] | None = None
    """Names of folders that are not free at the top of a library."""


def _count_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _count_bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))


_SPELLED_BYTE: Final = re.compile(r"\\x[89a-f][0-9a-f]")
"""Of a byte that is no UTF-8."""

DESTINATIONS: Final[dict[DestinationName, Destination]] = {
    "sharepoint": Destination(
        "sharepoint", 400, 255, 250 << 30, _count_units,
        refused=re.compile(r'["*:<>?/\\|\x00-\x1f]'),
        edges=re.compile(r"^\s|[\s.]$"),
        reserved=re.compile(
            r"(?:\.lock|con|prn|aux|nul|com[0-9]|lpt[0-9]|desktop\.ini)(?:\.[^.]*)?$|.*_vti_|~\$", re.IGNORECASE
        ),
        reserved_at_top=re.compile(r"forms$", re.IGNORECASE),
    ),
    "windows": Destination(
        "windows", 259, 255, None, _count_units,
        refused=re.compile(r'["*:<>?/\\|\x00-\x1f]'),
        edges=re.compile(r"[ .]$"),
        reserved=re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?$", re.IGNORECASE),
    ),
    "linux": Destination(
        "linux", 4095, 255, None, _count_bytes, refused=None, edges=None, reserved=None
    ),
}  # fmt: skip


def find_name_faults(name: str, destination: Destination, *, is_top: bool) -> Iterator[NameFault]:
    """What the destination refuses of one name of a path, as listings spell it."""
    if destination.refused is not None and _SPELLED_BYTE.search(name):
        yield "not-text"
        return
    name = unescape(name).decode("utf-8", "surrogateescape")
    if destination.measure(name) > destination.longest_name:
        yield "name-long"
    if destination.refused is not None and destination.refused.search(name):
        yield "characters"
    if destination.edges is not None and destination.edges.search(name):
        yield "edges"
    is_reserved = destination.reserved is not None and destination.reserved.match(name)
    is_reserved_at_top = is_top and destination.reserved_at_top is not None and destination.reserved_at_top.match(name)
    if is_reserved or is_reserved_at_top:
        yield "reserved"


def is_path_long(path: str, destination: Destination, before: int) -> bool:
    """Whether a path is too long below a place whose own path, with its last slash, has ``before`` units."""
    return before + destination.measure(path) > destination.longest_path
