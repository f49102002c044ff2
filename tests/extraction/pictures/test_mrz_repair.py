"""Machine-readable zones of passports as they are misread in pictures, and as they are printed."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.extraction.pictures.mrz_repair import repair, repair_lines
from meibo.extraction.pictures.recogniser import Written, spread
from meibo_detectors.general.mrz_lines import FILLER, LINE_CHARS, read_first_lines, read_second_lines

FIRST = "P<JPNTAKATORI<<KAZUHA<<<<<<<<<<<<<<<<<<<<<<<"
SECOND = "TR12345672JPN0001018M2501017<<<<<<<<<<<<<<08"
NUMBERED = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The example of ICAO Doc 9303-4, with a number of its own in the optional field."""
WEIGHTS = (7, 3, 1)
MOST_SIGNS = 52
"""What is longer is no line."""


def check(signs: str) -> str:
    """The check digit of a field (ICAO Doc 9303-3, 4.9)."""
    values = (0 if sign == "<" else int(sign, 36) for sign in signs)
    return str(sum(value * WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def make_second_line(number: str, state: str, birth: str, sex: str, expiry: str, own: str = "") -> str:
    """A second line whose check digits pass."""
    number, own = number.ljust(9, "<"), own.ljust(14, "<")
    number, birth, expiry = number + check(number), birth + check(birth), expiry + check(expiry)
    own += check(own)
    return number + state + birth + sex + expiry + own + check(number + birth + expiry + own)


def passes(line: str) -> bool:
    """Whether all check digits of a second line pass."""
    if len(line) != LINE_CHARS or not re.fullmatch(r"[A-Z0-9<]+", line):
        return False
    return bool(read_second_lines(np.frombuffer(line.encode(), np.uint8)[None]).is_checked[0])


def test_the_lines_are_in_order() -> None:
    assert make_second_line("TR1234567", "JPN", "000101", "M", "250101") == SECOND
    assert make_second_line("L898902C3", "UTO", "740812", "F", "120415", "ZE184226B") == NUMBERED
    assert passes(SECOND)
    assert passes(NUMBERED)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        # what is right stays
        (SECOND, SECOND),
        (NUMBERED, NUMBERED),
        (FIRST, FIRST),
        # second lines: fillers that are missing, or too many
        ("TR12345672JPN0001018M2501017<<<<<<<<<<<<08", SECOND),
        ("TR12345672JPN0001018M2501017<<08", SECOND),
        ("TR12345672JPN0001018M2501017<<<<<<<<<<<<<<<<<<<08", SECOND),
        ("L898902C36UTO7408122F1204159ZE184226B<<10", NUMBERED),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<<<10", NUMBERED),
        # signs that look like one or two fillers
        ("TR12345672JPN0001018M2501017«««««««08", SECOND),
        ("TR12345672JPN0001018M2501017≪≪≪≪≪08", SECOND),
        ("TR12345672JPN0001018M2501017＜＜＜＜＜＜＜＜＜＜＜＜＜＜０８", SECOND),
        ("TR12345672JPN0001018M2501017く〈‹《くくくくくくくく08", SECOND),
        # spaces, small letters
        ("TR1234567 2JPN 0001018 M2501017 <<<<<<<<<<<<<<08", SECOND),
        ("tr12345672jpn0001018m2501017<<<<<<<<<<<<<<08", SECOND),
        # first lines: the end, of which fillers are often read as letters
        ("P<JPNTAKATORI<<KAZUHA<<<<<<<<<<<<<<<", FIRST),
        ("P<JPNTAKATORI<<KAZUHA<<<<<<<<<<<<<<<<<<<<<<<<<<<<", FIRST),
        ("P<JPNTAKATORI<<KAZUHA<<<<<<<<<<<<<<<<<<KKKKC", FIRST),
        ("P<JPNTAKATORI<<KAZUHA<<<<<<<<<<<<<<<<<<<KLER", FIRST),
        ("P<JPNTAKATORI«KAZUHA««««««««««", FIRST),
        # and what looks like letters: the line has no digit
        ("P<JPNTAKAT0R1<<KAZUHA<<<<<<<<<<<<<<<<<<<<<<<", FIRST),
        ("P<JPNTAKAT0R1<<KAZUHA<<<<<<<<<<<<<<<<<KK", FIRST),
        # what cannot be told is left as it is
        ("TR12345673JPN0001018M2501017<<<<<<<<<<<<08", None),  # the check digit of the number is wrong
        ("TR12345672JPN0001018M25010170000000008", None),  # no filler is left
        ("TR12345672JPN0001018M2501017<<<08<<<", None),
        ("P<JPNTAKATORI KAZUHA", None),
        ("P<JPN12345678<<<<<<<<<<<<<<<<<<<<<<<", None),  # no name has digits
        ("P<JPNABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOP<<<", None),  # longer than a line
        # other text
        ("電話 090-7305-2846", None),
        ("<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", None),
        ("if (a << 2 < b << 3) return \"<<<<<<<<<<<\";", None),
        ("《くらし》", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_is_misread_and_what_is_printed(read: str, printed: str | None) -> None:
    assert repair(read) == (read if printed is None else printed)


SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
dates = st.builds("{:02}{:02}{:02}".format, st.integers(0, 99), st.integers(1, 12), st.integers(1, 28))
second_lines = st.builds(
    make_second_line,
    st.text(SIGNS, min_size=8, max_size=9),
    st.sampled_from(["JPN", "KOR", "CHN", "USA", "VNM", "PHL"]),
    dates,
    st.sampled_from("MFX<"),
    dates,
    st.text(SIGNS, max_size=9),
).filter(passes)


@given(line=second_lines, change=st.integers(-14, 14))
@example(line=SECOND, change=-12)
@example(line=NUMBERED, change=-3)
def test_fillers_that_are_lost_or_doubled_come_back(line: str, change: int) -> None:
    """Of the last run, as long as two are left."""
    run = list(re.finditer(r"<{2,}", line))[-1]
    length = min(max(len(run[0]) + change, 2), len(run[0]) + MOST_SIGNS - LINE_CHARS)
    assert repair(line[: run.start()] + "<" * length + line[run.end() :]) == line


@given(text=st.text(f"{SIGNS}<<<<<<<<«＜く K|", max_size=60) | second_lines.map(lambda line: line.replace("<", "|")))
def test_nothing_is_changed_into_what_does_not_pass(text: str) -> None:
    """What comes out is what went in, a second line whose check digits pass, or a first line."""
    repaired = repair(text)
    if repaired != text:
        row = np.full((1, LINE_CHARS), FILLER, np.uint8)
        row[0] = np.frombuffer(repaired.encode(), np.uint8)
        assert passes(repaired) or read_first_lines(row)[1][0]


@given(text=st.text(max_size=60))
def test_any_text_may_come(text: str) -> None:
    assert repair(repair(text)) == repair(text)


def test_characters_keep_places() -> None:
    """A line that was put right has one for each of them; others keep their own."""
    quad = np.array([(0, 0), (880, 0), (880, 20), (0, 20)], np.float64)
    short = spread(Written(SECOND.replace("<<<", "<"), 0.9, quad, np.zeros(0), np.zeros(0)))
    other = Written("電話", 0.9, quad, np.array([0.0, 0.2]), np.array([0.1, 0.3]))
    repaired, kept = repair_lines([short, other])
    assert repaired.text == SECOND
    assert len(repaired.starts) == len(repaired.ends) == LINE_CHARS
    assert (repaired.starts[0], repaired.ends[-1]) == (0.0, 1.0)
    assert kept is other
