"""Blanks in front of names and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text

MOST_BLANKS: Final = 4


def skip_blanks(text: Text, at: Offsets) -> Offsets:
    """Behind the blanks that stand at each offset, four at the most."""
    chars = text.folded.chars
    for _ in range(MOST_BLANKS):
        at = at + ((chars.take(at, mode="clip") == ord(" ")) & (at < len(chars)))
    return at
