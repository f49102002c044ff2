"""The plain twin of meibo_detectors.kernels.line_ends."""

from __future__ import annotations


def find_line_ends(chars: bytes, origin: list[int]) -> list[int]:
    """Line feeds, and carriage returns with none directly behind."""
    places = origin or range(len(chars))
    ends = []
    for at, sign in enumerate(chars):
        is_pair = chars[at : at + 2] == b"\r\n" and places[at + 1] == places[at] + 1
        if sign == ord("\n") or (sign == ord("\r") and not is_pair):
            ends.append(at)
    return ends
