"""seccomp: which system calls a parser may make; what is not listed does not exist for it.

Refused calls return an error and do not kill. Libraries try things that they can do without, and a killed parser would
lose the file; a listed refusal reads EPERM. All else reads ENOSYS, as on an older kernel: that is what C libraries
expect of a call that came after this list, and they then take the older one.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, Final

from meibo.pipeline.confinement.call_lists import ALLOWED, REFUSED
from meibo.pipeline.confinement.linux import call_library

if TYPE_CHECKING:
    from seccompy import Filter

_NEW_THREAD: Final = 0x0001_0000
_IS_TERMINAL: Final = 0x5401
"""What Python asks of each file that it opens."""
_NAME_THREAD: Final = 15
_NAME_MEMORY: Final = 0x5356_4D41
_PROCESSOR_TIME: Final = 0
"""The one limit that is set again for each file."""


def load_library() -> None:
    """Load what speaks with the kernel, as long as that may look for it."""
    with contextlib.suppress(ImportError, OSError):
        import seccompy

        seccompy.supported()


def refuse_others() -> bool:
    """Refuse all calls but the listed ones, in every thread; False where the kernel or the processor has no filter."""
    try:
        from seccompy import Action, Filter, FilterFlag

        rules = Filter(Action.ERRNO | errno.ENOSYS, flags=FilterFlag.TSYNC)
        for name in ALLOWED:
            with contextlib.suppress(ValueError):  # this processor's Linux never had it
                rules.allow(name)
        _allow_in_part(rules)
        for name in REFUSED:
            with contextlib.suppress(ValueError):
                rules.errno(name, errno.EPERM)
        rules.load()
    except (ImportError, OSError):
        return False
    return call_library("unlink", b"") == errno.EPERM  # where another thread has other filters, nobody says so


def _allow_in_part(rules: Filter) -> None:
    """Calls that are harmless with some arguments only; with others, they are refused."""
    from seccompy import CmpOp

    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_TMPFILE & ~os.O_DIRECTORY
    for name, index in (("open", 1), ("openat", 2)):
        with contextlib.suppress(ValueError):
            rules.allow(name, args=[(index, CmpOp.MASKED_EQ, 0, writes)])
    rules.allow("clone", args=[(0, CmpOp.MASKED_EQ, _NEW_THREAD, _NEW_THREAD)])
    rules.allow("ioctl", args={1: _IS_TERMINAL})
    for option in (_NAME_THREAD, _NAME_MEMORY):
        rules.allow("prctl", args={0: option})
    rules.allow("prlimit64", args={2: 0})  # asks only
    rules.allow("prlimit64", args={0: 0, 1: _PROCESSOR_TIME})
    rules.allow("setrlimit", args={0: _PROCESSOR_TIME})
    rules.allow("tgkill", args={0: os.getpid()})  # how a process aborts
