"""Counts the files and folders whose time of access reading has moved, where the system could not be asked to leave it.

Linux leaves it to whoever owns a file, and to root (``O_NOATIME``); a server keeps its own. Nobody else may set it back
either, and that would move the time of change, by which backups and the next scan know a file: so it is told instead.
"""

from __future__ import annotations

import fcntl
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meibo_connectors.mounts import Mount

_O_NOATIME: int = getattr(os, "O_NOATIME", 0)  # Linux only


class AccessWatch:
    """Used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moved = 0

    def begin(self, descriptor: int, mount: Mount | None) -> int | None:
        """The time of access before something is read, None where it will stay; nanoseconds since 1970."""
        if mount is None and fcntl.fcntl(descriptor, fcntl.F_GETFL) & _O_NOATIME:
            return None
        return os.fstat(descriptor).st_atime_ns

    def end(self, descriptor: int, before: int | None) -> None:
        """Count what was read if its time has moved."""
        if before is not None and os.fstat(descriptor).st_atime_ns != before:
            with self._lock:
                self._moved += 1

    def take(self) -> int:
        """How many have moved since this was last asked."""
        with self._lock:
            moved, self._moved = self._moved, 0
        return moved
