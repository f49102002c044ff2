"""Gives way to everybody else on the processor and on the disk, as far as the platform knows of such a thing.

Linux and macOS hand both priorities down to the processes that are started later; on Windows each process asks itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import sys
from typing import Any, Final

_IOPRIO_SET: Final = {
    "x86_64": 251, "aarch64": 30, "riscv64": 30, "i686": 289, "armv7l": 314, "ppc64le": 273, "s390x": 282,
}  # fmt: skip
"""The number of the system call (ioprio_set(2); the C library has no function for it)."""
_OF_PROCESS: Final = 1
IDLE: Final = 3 << 13
"""Only when nobody else asks the disk for anything; kernels see to it that even this gets on."""
LOWEST: Final = 2 << 13 | 7
"""Best effort, behind everybody: for kernels that keep the class above for root."""
_DISK, _PROCESS, _THROTTLE = 0, 0, 3
"""setiopolicy_np(3) of macOS."""
_IDLE_CLASS, _IO_PRIORITY, _VERY_LOW = 0x40, 33, 0
"""SetPriorityClass and NtSetInformationProcess of Windows. Its background mode of a whole process would also bound the
working set to 32 MB, in which no worker has room."""


def lower_priority() -> None:
    """Take the lowest priority of processor and disk for this process, before it starts threads and processes."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        if sys.platform == "win32":
            _lower_on_windows()
        else:
            os.nice(19)
            _lower_disk()


def _lower_disk() -> None:
    library: Any = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        library.setiopolicy_np(_DISK, _PROCESS, _THROTTLE)
    elif (call := _IOPRIO_SET.get(platform.machine())) is not None and library.syscall(call, _OF_PROCESS, 0, IDLE):
        library.syscall(call, _OF_PROCESS, 0, LOWEST)


def _lower_on_windows() -> None:
    windows: Any = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    this = ctypes.c_void_p(-1)  # GetCurrentProcess
    windows.kernel32.SetPriorityClass(this, _IDLE_CLASS)
    level = ctypes.c_ulong(_VERY_LOW)
    windows.ntdll.NtSetInformationProcess(this, _IO_PRIORITY, ctypes.byref(level), ctypes.sizeof(level))
