"""Draws are the ground of every sample, so they must never change."""

from __future__ import annotations

from meibo.samples.draw import Dice


def test_stream_is_fixed() -> None:
    """The numbers of a seed are the same on every platform and Python version."""
    dice = Dice("golden", 1)
    assert [dice.below(1000) for _ in range(6)] == [650, 807, 406, 267, 245, 28]
    assert dice.shuffle("いろはにほ") == ["ほ", "ろ", "に", "い", "は"]


def test_seed_parts_are_distinct() -> None:
    """Another part of the seed gives another stream."""
    assert [Dice("a", 1).digits(20), Dice("a", 2).digits(20)] != [Dice("b", 1).digits(20)] * 2


def test_draws_stay_in_range() -> None:
    """Both ends of a range are drawn and nothing beyond them."""
    dice = Dice("range")
    drawn = [dice.between(3, 5) for _ in range(200)]
    assert sorted(dict.fromkeys(drawn)) == [3, 4, 5]
    assert dice.below(1) == 0
    assert all(len(dice.digits(3)) == 3 for _ in range(50))


def test_sample_has_different_members() -> None:
    """A sample repeats nothing and is no longer than what it is drawn from."""
    dice = Dice("sample")
    assert sorted(dice.sample(range(5), 9)) == [0, 1, 2, 3, 4]
    assert len(dice.sample(range(50), 7)) == 7
