"""What a server's listing shows of each name: FileIdBothDirectoryInformation ([MS-FSCC] 2.4.17), and what it means."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from meibo_connectors.model import ASK, Access, Audience, Code, Entry
from meibo_connectors.smb_wire import name_of

_ENTRY = struct.Struct("<I20xQQQQIII28xQ")
_FIXED_BYTES: Final = _ENTRY.size

# [MS-FSCC] 2.6 file attributes
DIRECTORY, REPARSE_POINT = 0x10, 0x400
OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS = 0x1000, 0x40000, 0x400000
_RECALLED: Final = {
    OFFLINE: "OFFLINE",
    RECALL_ON_OPEN: "RECALL_ON_OPEN",
    RECALL_ON_DATA_ACCESS: "RECALL_ON_DATA_ACCESS",
}

# [MS-FSCC] 2.1.2.1 reparse tags
_IS_SURROGATE: Final = 0x20000000
_CLOUD, _CLOUD_FAMILY = 0x9000001A, 0xFFFF0FFF
_READ_AS_USUAL: Final = frozenset((
    0x80000007,  # single-instance storage
    0x80000009,  # cluster shared volumes
    0x8000000A,  # DFS
    0x80000012,  # DFS replication
    0x80000013,  # deduplicated
    0x80000017,  # compressed by the overlay filter (WOF)
    0x80000018,  # container isolation
    0x90001018,
))  # fmt: skip
_SPECIAL: Final = {
    0x80000014: "nfs",
    0x8000001B: "app-link",
    0x80000023: "socket",
    0x80000024: "fifo",
    0x80000025: "character-device",
    0x80000026: "block-device",
}
_LINKS: Final = {0xA000000C: "symlink", 0xA0000003: "junction", 0xA000001D: "symlink"}

_EPOCH: Final = 116_444_736_000_000_000
_NOT_OPENED: Final = Access(Audience.UNKNOWN, "not opened")


class Found(NamedTuple):
    """A name of a folder; times in units of 100 ns since 1601."""

    name: bytes
    attributes: int
    tag: int
    """Of its reparse point, 0 where it is none."""
    size_bytes: int
    allocated_bytes: int
    written: int
    changed: int
    """Also by other readers, and by setting back a time of access."""
    file_id: int

    @property
    def is_folder(self) -> bool:
        """Whether it can hold other names."""
        return bool(self.attributes & DIRECTORY)


class Verdict(NamedTuple):
    """What keeps a name from being opened."""

    code: Code
    detail: str


def folder_named(name: str) -> Found:
    """A share, as if it were a folder of its server."""
    return Found(name.encode(), DIRECTORY, 0, 0, 0, 0, 0, 0)


def parse_entries(buffer: bytes) -> Iterator[Found]:
    """The names in one answer, ``.`` and ``..`` among them; raises ValueError for what is no such list."""
    at = 0
    while True:
        try:
            next_at, written, changed, size, allocated, *rest, file_id = _ENTRY.unpack_from(buffer, at)
        except struct.error:
            raise ValueError("cut short") from None
        attributes, name_bytes, tag = rest
        start = at + _FIXED_BYTES
        if start + name_bytes > len(buffer):
            raise ValueError("cut short")
        if not attributes & REPARSE_POINT:
            tag = 0  # the field then is the size of extended attributes
        name = name_of(buffer[start : start + name_bytes])
        yield Found(name, attributes, tag, size, allocated, written, changed, file_id)
        if not next_at:
            return
        if next_at < _FIXED_BYTES + name_bytes:  # else a few bytes could be read as a million long names
            raise ValueError("overlapping")
        at += next_at


def judge(found: Found) -> Verdict | None:
    """What keeps a file or folder from being opened: it is a link, a device, or would be recalled; None for nothing.

    A file that a cloud keeps is read where all of it lies here; an unknown kind of reparse point is left alone, as it
    may stand for a tape.
    """
    for attribute, name in _RECALLED.items():
        if found.attributes & attribute:
            return Verdict("offline-stub", name)
    tag = found.tag
    if not tag or tag in _READ_AS_USUAL:
        return None
    if tag & _CLOUD_FAMILY == _CLOUD:
        is_here = found.is_folder or found.allocated_bytes >= found.size_bytes
        return None if is_here else Verdict("offline-stub", "CLOUD")
    if tag & _IS_SURROGATE:
        return Verdict("link", _LINKS.get(tag, f"tag 0x{tag:08X}"))
    if tag in _SPECIAL:
        return Verdict("special-file", _SPECIAL[tag])
    return Verdict("offline-stub", f"tag 0x{tag:08X}")


def entry_of(path: str, found: Found) -> Entry:
    """The entry of a file; its owner and readers are told when it is opened."""
    verdict = judge(found)
    return Entry(
        path,
        found.size_bytes,
        modified_ns(found.written),
        version_of(found.file_id, found.written, found.size_bytes),
        "",
        _NOT_OPENED,
        verdict.code if verdict else None,
        verdict.detail if verdict else "",
        # Samba tells the time of writing twice; the time of change moves with the readers only where it is another.
        ASK if found.changed == found.written else f"{found.changed:x}",
    )


def modified_ns(written: int) -> int:
    """Nanoseconds since 1970 of a time of SMB."""
    return (written - _EPOCH) * 100


def version_of(file_id: int, written: int, size_bytes: int) -> str:
    """Without the time of change, which setting back the time of access would move."""
    return f"{file_id:x}-{written:x}-{size_bytes:x}"
