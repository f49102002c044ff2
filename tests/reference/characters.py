"""The plain twin of meibo_detectors.kernels.characters: what is a label."""

from __future__ import annotations

from typing import NamedTuple

from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.normalise import Folded


class Labels(NamedTuple):
    """A text and the words that are looked up in it."""

    classes: bytes
    letters: str
    """As folded; ``looked_up``: with base forms of kanji."""
    looked_up: str
    exact: frozenset[str]
    endings: frozenset[str]

    @staticmethod
    def of(folded: Folded, exact: frozenset[str], endings: frozenset[str]) -> Labels:
        """For a folded text."""
        return Labels(folded.chars.tobytes(), folded.letters, fold_for_look_up(folded.letters), exact, endings)

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch is a label."""
        word = self.looked_up[start:end]
        if word in self.exact:
            return True
        if end <= start:
            return False
        bracket = self.classes.rfind(b"(", start + 1, end)
        if self.classes[end - 1] == ord(")") and bracket >= 0 and self.looked_up[start:bracket] in self.exact:
            return True
        if self.classes[end - 1] < 0x80 or not 2 < len(word) <= 20 or set("(、。「") & set(self.letters[start:end]):
            return False
        return any(len(word) > width and word[-width:] in self.endings for width in (2, 3, 4, 5))
