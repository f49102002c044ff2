"""Which finder reads which layout; the cells of all blocks of a pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from meibo_detectors.kernels.cell_records import clear_empty, complete_records, find_records
from meibo_detectors.kernels.characters import LabelWords
from meibo_detectors.label_words import characters_of
from meibo_detectors.model import Layout
from meibo_detectors.normalise import SEPARATOR, Folded, Offsets
from meibo_detectors.structure import delimited, json_text, markup, plain, sql, vcard, zengin
from meibo_detectors.structure.model import Cells, no_cells
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.values import Values, chain

FINDERS: Final[dict[str, Callable[[Stretch], Values]]] = {
    "delimited": delimited.find,
    "json": json_text.find,
    "markup": markup.find,
    "plain": plain.find,
    "sql": sql.find,
    "vcard": vcard.find,
    "zengin": zengin.find,
}


JOINED: Final = frozenset({"plain", "delimited", "vcard", "zengin"})
"""Layouts whose blocks are read side by side at once: many small files then cost little more than one."""


def find_cells(folded: Folded, layouts: Sequence[Layout], words: LabelWords) -> Cells:
    """The cells of all blocks; one layout a block. ``words`` tell known labels."""
    borders = folded.block_starts
    if not len(folded.chars):
        return no_cells()
    edges = [
        at for at, layout in enumerate(layouts) if at == 0 or layout != layouts[at - 1] or layout.kind not in JOINED
    ]
    text = characters_of(folded)
    parts = []
    columns = 0
    for first, after in zip(edges, [*edges[1:], len(layouts)], strict=True):
        end = int(borders[after]) - len(SEPARATOR)
        stretch = Stretch(folded, text, borders[first:after], end, layouts[first], words)
        part = FINDERS[layouts[first].kind](stretch)
        part.column[part.column >= 0] += columns
        columns = max(columns, int(part.column.max(initial=-1)) + 1)
        parts.append(part)
    return _join(parts, borders, len(layouts))


def _join(parts: Sequence[Values], borders: Offsets, blocks: int) -> Cells:
    values = parts[0] if len(parts) == 1 else chain(parts)
    name_start, name_end = clear_empty(values.name_start, values.name_end)
    upper_start, upper_end = clear_empty(values.upper_start, values.upper_end)
    records = complete_records(
        np.sort(values.records, kind="stable"), borders[:blocks], borders[1 : blocks + 1] - len(SEPARATOR)
    )
    return Cells(
        values.start,
        values.end,
        find_records(values.start, records),
        values.column,
        values.place,
        name_start,
        name_end,
        upper_start,
        upper_end,
        records,
        values.rows,
        values.nested,
    )
