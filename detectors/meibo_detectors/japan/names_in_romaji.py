"""Names in Latin letters: YAMADA Taro, Taro Yamada."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.romaji_names import find_romaji_names
from meibo_detectors.model import make_candidates

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.text import Text


def find_romaji_in_text(text: Text, blocked: npt.NDArray[np.uint8] | None = None) -> npt.NDArray[np.void]:
    """Pairs of capitalised words, one blank between, that are surname and given name in either order.

    Outside of ``blocked`` characters, if any are.
    """
    blocked = np.zeros(0, np.uint8) if blocked is None else blocked
    start, end, evidence = find_romaji_names(text.folded.chars, blocked, name_tables())
    return make_candidates(start, end, evidence.view(np.uint64))
