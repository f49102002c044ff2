"""datafog with its engine of regular expressions."""

from __future__ import annotations

from importlib.metadata import version

from rivals import Rival


def open_rival() -> Rival:
    """Its function ``scan``."""
    import datafog

    return Rival("datafog", version("datafog"), lambda text: len(datafog.scan(text, engine="regex").entities))
