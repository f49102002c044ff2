"""Compound files (MS-CFB): streams in storages, the container of Office and Outlook before and beside zip."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Path = tuple[str, ...]

_SECTOR: Final = 512
_MINI_SECTOR: Final = 64
_MINI_LIMIT: Final = 4096
"""Shorter streams lie in small sectors, which are one stream themselves."""
_FREE: Final = 0xFFFFFFFF
_END: Final = 0xFFFFFFFE
_TABLE: Final = 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRY: Final = struct.Struct("<64sHBBIII16sIQQIQ")
_HEADER_TABLES: Final = 109
"""How many sectors of the table of sectors the header can name: enough for 7 MB."""


class _Entry(NamedTuple):
    """A row of the directory."""

    name: str
    kind: int
    start: int = _END
    size_bytes: int = 0
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE


def write_compound_file(streams: Mapping[Path, bytes]) -> bytes:
    """A file of streams, each named by the storages that lead to it."""
    sectors = _Sectors()
    small = _Chain(_MINI_SECTOR)
    places = {
        path: (small.add(content) if len(content) < _MINI_LIMIT else sectors.add(content))
        for path, content in streams.items()
    }
    root = (sectors.add(small.content), len(small.content))
    small_table = sectors.add(_pack(small.table))
    directory = b"".join(map(_write_entry, _list_entries(streams, places, root)))
    directory += _write_entry(_Entry("", 0)) * (-len(directory) // _ENTRY.size % (_SECTOR // _ENTRY.size))
    start = sectors.add(directory)
    return sectors.finish(start, small_table, -(-len(small.table) * 4 // _SECTOR))


class _Chain:
    """Content that is cut into sectors, and the table that leads from each to the next."""

    def __init__(self, sector_bytes: int) -> None:
        self._sector_bytes = sector_bytes
        self.content = b""
        self.table: list[int] = []

    def add(self, content: bytes) -> int:
        """The first sector of the content; none where it is empty."""
        if not content:
            return _END
        start = len(self.table)
        self.content += content + bytes(-len(content) % self._sector_bytes)
        count = len(self.content) // self._sector_bytes - start
        self.table += [*range(start + 1, start + count), _END]
        return start


class _Sectors(_Chain):
    """The sectors of the file."""

    def __init__(self) -> None:
        super().__init__(_SECTOR)

    def finish(self, directory: int, small_table: int, small_table_sectors: int) -> bytes:
        """The file: header, contents, and the table of all sectors, its own among them."""
        count = 0
        while count * (_SECTOR // 4) < len(self.table) + count:
            count += 1
        first = len(self.table)
        table = [*self.table, *[_TABLE] * count]
        table += [_FREE] * (-len(table) % (_SECTOR // 4))
        named = [*range(first, first + count)]
        header = struct.pack(
            "<8s16s5H6s9I",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
            0, count, directory, 0, _MINI_LIMIT, small_table, small_table_sectors, _END, 0,
        )  # fmt: skip
        return header + _pack(named + [_FREE] * (_HEADER_TABLES - count)) + self.content + _pack(table)


def _pack(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _list_entries(streams: Mapping[Path, bytes], places: Mapping[Path, int], root: tuple[int, int]) -> Iterator[_Entry]:
    """The directory: first the root, then every storage and stream, each beside its siblings in a search tree."""
    paths = sorted({path[:depth] for path in streams for depth in range(1, len(path) + 1)})
    numbers = {path: number for number, path in enumerate(paths, 1)}
    sides: dict[Path, tuple[int, int]] = {}

    def grow(siblings: list[Path]) -> int:
        if not siblings:
            return _FREE
        middle = len(siblings) // 2
        sides[siblings[middle]] = grow(siblings[:middle]), grow(siblings[middle + 1 :])
        return numbers[siblings[middle]]

    children = {
        path: grow(sorted((one for one in paths if one[:-1] == path), key=lambda one: (len(one[-1]), one[-1].upper())))
        for path in [(), *paths]
    }
    yield _Entry("Root Entry", _ROOT, *root, child=children[()])
    for path in paths:
        left, right = sides[path]
        if path in streams:
            yield _Entry(path[-1], _STREAM, places[path], len(streams[path]), left, right)
        else:
            yield _Entry(path[-1], _STORAGE, 0, 0, left, right, children[path])


def _write_entry(entry: _Entry) -> bytes:
    name = f"{entry.name}\0".encode("utf-16-le") if entry.name else b""
    start = entry.start if entry.kind else 0
    return _ENTRY.pack(
        name, len(name), entry.kind, 1, entry.left, entry.right, entry.child, b"", 0, 0, 0, start, entry.size_bytes
    )
