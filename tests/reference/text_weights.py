"""The plain twin of meibo_detectors.kernels.text_weights."""

from __future__ import annotations

import codecs
import re

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.int8]

_LETTERS = rb"[\xc0-\xd6\xd8-\xf6\xf8-\xfe]"
_BEHIND_LETTER = re.compile(rb"(?<=[A-Za-z])(?:" + _LETTERS + rb"|\x92)(?![\x80-\xff])")
_BEFORE_LETTER = re.compile(rb"(?<![\x80-\xff])" + _LETTERS + rb"(?=[a-z])")
_LONE_SIGN = re.compile(rb"(?<![\x80-\xff])[\x80\x85\x91-\x97\xa0-\xbf](?![\x80-\xff])")
_VOICED_KANA = re.compile(rb"[\xb3\xb6-\xc4\xca-\xce]\xde|[\xca-\xce]\xdf")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def weigh_utf8(raw: bytes, weights: Weights) -> int:
    """The sum over all units of the text in UTF-16."""
    units = raw.decode().encode("utf-16-le")
    return sum(int(weights[units[at] | units[at + 1] << 8]) for at in range(0, len(units), 2))


def weigh_utf16(raw: bytes, *, is_big: bool, weights: Weights) -> tuple[int, int]:
    """The same of a text that may be cut, and its NULs."""
    text = codecs.getincrementaldecoder("utf-16-be" if is_big else "utf-16-le")("replace").decode(raw)
    return weigh_utf8(text.encode(), weights), text.count("\0")


def count_western(raw: bytes) -> tuple[int, int, int, int]:
    """Letters, lone signs, bytes beyond ASCII, undefined bytes."""
    letters = {match.start() for pattern in (_BEHIND_LETTER, _BEFORE_LETTER) for match in pattern.finditer(raw)}
    undefined = raw.decode("cp1252", "replace").count("\ufffd")
    return len(letters), len(_LONE_SIGN.findall(raw)), sum(byte >= 0x80 for byte in raw), undefined


def count_controls(raw: bytes) -> tuple[int, int]:
    """Controls but NUL, backspace, white space, end of file and escape; and NULs."""
    allowed = (0, 8, 9, 10, 11, 12, 13, 26, 27)
    return sum((byte < 32 and byte not in allowed) or byte == 127 for byte in raw), raw.count(0)


def count_halfwidth(raw: bytes) -> tuple[int, int, int, int]:
    """Marks, fitting ones, kana, other bytes beyond ASCII."""
    marks = raw.count(b"\xde") + raw.count(b"\xdf")
    kana = sum(0xA6 <= byte < 0xDE for byte in raw)
    return marks, len(_VOICED_KANA.findall(raw)), kana, sum(byte >= 0x80 for byte in raw) - marks - kana


def take_excerpt(raw: bytes, room: int, before: int) -> bytes:
    """The interesting part of each line, as far as there is room."""
    taken = b""
    for line in _LINE.findall(raw):
        high = [at for at, byte in enumerate(line) if byte >= 0x80]
        if high and len(taken) < room:
            taken += line[max(high[0] - before, 0) :][: room - len(taken)]
    return taken
