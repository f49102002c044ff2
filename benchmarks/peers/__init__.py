"""Other tools on the same files, judged by the same scorer: one file each, imported only when it is asked for.

They stand in the dependency group ``peers``; nothing of the product imports them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

Spans = Iterable[tuple[str, str]]
"""Kind and value as written."""

FINDERS: Final = ("sudachi", "ginza", "presidio")
"""Modules whose ``open_peer`` gives a finder of personal data in text."""
JUDGES: Final = ("stdnum", "phone_numbers")
"""Modules whose ``open_judges`` gives judges of single values."""


class Peer(msgspec.Struct, frozen=True):
    """A tool that finds personal data in a text."""

    name: str
    version: str
    kinds: tuple[str, ...]
    find: Callable[[str], Spans]


class Judge(msgspec.Struct, frozen=True):
    """A function that accepts or refuses a value of one detector."""

    name: str
    version: str
    detector: str
    accepts: Callable[[str], bool]


class PeerMissingError(Exception):
    """A tool that is to be compared is not installed."""


def open_peer(name: str) -> Peer:
    """One of FINDERS, ready to read; raises PeerMissingError where it is not installed."""
    peer: Peer = _call(name, "open_peer")
    return peer


def open_judges(name: str) -> list[Judge]:
    """The judges of one of JUDGES; raises PeerMissingError where it is not installed."""
    judges: list[Judge] = _call(name, "open_judges")
    return judges


def _call(name: str, function: str) -> Any:
    try:
        return getattr(importlib.import_module(f"peers.{name}"), function)()
    except ModuleNotFoundError as error:
        raise PeerMissingError(
            f"{name} can't be compared: {error.name} is not installed; python -m pip install --group peers"
        ) from error
