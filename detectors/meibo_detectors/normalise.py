"""Folding: one class or ASCII code for each character, so that every spelling of a digit is one byte.

Specification section 1.1: digits, Latin letters and punctuation of full width, the hyphen family and the space family
become ASCII; a long-vowel mark between two digits is a hyphen; kana of half width become full, with their sound marks;
zero-width characters and variation selectors vanish; an escape is the character that it stands for.
Offsets always lead back to the text as it was written.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import (
    BARS,
    FIRST_KANA,
    HALF_KANA,
    HIRAGANA,
    HYPHENS,
    KANJI,
    KATAKANA,
    LAST_CODE,
    MASKS,
    OTHER,
    PROLONGED,
    PROLONGED_MARKS,
    SPACES,
    ZERO_WIDTH,
    ZERO_WIDTHS,
    class_table,
    fold_table,
    letter_table,
    sounded_kana,
)
from meibo_detectors.dictionaries.tables import look_up_codes
from meibo_detectors.joined_area import SEPARATOR, JoinedArea
from meibo_detectors.kernels.fold import fold_text, lower_letters
from meibo_detectors.kernels.line_ends import find_line_ends
from meibo_detectors.kernels.occurrence import count_chars, mark_codes
from meibo_detectors.written_text import Escapes, WrittenText

if TYPE_CHECKING:
    from meibo_detectors.model import Layout

__all__ = [  # with the names of other modules that are known by this one
    "HALF_KANA",
    "HIRAGANA",
    "HYPHENS",
    "KANJI",
    "KATAKANA",
    "MASKS",
    "OTHER",
    "PROLONGED",
    "PROLONGED_MARKS",
    "SEPARATOR",
    "SPACES",
    "ZERO_WIDTH",
    "ZERO_WIDTHS",
    "Bytes",
    "Folded",
    "Offsets",
    "Truth",
    "alphanumerics_of",
    "class_table",
    "digits_of",
    "fold_label",
    "fold_value",
    "is_digit",
    "is_letter",
    "letter_table",
    "table_of",
    "without_blanks",
]

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]
_Number = TypeVar("_Number", bound=np.generic)

_NOWHERE: Final[Offsets] = np.zeros(0, np.int64)
_NO_ESCAPES: Final = Escapes(_NOWHERE, _NOWHERE, np.zeros(0, np.uint32))
_KANA_WITH_MARK: Final = re.compile("[\u3041-\u30ff][\u3099-\u309c]")
_RULE_BETWEEN_DIGITS: Final = re.compile(f"(?<=[0-9])[{''.join(map(chr, (*PROLONGED_MARKS, *BARS)))}](?=[0-9])")


def fold_label(label: str) -> str:
    """A label as it looks after folding.

    >>> fold_label("ﾃﾞﾝﾜ　ＴＥＬ")
    'デンワ tel'
    """
    table = letter_table()
    folded = "".join(chr(table[ord(character)]) for character in label)
    return _KANA_WITH_MARK.sub(lambda match: _compose(*match.group()), folded)


def _compose(kana: str, mark: str) -> str:
    composed = int(sounded_kana()[(ord(mark) - 0x3099) % 2, ord(kana) - FIRST_KANA])
    return chr(composed) if composed else kana + mark


def fold_value(value: str) -> str:
    """A value as ``Folded.letters`` shows it, but for escapes: without hidden characters.

    >>> fold_value("Ｔａｒｏ＠meibo−x.jp"), fold_value("０３ー１２３４")
    ('taro@meibo-x.jp', '03-1234')
    """
    if value.isascii():  # nearly every address; the general way looks at each character
        return value.lower()
    classes = class_table()
    folded = fold_label("".join(character for character in value if classes[ord(character)] != ZERO_WIDTH))
    return _RULE_BETWEEN_DIGITS.sub("-", folded)


class Folded:
    """Blocks joined and folded. All offsets are in folded characters; ``restore`` leads back to the joined text."""

    def __init__(self, texts: Sequence[bytes], layouts: Sequence[Layout] = ()) -> None:
        """``layouts`` are parallel to the texts; they say where a backslash is an escape."""
        self.written = WrittenText(texts, layouts)
        """The joined text as it came in."""
        self.text_starts: Offsets = self.written.starts
        """First code point of each block in the joined text, and one past the last block."""
        self.escaped: Offsets = _NOWHERE
        """Characters that were written as escapes, ascending. A quote, a tag or a line break among them is no mark of
        structure; white space among them is a blank."""
        self.origin: Offsets | None = None
        """Where each character before the joined area begins in the joined text; None: at its own offset."""
        self._end: Offsets | None = None
        """Where its spelling ends there; None where nothing vanished."""
        self.is_ascii: bool = self.written.is_ascii
        """Every character is ASCII once escapes are replaced."""
        self.chars: Bytes = self.written.raw
        """An ASCII code or a class for each character."""
        self._letters: npt.NDArray[np.uint32] | None = None
        """``letter_codes`` where the text is more than ASCII."""
        self._has_variants = False
        if not self.is_ascii or self.written.escapes is not None:
            self._fold(self.written.raw, self.written.escapes or _NO_ESCAPES)
        self.block_starts: Offsets = self.text_starts
        """``text_starts`` in folded characters, and the end of the joined area where there is one."""
        self._move_block_starts()
        self.joined_start: int = len(self.chars)
        """The joined area begins here: what follows is written out once more from before."""
        self.joined_edges: Offsets = np.array([self.joined_start])
        """Where each joined group begins, and the end."""
        self._area: JoinedArea | None = None

    def _fold(self, raw: Bytes, escapes: Escapes) -> None:
        folded = fold_text(raw, fold_table(), sounded_kana(), *escapes)
        if folded is None:
            raise ValueError("blocks hold valid UTF-8")
        self.chars, self._letters, self.origin, self._end, self.escaped, self._has_variants = folded
        self.is_ascii = self.is_ascii and int(escapes.code.max(initial=0)) < 128

    def _move_block_starts(self) -> None:
        if self.origin is not None:
            past_last = len(self.chars) + len(SEPARATOR)
            self.block_starts = np.append(np.searchsorted(self.origin, self.text_starts[:-1]), past_last)

    @functools.cached_property
    def text(self) -> str:
        """The joined text as a string, made when it is asked for."""
        return str(self.written)

    @functools.cached_property
    def codes(self) -> npt.NDArray[np.uint32] | None:
        """The code points as written, None where ``chars`` holds them; of a kana with a sound mark, the kana's.

        An escape is the character that it stands for, white space among them a blank.
        """
        if self.is_ascii:
            return None
        codes = self.written.codes
        if self.origin is not None:
            codes = codes.take(self.origin)
        if self.written.escapes is not None and self.origin is not None:
            escape = np.searchsorted(self.written.escape_starts, self.origin[self.escaped])
            meant = self.written.escapes.code[escape]
            codes[self.escaped] = np.where(meant < ord(" "), ord(" "), meant)
        return codes if self._area is None else np.concatenate([codes, self._area.write(codes)])

    @functools.cached_property
    def letter_codes(self) -> npt.NDArray[np.uint32]:
        """The code points in which words are looked up, parallel to ``chars``: folded, lower case, full-width kana."""
        return lower_letters(self.chars) if self._letters is None else self._letters

    @functools.cached_property
    def look_up_codes(self) -> npt.NDArray[np.uint32]:
        """``letter_codes`` with old and variant kanji as their base forms; the same array where there are none."""
        return look_up_codes(self.letter_codes) if self._has_variants else self.letter_codes

    @functools.cached_property
    def letters(self) -> str:
        """``letter_codes`` as a string, as long as ``chars``."""
        if self.is_ascii:
            return self.chars.tobytes().lower().decode("ascii")
        return self.letter_codes.tobytes().decode("utf-32-le")

    @functools.cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How often each value occurs in ``chars``, the joined area included; shape (256,)."""
        counts = np.zeros(256, np.int64)
        count_chars(self.chars, counts)
        return counts

    @functools.cached_property
    def _marks(self) -> Bytes:
        """For each code point from 128 on whether it occurs in ``letter_codes``; LAST_CODE stands for all behind it."""
        marks = np.zeros(LAST_CODE + 1, np.uint8)
        mark_codes(self.letter_codes, marks)
        return marks

    def holds(self, codes: Iterable[int]) -> bool:
        """Whether any of these code points occurs in ``letter_codes``, the joined area included.

        A detector asks for its anchors before it looks at the text: the answer is read from a table.
        """
        return any(map(self._holds, codes))

    def holds_any(self, signs: str) -> bool:
        """As ``holds``, for characters as they are after folding: in lower case, kana of full width."""
        return any(self._holds(ord(sign)) for sign in signs)

    def _holds(self, code: int) -> bool:
        if code < 128:  # ASCII is the same in ``chars``, but for capitals
            is_capital = 65 <= code <= 90
            return not is_capital and bool(self.counts[code] or (97 <= code <= 122 and self.counts[code - 32]))
        if self.is_ascii or not self._marks[min(code, LAST_CODE)]:
            return False
        return code < LAST_CODE or bool((self.letter_codes == code).any())

    @functools.cached_property
    def _own_line_ends(self) -> Offsets:
        """Characters before the joined area that end a line."""
        return find_line_ends(self.chars[: self.joined_start], _NOWHERE if self.origin is None else self.origin)

    @functools.cached_property
    def text_line_ends(self) -> Offsets:
        """Offsets in the joined text of characters that end a line: a line feed, or a carriage return before none."""
        return self._own_line_ends if self.origin is None else self.origin[self._own_line_ends]

    @functools.cached_property
    def line_ends(self) -> Offsets:
        """The same in folded characters, the lines of the joined area included."""
        if self._area is None:
            return self._own_line_ends
        joined = find_line_ends(self.chars[self.joined_start :], _NOWHERE)
        return np.concatenate([self._own_line_ends, self.joined_start + joined])

    @functools.cached_property
    def breaks(self) -> Offsets:
        """Where a line break is written as the tag ``<br>``: one blank of the folded text."""
        if self.written.escapes is None or self.origin is None:
            return _NOWHERE
        is_tag = self.written.raw[self.written.escapes.start] == ord("<")
        tags: Offsets = np.searchsorted(self.origin, self.written.escape_starts[is_tag])
        return tags

    def line_of(self, offsets: Offsets) -> Offsets:
        """The number of the line in which each folded offset lies, from 0 over all blocks."""
        return np.searchsorted(self.line_ends, offsets)

    def block_of(self, offsets: Offsets) -> Offsets:
        """The number of the block in which each folded offset lies.

        Each group of the joined area is a block of its own behind all others: its neighbours come from anywhere.
        """
        return np.searchsorted(self._borders, offsets, "right") - 1

    def block_borders(self, offsets: Offsets) -> tuple[Offsets, Offsets]:
        """Where the block of each folded offset begins, and where the next one does."""
        block = self.block_of(offsets)
        return self._borders[block], self._borders[np.minimum(block + 1, len(self._borders) - 1)]

    @functools.cached_property
    def _borders(self) -> Offsets:
        """Where each block and each joined group begins, and the end."""
        if self._area is None:
            return self.block_starts
        return np.concatenate([self.block_starts[:-2], self.joined_edges])

    def restore(self, offsets: Offsets) -> Offsets:
        """Where folded characters begin in the joined text; those of the joined area, where their originals do."""
        offsets = self._leave_area(offsets)
        return offsets if self.origin is None else self.origin[offsets]

    def restore_end(self, offsets: Offsets) -> Offsets:
        """Where the spelling of the last character before each folded offset ends in the joined text."""
        last = self._leave_area(np.maximum(offsets - 1, 0))
        ends = last + 1 if self._end is None else self._end[last]
        return np.where(offsets > 0, ends, 0)

    @property
    def ways_back(self) -> tuple[Offsets, Offsets, Offsets]:
        """What ``restore`` and ``restore_end`` look up, for kernels: the character that each of the joined area copies,
        where each other begins and where its spelling ends; empty where an offset stays the same."""
        source = _NOWHERE if self._area is None else self._area.source
        origin, end = (_NOWHERE if way is None else way for way in (self.origin, self._end))
        return source, origin, end

    def value(self, start: int, end: int) -> str:
        """A stretch as written, escapes replaced; of the joined area, its pieces with their glue."""
        if start >= end:
            return ""
        if start >= self.joined_start and self._area is not None:
            return self._area.spell(start - self.joined_start, end - self.joined_start, self.value)
        first = start if self.origin is None else int(self.origin[start])
        last = end if self._end is None else int(self._end[end - 1])
        return self.written.spell(first, last)

    def append_joined(self, piece_start: Offsets, piece_end: Offsets, glue: Bytes, is_last: Truth) -> None:
        """Write groups of pieces behind the text, one line each; once, before anything else looks at the text.

        Arrays are parallel: folded offsets, the ASCII code of what stands behind each piece (0: nothing), and whether
        it ends its group. A piece may be empty, with its glue alone.
        """
        if not len(piece_start):
            return
        area = JoinedArea(piece_start, piece_end, glue.astype(np.uint8), is_last, len(self.chars))
        letters = area.write(self.letter_codes)
        is_upper = (letters - np.uint32(ord("A"))) < 26  # of the glue
        letters[is_upper] += 32
        if "_marks" in self.__dict__:
            mark_codes(letters, self._marks)
        self.__dict__["letter_codes"] = _extend(self.letter_codes, letters)
        self.chars = _extend(self.chars, area.write(self.chars))
        self._area = area
        self.joined_edges = self.joined_start + area.edges
        self.block_starts = np.append(self.block_starts, len(self.chars))
        for stale in ("codes", "look_up_codes", "letters", "line_ends", "_borders", "counts"):
            self.__dict__.pop(stale, None)

    def _leave_area(self, offsets: Offsets) -> Offsets:
        """Offsets of the joined area as those of the characters that it copies; all others as they are."""
        if self._area is None:
            return offsets
        inside = offsets >= self.joined_start
        source = self._area.source.take(offsets - self.joined_start, mode="clip")
        return np.where(inside, source, offsets)


def _extend(array: npt.NDArray[_Number], more: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """An array and what follows it; without a copy where ``fold_text`` has left room behind the array."""
    room, length = array.base, len(array) + len(more)
    if not isinstance(room, np.ndarray) or room.dtype != array.dtype or len(room) < length:
        return np.concatenate([array, more])
    room[len(array) : length] = more
    return room[:length]


def is_digit(chars: Bytes) -> Truth:
    """True where a folded character is a digit."""
    return (chars - np.uint8(48)) < 10


def is_letter(chars: Bytes) -> Truth:
    """True where a folded character is a Latin letter."""
    return ((chars | np.uint8(32)) - np.uint8(97)) < 26


def digits_of(value: str) -> str:
    """The digits of a value as written, of any width, without what stands between."""
    return "".join(character for character in unicodedata.normalize("NFKC", value) if character in "0123456789")


def alphanumerics_of(value: str) -> str:
    """The Latin letters, in capitals, and digits of a value as written, of any width, without what stands between."""
    folded = unicodedata.normalize("NFKC", value).upper()
    return "".join(character for character in folded if character.isascii() and character.isalnum())


def without_blanks(value: str) -> str:
    """A value in lower case and of usual width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", value).split()).lower()


@functools.cache
def table_of(signs: bytes) -> Truth:
    """For each folded character whether it is one of these signs; looking up costs less than comparing sets."""
    table = np.zeros(256, np.bool_)
    table[list(signs)] = True
    return table
