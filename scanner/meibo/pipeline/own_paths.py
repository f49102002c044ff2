"""Where meibo's own files lie below the targets, so that a scan leaves them out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from meibo_connectors import file_uri
from meibo_connectors.model import Target
from meibo_connectors.names import escape


def find_own_paths(targets: Sequence[Target], own: Sequence[Path]) -> tuple[frozenset[str], ...]:
    """For each target the entry paths of those of our files that lie in it; empty for targets elsewhere."""
    real = [path.resolve() for path in own]
    return tuple(frozenset(_inside(target, real)) for target in targets)


def _inside(target: Target, own: Sequence[Path]) -> list[str]:
    if not target.uri.startswith("file://"):
        return []
    root = Path(os.fsdecode(file_uri.path_of(target.uri))).resolve()
    if root in own:
        return [escape(os.fsencode(root.name))]
    return [escape(os.fsencode(path.relative_to(root).as_posix())) for path in own if path.is_relative_to(root)]
