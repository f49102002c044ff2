"""Tells whether anybody has opened or read what lies in a folder: inotify(7), which nothing that reads can avoid."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path
from typing import Final, Self

_ACCESS, _OPEN = 0x1, 0x20
_EVENT: Final = struct.Struct("iIII")


class Reads:
    """Watches a folder and the folders that lie directly in it."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor: int = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        for place in (folder, *(place for place in folder.iterdir() if place.is_dir())):
            if libc.inotify_add_watch(self._descriptor, os.fsencode(place), _ACCESS | _OPEN) < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def take(self) -> list[str]:
        """The names that were opened or read since this was last asked; an empty one stands for a folder itself."""
        try:
            content = os.read(self._descriptor, 1 << 20)
        except BlockingIOError:
            return []
        names, at = [], 0
        while at < len(content):
            length = _EVENT.unpack_from(content, at)[3]
            at += _EVENT.size
            names.append(content[at : at + length].rstrip(b"\0").decode())
            at += length
        return names
