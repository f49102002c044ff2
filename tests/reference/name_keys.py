"""The plain twin of meibo_detectors.kernels.name_keys."""

from __future__ import annotations

_ALL = (1 << 64) - 1


def make_keys(written: str, names: list[tuple[int, int, int, int, int]], seed: int) -> list[int]:
    """The number of each name; ``written`` are the code points of the text."""
    keys = []
    for start, end, above, until, place in names:
        key = seed
        for first, past in ((start, end), (above, until)):
            stretch = written[max(first, 0) : max(past, 0)]
            for code in (*map(ord, stretch), len(stretch) | 1 << 63):
                key = _chain(key, code)
        keys.append(_chain(key, place & _ALL))
    return keys


def _chain(mixed: int, word: int) -> int:
    mixed = (mixed ^ word) * 0xFF51AFD7ED558CCD & _ALL
    return mixed ^ mixed >> 33
