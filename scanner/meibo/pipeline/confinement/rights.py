"""What a process on Linux gives up of itself: capabilities, rights of programs that it starts, and being looked at.

A worker, which holds credentials, gives up what costs it nothing; a parser gives up all of it.
"""

from __future__ import annotations

import signal
import struct
from typing import Final

from meibo.pipeline.confinement.linux import call_library

_DIE_WITH_PARENT: Final = 1
_BE_DUMPABLE: Final = 4
_DROP_FROM_BOUND: Final = 24
_NO_NEW_RIGHTS: Final = 38
_AMBIENT: Final = 47
_CLEAR_ALL: Final = 4
_CAPABILITIES: Final = 64
"""More than any kernel knows."""
_CAPABILITY_VERSION: Final = 0x2008_0522


def drop_bounds() -> None:
    """No program that this process starts could be given a capability; for who may say so, which root may."""
    for capability in range(_CAPABILITIES):
        if call_library("prctl", _DROP_FROM_BOUND, capability, 0, 0, 0):
            return  # the last that this kernel knows was before


def give_up() -> bool:
    """No capability, none by a program that is started, no look into memory by others of the same user, and an end
    with the parent; False where a capability may be left."""
    call_library("prctl", _AMBIENT, _CLEAR_ALL, 0, 0, 0)
    own = struct.pack("=Ii", _CAPABILITY_VERSION, 0)
    is_bare = call_library("capset", own, bytes(24)) == 0
    is_bound = refuse_new_rights()
    hide_memory()
    call_library("prctl", _DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)  # forgotten when the user changes: not before
    return is_bare and is_bound


def hide_memory() -> None:
    """Nobody but root looks into this process, and no core of it is written."""
    call_library("prctl", _BE_DUMPABLE, 0, 0, 0, 0)


def refuse_new_rights() -> bool:
    """No program that this process starts has more rights than it, whatever its modes say; False where that fails."""
    return call_library("prctl", _NO_NEW_RIGHTS, 1, 0, 0, 0) == 0
