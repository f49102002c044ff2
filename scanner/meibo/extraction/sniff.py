"""What a file is, by its first bytes; its name only tells formats apart that share a container."""

from __future__ import annotations

import functools
import re
from typing import BinaryIO

import msgspec

from meibo.extraction.encoding import decide
from meibo.extraction.signatures import CONTAINERS, FAMILIES, MEDIA, SIGNATURES, WORDS


class Format(msgspec.Struct, frozen=True):
    """A file format."""

    id: str
    """``text``, ``empty``, ``zip``, ``pdf`` ...; ``unknown`` where nothing fits."""
    media: str
    """``text``, ``document``, ``archive``, ``image``, ``audio``, ``video``, ``database``, ``program`` or ``other``."""


_NO_TEXT_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WORD_REACH_BYTES = 64
_MEMBER = b"PK\x03\x04"
_MEMBER_HEADER_BYTES = 30


def sniff(head: bytes, name: str) -> Format:
    """The format of a file that begins with ``head`` (HEAD_BYTES of it, or the whole file)."""
    if not head:
        return format_of("empty")
    for offset, magic, format_id in _by_first_byte()[head[0]]:
        if head.startswith(magic, offset):
            return format_of(_refine(format_id, head, name))
    if _NO_TEXT_BYTES.search(head, 0, _WORD_REACH_BYTES):
        for offset, magic, format_id in WORDS:
            if head.startswith(magic, offset):
                return format_of(_refine(format_id, head, name))
    if not head.strip(b"\0"):
        return format_of("zeros")
    return format_of("text" if decide(head) else "unknown")


def is_container(kind: Format) -> bool:
    """Whether a look at its directory may tell the format more exactly."""
    return kind.id in ("zip", "ole")


def look_inside(kind: Format, stream: BinaryIO, name: str) -> Format:  # noqa: ARG001 - soon
    """The format of a container as its directory tells it; the stream is left at its beginning."""
    stream.seek(0)
    return kind


@functools.cache
def _by_first_byte() -> tuple[tuple[tuple[int, bytes, str], ...], ...]:
    """The signatures that a file with each first byte can have, in their order."""
    return tuple(tuple(row for row in SIGNATURES if row[0] or row[1][0] == first) for first in range(256))


@functools.cache
def format_of(format_id: str) -> Format:
    """A format by its id."""
    return Format(format_id, MEDIA.get(format_id, "other"))


def _refine(format_id: str, head: bytes, name: str) -> str:
    """The member of a container's family: by what the container shows of its inside, else by the file's name."""
    shown = _list_members(head) if format_id == "zip" else head
    for container, mark, member_id in CONTAINERS:
        if container == format_id and mark in shown:
            return member_id
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return FAMILIES.get(format_id, {}).get(suffix, format_id)


def _list_members(head: bytes) -> bytes:
    """The names of the members that begin in the head, one a line; a stored first member counts with its content."""
    names = [b"\n"]
    at = 0
    while (at := head.find(_MEMBER, at)) >= 0:
        start = at + _MEMBER_HEADER_BYTES
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        names.append(head[start : start + length] + b"\n")
        if head[start : start + length] == b"mimetype":
            names.append(head[start + length : start + length + 80] + b"\n")
        at += len(_MEMBER)
    return b"".join(names)
