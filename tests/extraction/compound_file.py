"""Writes OLE containers (MS-CFB) for tests: storages and streams by path, in sectors of 512 bytes."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    """An entry of the directory; entries of one storage are linked by ``right``."""

    name: str
    kind: int
    right: int = _FREE
    child: int = _FREE
    first: int = 0
    size: int = 0
    inside: list[int] = field(default_factory=list)


def write_compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A container with these streams; ``a/b`` is the stream b in the storage a."""
    entries, places = _make_directory(streams)
    sectors: list[bytes] = []
    chains: list[range] = []

    def store(content: bytes) -> int:
        first = len(sectors)
        sectors.extend(content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR))
        chains.append(range(first, len(sectors)))
        return first if content else _END

    small = b""
    small_table: list[int] = []
    for path, content in streams.items():
        entry = entries[places[path]]
        entry.size = len(content)
        if len(content) >= _CUTOFF or not content:
            entry.first = store(content)
        else:
            count = -(-len(content) // _MINI)
            entry.first = len(small_table)
            small_table += [*range(entry.first + 1, entry.first + count), _END]
            small += content.ljust(count * _MINI, b"\0")
    entries[0].first, entries[0].size = store(small), len(small)
    small_first = store(_pack(small_table))
    directory_first = store(b"".join(map(_write_entry, entries)))
    table = _make_table(chains, len(sectors))
    table_count = len(table) * 4 // _SECTOR
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    small_count = -(-len(small_table) * 4 // _SECTOR)
    head += struct.pack("<9I", 0, table_count, directory_first, 0, _CUTOFF, small_first, small_count, _END, 0)
    head += _pack([*range(len(sectors), len(sectors) + table_count), *[_FREE] * (109 - table_count)])
    return head + b"".join(sectors) + _pack(table)


def _make_directory(streams: Mapping[str, bytes]) -> tuple[list[_Entry], dict[str, int]]:
    """The entries, and their numbers by path."""
    entries = [_Entry("Root Entry", _ROOT)]
    places = {"": 0}
    for path in streams:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            if here not in places:
                places[here] = len(entries)
                entries[places["/".join(parts[: depth - 1])]].inside.append(len(entries))
                entries.append(_Entry(parts[depth - 1], _STREAM if depth == len(parts) else _STORAGE))
    for entry in entries:
        entry.child = entry.inside[0] if entry.inside else _FREE
        for left, right in itertools.pairwise(entry.inside):
            entries[left].right = right
    return entries, places


def _make_table(chains: Sequence[range], sectors: int) -> list[int]:
    """The sector behind each sector; the table's own sectors follow the others."""
    count = 1
    while (sectors + count) * 4 > count * _SECTOR:
        count += 1
    table = [_FREE] * (count * _SECTOR // 4)
    for chain in chains:
        for sector in chain:
            table[sector] = sector + 1 if sector + 1 < chain.stop else _END
    table[sectors : sectors + count] = [_TABLE] * count
    return table


def _pack(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _write_entry(entry: _Entry) -> bytes:
    raw = entry.name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<64sHBB3I", raw, len(raw), entry.kind, 1, _FREE, entry.right, entry.child)
    return links + bytes(36) + struct.pack("<IQ", entry.first, entry.size)
