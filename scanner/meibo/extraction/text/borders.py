"""Where a text file may be cut: after a line end near a nominal offset, else between two characters.

A border depends on nothing but the file's bytes around its offset, so whoever cuts at an offset cuts at the same place.
A line ends at ``\\n``, or at ``\\r`` with no ``\\n`` behind it.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from meibo.extraction.text.plausibility import score_japanese

UNIT_BYTES = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""The encodings whose smallest unit is no byte."""
UNSETTLED = ("ascii", "cp1252")
"""What a file may begin in although Japanese follows."""
REACH_BYTES = 1 << 10
"""How far around an offset the border of a character is judged."""

_CP932_LEADS = bytes((*range(0x81, 0xA0), *range(0xE0, 0xFD)))
_HIGH = bytes(range(0x80, 0x100))
_BACK_TO_ASCII = re.compile(rb"\x1b\([BJ]|\n")


def find_border(raw: bytes, at: int, lookahead_bytes: int, encoding: str, *, is_end: bool) -> int:
    """The index just after the first line end that begins within the look-ahead, else of the next character.

    ``raw`` begins at a multiple of 4 bytes of the file and shows, where the file has them, REACH_BYTES before ``at``
    and the look-ahead and REACH_BYTES behind it; ``is_end`` tells that the file ends with it.
    """
    unit = UNIT_BYTES.get(encoding, 1)
    at += -at % unit
    if at >= len(raw):
        return len(raw)
    stop = at + lookahead_bytes + unit  # one more unit tells "\r\n" from "\r"
    line_end = _find_line_end(raw[at:stop], unit, encoding, is_end=is_end and stop >= len(raw))
    return find_character(raw, at, encoding) if line_end is None else at + line_end


def find_character(raw: bytes, at: int, encoding: str) -> int:
    """The first index from ``at`` on where a character begins, as far as the bytes around tell."""
    if encoding in UNSETTLED:
        encoding = _guess_encoding(raw[max(at - REACH_BYTES, 0) : at + REACH_BYTES])
    unit = UNIT_BYTES.get(encoding, 1)
    at += -at % unit
    if at >= len(raw):
        return len(raw)
    match encoding:
        case "utf-8":
            return at + _count_continuations(raw[at : at + 3])
        case "utf-16-le" | "utf-16-be":
            high = 1 if encoding == "utf-16-le" else 0
            is_split = 0 < at < len(raw) - 1 and raw[at + high] & 0xFC == 0xDC and raw[at - 2 + high] & 0xFC == 0xD8
            return at + 2 * is_split
        case "cp932":
            leads = _count_trailing(raw[max(at - REACH_BYTES, 0) : at], _CP932_LEADS)
            return at + (leads % 2 and raw[at] >= 0x40)
        case "euc_jp":
            return at + _count_rest_of_euc(raw, at)
        case "iso2022_jp_ext":
            return _find_ascii_state(raw, at)
    return at


def _find_line_end(window: bytes, unit: int, encoding: str, *, is_end: bool) -> int | None:
    """The index after the first line end; a ``\\r`` at the very end of the window counts only at the file's end."""
    if unit == 1:
        length = len(window)
        newline = window.find(b"\n")
        carriage = window.find(b"\r", 0, length if newline < 0 else newline)
    else:
        length = len(window) // unit
        units = np.frombuffer(window, f"{'<' if encoding.endswith('le') else '>'}u{unit}", length)
        newline = _find_unit(units, 0x0A)
        carriage = _find_unit(units[: length if newline < 0 else newline], 0x0D)
    if carriage < 0 or carriage + 1 == newline:
        return None if newline < 0 else (newline + 1) * unit
    if carriage + 1 == length and not is_end:
        return None
    return (carriage + 1) * unit


def _find_unit(units: npt.NDArray[np.unsignedinteger], wanted: int) -> int:
    hits = units == wanted
    first = int(hits.argmax()) if len(hits) else 0
    return first if len(hits) and hits[first] else -1


def _guess_encoding(around: bytes) -> str:
    return max(("utf-8", "cp932", "euc_jp"), key=lambda codec: score_japanese(around.decode(codec, "replace")))


def _count_continuations(raw: bytes) -> int:
    return next((index for index, byte in enumerate(raw) if byte & 0xC0 != 0x80), len(raw))


def _count_trailing(raw: bytes, kind: bytes) -> int:
    return len(raw) - len(raw.rstrip(kind))


def _count_rest_of_euc(raw: bytes, at: int) -> int:
    """How many bytes at ``at`` belong to the character before, counted from the last ASCII byte."""
    before = raw[max(at - REACH_BYTES, 0) : at]
    run = _count_trailing(before, _HIGH)
    if run == REACH_BYTES:  # no ASCII byte near: the reading with more kana in it
        after = raw[at : at + REACH_BYTES]
        return max((0, 1), key=lambda skip: score_japanese(after[skip:].decode("euc_jp", "replace")))
    index = at - run
    while index < at:
        index += 3 if raw[index] == 0x8F else 2 if raw[index] == 0x8E or raw[index] > 0xA0 else 1
    return min(index - at, _count_leading_high(raw[at : at + 2]))


def _count_leading_high(raw: bytes) -> int:
    return len(raw) - len(raw.lstrip(_HIGH))


def _find_ascii_state(raw: bytes, at: int) -> int:
    """``at`` where single bytes are in force there, else just after the escape that brings them back."""
    start = max(at - REACH_BYTES, 0)
    escape = raw.rfind(b"\x1b", start, at)
    if escape < 0 or raw.rfind(b"\n", escape, at) > 0 or _BACK_TO_ASCII.match(raw[escape:at]):
        return at
    back = _BACK_TO_ASCII.search(raw, max(at - 2, start), at + REACH_BYTES)
    return back.end() if back else at
