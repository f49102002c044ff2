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


def measure_lines(raw: bytes) -> tuple[int, int]:
    """How many lines end, and where the last of them does."""
    ends = find_line_ends(raw, [])
    return len(ends), ends[-1] + 1 if ends else 0
