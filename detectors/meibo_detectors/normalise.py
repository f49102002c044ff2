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
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import (
    BAR,
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
    SOUND_MARK,
    SPACES,
    ZERO_WIDTH,
    ZERO_WIDTHS,
    class_table,
    letter_table,
    sounded_kana,
)
from meibo_detectors.escapes import SIGNS, Codes, Decoded, decode_escapes, find_escapes
from meibo_detectors.joined_area import SEPARATOR, JoinedArea
from meibo_detectors.kernels.occurrence import count_chars, mark_codes

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
        decoded = [text.decode("utf-8") for text in texts]
        self.text = SEPARATOR.decode().join(decoded)
        self._raw: Codes = (
            np.frombuffer(self.text.encode("ascii"), np.uint8)
            if self.text.isascii()
            else np.frombuffer(self.text.encode("utf-32-le"), np.dtype("<u4"))
        )
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(np.asarray([len(text) for text in decoded], np.int64) + len(SEPARATOR), out=starts[1:])
        self.text_starts: Offsets = starts
        """First code point of each block in the joined text, and one past the last block."""
        self._spelled: Decoded | None = self._decode(texts, layouts)
        """Escapes replaced; None where there are none."""
        plain = self._raw if self._spelled is None else self._spelled.codes
        self.escaped: Offsets = np.zeros(0, np.int64) if self._spelled is None else self._spelled.escaped
        """Characters that were written as escapes, ascending. A quote, a tag or a line break among them is no mark of
        structure; white space among them is a blank."""
        self._first: Offsets | None = None
        """Where each folded character begins in the text with escapes replaced; None where nothing vanished."""
        self._end: Offsets | None = None
        self._composed: tuple[Offsets, npt.NDArray[np.uint32]] | None = None
        """Kana that took a sound mark, and what they are with it."""
        self._dashes: Offsets | None = None
        self.is_ascii = plain.dtype == np.uint8
        """Every character is ASCII once escapes are replaced."""
        self.codes: npt.NDArray[np.uint32] | None = None if self.is_ascii else plain.astype(np.uint32, copy=False)
        """The code points as written, None where ``chars`` holds them; of a kana with a sound mark, the kana's."""
        self.chars: Bytes = plain.astype(np.uint8, copy=False) if self.is_ascii else class_table()[plain]
        """An ASCII code or a class for each character."""
        self._blank_escaped_white_space()
        if not self.is_ascii:
            self._fold_rare_classes()
        self.origin: Offsets | None = self._lead_back()
        """Where each character before the joined area begins in the joined text; None: at its own offset."""
        self.block_starts: Offsets = starts
        """``text_starts`` in folded characters, and the end of the joined area where there is one."""
        if self.origin is not None:
            past_last = len(self.chars) + len(SEPARATOR)
            self.block_starts = np.append(np.searchsorted(self.origin, starts[:-1]), past_last)
        self.joined_start: int = len(self.chars)
        """The joined area begins here: what follows is written out once more from before."""
        self.joined_edges: Offsets = np.array([self.joined_start])
        """Where each joined group begins, and the end."""
        self._area: JoinedArea | None = None

    def _decode(self, texts: Sequence[bytes], layouts: Sequence[Layout]) -> Decoded | None:
        signs = [sign for sign in SIGNS if any(sign in text for text in texts)]
        if not signs:
            return None
        literal = np.array([layout.kind in ("json", "sql") for layout in layouts], np.bool_)
        starts = self.text_starts

        def is_literal(offsets: Offsets) -> Truth:
            return np.asarray(literal[np.searchsorted(starts, offsets, "right") - 1])

        escapes = find_escapes(self._raw, signs, is_literal if literal.any() else None)
        return decode_escapes(self._raw, escapes) if len(escapes.start) else None

    def _blank_escaped_white_space(self) -> None:
        """A line break that is written as an escape ends no line: it is a blank."""
        white = self.escaped[self.chars[self.escaped] < 32] if len(self.escaped) else self.escaped
        if len(white):
            self.chars = self.chars.copy()
            self.chars[white] = ord(" ")
            if self.codes is not None:
                self.codes = self.codes.copy()
                self.codes[white] = ord(" ")

    def _fold_rare_classes(self) -> None:
        rare = np.flatnonzero(self.chars >= PROLONGED)
        hidden = rare[self.chars[rare] == ZERO_WIDTH]
        if len(hidden):
            self._drop(hidden)
            rare = np.flatnonzero(self.chars >= PROLONGED)
        marks = rare[self.chars[rare] == SOUND_MARK]
        if len(marks):
            self._compose_kana(marks)
            rare = np.flatnonzero(self.chars >= PROLONGED)
        self._turn_rules_between_digits(rare)

    def _drop(self, gone: Offsets) -> Offsets:
        """Leave characters out; the old offsets of those that stay."""
        assert self.codes is not None  # noqa: S101 - tells the type checker that the text is not ASCII
        stays = np.ones(len(self.chars), np.bool_)
        stays[gone] = False
        kept = np.flatnonzero(stays)
        self.chars, self.codes = self.chars[kept], self.codes[kept]
        self.escaped = np.searchsorted(kept, self.escaped[stays[self.escaped]])
        self._first = kept if self._first is None else self._first[kept]
        self._end = kept + 1 if self._end is None else self._end[kept]
        return kept

    def _compose_kana(self, marks: Offsets) -> None:
        """Put sound marks into the kana before them; a mark that fits none is a kana of its own."""
        assert self.codes is not None  # noqa: S101 - see _drop
        letters = letter_table()
        self.chars[marks] = np.where(self.codes[marks] >= 0xFF00, KATAKANA, HIRAGANA)
        marks = marks[marks > 0]
        kana = letters[self.codes[marks - 1]] - np.uint32(FIRST_KANA)
        sounded = sounded_kana()
        row = (letters[self.codes[marks]] - np.uint32(0x3099)) % 2
        composed = np.where(kana < sounded.shape[1], sounded[row, np.minimum(kana, sounded.shape[1] - 1)], 0)
        fits = composed > 0
        marks, composed = marks[fits], composed[fits].astype(np.uint32)
        if len(marks):
            ends = marks + 1 if self._end is None else self._end[marks]
            self._drop(marks)
            kana_at = marks - 1 - np.arange(len(marks))
            assert self._end is not None  # noqa: S101 - _drop has made it
            self._end[kana_at] = ends
            self._composed = kana_at, composed

    def _turn_rules_between_digits(self, rare: Offsets) -> None:
        """A long-vowel mark or a ruled line between two digits is a hyphen."""
        chars = self.chars
        inner = rare[(rare > 0) & (rare < len(chars) - 1)]
        dashes = inner[is_digit(chars[inner - 1]) & is_digit(chars[inner + 1])]
        chars[rare[chars[rare] == BAR]] = OTHER
        if len(dashes):
            chars[dashes] = ord("-")
            self._dashes = dashes

    def _lead_back(self) -> Offsets | None:
        if self._spelled is None:
            return self._first
        return self._spelled.start if self._first is None else self._spelled.start[self._first]

    @functools.cached_property
    def letter_codes(self) -> npt.NDArray[np.uint32]:
        """The code points in which words are looked up, parallel to ``chars``: folded, lower case, full-width kana."""
        if self.codes is None:
            return np.frombuffer(self.chars.tobytes().lower(), np.uint8).astype(np.uint32)
        letters = letter_table().take(self.codes)
        if self._composed is not None:
            letters[self._composed[0]] = self._composed[1]
        if self._dashes is not None:
            letters[self._dashes] = ord("-")
        return letters

    @functools.cached_property
    def letters(self) -> str:
        """``letter_codes`` as a string, as long as ``chars``."""
        if self.codes is None:
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
        """For each code point up to LAST_CODE whether it occurs in ``letter_codes``; it stands for all behind it."""
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
    def text_line_ends(self) -> Offsets:
        """Offsets in the joined text of characters that end a line: a line feed, or a carriage return before none."""
        return _find_line_ends(self._raw)

    @functools.cached_property
    def line_ends(self) -> Offsets:
        """The same in folded characters, the lines of the joined area included."""
        ends = self.text_line_ends
        if self.origin is not None:
            ends = np.searchsorted(self.origin, ends)
        if self._area is None:
            return ends
        return np.concatenate([ends, self.joined_start + _find_line_ends(self.chars[self.joined_start :])])

    @functools.cached_property
    def breaks(self) -> Offsets:
        """Where a line break is written as the tag ``<br>``: one blank of the folded text."""
        if self.origin is None:
            return self.escaped
        tags: Offsets = self.escaped[self._raw[self.origin[self.escaped]] == ord("<")]
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
        if self._spelled is not None:
            ends = self._spelled.end[ends - 1]
        return np.where(offsets > 0, ends, 0)

    def value(self, start: int, end: int) -> str:
        """A stretch as written, escapes replaced; of the joined area, its pieces with their glue."""
        if start >= end:
            return ""
        if start >= self.joined_start and self._area is not None:
            return self._area.spell(start - self.joined_start, end - self.joined_start, self.value)
        first = start if self._first is None else self._first[start]
        last = end if self._end is None else self._end[end - 1]
        if self._spelled is None:
            return self.text[first:last]
        codes = self._spelled.codes[first:last]
        return codes.tobytes().decode("latin-1" if codes.dtype == np.uint8 else "utf-32-le")

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
        self.__dict__["letter_codes"] = np.concatenate([self.letter_codes, letters])
        self.chars = np.concatenate([self.chars, area.write(self.chars)])
        if self.codes is not None:
            self.codes = np.concatenate([self.codes, area.write(self.codes)])
        self._area = area
        self.joined_edges = self.joined_start + area.edges
        self.block_starts = np.append(self.block_starts, len(self.chars))
        for stale in ("letters", "line_ends", "_borders", "counts"):
            self.__dict__.pop(stale, None)

    def _leave_area(self, offsets: Offsets) -> Offsets:
        """Offsets of the joined area as those of the characters that it copies; all others as they are."""
        if self._area is None:
            return offsets
        inside = offsets >= self.joined_start
        source = self._area.source.take(offsets - self.joined_start, mode="clip")
        return np.where(inside, source, offsets)


def _find_line_ends(codes: Codes) -> Offsets:
    ends = codes == 10
    returns = np.flatnonzero(codes == 13)
    followed = codes.take(returns + 1, mode="clip") == 10
    ends[returns[~followed]] = True
    return np.flatnonzero(ends)


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
