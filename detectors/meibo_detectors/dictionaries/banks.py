"""Banks and branches, as detectors look them up. Made by ``tools/make_bank_dictionary.py``."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import read_words
from meibo_detectors.dictionaries.word_table import WordTable, word_table

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth


def banks() -> WordTable:
    """Codes and names of banks in every spelling; the number is the code, 0 where several share the name."""
    return word_table("banks")


def branch_names() -> WordTable:
    """Names of branches, without 支店 and with the four digits of their bank behind them.

    The number is the branch's code and 1, or 0 where two branches of the bank share the name.
    """
    return word_table("branch_names")


def is_branch(bank: Offsets, branch: Offsets) -> Truth:
    """Whether the bank of each code has a branch of that code; -1 is no code.

    >>> is_branch(np.array([1, 1, -1, 9999]), np.array([1, 2, 1, 1])).tolist()
    [True, False, False, False]
    """
    known = _branches()
    code = bank * 1000 + branch
    at = np.searchsorted(known, code)
    return np.asarray((bank >= 0) & (branch >= 0) & (branch < 1000) & (known.take(at, mode="clip") == code))


@functools.cache
def _branches() -> npt.NDArray[np.int64]:
    """Bank and branch code as one number, ascending."""
    packed = files("meibo_detectors.dictionaries").joinpath("bank_branches.words.xz").read_bytes()
    codes = np.array(read_words(packed)).astype(np.int64)
    codes.flags.writeable = False
    return codes
