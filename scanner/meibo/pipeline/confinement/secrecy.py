"""What processes that hold keys or credentials do so that nobody else comes to see them."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from meibo.pipeline.confinement.rights import hide_memory
from meibo.pipeline.core_dumps import refuse_core_dumps
from meibo_connectors.model import Target


def keep_to_itself(targets: Iterable[Target]) -> None:
    """Write no core; and where a target needs credentials, let no process of the same user look into this one's memory,
    environment and open files. As far as the system can; programs that are started are not bound."""
    refuse_core_dumps()
    if sys.platform == "linux" and any(not target.uri.startswith("file:") for target in targets):
        hide_memory()
