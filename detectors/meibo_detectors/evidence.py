"""The closed vocabulary of evidence: each word is one bit of a finding's ``evidence`` field."""

from __future__ import annotations

import enum
from typing import Final

import numpy as np
import numpy.typing as npt


class Evidence(enum.IntFlag):
    """What speaks for or against a finding. The printed word is the name in lower case with hyphens."""

    CHECK_DIGIT = enum.auto()
    CHECK_DIGIT_FAILED = enum.auto()
    GROUPING = enum.auto()
    """Written in the groups of this identifier, such as 4-4-4."""
    BOXES = enum.auto()
    """One digit a box, as on forms."""
    KEYWORD_IN_DOCUMENT = enum.auto()
    """A label of this identifier within 300 characters, or in the name of the folder, file or sheet."""
    OTHER_LABEL = enum.auto()
    """The nearest label names something else: an order, a parcel, another identifier."""
    UNIT = enum.auto()
    """A unit or currency stands directly at the number."""
    SAMPLE = enum.auto()
    """A value that its issuer or common documentation publishes as an example."""
    DATE_TIME_READING = enum.auto()
    """The digits also read as a date and time."""
    ISSUER_RANGE = enum.auto()
    """The leading digits are allotted to a card brand."""
    EXPIRY_BESIDE = enum.auto()
    TRACK_DATA = enum.auto()
    """Written as on a magnetic stripe."""
    AREA_CODE = enum.auto()
    MOBILE = enum.auto()
    IP_PHONE = enum.auto()
    SERVICE_NUMBER = enum.auto()
    """A number of an organisation's service (0120, 0570 ...), not of a person."""
    INTERNATIONAL = enum.auto()
    TOP_LEVEL_DOMAIN = enum.auto()
    ROLE_ADDRESS = enum.auto()
    RESERVED_DOMAIN = enum.auto()
    CARRIER_FORM = enum.auto()
    """Double dot or a dot before the at sign, as two mobile carriers issued until 2009."""
    INTERNATIONAL_ADDRESS = enum.auto()
    OBFUSCATED = enum.auto()
    LETTER_BEFORE = enum.auto()
    """A Latin letter stands before the number, directly or with a hyphen between."""
    COLUMN_SHARE = enum.auto()
    """At least seven in ten cells of the column are valid."""
    RECORD = enum.auto()
    """Other data of a person stand in the same record."""
    JOINED = enum.auto()
    """Put together from several cells, or from a cell with line breaks."""
    ZERO_RESTORED = enum.auto()
    """Leading zeros that a spreadsheet dropped were put back."""
    DICTIONARY_NAME = enum.auto()
    """Surname and given name are in the dictionary."""
    NAME_SHAPED = enum.auto()
    """Written like a name, but not in the dictionary."""
    HONORIFIC = enum.auto()
    READING_BESIDE = enum.auto()
    """Kanji and kana of one name stand in the same record."""
    PREFECTURE = enum.auto()
    MUNICIPALITY = enum.auto()
    TOWN = enum.auto()
    TOWN_NUMBER = enum.auto()
    """Block and house number."""
    POSTAL_CODE_FITS = enum.auto()
    """The postal code beside belongs to the address."""
    EXISTING_CODE = enum.auto()
    """A postal code that is in use."""
    POSTAL_MARK = enum.auto()
    ORGANISATION = enum.auto()
    """Of a company or office, not of a person."""
    ISSUER_PREFIX = enum.auto()
    """Issuer and year digits of a driver's licence are possible."""
    BORN = enum.auto()
    """A word of birth or age stands at the date."""
    ERA = enum.auto()
    ERA_OUT_OF_RANGE = enum.auto()
    """A year that its era did not have."""
    SAMPLE_SCOPE = enum.auto()
    """In a folder, file or sheet of samples or tests."""
    NOBODY_BESIDE = enum.auto()
    """No other data of a person in the same record."""
    BANK_CODE = enum.auto()
    """Codes of a bank and its branch that exist."""
    BANK_NAME = enum.auto()
    """A bank or branch is named beside."""
    SECURITY_CODE_BESIDE = enum.auto()
    INSURER_NUMBER = enum.auto()
    """A valid number of a health insurer stands in the same record."""
    DOCUMENT_CLASS = enum.auto()
    """The document's kind, such as a medical certificate."""
    PLACEHOLDER = enum.auto()
    """A word that stands in for a value."""
    DECODES = enum.auto()
    """Its parts decode to what they must hold."""
    RECOGNISED = enum.auto()
    """In text that was recognised in a picture, where signs may be misread."""


class Note(enum.IntFlag):
    """What a detector's ``find`` tells its ``score`` in the same field; the engine drops it."""

    SEPARATED = 1 << 56
    """Written in two or three groups."""
    IN_PATH = 1 << 57
    """A slash stands before it, as in a URL."""
    NEEDS_LABEL = 1 << 58
    STRONG_FORM = 1 << 59
    WEAK_FORM = 1 << 60
    PARTIAL = 1 << 61
    """Only a part of the identifier, such as a surname alone."""


Bits = npt.NDArray[np.uint64]

ALL_EVIDENCE: Final = np.uint64(sum(Evidence))
_WORDS: Final = {flag.value: (flag.name or "").lower().replace("_", "-") for flag in Evidence}


def mark(evidence: Bits, where: npt.NDArray[np.bool_], flag: enum.IntFlag) -> None:
    """Add a bit to the rows where the condition holds."""
    evidence[where] |= np.uint64(flag)


def has(evidence: Bits, flags: enum.IntFlag) -> npt.NDArray[np.bool_]:
    """True for rows that carry at least one of the bits."""
    return np.asarray((evidence & np.uint64(flags)) != 0)


def words(bits: int) -> list[str]:
    """The printed words of evidence bits, in the order of the vocabulary."""
    found = []
    while bits:
        lowest = bits & -bits
        if lowest in _WORDS:
            found.append(_WORDS[lowest])
        bits -= lowest
    return found
