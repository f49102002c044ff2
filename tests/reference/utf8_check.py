"""The plain twin of meibo_detectors.kernels.utf8_check."""

from __future__ import annotations


def find_flaw(raw: bytes) -> int:
    """Where Python's decoder stops, -1 where it does not."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return -1
