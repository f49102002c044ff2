"""Objects of JSON that hold a label and its value: ``{"label": "氏名", "value": "..."}``."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.grouping import opens_group
from meibo_detectors.kernels.repeats import begin_at_repeats
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.json_items import Items, is_word
from meibo_detectors.structure.pairs import LONGEST_NAME_CHARS
from meibo_detectors.structure.stretch import Stretch

LABEL_KEYS: Final = ("label", "name", "key", "field", "title", "question", "項目", "項目名", "質問")
VALUE_KEYS: Final = ("value", "val", "answer", "値", "回答", "内容")
_LEAST_SHARE: Final = 4
"""Of so many objects side by side one holds a known label."""


class LabelPairs(NamedTuple):
    """Labels and values in objects of their own."""

    label: Offsets
    """For each value the index of the cell that holds its label."""
    value: Offsets
    """The index of the cell of the value; parallel to ``label``."""
    objects: Offsets
    """The items that end with the opening bracket of these objects; they are no records by themselves."""
    begins: Offsets
    """Those items that begin a record: arrays of such objects, and objects whose label comes again."""


def find_pairs(
    stretch: Stretch, items: Items, value: Offsets, name: Offsets, column: Offsets, owner: Offsets
) -> LabelPairs | None:
    """All such objects that stand among their like, one known label at least; None where there are none.

    ``value``, ``name`` and ``owner`` are the items of each cell, of its key, and of the object that holds it; cells of
    one ``column`` have the same key.
    """
    is_label_key, is_value_key = (_find_keys(stretch, items, name, column, keys) for keys in (LABEL_KEYS, VALUE_KEYS))
    if is_label_key is None or is_value_key is None:
        return None
    labels = np.flatnonzero(is_label_key & (owner >= 0) & (items.end[value] - items.start[value] <= LONGEST_NAME_CHARS))
    values = np.flatnonzero(is_value_key & (owner >= 0))
    size = len(items.sign)
    labels = labels[np.bincount(owner[labels], minlength=size)[owner[labels]] == 1]
    labels = labels[np.bincount(owner[values], minlength=size)[owner[labels]] > 0]
    if not len(labels):
        return None
    known = stretch.is_label(items.start[value[labels]], items.end[value[labels]])
    objects = owner[labels]
    # Objects of one array stand or fall together; those on the top level each alone.
    holder = np.where(items.holder[objects] >= 0, items.holder[objects], size + objects)
    group = np.unique(holder, return_inverse=True)[1]
    fits = (np.bincount(group, known) * _LEAST_SHARE >= np.bincount(group))[group]
    labels, objects = labels[fits], objects[fits]
    if not len(labels):
        return None
    label_of = np.full(size, -1)
    label_of[objects] = labels
    values = values[label_of[owner[values]] >= 0]
    return LabelPairs(label_of[owner[values]], values, objects, _find_begins(stretch, items, value[labels], objects))


def _find_keys(stretch: Stretch, items: Items, name: Offsets, column: Offsets, keys: tuple[str, ...]) -> Truth | None:
    """The cells with one of these keys, looked up once a column; None where there are none."""
    sample = np.full(int(column.max(initial=-1)) + 2, -1)
    sample[column[::-1]] = name[::-1]
    sample[-1] = -1
    found = np.zeros(len(sample), np.bool_)
    keyed = np.flatnonzero(sample >= 0)
    found[keyed] = is_word(stretch, items, sample[keyed], keys)
    return found[column] if found.any() else None


def _find_begins(stretch: Stretch, items: Items, label: Offsets, objects: Offsets) -> Offsets:
    """Where records begin. The pairs of a keyed array belong to the object that holds it."""
    order = np.argsort(objects, kind="stable")
    label, objects = label[order], objects[order]
    listed = items.holder[objects] >= 0
    label, objects = label[listed], objects[listed]
    arranged = np.lexsort((objects, items.holder[objects]))
    label, objects = label[arranged], objects[arranged]
    holder = items.holder[objects]
    begins = begin_at_repeats(stretch.hash_names(items.start[label], items.end[label]), holder)
    first = opens_group(holder)
    arrays = holder[first]
    loose = arrays[items.before[arrays] != ord(":")]
    return np.concatenate((loose, objects[begins & ~first]))
