"""Accounts at the Japan Post Bank: the check digit, the two ways of writing, and what looks like them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_detectors.checksums import has_post_bank_check
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Layout
from meibo_detectors.registry import DETECTORS

WEIGHTS = (1, 3, "d", 0, 3, "d", 1, 3, "d", 1, 3, "d", 1)
"""Of the five digits of a symbol and the eight of a number; d: doubled, nine taken off above nine."""


def complete(symbol: str, number: str) -> str:
    """The symbol with its right check digit, straight from the formula."""
    total = 0
    for digit, weight in zip(map(int, symbol + number.zfill(8)), WEIGHTS, strict=True):
        doubled = digit * 2 - 9 if digit > 4 else digit * 2
        total += doubled if weight == "d" else digit * int(weight)
    return f"{symbol[:3]}{total % 10}{symbol[4]}"


symbols = st.from_regex(r"1[0-9]{2}00", fullmatch=True)
numbers = st.from_regex(r"[2-9][0-9]{6}1", fullmatch=True).filter(lambda digits: len(set(digits)) > 3)


def find(engine: Engine, text: str, layout: Layout = Layout()) -> list[tuple[str, str, int, str]]:  # noqa: B008 - frozen
    """Detector, value, score and key of each account of a text."""
    scan = engine.scan([Block(text.encode(), layout=layout)])
    return [
        (DETECTORS[row["detector"]].id, scan.value(row), int(row["score"]), row["key"].decode())
        for row in scan.findings
        if DETECTORS[row["detector"]].id in ("jp_yucho", "jp_bank_account")
    ]


@given(symbols, numbers, st.text(st.characters(categories=["L", "P", "Zs"]), max_size=20))
def test_account_is_found_in_any_text(engine: Engine, symbol: str, number: str, around: str) -> None:
    """With its labels on a line of its own an account with the right check digit is high."""
    symbol = complete(symbol, number)
    found = find(engine, f"{around}\nゆうちょ銀行 記号 {symbol} 番号 {number}\n{around}")
    assert [(name, value) for name, value, score, _ in found if score >= 85] == [("jp_yucho", number)]


@given(symbols, numbers, st.integers(0, 12), st.integers(1, 9))
def test_changed_digit_fails_the_check(symbol: str, number: str, place: int, step: int) -> None:
    """The formula notices every changed digit."""
    digits = [int(digit) for digit in complete(symbol, number) + number]
    assert has_post_bank_check(np.array([digits], np.uint8)).all()
    digits[place] = (digits[place] + step) % 10
    assert not has_post_bank_check(np.array([digits], np.uint8)).any()


@settings(max_examples=50, deadline=None)
@given(symbols, numbers, st.integers(1, 9))
def test_wrong_check_digit_is_never_high(engine: Engine, symbol: str, number: str, step: int) -> None:
    """It stays medium beside the bank's name, and is nothing without."""
    symbol = complete(symbol, number)
    wrong = f"{symbol[:3]}{(int(symbol[3]) + step) % 10}0"
    assert all(60 <= score < 85 for *_, score, _ in find(engine, f"ゆうちょ銀行 記号 {wrong} 番号 {number}"))
    assert all(score < 60 for *_, score, _ in find(engine, f"記号 {wrong} 番号 {number}"))


def test_both_ways_of_writing_have_one_key(engine: Engine) -> None:
    """As symbol and number, and as bank 9900 with its branch."""
    number = "26412081"
    symbol = complete("10100", number)
    texts = (
        f"ゆうちょ銀行 記号 {symbol} 番号 {number}",
        f"記号番号 {symbol}-{number}",
        f"9900-018-{number[:7]}",
        f"ゆうちょ銀行 〇一八支店（018） 普通 {number[:7]}",
    )
    assert {key for text in texts for *_, key in find(engine, text)} == {"99000182641208"}


def test_numbers_of_staff_beside_days_are_no_accounts(engine: Engine) -> None:
    """Five digits and a day in two columns, with a name before, pass for symbol and number now and then."""
    rows = [f"山田花子,{10000 + 10 * step},2025{1 + step % 12:02}{1 + 10 * (step % 3):02}" for step in range(200)]
    found = find(engine, "氏名,社員番号,入社日\n" + "\n".join(rows) + "\n", Layout("delimited", ","))
    assert [row for row in found if row[2] >= 60] == []


def test_columns_of_symbols_and_numbers(engine: Engine) -> None:
    """A header that names the bank, or plain 記号 and 番号: the number's cell is the finding."""
    accounts = [
        ("10100", "26412081"),
        ("14400", "38125091"),
        ("17200", "5530271"),
        ("12300", "7120441"),
        ("11200", "22018741"),
    ]
    cells = [f"山田花子,{complete(symbol, number)},{number}" for symbol, number in accounts]
    for header in ("氏名,ゆうちょ記号,ゆうちょ番号", "氏名,記号,番号"):
        found = find(engine, "\n".join([header, *cells]) + "\n", Layout("delimited", ","))
        assert [(value, score >= 85) for _, value, score, _ in found] == [(number, True) for _, number in accounts]


@pytest.mark.parametrize("label", ["保険者番号：06123454", "健康保険被保険者証", "資格確認書"])
def test_symbols_of_health_insurance_are_left_to_it(engine: Engine, label: str) -> None:
    """記号 and 番号 behind a word of health insurance are never more than low."""
    number = "26412081"
    found = find(engine, f"{label} 記号 {complete('10100', number)} 番号 {number}")
    assert all(score < 60 for *_, score, _ in found)
