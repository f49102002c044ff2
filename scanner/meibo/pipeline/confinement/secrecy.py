"""What processes that hold keys or credentials do so that nobody else comes to see them."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable

from meibo.pipeline.confinement.rights import hide_memory
from meibo_connectors.model import Target


def keep_to_itself(targets: Iterable[Target]) -> None:
    """Write no core; and where a target needs credentials, let no process of the same user look into this one's memory,
    environment and open files. As far as the system can; programs that are started are not bound."""
    if os.name == "posix":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and any(not target.uri.startswith("file:") for target in targets):
        hide_memory()
