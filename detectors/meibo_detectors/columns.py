"""What the cells of a column tell together: the share of them that is valid separates one identifier from another."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Bits, Evidence, has, mark
from meibo_detectors.model import Context
from meibo_detectors.normalise import Truth

LEAST_CELLS: Final = 5
PURE_SHARE: Final = 0.7
FOREIGN_SHARE: Final = 0.2
"""Specification section 1.3, header purity."""
COLUMN_SCORE: Final = 75
FOREIGN_SCORE: Final = 40


def is_counted(context: Context) -> Truth:
    """In a column of so many cells that its share says something."""
    return np.asarray(context.column_cells >= LEAST_CELLS)


def is_pure(context: Context) -> Truth:
    """In a column that holds hardly anything else."""
    return np.asarray(is_counted(context) & (context.column_share >= PURE_SHARE))


def is_foreign(context: Context) -> Truth:
    """In a column that holds nearly nothing of the kind."""
    return np.asarray(is_counted(context) & (context.column_share < FOREIGN_SHARE))


def cap_foreign(scores: npt.NDArray[np.int64], context: Context, where: Truth | bool = True) -> npt.NDArray[np.int64]:
    """Scores that are low where few cells of the column fit: whatever its header says, it holds something else.

    A column of notes is none of them: there a word beside the value, in the same cell, names it.
    """
    noted = context.has_label & ~context.is_named & ~context.fills_field
    return np.where(is_foreign(context) & where & ~noted, np.minimum(scores, FOREIGN_SCORE), scores)


def weigh_column(scores: npt.NDArray[np.int64], evidence: Bits, context: Context) -> npt.NDArray[np.int64]:
    """Scores after the column has spoken: few valid cells refute even a header, many promote what has no header."""
    pure = is_pure(context) & ~context.is_other
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    sound = (scores > 0) & ~has(evidence, Evidence.CHECK_DIGIT_FAILED | Evidence.SAMPLE)
    return cap_foreign(np.where(pure & sound, np.maximum(scores, COLUMN_SCORE), scores), context)


def refute_headers(scores: npt.NDArray[np.uint8], context: Context) -> npt.NDArray[np.uint8]:
    """Scores of any detector: where few cells of a column fit its header, the header is not of that type."""
    return cap_foreign(scores.astype(np.int64), context, context.is_named & context.fills_field).astype(np.uint8)
