"""How much a decoded text looks like Japanese business text: the judge between encodings that all decode."""

from __future__ import annotations

import functools
import re

import numpy as np
import numpy.typing as npt

_JUNK = -10
_FOREIGN = -2
MOJIBAKE = "縺繧繝"
"""The lead bytes of UTF-8 kana read as CP932; in real text these three kanji are next to unused."""

_ASCII_BYTES = bytes(range(0x80))
_KANA_BYTES = bytes(range(0xA6, 0xE0))
_VOICED_KANA = re.compile(rb"[\xb3\xb6-\xc4\xca-\xce]\xde|[\xca-\xce]\xdf")
_WESTERN_LETTER = re.compile(
    rb"(?<=[A-Za-z])[\x92\xc0-\xd6\xd8-\xf6\xf8-\xfe](?![\x80-\xff])|(?<![\x80-\xff])[\xc0-\xd6\xd8-\xf6\xf8-\xfe](?=[a-z])"
)
_LONE_SIGN = re.compile(rb"(?<![\x80-\xff])[\x80\x85\x91-\x97\xa0-\xbf](?![\x80-\xff])")
_TEXT_BYTES = bytes((*range(0x08, 0x0E), 0x1A, 0x1B, *range(0x20, 0x7F), *range(0x80, 0x100)))


def score_japanese(text: str) -> int:
    """The sum of a weight per character: kana 3, everyday kanji 1, half-width kana -1, what no text holds -10."""
    return int(_weights()[_units(text)].sum(dtype=np.int64))


def score_western(raw: bytes) -> int:
    """The like figure for Windows-1252: accented letters alone beside ASCII letters 2, lone signs 0, others -1."""
    high = len(raw.translate(None, _ASCII_BYTES))
    bonus = 3 * len(_WESTERN_LETTER.findall(raw)) + len(_LONE_SIGN.findall(raw))
    return bonus - high + _JUNK * len(raw.translate(None, _TEXT_BYTES))


def score_halfwidth(raw: bytes) -> int:
    """The like figure for CP932 with no other kana than half-width, as banks exchange it; 0 where it is no such text.

    As EUC-JP the same bytes are kanji; voiced marks that all stand behind a kana that can be voiced tell.
    """
    high = raw.translate(None, _ASCII_BYTES)
    marks = high.count(b"\xde") + high.count(b"\xdf")
    if not marks or high.translate(None, _KANA_BYTES) or len(_VOICED_KANA.findall(raw)) < marks:
        return 0
    return len(high)


def measure_junk(text: str) -> float:
    """The share of characters that no text holds; NUL aside, for padded records are text."""
    units = _units(text)
    units = units[units != 0]
    return float((_weights()[units] == _JUNK).mean()) if len(units) else 0.0


def _units(text: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.dtype("<u2"))


@functools.cache
def _weights() -> npt.NDArray[np.int8]:
    """The weight of each UTF-16 unit. Kanji count by their level in JIS X 0208: wrong decodings rarely hit level 1."""
    weights = np.full(1 << 16, _FOREIGN, np.int8)
    weights[:0x80] = 0
    weights[0xA0:0x0530] = -1  # Latin letters, Greek, Cyrillic
    weights[0x2010:0x2680] = -1  # signs, arrows, box drawing
    weights[0xD800:0xE000] = -1  # halves of a pair: rare kanji, pictures
    weights[_kanji(0x30, 0x54)] = -1  # level 2
    weights[_kanji(0x10, 0x2F)] = 1  # level 1
    weights[0x3000:0x3020] = 1  # 、。「」
    weights[0x3041:0x3097] = 3
    weights[0x309B:0x309F] = 3
    weights[0x30A1:0x30FF] = 3
    weights[0xFF01:0xFF61] = 1  # full-width letters and digits
    weights[0xFF61:0xFFA0] = -1
    weights[0xFFE0:0xFFE7] = 1
    for unit in (0x08, 0x0B, 0x1B):  # terminal and printer logs
        weights[unit] = -1
    for first, stop in ((0x00, 0x08), (0x0E, 0x1A), (0x1C, 0x20), (0x7F, 0xA0), (0xE000, 0xF900), (0xFFF0, 0x10000)):
        weights[first:stop] = _JUNK
    weights[[ord(mark) for mark in MOJIBAKE]] = _JUNK
    weights.flags.writeable = False
    return weights


def _kanji(first_row: int, last_row: int) -> npt.NDArray[np.uint16]:
    """The characters of some rows of JIS X 0208."""
    rows = range(0xA0 + first_row, 0xA0 + last_row + 1)
    cells = b"".join(bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return _units(cells.decode("euc_jp", "ignore"))
