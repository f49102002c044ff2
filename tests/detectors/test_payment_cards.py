"""What stands beside a card's number, and numbers that the check digit refutes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.evidence import words
from meibo_detectors.model import Block
from meibo_detectors.registry import DETECTORS, select

ID = "payment_card"


def complete(body: str) -> str:
    """Digits and their Luhn digit."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(number // 10 + number % 10 for number in doubled) % 10)


cards = st.from_regex(r"4[0-9]{14}", fullmatch=True).filter(lambda body: len(set(body)) > 4).map(complete)
years = st.integers(25, 40)
months = st.integers(1, 12)


def find(engine: Engine, text: str) -> list[tuple[str, int, list[str]]]:
    """Value, score and evidence of each card of a text."""
    scan = engine.scan([Block(text.encode())])
    return [
        (scan.value(row), int(row["score"]), words(int(row["evidence"])))
        for row in scan.findings
        if DETECTORS[row["detector"]].id == ID
    ]


@given(
    cards,
    years,
    months,
    st.sampled_from(
        [
            "{m:02}/{y}",
            "{m:02}/20{y}",
            "20{y}/{m:02}",
            "有効期限 {m:02}/{y}",
            "EXP {m:02}{y}",
            "有効期限：20{y}年{m}月",
            "exp=20{y}-{m:02}",
        ]
    ),
)
def test_expiry_beside_makes_a_card_sure(engine: Engine, card: str, year: int, month: int, form: str) -> None:
    """Month and year in every usual form stand for the keyword that is missing."""
    found = find(engine, f"控 {card} {form.format(m=month, y=year)} 済")
    assert [(value, score >= 85, "expiry-beside" in evidence) for value, score, evidence in found] == [
        (card, True, True)
    ]


@settings(max_examples=60, deadline=None)
@given(cards, st.integers(0, 14), st.integers(1, 9))
def test_changed_digit_is_no_finding_but_a_near_miss(engine: Engine, card: str, place: int, step: int) -> None:
    """Luhn refutes it; it is kept, with no score, only where near misses are asked for."""
    place = max(place, 1)
    wrong = f"{card[:place]}{(int(card[place]) + step) % 10}{card[place + 1 :]}"
    block = [Block(f"カード番号 {wrong}".encode())]
    assert find(engine, f"カード番号 {wrong}") == []
    scan = engine.scan(block, explain=True)
    kept = [
        (words(int(row["evidence"]) & (1 << 56) - 1), int(score))
        for weighed in scan.weighed
        if DETECTORS[weighed.detector].id == ID
        for row, score in zip(weighed.candidates, weighed.scores, strict=True)
    ]
    assert kept in ([], [(kept[0][0] if kept else [], 0)])
    assert all("check-digit-failed" in evidence for evidence, _ in kept)
    assert len(scan.findings[scan.findings["score"] > 0]) == len(engine.scan(block).findings)


@pytest.mark.parametrize("track", ["%B{}^YAMADA/HANAKO^2809101?", ";{}=28091010000000000?"])
def test_magnetic_stripe_needs_no_word(engine: Engine, track: str) -> None:
    """Tracks 1 and 2 are high by their form."""
    card = complete("453914880343646")
    assert [(value, score >= 85) for value, score, _ in find(engine, track.format(card))] == [(card, True)]


@pytest.mark.parametrize("broken", ["%B{}^", "%B{}", ";{}=", ";{}=none"])
def test_half_a_track_is_none(engine: Engine, broken: str) -> None:
    """Without the name of track 1 or the date of track 2 it is a bare number."""
    found = find(engine, broken.format(complete("453914880343646")))
    assert all("track-data" not in evidence for _, _, evidence in found)


def test_published_test_numbers_are_low(engine: Engine) -> None:
    """However plainly they are called cards."""
    (detector,) = select((ID,))
    for number in ("4111111111111111", "3528000700000000", "4917300800000000", "378282246310005"):
        assert [score for _, score, _ in find(engine, f"{detector.labels[0]}：{number} 有効期限 09/28")] == [35]
