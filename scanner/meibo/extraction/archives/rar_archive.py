"""RAR archives, versions 1.5 to 7 (rarlab's technotes): their head tells what no member can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.archives import system_archive
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_RAR4, _RAR5 = b"Rar!\x1a\x07\0", b"Rar!\x1a\x07\x01\0"
_HEAD_BYTES = 64
_RAR4_VOLUME, _RAR4_ENCRYPTED = 0x0001, 0x0080
_RAR5_ENCRYPTION_HEADER = 4
_RAR5_HAS_EXTRA = 1


def extract(source: Source) -> Iterator[Item]:
    """As any archive that the system's library reads; one whose names are encrypted is not read at all."""
    is_encrypted, is_volume = read_head(source.stream.read(_HEAD_BYTES))
    source.stream.seek(0)
    if is_encrypted:
        yield Notice("encrypted")
        return
    if is_volume:
        yield Notice("format-not-read", detail="one volume of several")
    yield from system_archive.extract(source)


def read_head(head: bytes) -> tuple[bool, bool]:
    """Whether the names are encrypted, and whether it is one volume of several."""
    if head.startswith(_RAR5):
        at = len(_RAR5) + 4
        _, at = _read_number(head, at)
        kind, at = _read_number(head, at)
        flags, at = _read_number(head, at)
        if flags & _RAR5_HAS_EXTRA:
            _, at = _read_number(head, at)
        archive_flags, _ = _read_number(head, at)
        return kind == _RAR5_ENCRYPTION_HEADER, kind != _RAR5_ENCRYPTION_HEADER and bool(archive_flags & 1)
    flags = int.from_bytes(head[10:12], "little") if head.startswith(_RAR4) else 0
    return bool(flags & _RAR4_ENCRYPTED), bool(flags & _RAR4_VOLUME)


def _read_number(raw: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where it ends."""
    number = shift = 0
    while at < len(raw):
        number |= (raw[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not raw[at - 1] & 0x80:
            break
    return number, at
