"""Where a target leads on this machine: found once, so that every process of a scan goes to the same place.

A target may be a link, and so may folders above it. Whoever can change one of them could otherwise lead the processes
that open the files elsewhere than the one that listed them.
"""

from __future__ import annotations

import os

import msgspec

from meibo_connectors.file_uri import path_of, uri_of
from meibo_connectors.model import Target


def settle(target: Target) -> Target:
    """The target with the place that its links lead to now; as it was where it is settled, or no folder of ours.

    What only the system can follow, such as ``/proc/PID/root``, has no place that could be written down.
    """
    if target.place or not target.uri.startswith("file://"):
        return target
    named = os.fsdecode(path_of(target.uri))
    place = os.path.realpath(named)
    try:
        is_same = os.path.samestat(os.stat(named), os.lstat(place))  # noqa: PTH116 - beside realpath, never raising
    except OSError:
        return target  # whoever opens it says why
    return msgspec.structs.replace(target, place=uri_of(place)) if is_same else target
