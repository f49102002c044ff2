"""Makes the detectors' dictionaries of area codes and top-level domains from development packages.

Run it after an update of ``phonenumbers`` or ``validators``, and review the difference it makes:

    python tools/make_dictionaries.py
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from phonenumbers import (
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    geocoder,
    number_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DICTIONARIES = Path(__file__).parents[1] / "detectors" / "meibo_detectors" / "dictionaries"
BLOCKS = range(1_000, 10_000)
"""The first five digits of a national number, without their leading 0: no area code begins with 00."""
EXPECTED_COUNTS = {2: 3, 3: 48, 4: 296, 5: 40}
"""Codes by length in the ministry's list of 2026-03-01."""
FIVE_DIGIT_CODES = """
01267 01372 01374 01377 01392 01397 01398 01456 01457 01466 01547 01558 01564 01586 01587 01632 01634 01635 01648 01654
01655 01656 01658 04992 04994 04996 04998 05769 05979 07468 08387 08388 08396 08477 08512 08514 09802 09912 09913 09969
"""


def number_in_block(block: int, sixth_digit: int) -> PhoneNumber:
    """A fixed-line sized number that begins with these digits; what follows the sixth decides nothing."""
    return PhoneNumber(country_code=81, national_number=block * 100_000 + sixth_digit * 10_000 + 2345)


def is_placed(number: PhoneNumber) -> bool:
    """Whether the metadata names a town for this number, so that it is not merely let through by a wide pattern."""
    return any(
        geocoder.description_for_valid_number(number, language) not in {"", "Japan", "日本"}
        for language in ("ja", "en")
    )


def read_blocks() -> tuple[dict[str, Counter[int]], set[str], set[str]]:
    """Area-code lengths counted by block, the codes in use, and the blocks that are no fixed line at all."""
    lengths: dict[str, Counter[int]] = defaultdict(Counter)
    codes: set[str] = set()
    other_kinds: set[str] = set()
    for block in BLOCKS:
        digits = f"0{block}"
        for sixth_digit in range(10):
            number = number_in_block(block, sixth_digit)
            kind = number_type(number)
            if kind == PhoneNumberType.FIXED_LINE:
                length = format_number(number, PhoneNumberFormat.NATIONAL).index("-")
                lengths[digits][length] += 1
                if is_placed(number):
                    codes.add(digits[:length])
            elif kind != PhoneNumberType.UNKNOWN:
                other_kinds.add(digits)
    return lengths, codes, other_kinds - lengths.keys()


def usual_length(counts: Counter[int]) -> int:
    """The length of most numbers of a block; of the longer code when it is a draw."""
    return max(counts, key=lambda length: (counts[length], length))


def length_by_longest_match(digits: str, rules: dict[str, int]) -> int:
    """The length that the longest rule for these digits gives, 0 where no rule matches."""
    return next((rules[digits[:n]] for n in range(len(digits), 1, -1) if digits[:n] in rules), 0)


def find_exceptions(lengths: dict[str, int], codes: set[str]) -> dict[str, int]:
    """The fewest prefixes, with their lengths, that make the longest match right for every block."""
    rules = {code: len(code) for code in codes}
    exceptions: dict[str, int] = {}
    for size in (3, 4, 5):
        blocks_of: dict[str, list[str]] = defaultdict(list)
        for digits in lengths:
            blocks_of[digits[:size]].append(digits)
        for prefix, blocks in sorted(blocks_of.items()):
            wanted = {lengths[digits] for digits in blocks}
            found = {length_by_longest_match(digits, rules | exceptions) for digits in blocks}
            if len(wanted) == 1 and wanted != found:
                exceptions[prefix] = wanted.pop()
    return exceptions


def differences_from_specification(codes: set[str]) -> Iterator[str]:
    """One line for each statement of the specification that the metadata does not bear out."""
    counts = Counter(map(len, codes))
    for length, expected in EXPECTED_COUNTS.items():
        if counts[length] != expected:
            yield f"{length}-digit codes: {counts[length]}, the specification says {expected}"
    five_digit = {code for code in codes if len(code) == 5}
    for code in sorted(five_digit ^ set(FIVE_DIGIT_CODES.split())):
        yield f"{code}: {'only in the metadata' if code in five_digit else 'only in the specification'}"


def write_dictionary(name: str, header: Iterable[str], lines: Iterable[str]) -> None:
    """Writes one dictionary, its header as comments, and prints how many entries it has."""
    entries = list(lines)
    text = "".join(f"# {line}\n" for line in header) + "".join(f"{line}\n" for line in entries)
    (DICTIONARIES / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(entries)}")


def make_area_codes(today: str) -> None:
    """Writes the area codes and the number ranges in which the longest match is not the area code."""
    counts_of, codes, other_kinds = read_blocks()
    for difference in differences_from_specification(codes):
        print(f"difference: {difference}")
    if missing := set(FIVE_DIGIT_CODES.split()) - codes:
        raise SystemExit(f"five-digit area codes are missing: {sorted(missing)}; is phonenumbers older than 9.0.43?")
    lengths = {digits: usual_length(counts) for digits, counts in counts_of.items()}
    lengths = {digits: length for digits, length in lengths.items() if digits[:length] in codes}
    for digits, counts in counts_of.items():
        if len(counts) > 1:
            print(f"{digits} is shared: {dict(counts)} of ten sixth digits; {lengths[digits]} taken")
    exceptions = find_exceptions(lengths | dict.fromkeys(other_kinds, 0), codes)
    source = f"Made from phonenumbers {version('phonenumbers')} on {today}."
    write_dictionary("area_codes.txt", ["Area codes of Japan, with their leading 0.", source], sorted(codes))
    write_dictionary(
        "area_code_exceptions.txt",
        ["First digits of numbers, and the length of their area code where it is not the longest match.", source],
        (f"{prefix} {length}" for prefix, length in sorted(exceptions.items())),
    )


def make_top_level_domains(today: str) -> None:
    """Writes the list of top-level domains, in lower case and in the list's own order."""
    first, *names = (files("validators") / "_tld.txt").read_text(encoding="utf-8").splitlines()
    header = [
        "Top-level domains: the list of IANA, "
        + first.removeprefix("# ").replace("Version", "version").replace("Last Updated", "of")
        + ".",
        f"Taken from validators {version('validators')} on {today}.",
    ]
    write_dictionary("top_level_domains.txt", header, (name.strip().lower() for name in names if name.strip()))


def main() -> None:
    """Makes all dictionaries anew."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    make_area_codes(today)
    make_top_level_domains(today)


if __name__ == "__main__":
    main()
