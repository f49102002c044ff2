"""A network of a process's own, in which there is nothing, not even itself."""

from __future__ import annotations

from typing import Final

from meibo.pipeline.confinement.linux import call_library

_NEW_NETWORK: Final = 0x4000_0000
_NEW_USERS: Final = 0x1000_0000


def leave(*, with_users: bool) -> bool:
    """Move into an empty network; an ordinary user may do so together with a table of users that is empty too.

    False where the system forbids it, or has threads that would stay.
    """
    return call_library("unshare", _NEW_NETWORK | (_NEW_USERS if with_users else 0)) == 0
