"""What a process knows of itself and its machine, and how a child bounds its memory and ends with its parent."""

from __future__ import annotations

import functools
import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import Final

THREAD_BYTES: Final = 72 << 20
"""What the allocator and the stack of a thread set aside on Linux, where a limit of memory counts that too."""


def limit_memory(extra_bytes: int) -> None:
    """Let this process grow by so much over what it holds now; where the platform has no such limit, do nothing."""
    held = measure_memory()
    if not held:
        return
    import resource

    bound = held + extra_bytes
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


def count_processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measure_memory() -> int:
    """Bytes of this process's address space, 0 where the platform does not say."""
    return _read_pages(0)


def measure_resident() -> int:
    """Bytes of this process in memory, 0 where the platform does not say."""
    return _read_pages(1)


def end_with_parent() -> None:
    """Leave at once when the parent is gone, even in the middle of a file."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()


def _read_pages(column: int) -> int:
    status = _open_status()
    if status is None:
        return 0
    import resource

    return int(os.pread(status, 256, 0).split()[column]) * resource.getpagesize()


@functools.cache
def _open_status() -> int | None:
    """It stays open: a process that is confined may open it no more."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None
