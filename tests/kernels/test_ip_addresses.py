"""IP addresses: the kernels and their plain twins say the same of any text."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from meibo_detectors.general.ip_address import (
    LEAST_BIG_OCTET,
    NOT_OF_PEOPLE_4,
    NOT_OF_PEOPLE_6,
    _special_4,
    _special_6,
)
from meibo_detectors.kernels import ip_addresses as compiled
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import NumberRuns
from reference import ip_addresses as plain

PIECES = st.sampled_from(
    [
        *(
            "202.232.15.98",
            "10.0.0.1",
            "8.8.8.8",
            "255",
            "256",
            "01",
            "7",
            "1",
            ".",
            ".",
            ":",
            "::",
            "/",
            "/32",
            "/3",
            "-",
            "v",
        ),
        *("2400:4050:c1a0::17", "2001:db8", "2001", "3fff:f", "20ff", "2404:", "a", "12345", "G", "_", " ", "\n", "："),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
NETWORKS_4 = [IPv4Network(name) for name in NOT_OF_PEOPLE_4]
NETWORKS_6 = [IPv6Network(name) for name in NOT_OF_PEOPLE_6]


@given(TEXTS)
@example("2400:4050:c1a0:1:2:3:4:5 2400:4050:c1a0:1:2:3:4: 2400::1: 2001:db8::1 2400:1:2:3:4:5:6:7:8")
@example("202.232.15.98/32 202.232.15.98/3 202.232.15.98.jp a202.232.15.98 1.2.3.4.5 202.232.15.098")
def test_kernels_equal_their_twins(text: str) -> None:
    """On numbers, dots and colons in any order."""
    folded = Folded([text.encode()])
    chars, runs = folded.chars, NumberRuns(folded)
    first = compiled.find_dotted(chars, runs.start, runs.end, runs.link)
    assert list(zip(runs.start[first].tolist(), runs.end[first + 3].tolist(), strict=True)) == plain.find_dotted(
        bytes(chars)
    )
    columns = compiled.read_version_4(chars, runs.start, runs.end, first, *_special_4(), LEAST_BIG_OCTET)
    found = list(zip(*(column.tolist() for column in columns), strict=True))
    assert found == plain.find_version_4(bytes(chars), NETWORKS_4, LEAST_BIG_OCTET)
    columns = compiled.find_version_6(chars, *_special_6())
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == plain.find_version_6(
        bytes(chars), NETWORKS_6
    )


@given(st.binary(max_size=30), st.lists(st.integers(-3, 40), min_size=4, max_size=8))
def test_any_runs(text: bytes, places: list[int]) -> None:
    """Runs outside of the text, and first runs that are none, are read no further than the arrays go."""
    chars, start = np.frombuffer(text, np.uint8), np.array(places, np.int64)
    first = compiled.find_dotted(chars, start, start + 2, np.full(len(start), ord("."), np.uint8))
    assert not len(first)
    starts, ends = compiled.read_version_4(chars, start, start + 2, start, *_special_4(), 0)
    assert len(starts) == len(ends)
