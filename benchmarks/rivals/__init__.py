"""Other programs that read the same text in the same run: one file each, imported only when it is asked for.

Those that are Python packages stand in the dependency group ``peers``; nothing of the product imports them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Final

import msgspec

LIBRARIES: Final = ("presidio", "datafog_regex", "datafog_compiled")
"""Modules whose ``open_rival`` gives a scanner of text."""


class Rival(msgspec.Struct, frozen=True):
    """A scanner that takes text and tells how much it found."""

    name: str
    version: str
    scan: Callable[[str], int]


def open_rival(name: str) -> Rival | None:
    """One of LIBRARIES, ready to scan; None where it is not installed."""
    try:
        rival: Rival = importlib.import_module(f"rivals.{name}").open_rival()
    except ModuleNotFoundError:
        return None
    return rival
