"""What a process knows of itself and its machine, and how a child bounds its memory and ends with its parent."""

from __future__ import annotations

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


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
    if os.name != "posix" or not os.path.exists("/proc/self/statm"):  # noqa: PTH110 - no path of ours
        return 0
    import resource

    with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123 - no path of ours
        return int(status.read().split()[column]) * resource.getpagesize()
