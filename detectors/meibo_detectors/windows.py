"""Stretches of arrays as rows of a matrix: what stands around many offsets at once."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth

Elements = TypeVar("Elements", bound=np.generic)


def window(array: npt.NDArray[Elements], start: Offsets, width: int) -> npt.NDArray[Elements]:
    """The ``width`` elements from each start, 0 outside the text; shape (len(start), width)."""
    if width == 1 or len(array) < width:
        return pick(array, start[:, None] + np.arange(width))
    # Whole rows are copied as items of their width, which costs a third of picking each element.
    size = array.itemsize
    items: npt.NDArray[np.void] = np.ndarray(len(array) - width + 1, f"V{width * size}", array, strides=(size,))
    rows = items[np.clip(start, 0, len(items) - 1)].view(array.dtype).reshape(len(start), width)
    edge = np.flatnonzero((start < 0) | (start >= len(items)))
    rows[edge] = pick(array, start[edge, None] + np.arange(width))
    return rows


def window_within(array: npt.NDArray[Elements], start: Offsets, end: Offsets, width: int) -> npt.NDArray[Elements]:
    """The first ``width`` elements of each stretch, 0 behind its end; shape (len(start), width)."""
    rows = window(array, start, width)
    rows[np.arange(width) >= (end - start)[:, None]] = 0
    return rows


def pick(array: npt.NDArray[Elements], at: Offsets) -> npt.NDArray[Elements]:
    """The elements at these offsets, 0 outside the text."""
    picked = array.take(at, mode="clip")
    if at.size and (at.max() >= len(array) or at.min() < 0):
        picked[(at < 0) | (at >= len(array))] = 0
    return picked


def first_column(where: Truth) -> Offsets:
    """The first column of each row that is True, the number of columns where none is."""
    column: Offsets = np.argmax(where, axis=1)
    return np.where(where[np.arange(len(where)), column], column, where.shape[1])
