"""Bytes to valid UTF-8: strictly where that works, piece by piece where it does not."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from meibo.extraction.text.borders import UNIT_BYTES, find_character
from meibo.extraction.text.code_tables import code_tables
from meibo.extraction.text.plausibility import score_japanese, score_western
from meibo_detectors.kernels.decode_double_byte import decode_double_byte
from meibo_detectors.kernels.decode_utf16 import decode_utf16
from meibo_detectors.kernels.utf8_check import find_flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

SALVAGE = "meibo-salvage"
"""Error handler for the Japanese multibyte codecs: it knows the extensions of vendors, and skips whole characters."""

_PIECE_BYTES = 1 << 13
"""A damaged stretch is looked at in pieces of this size, a damaged piece line by line."""
_HOPELESS_LINES = 16
"""So many lines of a piece that no encoding reads end the search in it: 64 MB of noise must not take minutes."""
_CALLS = 32
_GARBLED_SHARE = 1 / 16
"""More undecodable characters than both of these are noise, not worth a call of the error handler each."""

_ESCAPE = re.compile(rb"\x1b(?:\$[@B(]|\([JI])")
_OTHERS = ("utf-8", "cp932", "euc_jp", "cp1252")
SALVAGED = ("cp932", "euc_jp", "iso2022_jp_ext")


class Decoded(msgspec.Struct, frozen=True):
    """A stretch of text."""

    text: bytes
    """Valid UTF-8."""
    encodings: tuple[str, ...]
    """The codecs really used, in order of appearance; ``ascii`` alone where nothing needed one."""
    replaced: int = 0
    """Characters that could not be decoded; each is U+FFFD in the text."""


def decode(raw: bytes, encoding: str) -> Decoded:
    """The text of ``raw``, which begins and ends between characters; ``encoding`` is what its file is written in."""
    if encoding in UNIT_BYTES:
        return _decode_wide(raw, encoding)
    has_jis = has_escapes(raw)
    if raw.isascii() and not has_jis:
        return Decoded(raw, ("ascii",))
    if (not has_jis or encoding == "iso2022_jp_ext") and (fitting := _decode_fitting(raw, encoding)):
        return fitting
    return _join([_decode_piece(piece, encoding) for piece in _cut_pieces(raw, encoding)])


def has_escapes(raw: bytes) -> bool:
    """Whether an escape of ISO-2022-JP stands in the text."""
    return b"\x1b" in raw and _ESCAPE.search(raw) is not None


def _decode_wide(raw: bytes, encoding: str) -> Decoded:
    whole = _transcode(raw, encoding)
    if whole is not None:
        return Decoded(whole, (encoding,))
    unit = UNIT_BYTES[encoding]
    units = np.frombuffer(raw, f"{'<' if encoding.endswith('le') else '>'}u{unit}", count=len(raw) // unit)
    text = raw.decode(encoding, "replace")
    return Decoded(text.encode(), (encoding,), text.count("\ufffd") - int((units == 0xFFFD).sum()))


def _decode_piece(piece: bytes, encoding: str) -> Decoded:
    """A piece in the one encoding that fits it, else line by line."""
    if fitting := _decode_fitting(piece, encoding):
        return fitting
    lines = piece.splitlines(keepends=True)
    done: list[Decoded] = []
    hopeless = 0
    for number, line in enumerate(lines):
        if hopeless == _HOPELESS_LINES:
            done.append(_decode_salvaging(b"".join(lines[number:]), encoding))
            break
        decoded = _decode_fitting(line, encoding) or _decode_otherwise(line, encoding)
        hopeless += decoded.replaced > 0
        done.append(decoded)
    return _join(done)


def _decode_fitting(piece: bytes, encoding: str) -> Decoded | None:
    """The piece in ASCII, its file's encoding or UTF-8, where one of them is without doubt."""
    if has_escapes(piece):
        text = _transcode(piece, "iso2022_jp_ext")
        return Decoded(text, ("iso2022_jp_ext",)) if text is not None else None
    if piece.isascii():
        return Decoded(piece, ("ascii",))
    if encoding not in ("utf-8", "ascii", "cp1252"):
        text = _transcode(piece, encoding)
        if text is not None:
            return Decoded(text, (encoding,))
    if find_flaw(piece) < 0:
        return Decoded(piece, ("utf-8",))
    if encoding != "cp1252" or score_western(piece) < 0:  # Windows-1252 fits nearly everything
        return None
    text = _transcode(piece, encoding)
    return Decoded(text, (encoding,)) if text is not None else None


def _decode_otherwise(line: bytes, encoding: str) -> Decoded:
    """A line that its file's encoding does not fit: in another one where that reads well, else with replacements."""
    if has_escapes(line) and line.isascii():
        encoding = "iso2022_jp_ext"
    salvaged = _decode_salvaging(line, encoding)
    best, best_score = salvaged, max(score_japanese(salvaged.text.decode()), 0)
    for other in _OTHERS:
        text = _decode_strictly(line, other) if other != encoding else None
        if text is None:
            continue
        score = score_western(line) if other == "cp1252" else score_japanese(text)
        if score > best_score:
            best, best_score = Decoded(text.encode(), (other,)), score
    return best


def _decode_salvaging(piece: bytes, encoding: str) -> Decoded:
    if encoding == "ascii":
        encoding = "utf-8"
    genuine = piece.count("\ufffd".encode()) if encoding == "utf-8" else 0
    text = piece.decode(encoding, "replace")
    if encoding in SALVAGED and text.count("\ufffd") <= max(_CALLS, len(text) * _GARBLED_SHARE):
        text = piece.decode(encoding, SALVAGE)
    return Decoded(text.encode(), (encoding,), max(text.count("\ufffd") - genuine, 0))


def _transcode(raw: bytes, encoding: str) -> bytes | None:
    """All of it as UTF-8; None where a character is undecodable, or what was read as CP932 is really UTF-8."""
    if encoding in ("cp932", "euc_jp"):
        decoded = decode_double_byte(raw, *code_tables(encoding))
        return None if decoded is None or (encoding == "cp932" and decoded[1] > 1) else decoded[0]
    if encoding in ("utf-16-le", "utf-16-be"):
        return decode_utf16(raw, encoding == "utf-16-be")
    text = _decode_strictly(raw, encoding)
    return None if text is None else text.encode()


def _decode_strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _cut_pieces(raw: bytes, encoding: str) -> Iterator[bytes]:
    """Pieces that end after a line end, or between characters where lines are long."""
    start = 0
    while start < len(raw):
        stop = start + _PIECE_BYTES
        line_end = raw.find(b"\n", stop - 1, stop + _PIECE_BYTES) + 1
        stop = line_end or find_character(raw, min(stop, len(raw)), encoding)
        yield raw[start:stop]
        start = stop


def _join(pieces: list[Decoded]) -> Decoded:
    encodings = tuple(dict.fromkeys(encoding for piece in pieces for encoding in piece.encodings))
    beyond_ascii = tuple(encoding for encoding in encodings if encoding != "ascii")
    return Decoded(
        b"".join(piece.text for piece in pieces),
        beyond_ascii or encodings,
        sum(piece.replaced for piece in pieces),
    )


def _salvage(error: UnicodeError) -> tuple[str, int]:
    """The character that a vendor put where the standard has none, or one U+FFFD for the whole character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    at = error.start
    pair = error.object[at : at + 2]
    if error.encoding == "iso2022_jp_ext":
        if error.end - at == 2:
            return _read_extension(bytes(byte | 0x80 for byte in pair)), error.end
        return "\ufffd", error.end
    if len(pair) == 2 and pair[0] >= 0x80 and pair[1] >= 0x80:
        if error.encoding == "cp932":
            return "\ufffd", at + (2 if _is_cp932_lead(pair[0]) and pair[1] <= 0xFC else 1)
        if pair[0] == 0x8F:
            return _read_extension(error.object[at : at + 3]), min(at + 3, len(error.object))
        if 0xA1 <= pair[0] <= 0xFE and 0xA1 <= pair[1] <= 0xFE:
            return _read_extension(pair), at + 2
    return "\ufffd", at + 1


def _is_cp932_lead(byte: int) -> bool:
    return 0x81 <= byte <= 0x9F or 0xE0 <= byte <= 0xFC


def _read_extension(code: bytes) -> str:
    """A character of EUC outside JIS X 0208: as Windows writes it (CP51932), else as JIS X 0213 has it."""
    try:
        if len(code) == 2:
            return _move_to_cp932(code).decode("cp932")
    except UnicodeDecodeError:
        pass
    try:
        return code.decode("euc_jis_2004")
    except UnicodeDecodeError:
        return "\ufffd"


def _move_to_cp932(code: bytes) -> bytes:
    """The same row and cell of the table, as CP932 writes them."""
    row, cell = code[0] - 0xA1, code[1] - 0xA1
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell >= 0x3F)
    return bytes((lead, trail))


codecs.register_error(SALVAGE, _salvage)
