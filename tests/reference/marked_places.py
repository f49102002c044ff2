"""The plain twin of meibo_detectors.kernels.marked_places: one look at each character."""

from __future__ import annotations

from meibo_detectors.normalise import Bytes, Folded


def find_marked(folded: Folded, start: int, end: int, signs: Bytes) -> list[int]:
    """Where signs stand that lines are read by."""
    chars = folded.chars.tolist()
    codes = chars if folded.codes is None else folded.codes.tolist()

    def tells(at: int, kind: int) -> bool:
        may = chars[at] in (ord("."), 0x80, 0x83)
        return may and bool(signs[min(codes[at], 0xFFFF)] & kind)

    def is_gap(at: int) -> bool:
        return start <= at < end and chars[at] in b" \t"

    def is_leader(at: int) -> bool:
        return start <= at < end and tells(at, 1)

    def is_marked(at: int) -> bool:
        if chars[at] in b":=,;|]>\t" or tells(at, 2):
            return True
        if is_leader(at) and is_leader(at - 1) and not is_leader(at + 1):
            return True
        if chars[at] != ord(" ") or is_gap(at + 1):
            return False
        before = chars[at - 1] if at > 0 else 0
        after = chars[at + 1] if at + 1 < len(chars) else 0
        return is_gap(at - 1) or codes[at] == 0x3000 or after >= 0x81 or before in b"/,;|"

    return [at for at in range(start, end) if is_marked(at)]
