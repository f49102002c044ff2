"""The dictionaries as the detectors use them; each is read once a process."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.expand import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_KANJI = 0x3400


@functools.cache
def area_code_lengths() -> npt.NDArray[np.uint8]:
    """The length of the area code (2-5), by the first five digits of a national number with its leading 0.

    Shape (100000,), read-only: ``03123`` -> 2. It is 0 where no area code matches. Where a five-digit block is shared
    by two codes it is the length that most of its numbers have. Service numbers such as 0180 are not told apart.

    >>> int(area_code_lengths()[int("01267")])
    5
    """
    rules = {code: len(code) for code in read_lines("area_codes.txt")}
    for line in read_lines("area_code_exceptions.txt"):
        prefix, length = line.split()
        rules[prefix] = int(length)
    lengths = np.zeros(100_000, dtype=np.uint8)
    for prefix in sorted(rules, key=len):  # a longer prefix overrules a shorter one
        width = 10 ** (5 - len(prefix))
        start = int(prefix) * width
        lengths[start : start + width] = rules[prefix]
    lengths.flags.writeable = False
    return lengths


@functools.cache
def top_level_domains() -> frozenset[bytes]:
    """All top-level domains in lower case, the international ones in their ``xn--`` form. Source: IANA.

    >>> b"jp" in top_level_domains()
    True
    """
    return frozenset(line.encode("ascii") for line in read_lines("top_level_domains.txt"))


def look_up_codes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Code points with old and variant kanji as their base forms, as dictionaries are looked up; never for reporting.

    >>> look_up_codes(np.array([ord("髙"), ord("橋")], np.uint32)).tobytes().decode("utf-32-le")
    '高橋'
    """
    if not len(codes) or codes.max() < _FIRST_KANJI:
        return codes
    table = base_forms()
    return table.take(codes)


def fold_for_look_up(word: str) -> str:
    """A folded word with old and variant kanji as their base forms."""
    return look_up_codes(np.frombuffer(word.encode("utf-32-le"), "<u4")).tobytes().decode("utf-32-le")


@functools.cache
def base_forms() -> npt.NDArray[np.uint32]:
    """For each code point its base form; shape (0x110000,)."""
    table = np.arange(0x110000, dtype=np.uint32)
    packed = files("meibo_detectors.dictionaries").joinpath("kanji_variants.words.xz").read_bytes()
    for line in read_words(packed):
        variant, _, base = line.partition("\t")
        table[ord(variant)] = int(base)
    return table


def read_lines(name: str) -> Iterator[str]:
    """The entries of a dictionary, without its comment lines."""
    text = files("meibo_detectors.dictionaries").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))
