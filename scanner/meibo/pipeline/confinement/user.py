"""Who a parser is where the scan is root: nobody, for good."""

from __future__ import annotations

import os
from typing import Final

from meibo.pipeline.confinement.folders import open_to

NOBODY: Final = 65534
"""User and group to which no file belongs; what Linux calls nobody."""


def become_nobody() -> bool:
    """Leave the rights of root, or find that this is no root; False where it stays root.

    That is where a container does not know this user, and where only root can read meibo's own files.
    """
    if os.geteuid() != 0:
        return os.getuid() != 0
    try:
        os.setgroups([])
        if not open_to(NOBODY, NOBODY):
            return False
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    except (OSError, AttributeError):  # the latter where a system has no such calls
        return False
    return True
