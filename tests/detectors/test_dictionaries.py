"""The dictionaries say what Japan's numbering plan and IANA's list say."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import numpy as np
import phonenumbers
import pytest

from meibo_detectors.dictionaries.tables import area_code_lengths, read_lines, top_level_domains

FIVE_DIGIT_CODES = """
01267 01372 01374 01377 01392 01397 01398 01456 01457 01466 01547 01558 01564 01586 01587 01632 01634 01635 01648 01654
01655 01656 01658 04992 04994 04996 04998 05769 05979 07468 08387 08388 08396 08477 08512 08514 09802 09912 09913 09969
"""


def test_area_codes_are_as_many_as_the_ministry_lists() -> None:
    """There are 387 area codes: 3 of two digits, 48 of three, 296 of four, 40 of five."""
    assert Counter(map(len, read_lines("area_codes.txt"))) == {2: 3, 3: 48, 4: 296, 5: 40}


def test_five_digit_area_codes_are_those_the_ministry_names() -> None:
    """The forty five-digit area codes are exactly the ones listed by name."""
    assert [code for code in read_lines("area_codes.txt") if len(code) == 5] == FIVE_DIGIT_CODES.split()


@pytest.mark.parametrize("name", ["area_codes.txt", "area_code_exceptions.txt", "top_level_domains.txt"])
def test_entries_are_sorted_and_unique(name: str) -> None:
    """A dictionary is sorted and without repeats, so that a change of it reads well."""
    entries = list(read_lines(name))
    assert entries == sorted(set(entries))


@pytest.mark.parametrize(
    ("digits", "length"),
    [
        ("03123", 2),
        ("06634", 2),
        ("04294", 2),
        ("04716", 2),
        ("04230", 3),
        ("04222", 4),
        ("04704", 4),
        ("01123", 3),
        ("01267", 5),
        ("01268", 4),
        ("04992", 5),
        ("09969", 5),
        ("09968", 4),
        ("09012", 0),
        ("06012", 0),
        ("05012", 0),
        ("01201", 0),
        ("05701", 0),
        ("09901", 0),
        ("08001", 0),
        ("00000", 0),
        ("12345", 0),
    ],
)
def test_area_code_length_of_a_number(digits: str, length: int) -> None:
    """The first five digits of a national number give the length of its area code, or 0."""
    assert area_code_lengths()[int(digits)] == length


def test_table_of_area_codes_covers_every_five_digits() -> None:
    """The table is one byte for each of the 100,000 beginnings, and cannot be changed."""
    lengths = area_code_lengths()
    assert lengths.shape == (100_000,)
    assert lengths.dtype == np.uint8
    assert not lengths.flags.writeable


def test_every_area_code_has_its_own_length_somewhere() -> None:
    """No exception hides a whole area code: each code is the answer for some block of its numbers."""
    lengths = area_code_lengths()
    for code in read_lines("area_codes.txt"):
        width = 10 ** (5 - len(code))
        start = int(code) * width
        assert (lengths[start : start + width] == len(code)).any(), code


def test_area_codes_agree_with_the_numbering_metadata() -> None:
    """Fixed-line numbers are grouped as the metadata groups them, but for the few blocks that two codes share."""
    lengths = area_code_lengths()
    accepted = agreed = 0
    for first_digits in range(1_000, 10_000):
        number = phonenumbers.PhoneNumber(country_code=81, national_number=first_digits * 100_000 + 52_345)
        if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE:
            national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
            accepted += 1
            agreed += int(lengths[first_digits]) == national.index("-")
    assert accepted > 5_000
    assert agreed >= 0.995 * accepted


def test_top_level_domains_are_lower_case_and_hold_the_international_ones() -> None:
    """Names are lower-case bytes; an international name stands in its xn-- form."""
    domains = top_level_domains()
    assert len(domains) > 1_400
    assert {b"jp", b"com", b"tokyo", b"xn--wgbh1c"} <= domains
    assert not domains & {b"local", b"test", b"invalid", b"localhost", b"example", b"png", b"JP"}
    assert all(name == name.lower() for name in domains)


def test_licences_name_every_dictionary() -> None:
    """Each dictionary has its row in LICENCES.md."""
    folder = files("meibo_detectors.dictionaries")
    licences = folder.joinpath("LICENCES.md").read_text(encoding="utf-8")
    dictionaries = [entry.name for entry in folder.iterdir() if entry.name.endswith(".txt")]
    assert len(dictionaries) >= 3
    assert all(f"`{name}`" in licences for name in dictionaries)
