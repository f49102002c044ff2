"""Rows of tables that only show how a form is filled in: ``(例)``, 記入例."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import LAST_CODE
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Evidence, mark
from meibo_detectors.kernels.field_look_up import find_cells_beginning
from meibo_detectors.normalise import Bytes, Truth, fold_label
from meibo_detectors.records import LOWERED_TO_LOW
from meibo_detectors.text import Text

CELLS: Final = (
    "例",
    "記入例",
    "入力例",
    "記載例",
    "見本",
    "サンプル",
    "(例)",
    "(記入例)",
    "(入力例)",
    "(記載例)",
    "(見本)",
    "【例】",
    "【記入例】",
    "[例]",
    "<例>",
    "※記入例",
    "例)",
)
"""Whole cells of such rows."""
BEGINNINGS: Final = ("(例)", "【例】", "[例]", "<例>", "例)", "例:", "(記入例)", "【記入例】")
"""What the first value of such a row begins with."""


@functools.cache
def _first_signs() -> Bytes:
    """For each code point up to LAST_CODE whether a word of CELLS or BEGINNINGS begins with it, as it is looked up."""
    table = np.zeros(LAST_CODE + 1, np.uint8)
    table[[ord(fold_for_look_up(fold_label(word))[0]) for word in (*CELLS, *BEGINNINGS)]] = 1
    return table


def lower_sample_rows(findings: npt.NDArray[np.void], text: Text) -> None:
    """Make low what stands in a row of a table that calls itself an example, and never drop it."""
    fields = text.fields
    if text.folded.is_ascii or not len(findings) or not len(fields.start):
        return
    cells = find_cells_beginning(text.look_up_codes, fields.start, fields.end, fields.column, _first_signs())
    if not len(cells):
        return
    start, end = fields.start[cells], fields.end[cells]
    says: Truth = table_of_words(CELLS).holds(text.hashes.of(start, end))
    for length in sorted({len(word) for word in BEGINNINGS}):
        says |= (end - start >= length) & table_of_words(BEGINNINGS).holds(text.hashes.of(start, start + length))
    if not says.any():
        return
    rows = np.flatnonzero(np.isin(findings["record"], fields.record[cells[says]]))
    findings["score"][rows] = np.minimum(findings["score"][rows], LOWERED_TO_LOW)
    evidence = findings["evidence"][rows]
    mark(evidence, np.ones(len(rows), np.bool_), Evidence.SAMPLE_SCOPE)
    findings["evidence"][rows] = evidence
