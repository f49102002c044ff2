"""Lets neither this process nor those that it starts leave a core dump: memory holds content, passwords and the key."""

from __future__ import annotations

import os
from typing import Final

_PATTERN: Final = "/proc/sys/kernel/core_pattern"
_TO_PROGRAMS: Final = ("|", "@")
"""The kernel hands a dump to a program, or a socket: whatever the limit is, but for one byte, which refuses it
(``do_coredump`` in ``fs/coredump.c``; ``core(5)``)."""


def refuse_core_dumps() -> None:
    """For good: the bound is one that nothing but root can raise again. Windows has no such thing."""
    if os.name != "posix":
        return
    import resource

    most = 1 if _read_pattern().startswith(_TO_PROGRAMS) else 0
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (bound, bound))


def _read_pattern() -> str:
    try:
        with open(_PATTERN, encoding="utf-8", errors="replace") as pattern:  # noqa: PTH123 - no path of ours
            return pattern.read(1)
    except OSError:
        return ""
