"""Names in Latin letters: YAMADA Taro, Taro Yamada."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.romaji_names import find_romaji_names
from meibo_detectors.model import make_candidates

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text


def find_romaji_in_text(text: Text) -> npt.NDArray[np.void]:
    """Pairs of capitalised words, one blank between, that are surname and given name in either order."""
    start, end, evidence = read_romaji(text, np.zeros(0, np.uint8))
    return make_candidates(start, end, evidence.view(np.uint64))


def read_romaji(text: Text, blocked: npt.NDArray[np.uint8]) -> tuple[Offsets, Offsets, Offsets]:
    """Their start, end and evidence, outside of ``blocked`` characters."""
    return find_romaji_names(text.folded.chars, blocked, name_tables())
