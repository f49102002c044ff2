"""Where meibo's own files lie below the targets, so that a scan leaves them out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from meibo.inventory.own_links import follow_own_links, is_ours
from meibo_connectors import file_uri
from meibo_connectors.model import Target
from meibo_connectors.names import escape


def find_own_paths(targets: Sequence[Target], own: Sequence[Path]) -> tuple[frozenset[str], ...]:
    """For each target the entry paths of those of our files that lie in it; empty for targets elsewhere."""
    real = list(_choose_ours(own))
    return tuple(frozenset(_inside(target, real)) for target in targets)


def _choose_ours(own: Iterable[Path]) -> Iterator[Path]:
    """Where they are. What another user has put in the place of a file of ours, or makes it lead to, is read like any
    other: else a link, or a name that an old report had, would hide a roster."""
    for path in own:
        try:
            place = follow_own_links(path)
            if os.name != "posix" or is_ours(place.lstat()):
                yield place
        except FileNotFoundError:
            yield place
        except OSError:
            continue


def _inside(target: Target, own: Sequence[Path]) -> list[str]:
    if not target.uri.startswith("file://"):
        return []
    root = Path(os.fsdecode(file_uri.path_of(target.uri))).resolve()
    if root in own:
        return [escape(os.fsencode(root.name))]
    return [escape(os.fsencode(path.relative_to(root).as_posix())) for path in own if path.is_relative_to(root)]
