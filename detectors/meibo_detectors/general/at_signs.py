"""The at sign of mail addresses in every spelling: ``@``, ``%40``, ``[at]``, and a star."""

from __future__ import annotations

import numpy as np

from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.normalise import Bytes, Folded, Offsets, table_of

Sign = tuple[Offsets, Offsets, int]
"""Where the local parts end, where the domains begin, and what that spelling means (bits of Evidence and Note)."""


def find_signs(folded: Folded) -> list[Sign]:
    """Every sign of a text, spelling by spelling."""
    chars = folded.chars
    plain = np.flatnonzero(chars == ord("@"))
    encoded = _find_encoded(chars)
    spelled = _find_spelled(chars)
    stars = np.zeros(0, np.int64) if folded.codes is None else np.flatnonzero(folded.codes == ord("★"))
    before_space = chars.take(spelled - 1, mode="clip") == ord(" ")
    behind_space = chars.take(spelled + 4, mode="clip") == ord(" ")
    return [
        (plain, plain + 1, 0),
        (encoded, encoded + 3, 0),
        (spelled - before_space, spelled + 4 + behind_space, int(Evidence.OBFUSCATED)),
        (stars, stars + 1, int(Evidence.OBFUSCATED) | int(Note.NEEDS_LABEL)),
    ]


def _find_encoded(chars: Bytes) -> Offsets:
    """Where ``%40`` begins, the at sign of a URL."""
    percent = np.flatnonzero(chars[:-2] == ord("%")) if len(chars) > 2 else np.zeros(0, np.int64)
    signs: Offsets = percent[(chars[percent + 1] == ord("4")) & (chars[percent + 2] == ord("0"))]
    return signs


def _find_spelled(chars: Bytes) -> Offsets:
    """Where ``[at]`` or ``(at)`` begins."""
    if len(chars) < 4:
        return np.zeros(0, np.int64)
    opens = np.flatnonzero((chars[:-3] == ord("[")) | (chars[:-3] == ord("(")))
    closes = table_of(b"])")[chars[opens + 3]]
    spells_at = ((chars[opens + 1] | 32) == ord("a")) & ((chars[opens + 2] | 32) == ord("t"))
    signs: Offsets = opens[closes & spells_at]
    return signs
