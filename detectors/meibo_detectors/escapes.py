r"""Characters that are written as escapes, found all at once: ``\u5c71``, ``&#23665;``, ``%E5%B1%B1`` ...

Specification section 1.1. Each kind of escape is one pass over arrays, so that a text full of them costs little more
than one without. What could as well be something else stays as it is: ``C:\x64``, ``30%20``, half a surrogate pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:  # normalise imports this module
    from meibo_detectors.normalise import Bytes, Offsets, Truth

Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]
"""Code points; one byte each where all are ASCII."""
Numbers = npt.NDArray[np.uint32]

SIGNS: Final = (b"\\", b"&", b"%", b"<br")
"""No escape begins with anything else; tags are looked for where one at least is all in one case."""
BREAKS: Final = (b">", b"/>", b" />")
"""What stands behind ``<br`` in a line break inside a cell of HTML, XML or Markdown."""
WHITE_CONTROLS: Final = (9, 10, 11, 12, 13)
ENTITIES: Final = {b"amp;": "&", b"lt;": "<", b"gt;": ">", b"quot;": '"', b"apos;": "'", b"nbsp;": "\u00a0"}
LITERAL_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t", "/": "/", '"': '"', "'": "'"}
r"""What a backslash and a sign mean inside the strings of JSON and SQL; two backslashes mean one."""
_BACKSLASH: Final = ord("\\")
_CUT_BYTES: Final = 64
"""A run of so many bytes may begin or end amid a character: a block's border cut it."""
_NO_DIGIT: Final = 99
_ENTITY_CHARS: Final = max(map(len, ENTITIES))
_LONGEST: Final = {10: 7, 16: 6}
"""The most digits of a code point, by base."""


class Escapes(NamedTuple):
    """Escapes in reading order, none inside another; arrays are parallel."""

    start: Offsets
    end: Offsets
    code: Numbers
    """The character that each stands for."""


def find_escapes(codes: Codes, signs: Sequence[bytes], is_literal: Callable[[Offsets], Truth] | None) -> Escapes:
    r"""Every escape of a text that begins with one of these SIGNS.

    ``is_literal`` tells which offsets lie in JSON or SQL, where ``\n`` and its like are escapes too; None: none does.
    """
    parts: list[Escapes] = []
    if b"\\" in signs:
        parts += _find_backslashed(codes, is_literal)
    if b"&" in signs:
        parts += _find_references(codes)
    if b"%" in signs:
        start = np.flatnonzero(codes == ord("%"))
        parts.append(_find_bytes(codes, start, start + 1))
    if b"<br" in signs:
        parts += _find_breaks(codes)
    start, end, code = _sort(parts)
    known = (end <= len(codes)) & _is_character(code)
    return Escapes(start[known], end[known], code[known])


def _find_backslashed(codes: Codes, is_literal: Callable[[Offsets], Truth] | None) -> list[Escapes]:
    r"""``\u5c71``, ``\u{5c71}``, ``\xe5\xb1\xb1`` and the short escapes of JSON and SQL.

    An odd number of backslashes ends in the one of the escape. An even number before ``u5c71`` is the escape of a text
    inside a text (JSON in JSON), and belongs to it as a whole.
    """
    at = np.flatnonzero(codes == _BACKSLASH)
    breaks = at[1:] != at[:-1] + 1
    first, last = at[np.append(True, breaks)[: len(at)]], at[np.append(breaks, True)[: len(at)]]
    start = np.where((last - first) % 2 == 0, last, first)
    sign = _look(codes, last + 1)
    is_unicode = sign == ord("u")
    parts = []
    rows = np.flatnonzero(is_unicode)
    code, known = _read_hex(codes, last[rows] + 2, 4)
    parts.append(Escapes(start[rows][known], last[rows][known] + 6, code[known]))
    rows = rows[_look(codes, last[rows] + 2) == ord("{")]
    code, end = _read_number(codes, last[rows] + 3, 16, ord("}"))
    parts.append(Escapes(start[rows][end > 0], end[end > 0], code[end > 0]))
    rows = np.flatnonzero(sign == ord("x"))
    parts.append(_find_bytes(codes, start[rows], last[rows] + 2))
    longer = np.concatenate([part.start for part in parts])
    parts[0] = _pair_surrogates(parts[0])
    if is_literal is not None:
        begin = np.where(np.isin(start, longer), start, last + 1)
        rows = np.flatnonzero(is_literal(first))
        parts += _find_literal(first[rows], last[rows], begin[rows], sign[rows])
    return parts


def _find_literal(first: Offsets, last: Offsets, begin: Offsets, sign: Bytes) -> list[Escapes]:
    """Short escapes of runs of backslashes ``first`` to ``last``; ``begin`` is where another escape takes over."""
    pairs = (begin - first) // 2
    start = np.repeat(first, pairs) + 2 * (np.arange(pairs.sum()) - np.repeat(np.cumsum(pairs) - pairs, pairs))
    meaning = np.zeros(256, np.uint32)
    for letter, character in LITERAL_SIGNS.items():
        meaning[ord(letter)] = ord(character)
    single = ((begin - first) % 2 == 1) & (meaning[sign] > 0)
    code = meaning[sign[single]]
    return [
        Escapes(start, start + 2, np.full(len(start), _BACKSLASH, np.uint32)),
        Escapes(last[single], last[single] + 2, code),
    ]


def _find_references(codes: Codes) -> list[Escapes]:
    """``&#23665;``, ``&#x5c71;`` and the ENTITIES."""
    start = np.flatnonzero(codes == ord("&"))
    sign = _look(codes, start + 1)
    parts = []
    numbered = start[sign == ord("#")]
    is_hexadecimal = (_look(codes, numbered + 2) | 32) == ord("x")
    for base, rows, lead in ((10, numbered[~is_hexadecimal], 2), (16, numbered[is_hexadecimal], 3)):
        code, end = _read_number(codes, rows + lead, base, ord(";"))
        parts.append(Escapes(rows[end > 0], end[end > 0], code[end > 0]))
    parts = [_pair_surrogates(_sort(parts))]
    named = start[sign != ord("#")]
    spelling = np.zeros(len(named), np.uint64)
    for place in range(_ENTITY_CHARS):
        spelling |= _look(codes, named + 1 + place).astype(np.uint64) << np.uint64(8 * place)
    for name, character in ENTITIES.items():
        mask = np.uint64((1 << 8 * len(name)) - 1)
        rows = named[(spelling & mask) == np.uint64(int.from_bytes(name, "little"))]
        parts.append(Escapes(rows, rows + 1 + len(name), np.full(len(rows), ord(character), np.uint32)))
    return parts


def _find_breaks(codes: Codes) -> list[Escapes]:
    """``<br>``, ``<br/>`` and ``<br />``: a line feed each."""
    start = np.flatnonzero(codes == ord("<"))
    for place, letter in enumerate("br", 1):
        start = start[(_look(codes, start + place) | 32) == ord(letter)]
    parts = []
    for closer in BREAKS:
        rows = start
        for place, sign in enumerate(closer, 3):
            rows = rows[_look(codes, rows + place) == sign]
        parts.append(Escapes(rows, rows + 3 + len(closer), np.full(len(rows), ord("\n"), np.uint32)))
    return parts


def _find_bytes(codes: Codes, start: Offsets, digits: Offsets) -> Escapes:
    r"""Escapes of single bytes, ``%E5`` or ``\xe5``, whose two digits stand at ``digits``, as the characters they form.

    A run of them counts where it is whole UTF-8 with a character beyond ASCII in it, or a sign or two inside a word:
    ``mail%40meibo.co.jp``.
    """
    byte, known = _read_hex(codes, digits, 2)
    known &= digits + 2 <= len(codes)
    byte, start, end = byte[known], start[known], digits[known] + 2
    if not len(byte):
        return Escapes(start, end, byte)
    goes_on = np.append(start[1:] == end[:-1], False)
    first = np.flatnonzero(~np.append(False, goes_on[:-1]))
    size = np.diff(np.append(first, len(byte)))
    code, length = _read_sequences(byte, goes_on)
    covered = length > 0
    for behind in range(1, 4):
        covered[behind:] |= length[: max(len(length) - behind, 0)] > behind
    within = np.arange(len(byte)) - np.repeat(first, size)
    border = (within < 3) | (np.repeat(size, size) - within <= 3)
    is_whole = np.logical_and.reduceat(covered | (border & np.repeat(size >= _CUT_BYTES, size)), first)
    is_multibyte = np.logical_or.reduceat(length > 1, first)
    is_word = np.logical_and.reduceat(_is_sign(byte), first) & _is_inside_word(codes, start, end, byte, first, size)
    rows = np.flatnonzero((length > 0) & np.repeat(is_whole & (is_multibyte | is_word), size))
    return Escapes(start[rows], end[rows + length[rows] - 1], code[rows])


def _read_sequences(byte: Numbers, goes_on: Truth) -> tuple[Numbers, Offsets]:
    """The character of UTF-8 that begins with each byte, and its length in bytes: 0 where none does.

    ``goes_on`` tells where the next byte stands directly behind.
    """
    length = _lengths_of_sequences()[byte]
    code = np.where(length > 1, byte & np.array([0, 0, 0x1F, 0x0F, 0x07], np.uint32)[length], byte)
    follower, follows, complete = byte, goes_on, length > 0
    for behind in range(1, 4):
        follower = np.append(follower[1:], np.uint32(0))
        follows = follows & ((follower & 0xC0) == 0x80)
        more = length > behind
        complete &= ~more | follows
        code = np.where(more, code << 6 | follower & 0x3F, code)
        follows = follows & np.append(goes_on[behind:], np.zeros(behind, np.bool_))[: len(byte)]
    complete &= (code >= np.array([0, 0, 0x80, 0x800, 0x10000], np.uint32)[length]) & _is_character(code)
    return code, np.where(complete, length, 0)


def _is_inside_word(codes: Codes, start: Offsets, end: Offsets, byte: Numbers, first: Offsets, size: Offsets) -> Truth:
    """Whether each run of byte escapes stands inside a word, and is no percentage (``30%20``)."""
    left, right = _look(codes, start[first] - 1), _look(codes, end[first + size - 1])
    left[start[first] == 0] = 0
    right[end[first + size - 1] == len(codes)] = 0
    first_byte = byte[first]
    reads_as_number = (first_byte >> 4 < 10) & (first_byte & 15 < 10)
    percentage = reads_as_number & _is_digit(left) & ~(_is_letter(right) & (right < 128))
    opens = _is_letter(left) | _is_digit(left) | (left == ord("=")) | (left == ord(":"))
    return np.asarray(opens & (_is_letter(right) | _is_digit(right)) & ~percentage)


def _sort(parts: Sequence[Escapes]) -> Escapes:
    start = np.concatenate([part.start for part in parts])
    order = np.argsort(start, kind="stable")
    end, code = np.concatenate([part.end for part in parts]), np.concatenate([part.code for part in parts])
    return Escapes(start[order], end[order], code[order])


def _pair_surrogates(escapes: Escapes) -> Escapes:
    """Each high surrogate and the low one behind it as one character."""
    start, end, code = escapes
    high = (code[:-1] >> 10 == 0x36) & (code[1:] >> 10 == 0x37) & (end[:-1] == start[1:])
    rows = np.flatnonzero(high)
    if not len(rows):
        return escapes
    code, end = code.copy(), end.copy()
    code[rows] = 0x10000 + ((code[rows] & 0x3FF) << 10 | code[rows + 1] & 0x3FF)
    end[rows] = end[rows + 1]
    kept = np.ones(len(start), np.bool_)
    kept[rows + 1] = False
    return Escapes(start[kept], end[kept], code[kept])


def _read_hex(codes: Codes, at: Offsets, count: int) -> tuple[Numbers, Truth]:
    """The number that ``count`` hexadecimal digits spell from each offset on, and whether they do."""
    value, known = np.zeros(len(at), np.uint32), np.ones(len(at), np.bool_)
    for place in range(count):
        digit = _DIGITS[_look(codes, at + place)]
        known &= digit < 16
        value[:] = value << 4 | digit
    return value, known


def _read_number(codes: Codes, at: Offsets, base: int, closer: int) -> tuple[Numbers, Offsets]:
    """The number from each offset on, and the end behind its closing sign, 0 where there is no such number."""
    value, end = np.zeros(len(at), np.uint32), np.zeros(len(at), np.int64)
    rows: Offsets = np.arange(len(at))
    for place in range(_LONGEST[base] + 1):
        sign = _look(codes, at[rows] + place)
        if place:
            closed = rows[sign == closer]
            end[closed] = at[closed] + place + 1
        digit = _DIGITS[sign]
        rows, digit = rows[digit < base], digit[digit < base]
        value[rows] = value[rows] * base + digit
    return value, end


def _look(codes: Codes, at: Offsets) -> Bytes:
    """The characters at these offsets, 255 where one is beyond one byte; the last character behind the end."""
    return np.minimum(codes.take(at, mode="clip"), 255).astype(np.uint8)


def _is_character(code: Numbers) -> Truth:
    """True for what may be written as an escape: no surrogate, no control but white space."""
    control = (code < 32) | ((code >= 0x7F) & (code < 0xA0))
    surrogate = (code >= 0xD800) & (code < 0xE000)
    return np.asarray((~control | np.isin(code, WHITE_CONTROLS)) & ~surrogate & (code <= 0x10FFFF))


def _is_letter(signs: Bytes) -> Truth:
    return np.asarray((((signs | 32) - np.uint8(97)) < 26) | (signs > 127))


def _is_digit(signs: Bytes) -> Truth:
    return np.asarray((signs - np.uint8(48)) < 10)


def _is_sign(byte: Numbers) -> Truth:
    signs = byte.astype(np.uint8)
    return np.asarray((signs >= 32) & (signs < 127) & ~_is_letter(signs) & ~_is_digit(signs))


def _lengths_of_sequences() -> npt.NDArray[np.int64]:
    """How many bytes of UTF-8 a character with this first byte has, 0 where none begins so; shape (256,)."""
    lengths = np.zeros(256, np.int64)
    lengths[:0x80], lengths[0xC2:0xE0], lengths[0xE0:0xF0], lengths[0xF0:0xF5] = 1, 2, 3, 4
    return lengths


def _make_digits() -> Numbers:
    digits = np.full(256, _NO_DIGIT, np.uint32)
    for value, pair in enumerate(zip("0123456789abcdef", "0123456789ABCDEF", strict=True)):
        for letter in pair:
            digits[ord(letter)] = value
    return digits


_DIGITS: Final = _make_digits()
"""By character, the value of a hexadecimal digit."""
