"""The closed vocabulary of evidence: each word is one bit of a finding's ``evidence`` field."""

from __future__ import annotations

import enum


class Evidence(enum.IntFlag):
    """What speaks for or against a finding. The printed word is the name in lower case with hyphens."""

    CHECK_DIGIT = enum.auto()
    CHECK_DIGIT_FAILED = enum.auto()
    GROUPING = enum.auto()
    """Written in the groups of this identifier, such as 4-4-4."""
    BOXES = enum.auto()
    """One digit a box, as on forms."""
    KEYWORD_IN_DOCUMENT = enum.auto()
    """A label of this identifier within 300 characters."""
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
    """A Latin letter stands directly before the number."""


_WORDS = tuple((flag.value, (flag.name or "").lower().replace("_", "-")) for flag in Evidence)


def words(bits: int) -> list[str]:
    """The printed words of evidence bits, in the order of the vocabulary."""
    return [word for bit, word in _WORDS if bit & bits]
