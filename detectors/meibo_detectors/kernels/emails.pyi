import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable

IN_LOCAL: int
"""A character may stand in a local part."""
IN_DOMAIN: int
IN_LABEL: int
"""It may stand in an international label, and in a local part that has no other."""
IS_MARK: int
"""It may stand in a local part, but begin none."""
IN_AUTHORITY: int
"""It may stand between a URL's scheme and its at sign."""

ODD: int
"""Dots in a row, or one before the sign, as two mobile carriers issued."""
RESERVED: int
ROLE: int
INTERNATIONAL: int
SPELLED: int
"""The sign is written in letters."""
STARRED: int
"""The sign is a star (SPELLED as well)."""

ORDINARY: int
SPECIAL: int

def find_addresses(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    traits: npt.NDArray[np.uint8],
    names: WordTable,
    sites: WordTable,
    endings: WordTable,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]: ...
