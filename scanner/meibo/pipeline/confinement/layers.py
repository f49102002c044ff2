"""The layers that confine a parser's process, their order, and which of them hold on this machine.

Each refuses by other means, so that an error in one of them, or a kernel without it, leaves the others. What a machine
does not have is told, never assumed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from typing import Final

from meibo.pipeline.confinement import audit, files, limits, network, rights, system_calls, user

LAYERS: Final = ("limits", "network", "user", "rights", "files", "calls", "events")
"""Resource limits, an empty network, another user, no rights, Landlock, seccomp and Python's audit events."""


def confine(layers: Collection[str] = LAYERS) -> tuple[str, ...]:
    """Confine this process for good, and return the layers that hold; to be called before it starts a thread.

    Fewer layers are for tests, which try each alone.
    """
    is_linux = sys.platform == "linux"
    if is_linux:  # these look for the C library with the help of other programs
        files.load_library()
        system_calls.load_library()
    held = set()
    if "limits" in layers and os.name == "posix" and limits.bound_resources():
        held.add("limits")
    # The system gives an empty network to who may have it, then to who leaves its users too: root is nobody by then.
    if "network" in layers and is_linux and network.leave(with_users=False):
        held.add("network")
    if "rights" in layers and is_linux:
        rights.drop_bounds()
    if "user" in layers and os.name == "posix" and user.become_nobody():
        held.add("user")
    if "network" in layers and is_linux and "network" not in held and network.leave(with_users=True):
        held.add("network")
    if "rights" in layers and is_linux and rights.give_up():
        held.add("rights")
    if "files" in layers and is_linux and files.refuse_paths():
        held.add("files")
    if "calls" in layers and is_linux and system_calls.refuse_others():
        held.add("calls")
    if "events" in layers:
        audit.refuse_events()
        held.add("events")
    return tuple(layer for layer in LAYERS if layer in held)
