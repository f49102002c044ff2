"""How much a decoded text looks like Japanese business text: the judge between encodings that all decode."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.text_weights import count_controls, count_halfwidth, count_western, weigh_utf8, weigh_utf16

JUNK = -10
_FOREIGN = -2
MOJIBAKE = "縺繧繝"
"""The lead bytes of UTF-8 kana read as CP932; in real text these three kanji are next to unused."""


def score_japanese(text: str) -> int:
    """The sum of a weight per character: kana 3, everyday kanji 1, half-width kana -1, what no text holds -10."""
    return int(_weights()[_units(text)].sum(dtype=np.int64))


def score_utf8(raw: bytes) -> int:
    """The same of a text in UTF-8."""
    return weigh_utf8(raw, _weights())


def score_utf16(raw: bytes, *, is_big: bool) -> tuple[int, int]:
    """The same of a text in UTF-16, half pairs as U+FFFD and what is cut at its end left out; and the NULs in it."""
    return weigh_utf16(raw, is_big, _weights())


def score_western(raw: bytes) -> int:
    """The like figure for Windows-1252: accented letters alone beside ASCII letters 2, lone signs 0, others -1."""
    letters, signs, high, _ = count_western(raw)
    return 3 * letters + signs - high + JUNK * sum(count_controls(raw))


def score_halfwidth(raw: bytes) -> int:
    """The like figure for CP932 with no other kana than half-width, as banks exchange it; 0 where it is no such text.

    As EUC-JP the same bytes are kanji; voiced marks that all stand behind a kana that can be voiced tell.
    """
    marks, fitting, kana, others = count_halfwidth(raw)
    return 0 if not marks or others or fitting < marks else marks + kana


def measure_junk(text: str) -> float:
    """The share of characters that no text holds; NUL aside, for padded records are text."""
    units = _units(text)
    units = units[units != 0]
    return float((_weights()[units] == JUNK).mean()) if len(units) else 0.0


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
        weights[first:stop] = JUNK
    weights[[ord(mark) for mark in MOJIBAKE]] = JUNK
    weights.flags.writeable = False
    return weights


def _kanji(first_row: int, last_row: int) -> npt.NDArray[np.uint16]:
    """The characters of some rows of JIS X 0208."""
    rows = range(0xA0 + first_row, 0xA0 + last_row + 1)
    cells = b"".join(bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return _units(cells.decode("euc_jp", "ignore"))
