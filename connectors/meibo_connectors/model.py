"""The words that connectors share: what is named to be scanned, what lies there, and who can read it."""

from __future__ import annotations

import enum
from typing import Literal

import msgspec


class Target(msgspec.Struct, frozen=True):
    """A place that was named to be scanned; never holds credentials."""

    uri: str


class Audience(enum.StrEnum):
    """Who can read a file, widest first."""

    PUBLIC = "public"
    EVERYONE = "everyone"
    GROUPS = "groups"
    OWNER = "owner"
    UNKNOWN = "unknown"


class Access(msgspec.Struct, frozen=True, array_like=True):
    """Who can read, and where that statement comes from (``mode 0640``, an ACL, a policy)."""

    audience: Audience
    source: str


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One file as a listing shows it, before anything of it is read."""

    path: str
    """Relative to the target, ``/``-separated; bytes that are no UTF-8 are spelled ``\\xHH`` (see ``names.py``)."""
    size_bytes: int
    modified_ns: int
    """Nanoseconds since 1970, UTC."""
    version: str
    """Changes whenever the content may have changed: an etag, or device, inode and change time."""
    owner: str
    access: Access


Code = Literal[
    "permission-denied", "io-error", "not-found", "vanished", "loop", "special-file", "link", "name-too-long"
]
"""``not-found`` is said of a target only; what a listing once showed has ``vanished``."""


class Trouble(msgspec.Struct, frozen=True):
    """Something in a listing that cannot be read: a folder, or an entry that is no regular file."""

    path: str
    code: Code
    is_folder: bool
    """A folder that cannot be listed hides an unknown number of files; anything else counts as one entry."""
    detail: str = ""
    """What it is, or the operating system's error name; never file content."""
