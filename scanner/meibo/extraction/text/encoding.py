"""Which encoding a text is in, by trial: the decoding that reads most like Japanese wins."""

from __future__ import annotations

import codecs
import re

import msgspec

from meibo.extraction.model import HEAD_BYTES
from meibo.extraction.text.code_tables import code_tables
from meibo.extraction.text.decoding import SALVAGE, SALVAGED, Decoded, decode, has_escapes
from meibo.extraction.text.plausibility import measure_junk, score_halfwidth, score_utf8, score_utf16, score_western
from meibo_detectors.kernels.decode_double_byte import decode_double_byte
from meibo_detectors.kernels.text_weights import count_controls, count_western, take_excerpt
from meibo_detectors.kernels.utf8_check import find_flaw

__all__ = ["Decoded", "Opening", "decide", "decide_narrow", "decode", "read_opening"]

EXCERPT_BYTES = 1 << 12
"""How much non-ASCII text is scored; more does not decide better."""

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\0\0\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
"""Byte order mark, the codec that reads and drops it, the codec of what follows."""

_JUNK_SHARE_MAX = 0.05
"""Random bytes hold at least 0.11."""
_JUNK_ALWAYS = 2
"""A flaw or two is forgiven however short the text is."""
_MARKED_JUNK_SHARE_MAX = 0.10
"""Of what follows a byte order mark; random bytes read as UTF-16 hold 0.13."""
_UTF8_BYTES = 4
"""A character of UTF-8 has no more."""
_LEAD_BYTES = 16
"""What stands before the first character beyond ASCII is ASCII, so that no character is cut."""
_HIGH = re.compile(rb"[\x80-\xff]")
_DECLARED = re.compile(rb"""[\x00-\x7f]{,1024}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""")
_DECLARABLE = {
    **dict.fromkeys((b"shift_jis", b"shift-jis", b"x-sjis", b"sjis", b"windows-31j", b"cp932", b"ms932"), "cp932"),
    **dict.fromkeys((b"euc-jp", b"x-euc-jp", b"eucjp", b"euc_jp"), "euc_jp"),
}
_NARROW = ("utf-8", "cp932", "cp1252", "euc_jp")
_WIDE = ("utf-16-le", "utf-16-be")


class Opening(msgspec.Struct, frozen=True):
    """How a file begins."""

    encoding: str
    """The codec of what follows the mark."""
    mark_bytes: int
    """Length of the byte order mark, 0 where there is none."""


def read_opening(head: bytes) -> Opening:
    """The encoding that the head of a file decides for all of it; UTF-8 where it decides nothing."""
    for mark, _, codec in _MARKS:
        if head.startswith(mark):
            return Opening(codec, len(mark))
    return Opening(decide(head) or "utf-8", 0)


def decide(sample: bytes) -> str | None:
    """The Python codec of a text that begins with ``sample``, ``ascii`` where all of it is, None where it is no text.

    The sample may end inside a character. Codecs of marked text (``utf-8-sig``, ``utf-16``, ``utf-32``) drop the mark.
    """
    for mark, codec, _ in _MARKS:
        if sample.startswith(mark):
            text = _attempt(sample[:HEAD_BYTES], codec, "replace") or ""
            return codec if measure_junk(text) <= _MARKED_JUNK_SHARE_MAX else None
    return _decide_wide(sample[:EXCERPT_BYTES]) or _read_declared(sample) or decide_narrow(sample)


def _read_declared(sample: bytes) -> str | None:
    """What markup says that it is written in, where it is one of two Japanese encodings and all of the sample is in it.

    Half-width katakana of the one are kanji of the other, so that a short page needs to be believed. One that is UTF-8
    all the same is not.
    """
    found = _DECLARED.match(sample) if sample.lstrip()[:1] == b"<" else None
    codec = _DECLARABLE.get(found[1].lower()) if found else None
    if codec is None or sample.isascii() or _is_utf8(sample) or _transcode(sample[:HEAD_BYTES], codec) is None:
        return None
    return codec


def decide_narrow(sample: bytes) -> str | None:
    """As ``decide``, for text known to be in bytes: no UTF-16, no mark."""
    if sample.isascii():
        if not _is_clean(sample[:HEAD_BYTES], 0):
            return None
        return "iso2022_jp_ext" if has_escapes(sample) else "ascii"
    start = _find_high(sample)
    sample = sample[max(start - EXCERPT_BYTES, 0) : start + HEAD_BYTES]
    if _is_utf8(sample):
        return "utf-8" if _is_clean(sample, 0) else None
    codec, _ = _rank_narrow(take_excerpt(sample, EXCERPT_BYTES, _LEAD_BYTES))
    return codec if _is_clean(sample, _count_errors(sample, codec)) else None


def _is_utf8(sample: bytes) -> bool:
    """Whether all of it is UTF-8 and at least one character beyond ASCII is whole."""
    whole = _cut_utf8(sample)
    return whole is not None and not whole.isascii()


def _cut_utf8(raw: bytes) -> bytes | None:
    """UTF-8 without a character that is cut at its end; None where it is something else."""
    flaw = find_flaw(raw)
    if flaw < 0:
        return raw
    rest = raw[flaw:]
    return raw[:flaw] if len(rest) < _UTF8_BYTES and _attempt(rest, "utf-8") == "" else None


def _decide_wide(excerpt: bytes) -> str | None:
    """UTF-16 without a mark. Text of kana and kanji alone holds no NUL, and hiragana alone may be all ASCII bytes."""
    characters = len(excerpt) // 2
    if b"\0" in excerpt:
        floor = -characters / 8
    elif len(excerpt) % 2 or _is_utf8(excerpt):
        return None
    elif not excerpt.isascii() or count_controls(excerpt)[0]:
        floor = characters / 2
    elif characters >= 6 and b"" in (excerpt[::2].strip(b"0"), excerpt[1::2].strip(b"0")):
        floor = characters * 2.5  # the high byte of each kana is an ASCII zero
    else:
        return None
    score, codec = max((_score_wide(excerpt, codec), codec) for codec in _WIDE)
    return codec if score >= floor and score > _rank_narrow(excerpt)[1] else None


def _score_wide(excerpt: bytes, codec: str) -> int:
    score, nothing = score_utf16(excerpt, is_big=codec == "utf-16-be")
    return score - 10 * nothing  # one NUL here is two bytes of NUL there


def _rank_narrow(excerpt: bytes) -> tuple[str, int]:
    """The best codec and its score: among those without a fault if one of them reads well, else among all."""
    scores = {codec: _score_narrow(excerpt, codec, "strict") for codec in _NARROW}
    if max(scores.values()) <= 0:
        scores = {codec: _score_narrow(excerpt, codec, _tolerance(codec)) for codec in _NARROW}
    best = max(scores, key=scores.__getitem__)
    return best, scores[best]


def _score_narrow(excerpt: bytes, codec: str, errors: str) -> int:
    """The score, 0 where the excerpt is not in ``codec``: no better than a text that says nothing."""
    if codec == "cp1252":
        undefined = count_western(excerpt)[3]
        return 0 if undefined and errors == "strict" else score_western(excerpt) - 10 * undefined
    whole = _cut_utf8(excerpt) if codec == "utf-8" else _transcode(excerpt, codec)
    if whole is None:
        text = None if errors == "strict" else _attempt(excerpt, codec, errors)
        whole = None if text is None else text.encode()
    if whole is None:
        return 0
    return (score_halfwidth(excerpt) if codec == "cp932" else 0) or score_utf8(whole)


def _transcode(raw: bytes, codec: str) -> bytes | None:
    """CP932 or EUC-JP as UTF-8, without a character that is cut at its end; None where it is something else."""
    decoded = decode_double_byte(raw, *code_tables(codec), may_be_cut=True)
    return None if decoded is None else decoded[0]


def _count_errors(raw: bytes, codec: str) -> int:
    """How many characters are undecodable."""
    if codec == "cp1252":
        return count_western(raw)[3]
    if codec in ("cp932", "euc_jp") and _transcode(raw, codec) is not None:
        return 0
    return (_attempt(raw, codec, _tolerance(codec)) or "").count("\ufffd")


def _tolerance(codec: str) -> str:
    """The error handler that loses only what is undecodable."""
    return SALVAGE if codec in SALVAGED else "replace"


def _attempt(raw: bytes, codec: str, errors: str = "strict") -> str | None:
    """The text, None where it is not in ``codec``; a character cut at the end is left out."""
    try:
        return codecs.getincrementaldecoder(codec)(errors).decode(raw)
    except UnicodeDecodeError:
        return None


def _find_high(raw: bytes) -> int:
    """Where the first byte beyond ASCII stands, the length where all are ASCII."""
    found = _HIGH.search(raw)
    return found.start() if found else len(raw)


def _is_clean(raw: bytes, errors: int) -> bool:
    """Whether few enough bytes are control characters or undecodable for it to be text."""
    controls, nothing = count_controls(raw)
    counted = len(raw) - nothing  # padded records are text
    if not counted:
        return not raw
    return controls + errors <= counted * _JUNK_SHARE_MAX + _JUNK_ALWAYS
