"""The words that connectors share: what is named to be scanned, what lies there, and who can read it."""

from __future__ import annotations

import enum
from typing import Literal

import msgspec


class Target(msgspec.Struct, frozen=True):
    """A place that was named to be scanned; never holds credentials."""

    uri: str
    place: str = ""
    """Of a ``file://`` target, as ``settle`` found it: the URI without a link, and none is followed to it any more."""


class Audience(enum.StrEnum):
    """Who can read a file, widest first."""

    PUBLIC = "public"
    """Whoever has the address, without logging in."""
    EVERYONE = "everyone"
    """Everybody who can log in."""
    CROSS_ACCOUNT = "cross-account"
    """Accounts of a cloud other than the owner's."""
    ACCOUNT = "account"
    """Identities of the owner's own account, as its policies decide."""
    GROUPS = "groups"
    """Groups or users that are named."""
    OWNER = "owner"
    UNKNOWN = "unknown"


class Access(msgspec.Struct, frozen=True, array_like=True):
    """Who can read, and where that statement comes from (``mode 0640``, an ACL, a policy)."""

    audience: Audience
    source: str


UNTOLD = Access(Audience.UNKNOWN, "")
"""Nothing is said here of who can read: what was said before stands."""

ASK = "?"
"""Of ``Entry.readers_state``."""

Code = Literal[
    "permission-denied", "io-error", "not-found", "vanished", "loop", "special-file", "link", "name-too-long",
    "login-failed", "unreachable", "throttled", "offline-stub", "archived", "customer-key",
]  # fmt: skip
"""``not-found`` is said of a target only; what a listing once showed has ``vanished``. ``README.md`` says what each
means."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One file as a listing shows it, before anything of it is read."""

    path: str
    """Relative to the target, ``/``-separated; bytes that are no UTF-8 are spelled ``\\xHH`` (see ``names.py``)."""
    size_bytes: int
    modified_ns: int
    """Nanoseconds since 1970, UTC."""
    version: str
    """Changes whenever the content may have changed: an etag, or inode and change time."""
    owner: str
    access: Access
    obstacle: Code | None = None
    """What the listing says against opening it: it would be recalled from a tape, or needs a key that nobody gave."""
    obstacle_detail: str = ""
    """Such as the storage class."""
    readers_state: str = ""
    """Where the listing does not tell who can read: changes whenever that may have changed. ``ASK`` where nothing in
    the listing would show it; empty where the listing tells, or nothing can."""


class Trouble(msgspec.Struct, frozen=True):
    """Something in a listing that cannot be read: a folder, or an entry that is no regular file."""

    path: str
    code: Code
    is_folder: bool
    """A folder that cannot be listed hides an unknown number of files; anything else counts as one entry."""
    detail: str = ""
    """What it is, or the operating system's error name; never file content."""


class Check(msgspec.Struct, frozen=True):
    """One step of trying a target, as ``diagnose`` takes it: what was tried, and how it ended."""

    code: str
    """Such as ``connect``, ``login``, ``list``, ``read``, ``read-access``; the catalogue says it in words."""
    outcome: Literal["ok", "missing", "unknown"]
    """``missing`` where something is to be done before a scan is complete; ``unknown`` where it couldn't be tried."""
    detail: str = ""
    """What was found, or the system's name of the error; never a password, a file's name or content."""
