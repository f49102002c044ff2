"""The audit log: who did what with an inventory. Entries are only ever added, each sealed onto the one before."""

from __future__ import annotations

import getpass
import os
import platform
import sqlite3
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

Action = Literal[
    "seal", "scan-begin", "scan-resume", "scan-end", "export", "reveal", "mark", "serve-begin", "serve-login",
    "serve-end", "backup", "repair", "prune", "compact",
]  # fmt: skip
"""What is recorded; the catalogue says each in words."""


class Act(msgspec.Struct, frozen=True):
    """Something that is to be recorded."""

    action: Action
    details: dict[str, Any] = {}
    """Names and numbers; never a value that was found, a password or a token."""
    person: str = ""
    """Who says to be acting, where that is said."""


class Entry(msgspec.Struct, frozen=True):
    """A line of the log."""

    id: int
    made: str
    """UTC, ISO 8601."""
    user: str
    """As the system knows the user of the process, whatever its environment says."""
    uid: int | None
    host: str
    pid: int
    person: str
    action: str
    details: dict[str, Any]
    seal: str
    """Hex; empty in an inventory that is not sealed."""


def note_act(connection: sqlite3.Connection, act: Act) -> None:
    """Add an entry, as part of the running transaction."""
    connection.execute(
        "INSERT INTO audit (made, user, uid, host, pid, person, action, details, before)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT seal FROM audit ORDER BY id DESC LIMIT 1))",
        (
            datetime.now(UTC).isoformat(timespec="seconds"), _name_user(), _find_uid(), platform.node(), os.getpid(),
            act.person, act.action, msgspec.json.encode(act.details, order="sorted").decode(),
        ),
    )  # fmt: skip


def read_entries(connection: sqlite3.Connection) -> list[Entry]:
    """The whole log, oldest first."""
    rows = connection.execute(
        "SELECT id, made, user, uid, host, pid, person, action, details, lower(hex(coalesce(seal, x''))) FROM audit"
        " ORDER BY id"
    )
    return [Entry(*(*row[:8], _decode_details(row[8]), row[9])) for row in rows]


_decode_details: Final = msgspec.json.Decoder(dict[str, Any]).decode


def _find_uid() -> int | None:
    return os.getuid() if hasattr(os, "getuid") else None


def _name_user() -> str:
    uid = _find_uid()
    if uid is not None:
        import pwd

        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:  # a container without a user of that number
            return ""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
