"""The plain twin of meibo_detectors.kernels.kanji_anchors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def find_anchors(letters: str, wanted: str) -> npt.NDArray[np.int64]:
    """Where one of the wanted characters stands."""
    return np.array([at for at, letter in enumerate(letters) if letter in wanted], np.int64)
