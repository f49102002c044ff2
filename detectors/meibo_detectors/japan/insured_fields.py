"""Fields that hold symbols and numbers of insured people: one of this name, or a symbol and a number side by side."""

from __future__ import annotations

import enum
import functools
from typing import Final

import numpy as np

from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.insured_symbols import (
    NUMBER_DIGITS,
    SYMBOL_CHARS,
    Written,
    read_value,
    read_value_or_number,
)
from meibo_detectors.normalise import Offsets, Truth, is_digit
from meibo_detectors.text import Text
from meibo_detectors.windows import window

SYMBOL_NAMES: Final = (
    "記号", "記 号", "保険証記号", "被保険者証記号", "被保険者記号", "被保険者等記号", "被保険者証等記号", "健康保険証記号", "健康保険記号", "健保記号",
    "国保記号", "組合員証記号", "加入者記号", "資格確認書記号", "保険記号", "symbol", "kigo", "insured_symbol", "insurance_symbol",
    "insuredsymbol", "insurancesymbol", "hokensho_kigo", "kenpo_kigo",
)  # fmt: skip
NUMBER_NAMES: Final = ("番号", "番 号", "number", "no", "no.", "bango", "insured_no", "num")
"""Names of fields that hold the number where a field of the symbol stands before them."""
PAIR_NAMES: Final = ("記号番号", "記号・番号", "記号 番号", "記号/番号", "記号・番号・枝番", "記号番号枝番")
"""Names of fields that hold both."""
_FIELDS_APART: Final = 3


class _Name(enum.IntEnum):
    """What the name of a field says that it holds."""

    SYMBOL = 1
    NUMBER = 2
    PAIR = 3


def find_in_fields(text: Text, detector_id: str) -> Written:
    """The fields of a detector's names that hold a symbol and a number, or a number alone, and hardly anything else.

    A symbol with its number in a field behind is nobody's number.
    """
    fields = text.fields
    named = fields.named(detector_id)
    symbols = _find_named(text, _Name.SYMBOL)
    if len(symbols):
        numbers = np.union1d(_find_named(text, _Name.NUMBER), np.setdiff1d(named, symbols))
        at = np.searchsorted(numbers, symbols)
        behind = numbers.take(at, mode="clip") if len(numbers) else symbols
        near = (behind > symbols) & (behind - symbols <= _FIELDS_APART)
        near &= fields.record[behind] == fields.record[symbols]
        named = np.setdiff1d(named, symbols[near])
    start, end = fields.start[named], fields.end[named]
    return _keep_filling(read_value_or_number(text, start, start), start, end)


def find_together(text: Text, detector_id: str) -> Written:
    """What fields named 記号・番号 hold, but for those of the detector's own names.

    The anchor is the end of that name: what stands before it tells whose they are.
    """
    fields, name_end = text.fields, text.fields.cells.name_end
    both = _find_named(text, _Name.PAIR)
    if len(both):
        both = np.setdiff1d(both, fields.named(detector_id))
    if not len(both):
        return Written.none()
    start, end = fields.start[both], fields.end[both]
    return _keep_filling(read_value(text, name_end[both], start), start, end)


def find_apart(text: Text, detector_id: str) -> tuple[Written, Truth]:
    """Fields of numbers with one of a symbol among the few fields before them in their record.

    With them whether the number's field has one of the detector's names. The anchor is the end of the symbol's name.
    """
    fields, named = text.fields, text.fields.named(detector_id)
    symbol = _find_named(text, _Name.SYMBOL)
    if not len(symbol):
        return Written.none(), np.zeros(0, np.bool_)
    number = np.union1d(_find_named(text, _Name.NUMBER), named)
    before = symbol[np.maximum(np.searchsorted(symbol, number) - 1, 0)]
    fits = (before < number) & (number - before <= _FIELDS_APART) & (fields.record[before] == fields.record[number])
    fits &= fields.end[before] - fields.start[before] < SYMBOL_CHARS
    length = fields.end[number] - fields.start[number]
    shown = window(text.folded.chars, fields.start[number], NUMBER_DIGITS)
    fits &= (is_digit(shown) | (np.arange(NUMBER_DIGITS) >= length[:, None])).all(axis=1)
    fits &= (length > 0) & (length <= NUMBER_DIGITS)
    before, number = before[fits], number[fits]
    anchor, start, end = fields.cells.name_end[before], fields.start[number], fields.end[number]
    return Written(anchor, fields.start[before], fields.end[before], start, end), np.isin(number, named)


def _find_named(text: Text, name: _Name) -> Offsets:
    """The fields that have one of these names."""
    return np.flatnonzero(text.once(_names_of_fields) == name) if len(text.fields.start) else text.fields.start


def _names_of_fields(text: Text) -> Offsets:
    """A _Name for each field, -1 for any other name."""
    return text.numbers_of_names(_name_table())


def _keep_filling(found: Written, start: Offsets, end: Offsets) -> Written:
    """What fills its field but for a branch behind it."""
    if not len(found.start):
        return found
    rest = end[np.searchsorted(start, found.start)] - found.end
    return found.take((rest >= 0) & (rest < SYMBOL_CHARS))


@functools.cache
def _name_table() -> WordTable:
    groups = ((_Name.SYMBOL, SYMBOL_NAMES), (_Name.NUMBER, NUMBER_NAMES), (_Name.PAIR, PAIR_NAMES))
    return make_word_table([f"{fold_for_look_up(name)}\t{kind:d}" for kind, names in groups for name in names])
