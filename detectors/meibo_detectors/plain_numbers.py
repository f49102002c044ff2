"""Numbers of a fixed length that no check digit protects: candidates of all their spellings, dummies left out."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import is_counter_or_run
from meibo_detectors.evidence import Evidence
from meibo_detectors.fixed_numbers import Owner, Rules, as_rows
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import Bytes, Truth, is_digit
from meibo_detectors.number_runs import Shape, keys_of
from meibo_detectors.text import Text
from meibo_detectors.windows import window

SAMPLES: Final = {
    10: np.array([b"1234567890", b"0123456789", b"0000123456", b"0001234567"], "S20"),
    11: np.array([b"12345678901", b"12345678900", b"12345678903", b"01234567890"], "S20"),
    14: np.array([b"12345678901234", b"12345678901150"], "S20"),
}
"""Numbers of each length that forms and manuals print."""
_RULES: Final = {total: Rules(Owner.PLAIN, as_rows(samples)) for total, samples in SAMPLES.items()}
_ZERO: Final = np.uint8(ord("0"))


def find_numbers(text: Text, detector_id: str, total: int, groups: tuple[int, ...] = ()) -> npt.NDArray[np.void]:
    """Numbers of so many digits alone, in these groups, or one digit a box; rows of CANDIDATE with the digits as key.

    Numbers that nobody is given are left out, but for those that manuals print (marked SAMPLE), and so are bare digits
    that fill a cell of a table whose column has another name: nothing can name them. STRONG_FORM: groups with hyphens;
    IN_PATH: a slash before.
    """
    bare, is_cell = text.once(_BARE[total])
    rows = [bare]
    if is_cell.any():
        rows = [bare[~is_cell | text.fields.is_in_named(detector_id, bare["start"], bare["end"])]]
    if groups:
        first = text.runs.find_groups(groups)
        if len(first):
            shape = Shape(first, len(groups), Evidence.GROUPING)
            rows.append(_RULES[total].weigh(text.runs, shape, total)[0])
    return np.concatenate(rows)


def _find_bare(text: Text, total: int) -> tuple[npt.NDArray[np.void], Truth]:
    """Numbers without groups, and whether each fills a cell of a table."""
    fields = text.fields
    shapes = text.runs.find_shapes(total)
    parts = [_RULES[total].weigh(text.runs, shape, total)[0] for shape in shapes]
    if not parts:
        return np.zeros(0, CANDIDATE), np.zeros(0, np.bool_)
    rows = np.concatenate(parts)
    start, end = rows["start"], rows["end"]
    return rows, fields.is_cell(start, end)


_BARE: Final = {total: functools.partial(_find_bare, total=total) for total in SAMPLES}


def find_without_zeros(text: Text, detector_id: str, total: int, least: int) -> npt.NDArray[np.void]:
    """Cells of columns of this name with ``least`` or more digits, but too few: a spreadsheet dropped zeros in front.

    Rows of CANDIDATE, marked ZERO_RESTORED; the key has all digits.
    """
    fields, chars = text.fields, text.folded.chars
    named = fields.named(detector_id)
    length = fields.end[named] - fields.start[named]
    named = named[(length >= least) & (length < total) & (fields.column[named] >= 0)]
    if not len(named):
        return np.zeros(0, CANDIDATE)
    start, end = fields.start[named], fields.end[named]
    missing = total - (end - start)
    shown = window(chars, start - missing, total)
    shown[np.arange(total) < missing[:, None]] = _ZERO
    fits = is_digit(shown).all(axis=1) & (chars.take(start) != _ZERO)
    digits = shown[fits] - _ZERO
    start, end = start[fits], end[fits]
    real = ~is_counter_or_run(digits)
    evidence = np.full(int(real.sum()), Evidence.ZERO_RESTORED, np.uint64)
    return make_candidates(start[real], end[real], evidence, keys_of(digits[real]))


def digits_of_keys(key: npt.NDArray[np.bytes_], total: int) -> Bytes:
    """The digits of keys of this length, one row each."""
    signs: Bytes = np.ascontiguousarray(key).view(np.uint8).reshape(len(key), key.dtype.itemsize)
    return signs[:, :total] - np.uint8(48)
