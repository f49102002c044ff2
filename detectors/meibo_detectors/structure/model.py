"""The words of structure: how a text is laid out, and the cells that were found in it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from meibo_detectors.model import Layout as Layout  # noqa: PLC0414 - one name for both rooms
from meibo_detectors.normalise import Offsets


class Cells(NamedTuple):
    """Values with their names and records. Arrays of one length, one element a cell, ascending by ``start``.

    All offsets are folded characters. A cell is a table's cell, a JSON or SQL value, the text of an element, the value
    of a ``name: value`` line ... without quotes and outer blanks. Cells neither overlap nor nest; prose has none.
    """

    start: Offsets
    end: Offsets
    record: Offsets
    """Index into ``records``."""
    column: Offsets
    """Cells of one column of one table share it (also those of one JSON or XML key in one block); -1: a lone field."""
    place: Offsets
    """Number of the cell in its row from 1 on, for delimited text; 0 elsewhere."""
    name_start: Offsets
    name_end: Offsets
    """Where the name stands: header cell, key, tag, label before the colon. Both 0 where the cell has no name."""
    upper_start: Offsets
    upper_end: Offsets
    """The name above the name: upper header row, parent key, enclosing tag; both 0 where there is none."""
    records: Offsets
    """Where each record begins, ascending; a record ends where the next begins. The first is 0."""
    rows: Offsets
    """Where each row of delimited text begins, header and blank rows too; empty elsewhere."""
    nested: Offsets
    """Those of ``records`` that begin inside of another record: an object in a list that a person's object holds."""


def no_cells() -> Cells:
    """Cells of a text without structure."""
    nothing = np.zeros(0, np.int64)
    start = np.zeros(1, np.int64)
    return Cells(
        nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, start, nothing, nothing
    )
