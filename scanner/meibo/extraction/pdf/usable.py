"""Whether the text of a page can be read, or its font does not tell which characters its glyphs are."""

from __future__ import annotations

import re

_LOST = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Controls, private use and the replacement character: what is left of a glyph that has no character."""
_MOST_LOST = 0.3


def is_usable(text: str) -> bool:
    """Whether there is text, most of which is characters."""
    letters = len(text) - sum(map(text.count, " \n\r\t"))
    return letters > 0 and len(_LOST.findall(text)) <= _MOST_LOST * letters
