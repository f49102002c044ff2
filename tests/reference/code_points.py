"""The plain twin of meibo_detectors.kernels.code_points."""

from __future__ import annotations


def count_characters(raw: bytes, borders: list[int]) -> list[int]:
    """How many code points begin before each of these bytes."""
    return [sum(begin < border for begin in _begins(raw)) for border in borders]


def find_bytes(raw: bytes, offsets: list[int]) -> list[int]:
    """The byte where each code point begins."""
    begins = _begins(raw)
    return [begins[offset] if offset < len(begins) else len(raw) for offset in offsets]


def read_code_points(raw: bytes) -> list[int]:
    """The code points of valid UTF-8."""
    return [ord(character) for character in raw.decode()]


def _begins(raw: bytes) -> list[int]:
    return [at for at, byte in enumerate(raw) if not 0x80 <= byte < 0xC0]
