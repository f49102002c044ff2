"""Where playa finds its maps of characters, also where only a descriptor leads to them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self


class _AsReached(type(Path())):  # type: ignore[misc]  # PosixPath or WindowsPath
    """A path that stays as it is spelt: resolved, one that leads through a descriptor would be closed to this user."""

    def resolve(self, strict: bool = False) -> Self:  # noqa: ARG002 - as pathlib has it
        return type(self)(os.path.normpath(self))


def reach_character_maps() -> None:
    """To be called before playa reads a file: it resolves the place of its maps when it is imported."""
    from playa import cmapdb

    cmapdb.CMAP_DIR = _AsReached(os.path.dirname(cmapdb.__file__), "cmap")  # noqa: PTH120 - as it was imported
