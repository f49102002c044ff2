"""What the plain twins of the kernels of addresses share: the characters of a text and what they can be."""

from __future__ import annotations

import functools
from importlib.resources import files

from meibo_detectors.dictionaries.expand import read_words
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.japan.address_characters import HILL, PARTICLE, kinds_by_code


class Signs:
    """A folded text; what lies outside of it is no sign and of no kind."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self.base = fold_for_look_up(letters) if letters else ""

    def at(self, at: int) -> str:
        """The character at an offset, a NUL outside."""
        return self.letters[at] if 0 <= at < len(self.letters) else "\0"

    def kind(self, at: int) -> int:
        """The bits of the character; the が of 緑が丘 is no particle."""
        if not 0 <= at < len(self.letters):
            return 0
        kind = int(kinds_by_code()[min(ord(self.letters[at]), 0xFFFF)])
        return kind & ~PARTICLE if self.letters[at] == "が" and self.kind(at + 1) & HILL else kind

    def count(self, at: int, bits: int, most: int) -> int:
        """How many characters of these kinds follow one another."""
        length = 0
        while length < most and self.kind(at + length) & bits:
            length += 1
        return length

    def word(self, start: int, end: int) -> str:
        """A stretch as dictionaries are looked up, empty where it leaves the text."""
        return self.base[start:end] if 0 <= start < end <= len(self.base) else ""


@functools.cache
def read_list(name: str) -> dict[str, int]:
    """The words of a list with their numbers."""
    lines = read_words(files("meibo_detectors.dictionaries").joinpath(f"{name}.words.xz").read_bytes())
    return {word: int(number or 0) for word, _, number in (line.partition("\t") for line in lines)}


def lies_in(packed: int, prefecture: int) -> bool:
    """Whether a municipality may lie in a prefecture; one of number 0 lies in any."""
    numbers = packed & ((1 << 30) - 1)
    return numbers == 0 or prefecture in [numbers >> 6 * at & 63 for at in range(5)]
