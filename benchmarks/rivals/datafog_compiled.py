"""datafog-core, the same maker's compiled scanner."""

from __future__ import annotations

from importlib.metadata import version

from rivals import Rival


def open_rival() -> Rival:
    """Its function ``scan``."""
    import datafog_core

    return Rival("datafog-core", version("datafog-core"), lambda text: len(datafog_core.scan(text)))
