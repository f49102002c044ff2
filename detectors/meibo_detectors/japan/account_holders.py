"""Whose account it is: a company's own, as it stands at the foot of invoices, is no data of a person."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.japan.bank_words import (
    HOLDER_NAMES,
    NEAR_CHARS,
    Marks,
    Word,
    find_bank_words,
    whole_record,
)
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.text import Text
from meibo_detectors.word_search import spell

HOLDER_CHARS: Final = 24
"""From the word for the holder to the sign of a company."""
TRANSFER_CHARS: Final = 40
"""From an account to the payee behind it, in the records of banks."""
_HOLDER_FORMS: Final = tuple(form for name in HOLDER_NAMES for form in spell(name))


def is_of_company(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether the holder of each account is a company, or nobody is named and it stands on a company's invoice."""
    words = text.once(find_bank_words)
    record = text.fields.record_holding(start, end)
    companies = words.of(Word.COMPANY)
    holders = text.once(_find_holders)
    cell = holders.find_beside(start, end, record)
    held = np.flatnonzero(cell >= 0)
    by_company, by_somebody = np.zeros(len(start), np.bool_), cell >= 0
    by_company[held] = _holds(companies, holders.start[cell[held]], holders.end[cell[held]])
    named = words.of(Word.HOLDER)
    word = named.find_beside(start, end, record)
    loose = np.flatnonzero((word >= 0) & (cell < 0))
    begin = named.end[word[loose]]
    by_company[loose] = _holds(companies, begin, begin + HOLDER_CHARS)
    by_somebody |= word >= 0
    payees = words.of(Word.COMPANY_IN_KANA)
    at = np.searchsorted(payees.start, end)
    if len(payees.start):
        near = (at < len(payees.start)) & (payees.start.take(at, mode="clip") - end <= TRANSFER_CHARS)
        by_company |= near & (whole_record(payees.record.take(at, mode="clip")) == record) & (cell < 0)
    papers = words.of(Word.PAPER)
    if len(papers.end):
        at = np.searchsorted(papers.end, start, "right") - 1
        on_paper = (at >= 0) & (start - papers.end.take(at, mode="clip") <= NEAR_CHARS)
        by_company |= on_paper & ~by_somebody & ~text.fields.is_in_column(start, end)
    return np.asarray(by_company)


def _holds(marks: Marks, start: Offsets, end: Offsets) -> Truth:
    """Whether a mark begins in each stretch."""
    return np.asarray(np.searchsorted(marks.start, start) < np.searchsorted(marks.start, end))


def _find_holders(text: Text) -> Marks:
    """The fields that are named as holders of accounts."""
    cells = text.fields.cells
    rows = text.fields_named(table_of_words(_HOLDER_FORMS))
    return Marks(cells.start[rows], cells.end[rows], cells.record[rows])
