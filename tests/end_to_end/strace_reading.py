"""Runs a command under strace, and says which of its system calls would have changed something below a folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

OPENING: Final = ("open", "openat", "openat2", "creat")
CHANGING: Final = (
    "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "mknod", "mknodat", "link",
    "linkat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown",
    "fchownat", "truncate", "ftruncate", "fallocate", "utime", "utimes", "utimensat", "futimesat", "setxattr",
    "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr",
)  # fmt: skip
"""Whatever changes a file, a folder or what is known of them, but for writing, which needs a descriptor for it."""
_WRITES: Final = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)|creat\(")


class Traced(NamedTuple):
    """What was called."""

    opened: int
    """How often something below the folder was opened for reading."""
    violations: list[str]
    """The calls that would have changed something below it."""


def strace_line(place: Path) -> tuple[str, ...]:
    """What goes before a command; each process writes a file of its own, whose name begins with ``place``."""
    calls = ",".join(f"?{name}" for name in (*OPENING, *CHANGING))
    return ("strace", "-ff", "-y", "-qq", "-s", "4096", "--seccomp-bpf", "-e", f"trace={calls}", "-o", str(place))


def read_trace(place: Path, folder: Path) -> Traced:
    """The calls of all processes; descriptors are shown with the path that they stand for."""
    opened, violations = 0, []
    shown = (_spell(str(folder)), str(folder))
    for trace in place.parent.glob(f"{place.name}.*"):
        for line in trace.read_text("utf-8", "replace").splitlines():
            if not any(name in line for name in shown):
                continue
            if line.partition("(")[0] not in OPENING or _WRITES.search(line):
                violations.append(line)
            elif " = -1 " not in line:
                opened += 1
    return Traced(opened, violations)


def _spell(path: str) -> str:
    """A path as strace writes one that is not ASCII."""
    return "".join(chr(byte) if byte < 128 else f"\\{byte:o}" for byte in path.encode())
