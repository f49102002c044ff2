"""Cells of XML: the text of elements without children, and attributes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.brackets import find_holders, lie_within
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.tags import Attributes, Tags, find_attributes, pack
from meibo_detectors.structure.texts import find_texts
from meibo_detectors.structure.values import Values, make_values


def find(stretch: Stretch, tags: Tags) -> Values:
    """Texts named by their tags and attributes by their own names. Elements with children that repeat are records."""
    texts = find_texts(stretch, tags, is_html=False)
    opens, inner = _find_elements(tags)
    attributes = find_attributes(stretch, tags)
    spoken = _select_spoken(stretch, attributes)
    naming = spoken[_is_naming(stretch, attributes, spoken)]
    last = len(tags.start) - 1
    tag = np.maximum(texts.before, 0)
    is_leaf = (texts.before >= 0) & opens[tag] if last >= 0 else np.zeros(len(texts.start), np.bool_)
    name_start = np.where(is_leaf, tags.name_start[tag], 0) if last >= 0 else texts.start * 0
    name_end = np.where(is_leaf, tags.name_end[tag], 0) if last >= 0 else texts.start * 0
    # <field name="tel">: the attribute names the text, and is no cell itself.
    named_by = np.full(len(tags.start) + 1, -1)
    named_by[attributes.tag[naming]] = naming
    owner = named_by[np.where(is_leaf, tag, -1)]
    held = np.maximum(owner, 0)
    if len(attributes.tag):
        name_start = np.where(owner >= 0, attributes.start[held], name_start)
        name_end = np.where(owner >= 0, attributes.end[held], name_end)
    has_text = np.zeros(len(tags.start) + 1, np.bool_)
    has_text[tag[is_leaf]] = True
    spoken = spoken[~(np.isin(spoken, naming) & has_text[attributes.tag[spoken]])]
    parent = np.append(inner, -1)
    above = parent[np.where(is_leaf, tag, -1)]
    own = attributes.tag[spoken]
    start, end = stretch.trim(attributes.start[spoken], attributes.end[spoken])
    kept = end > start
    columns = [
        np.concatenate((texts.start, start[kept])),
        np.concatenate((texts.end, end[kept])),
        np.concatenate((name_start, attributes.name_start[spoken][kept])),
        np.concatenate((name_end, attributes.name_end[spoken][kept])),
        np.concatenate((above, own[kept])),
    ]
    order = np.argsort(columns[0], kind="stable")
    start, end, name_start, name_end, above = (column[order] for column in columns)
    held = np.maximum(above, 0)
    upper_start = np.where(above >= 0, tags.name_start[held], 0) if last >= 0 else start * 0
    upper_end = np.where(above >= 0, tags.name_end[held], 0) if last >= 0 else start * 0
    key = stretch.hash_names(name_start, name_end) * np.uint64(31) + stretch.hash_names(upper_start, upper_end)
    column = np.unique(key, return_inverse=True)[1].astype(np.int64)
    column[name_end == 0] = -1
    begins = _find_records(stretch, tags, opens, inner, has_text[:-1], attributes)
    is_record = np.zeros(len(tags.start), np.bool_)
    is_record[begins] = True
    records = tags.start[begins]
    nested = records[lie_within(is_record, inner)[begins]]
    return make_values(
        start,
        end,
        records,
        nested=nested,
        column=column,
        name_start=name_start,
        name_end=name_end,
        upper_start=upper_start,
        upper_end=upper_end,
    )


def _find_elements(tags: Tags) -> tuple[Truth, Offsets]:
    """Which tags open an element, and the opening tag around each; -1 where it is not in the text."""
    opens = ~tags.is_closing & ~tags.is_empty & ~tags.is_silent
    nested = np.flatnonzero(opens | (tags.is_closing & ~tags.is_silent))
    inner, _ = find_holders(opens[nested])
    last = np.searchsorted(nested, np.arange(len(tags.start))) - 1
    holder = np.where(last >= 0, inner[np.maximum(last, 0)] if len(inner) else -1, -1)
    return opens, np.where(holder >= 0, nested[np.maximum(holder, 0)] if len(nested) else -1, -1)


def _select_spoken(stretch: Stretch, attributes: Attributes) -> Offsets:
    """The attributes that say something: no name spaces, versions, encodings."""
    chars = stretch.chars
    word = _pack(stretch, attributes)
    technical = np.isin(word & np.uint64(0xFFFFFFFFFF), [pack("xmlns")])
    technical |= np.isin(word & np.uint64(0xFFFFFFFF), [pack("xml:"), pack("xsi:")])
    return np.flatnonzero(~technical & (chars.take(attributes.name_start, mode="clip") > 0))


def _is_naming(stretch: Stretch, attributes: Attributes, spoken: Offsets) -> Truth:
    return np.isin(_pack(stretch, attributes)[spoken], np.array([pack("name"), pack("key"), pack("label")], np.uint64))


def _pack(stretch: Stretch, attributes: Attributes) -> npt.NDArray[np.uint64]:
    word = np.zeros(len(attributes.tag), np.uint64)
    for at in range(8):
        letter = stretch.chars.take(attributes.name_start + at, mode="clip").astype(np.uint64)
        word |= np.where(attributes.name_start + at < attributes.name_end, letter, np.uint64(0)) << np.uint64(8 * at)
    return word


def _find_records(
    stretch: Stretch, tags: Tags, opens: Truth, inner: Offsets, has_text: Truth, attributes: Attributes
) -> Offsets:
    """The tags of elements that hold others, or attributes, and that come again beside themselves."""
    holds = np.zeros(len(tags.start) + 1, np.bool_)
    holds[inner[opens | tags.is_empty]] = True
    holds = holds[:-1]
    spoken = np.zeros(len(tags.start), np.bool_)
    spoken[attributes.tag] = True
    chosen = np.flatnonzero((opens & holds) | (spoken & (tags.is_empty | opens) & ~has_text))
    name = stretch.hash_names(tags.name_start[chosen], tags.name_end[chosen])
    key = name * np.uint64(31) + (inner[chosen] + 2).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    _, which, counts = np.unique(key, return_inverse=True, return_counts=True)
    # The first of its kind may have begun before the text: its end alone is seen.
    cut = np.flatnonzero(tags.is_closing & (inner < 0))
    ended = np.isin(name, stretch.hash_names(tags.name_start[cut], tags.name_end[cut])) & (inner[chosen] < 0)
    return chosen[(counts[which] > 1) | ended]
