"""Which records inside of records are people of their own: members of a department are, a person's telephones not."""

from __future__ import annotations

import numpy as np

from meibo_detectors.fields import Meanings
from meibo_detectors.normalise import Truth
from meibo_detectors.roles import Role
from meibo_detectors.structure.model import Cells

_PARTS_OF_NAMES = np.array([Role.SURNAME, Role.GIVEN_NAME, Role.KANA_SURNAME, Role.KANA_GIVEN_NAME], np.uint8)
SIBLINGS = 2
"""So many records with names beside each other are people, even if what holds them has no name."""


def settle_records(cells: Cells, meanings: Meanings, name_bit: int) -> Cells:
    """The cells with the records that are left: a nested one without a name belongs to what holds it.

    So does the only one with a name, where its holder has none: there the name itself is written as a list.
    """
    if not len(cells.nested):
        return cells
    nested = np.isin(cells.records, cells.nested)
    names: Truth = ((meanings.names & np.uint64(name_bit)) != 0) | np.isin(meanings.role, _PARTS_OF_NAMES)
    named = np.zeros(len(cells.records), np.bool_)
    named[cells.record[names]] = True
    holder = np.maximum.accumulate(np.where(nested, 0, np.arange(len(nested))))
    siblings = np.bincount(holder[nested & named], minlength=len(nested))
    dropped = nested & (~named | (~named[holder] & (siblings[holder] < SIBLINGS)))
    number = np.cumsum(~dropped) - 1
    return cells._replace(record=number[cells.record], records=cells.records[~dropped])
