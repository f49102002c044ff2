"""What a parser's process takes from itself before it sees a file: network, new files, other programs, core dumps.

Where the kernel gives an ordinary process a network namespace of its own, there is no network to reach. Everywhere
else, and for all else, Python's audit events refuse; the library code of wheels is bound by the resource limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from typing import Any, Final

_NEW_NETWORK: Final = 0x4000_0000
_NEW_USER: Final = 0x1000_0000
_DIE_WITH_PARENT: Final = 1
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = frozenset((
    "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.link", "os.mkdir", "os.posix_spawn", "os.remove",
    "os.rename", "os.rmdir", "os.spawn", "os.startfile", "os.symlink", "os.system", "os.truncate", "os.utime",
    "shutil.copyfile", "shutil.move", "shutil.rmtree", "socket.bind", "socket.connect", "socket.getaddrinfo",
    "socket.sendmsg", "socket.sendto", "subprocess.Popen", "tempfile.mkdtemp", "tempfile.mkstemp", "webbrowser.open",
))  # fmt: skip


class ConfinedError(PermissionError):
    """A parser tried what no parser needs."""


def confine() -> None:
    """Confine this process for good; to be called before it starts a thread."""
    if sys.platform == "linux":
        _leave_network()
    if os.name == "posix":
        _bound_resources()
    sys.addaudithook(_refuse)


def _leave_network() -> None:
    """Move into a network of its own, which is empty; a kernel that refuses leaves that to the audit events."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_USER | _NEW_NETWORK)


def _bound_resources() -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead
    for bound in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(bound, (0, 0))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES):
            raise ConfinedError(event)
    elif event in _REFUSED:
        raise ConfinedError(event)
