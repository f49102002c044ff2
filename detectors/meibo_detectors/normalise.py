"""Folding: one class or ASCII code for each character, so that every spelling of a digit is one byte.

Specification section 1.1: digits, Latin letters and punctuation of full width, the hyphen family and the space family
become ASCII; a long-vowel mark between two digits is a hyphen; zero-width characters and variation selectors vanish.
Offsets always lead back to the text as it was written.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

OTHER: Final = 0x80
KANJI: Final = 0x81
HIRAGANA: Final = 0x82
KATAKANA: Final = 0x83
PROLONGED: Final = 0x84
ZERO_WIDTH: Final = 0x85

SPACES: Final = (0x3000, 0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F)
HYPHENS: Final = (*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFE58, 0x2043, 0x02D7)
PROLONGED_MARKS: Final = (0x30FC, 0xFF70, 0x30A0)
ZERO_WIDTHS: Final = (0x00AD, *range(0x200B, 0x200E), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
MASKS: Final = (0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x203B, 0x2022)
"""Signs that stand for hidden digits."""
HALF_KANA: Final = (
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゙゚"
)
"""Full-width partners of U+FF66 to U+FF9F, in order; the two sound marks stay characters of their own."""

SEPARATOR: Final = b"\n\x00\n"
"""Stands between blocks that are scanned together; no value crosses it."""


@functools.cache
def class_table() -> Bytes:
    """For each code point its folded ASCII code, or one of the class codes of this module; shape (0x110000,)."""
    table = np.full(0x110000, OTHER, np.uint8)
    table[:128] = np.arange(128)
    table[0x3400:0xA000] = table[0xF900:0xFB00] = table[0x20000:0x32000] = KANJI
    table[[0x3005, 0x3006, 0x3007, 0x303B]] = KANJI
    table[0x3041:0x30A0] = HIRAGANA
    table[0x30A1:0x3100] = table[0xFF66:0xFFA0] = KATAKANA
    table[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    table[list(SPACES)] = ord(" ")
    table[list(HYPHENS)] = ord("-")
    table[list(PROLONGED_MARKS)] = PROLONGED
    table[list(ZERO_WIDTHS)] = ZERO_WIDTH
    table[list(MASKS)] = ord("*")
    return table


@functools.cache
def letter_table() -> npt.NDArray[np.uint32]:
    """For each code point the character that labels are compared with: folded, lower case, kana of full width."""
    table = np.arange(0x110000, dtype=np.uint32)
    classes = class_table()
    ascii_like = classes < 128
    table[ascii_like] = classes[ascii_like]
    upper = (table >= ord("A")) & (table <= ord("Z"))
    table[upper] += 32
    table[0xFF66:0xFFA0] = [ord(kana) for kana in HALF_KANA]
    return table


def fold_label(label: str) -> str:
    """A label as it looks after folding."""
    table = letter_table()
    return "".join(chr(table[ord(character)]) for character in label)


def fold_value(value: str) -> str:
    """A value as labels are folded, without hidden characters.

    >>> fold_value("Ｔａｒｏ＠meibo−x.jp")
    'taro@meibo-x.jp'
    """
    if value.isascii():  # nearly every address; the general way looks at each character
        return value.lower()
    classes = class_table()
    return fold_label("".join(character for character in value if classes[ord(character)] != ZERO_WIDTH))


class Folded:
    """Blocks joined and folded. All offsets are in folded characters; ``origin`` leads back to the joined text."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        decoded = [text.decode("utf-8") for text in texts]
        self.text = SEPARATOR.decode().join(decoded)
        self.is_ascii = self.text.isascii()
        if self.is_ascii:
            self.codes: npt.NDArray[np.uint32] | None = None
            self.chars: Bytes = np.frombuffer(self.text.encode("ascii"), np.uint8)
        else:
            self.codes = np.frombuffer(self.text.encode("utf-32-le"), np.dtype("<u4"))
            self.chars = class_table()[self.codes]
        self._written = self.chars
        """The classes of all characters as written, hidden ones included."""
        self.origin: Offsets | None = None
        lengths = [len(text) for text in decoded]
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(np.asarray(lengths, np.int64) + len(SEPARATOR), out=starts[1:])
        self.text_starts: Offsets = starts
        """First code point of each block in the joined text, and one past the last block."""
        self.block_starts: Offsets = starts
        """The same in folded characters."""
        if not self.is_ascii:
            self._drop_zero_width()
            self._turn_long_vowels_between_digits()

    def _drop_zero_width(self) -> None:
        hidden = self.chars == ZERO_WIDTH
        if hidden.any():
            assert self.codes is not None  # noqa: S101 - tells the type checker what is_ascii means
            self.origin = np.flatnonzero(~hidden)
            self.chars = self.chars[self.origin]
            self.codes = self.codes[self.origin]
            self.block_starts = np.searchsorted(self.origin, self.text_starts)

    def _turn_long_vowels_between_digits(self) -> None:
        marks = np.flatnonzero(self.chars == PROLONGED)
        marks = marks[(marks > 0) & (marks < len(self.chars) - 1)]
        if len(marks):
            between = is_digit(self.chars[marks - 1]) & is_digit(self.chars[marks + 1])
            self.chars[marks[between]] = ord("-")

    @functools.cached_property
    def letters(self) -> str:
        """The text in which labels are looked for: as long as ``chars``, folded and in lower case."""
        if self.codes is None:
            return self.text.lower()
        return letter_table()[self.codes].tobytes().decode("utf-32-le")

    @functools.cached_property
    def text_line_ends(self) -> Offsets:
        """Offsets in the joined text of characters that end a line: a line feed, or a carriage return before none."""
        chars = self._written
        ends = chars == 10
        returns = np.flatnonzero(chars == 13)
        followed = chars.take(returns + 1, mode="clip") == 10
        ends[returns[~followed]] = True
        return np.flatnonzero(ends)

    @functools.cached_property
    def line_ends(self) -> Offsets:
        """The same in folded characters."""
        ends = self.text_line_ends
        return ends if self.origin is None else np.searchsorted(self.origin, ends)

    def line_of(self, offsets: Offsets) -> Offsets:
        """The number of the line in which each folded offset lies, from 0 over all blocks."""
        return np.searchsorted(self.line_ends, offsets)

    def restore(self, offsets: Offsets) -> Offsets:
        """Offsets in the joined text of folded offsets."""
        return offsets if self.origin is None else self.origin[offsets]


def window(chars: Bytes, start: Offsets, width: int) -> Bytes:
    """The ``width`` characters from each start, 0 outside the text; shape (len(start), width)."""
    at = start[:, None] + np.arange(width)
    picked = chars.take(at, mode="clip")
    picked[(at < 0) | (at >= len(chars))] = 0
    return picked


def is_digit(chars: Bytes) -> Truth:
    """True where a folded character is a digit."""
    return (chars - np.uint8(48)) < 10


def is_letter(chars: Bytes) -> Truth:
    """True where a folded character is a Latin letter."""
    return ((chars | np.uint8(32)) - np.uint8(97)) < 26


def digits_of(value: str) -> str:
    """The digits of a value as written, of any width, without what stands between."""
    return "".join(character for character in unicodedata.normalize("NFKC", value) if character in "0123456789")


@functools.cache
def table_of(signs: bytes) -> Truth:
    """For each folded character whether it is one of these signs; looking up costs less than comparing sets."""
    table = np.zeros(256, np.bool_)
    table[list(signs)] = True
    return table
