"""Confines itself by some layers, tries what no parser may, and prints what came of it: LAYERS PORT

LAYERS are joined by commas. Every attempt is a bare system call, so that nothing but the kernel can refuse it. Prints
JSON: the layers that hold, of each attempt 0 or the error's number, and refused calls that get through. Ends with the
exit code 42, if its last attempt, to become another program, was refused.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable

from seccompy import syscall_nr

from meibo.pipeline.confinement.call_lists import REFUSED
from meibo.pipeline.confinement.layers import confine

HERE = -100
"""The folder that a process is in, for calls that take a path and a folder."""
CHILD_SIGNAL = 17
SEIZE = 0x4206
LIBRARY = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: object) -> int:
    """Make a system call; 0, or the number of its error. What it opens is closed again."""
    passed = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    ctypes.set_errno(0)
    result = LIBRARY.syscall(ctypes.c_long(syscall_nr(name)), *passed)
    if result == -1:
        return ctypes.get_errno()
    if name in ("openat", "socket", "memfd_create"):
        os.close(result)
    return 0


def open_at(path: bytes, flags: int) -> int:
    return call("openat", HERE, path, flags, 0o600)


def connect(held: int | None, family: int, address: bytes) -> int:
    """Connect a socket that there was before, or one of its own."""
    if held is not None:
        return call("connect", held, address, len(address))
    made = LIBRARY.syscall(syscall_nr("socket"), family, int(socket.SOCK_STREAM), 0)
    if made < 0:
        return ctypes.get_errno()
    try:
        return call("connect", made, address, len(address))
    finally:
        os.close(made)


def fork() -> int:
    """A process of its own, by the call that Linux has everywhere."""
    child = LIBRARY.syscall(syscall_nr("clone"), CHILD_SIGNAL, None, None, None, None)
    if child == 0:
        LIBRARY._exit(0)
    if child < 0:
        return ctypes.get_errno()
    os.waitpid(child, 0)
    return 0


def start_thread() -> int:
    threading.Thread(target=lambda: None).start()
    return 0


def grow(held: int) -> int:
    return call("write", held, b"more", 4)


def open_many() -> int:
    """More descriptors than a parser needs."""
    held: list[int] = []
    try:
        held.extend(os.dup(0) for _ in range(200))
    except OSError as error:
        return error.errno or -1
    finally:
        for descriptor in held:
            os.close(descriptor)
    return 0


def main() -> int:
    layers, port = sys.argv[1], int(sys.argv[2])
    held_file = os.open("held.txt", os.O_RDWR)
    held_socket = socket.socket().detach()
    parent = os.getppid()
    internet = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(port), bytes([127, 0, 0, 1]))
    unix = struct.pack("=H", socket.AF_UNIX) + b"\0meibo-" + str(port).encode()
    attempts: dict[str, Callable[[], int]] = {
        "read the file that is lent": lambda: call("lseek", held_file, 0, 0) or call("read", held_file, bytes(4), 4),
        "start a thread": start_thread,
        "grow the file that is lent": lambda: grow(held_file),
        "cut the file that is lent": lambda: call("ftruncate", held_file, 4),
        "open many files": open_many,
        "make a file": lambda: open_at(b"made.txt", os.O_CREAT | os.O_WRONLY),
        "make a file without a name": lambda: open_at(b".", os.O_TMPFILE | os.O_WRONLY),
        "write a file": lambda: open_at(b"there.txt", os.O_WRONLY),
        "empty a file": lambda: call("truncate", b"emptied.txt", 0),
        "make a folder": lambda: call("mkdirat", HERE, b"made", 0o700),
        "make a link": lambda: call("symlinkat", b"there.txt", HERE, b"link"),
        "rename a file": lambda: call("renameat2", HERE, b"renamed.txt", HERE, b"made-2.txt", 0),
        "remove a file": lambda: call("unlinkat", HERE, b"removed.txt", 0),
        "change modes": lambda: call("fchmodat", HERE, b"there.txt", 0o644),
        "read the target by its path": lambda: open_at(b"there.txt", os.O_RDONLY),
        "list the target": lambda: open_at(b".", os.O_RDONLY | os.O_DIRECTORY),
        "read what is another user's": lambda: open_at(b"closed.txt", os.O_RDONLY),
        "reach a server": lambda: connect(None, socket.AF_INET, internet),
        "reach a server by a socket from before": lambda: connect(held_socket, socket.AF_INET, internet),
        "reach a process by its socket": lambda: connect(None, socket.AF_UNIX, unix),
        "make a process": fork,
        "signal the parent": lambda: call("kill", parent, 0),
        "look into the parent": lambda: call("ptrace", SEIZE, parent, 0, 0),
        "make memory that others see": lambda: call("memfd_create", b"m", 0),
        "leave the namespaces": lambda: call("unshare", 0x0200_0000),
    }
    holding = confine(layers.split(",") if layers else ())
    told = {name: attempt() for name, attempt in attempts.items()}
    open_calls = [name for name in REFUSED if _is_open(name)] if "calls" in holding else []
    sys.stdout.write(json.dumps({"layers": holding, "told": told, "open_calls": open_calls}))
    sys.stdout.flush()
    LIBRARY.syscall(syscall_nr("execve"), b"/bin/true", None, None)
    return 42


def _is_open(name: str) -> bool:
    """Whether a call that is refused gets through, with arguments that the kernel can make nothing of."""
    try:
        return call(name, *[-1] * 6) != errno.EPERM
    except ValueError:  # not on this processor
        return False


if __name__ == "__main__":
    sys.exit(main())
