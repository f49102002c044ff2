"""Corporate numbers: 法人番号, and registration numbers of invoice issuers that begin with T. Recognised, never reported.

Issuer: National Tax Agency, which publishes all of them. Law: My Number Act (番号法), article 39.
Format: 13 digits, a check digit 1-9 and the 12 digits of the base number: of a company its 会社法人等番号 (``0104-01-089234``).
Spellings: ``8700110005901``, ``8-7001-1000-5901``, ``8 7001 1000 5901``, full width; ``T8700110005901`` on invoices.
Check digit: official (MOF Ordinance 70/2014, article 2); it stands first, and one in ten random numbers passes.
False friends: what is meant the other way round, for 12 of the 13 digits written ``4-4-4`` look like a My Number or a licence;
JAN codes (45, 49), ISBN (978, 979) and milliseconds (16 to 18) have 13 digits too.

A sole proprietor's invoice number, T and 13 digits, is public, but tells a person; its check digit is not published, and no
rule tells it from a company's. There is no identifier for it among the findings, so it is not reported either. The words that name these numbers are among
``labels.OTHER_IDENTIFIERS``: they speak against every number of a person.

>>> is_corporate_number("8700110005901"), is_corporate_number("T8-7001-1000-5901"), is_corporate_number("4912345678904")
(True, True, False)
"""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np

from meibo_detectors.checksums import has_corporate_check
from meibo_detectors.normalise import Bytes, Truth, digits_of

DIGITS: Final = 13
_NOT_CORPORATE: Final = np.array([45, 49], np.int64), np.array([978, 979], np.int64), np.array([16, 17, 18], np.int64)
"""Beginnings of JAN codes, ISBN and milliseconds."""


def is_corporate_number(value: str) -> bool:
    """Whether a value as written has the form and check digit of a corporate number, T before it or not."""
    digits = digits_of(value)
    if len(digits) != DIGITS or not digits.isascii():
        return False
    rows = np.frombuffer(digits.encode(), np.uint8)[None, :] - np.uint8(48)
    numbered = unicodedata.normalize("NFKC", value).lstrip()[:1] in "Tt"
    return bool(has_corporate_check(rows)[0] & (numbered | ~_is_other_code(rows)[0]))


def _is_other_code(digits: Bytes) -> Truth:
    """True for 13 digits that begin like a JAN code, an ISBN or milliseconds."""
    head = digits[:, :3].astype(np.int64) @ np.array([100, 10, 1])
    jan, isbn, time = _NOT_CORPORATE
    return np.asarray(np.isin(head // 10, jan) | np.isin(head, isbn) | np.isin(head // 10, time))
