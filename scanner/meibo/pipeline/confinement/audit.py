"""Python's own events, refused where no parser needs them: the layer that every platform has.

Compiled code raises no events; the other layers bind it.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Final

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = frozenset((
    "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.link", "os.mkdir",
    "os.posix_spawn", "os.remove", "os.rename", "os.rmdir", "os.spawn", "os.startfile", "os.symlink", "os.system",
    "os.truncate", "os.utime", "shutil.copyfile", "shutil.move", "shutil.rmtree", "socket.bind", "socket.connect",
    "socket.getaddrinfo", "socket.sendmsg", "socket.sendto", "subprocess.Popen", "tempfile.mkdtemp",
    "tempfile.mkstemp", "webbrowser.open",
))  # fmt: skip


class ConfinedError(PermissionError):
    """A parser tried what no parser needs."""


def refuse_events() -> None:
    """From now on, Python code that tries these gets a ConfinedError."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES):
            raise ConfinedError(event)
    elif event in _REFUSED:
        raise ConfinedError(event)
