"""Presidio's analyzer with its pattern recognisers, as the comparison of accuracy sets it up."""

from __future__ import annotations

from peers import open_peer
from rivals import Rival


def open_rival() -> Rival:
    """The analyzer, ready."""
    import presidio_analyzer  # noqa: F401 - where it is missing, that is what the caller hears

    peer = open_peer("presidio")
    return Rival("presidio-analyzer (patterns)", peer.version, lambda text: sum(1 for _ in peer.find(text)))
