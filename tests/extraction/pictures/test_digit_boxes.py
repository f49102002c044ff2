"""Numbers that are written one digit a box: what stands in the boxes is one number."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extraction.pictures.recognised import EM, NO_RULES, boxes, line
from meibo.extraction.pdf.rules import Rules
from meibo.extraction.pictures.digit_boxes import close_up, read_rows
from meibo.extraction.pictures.recogniser import Written

PAGE = 1000
"""The height of the picture."""
FAR = 3 * EM


def read(*lines: Written, rules: Rules = NO_RULES) -> list[str]:
    """The texts after digits were put together, in their order."""
    return [one.text for one in close_up(lines, rules, PAGE)]


def pieces(*texts: str, gap: float = 0.6 * EM) -> list[Written]:
    """Texts beside each other."""
    found: list[Written] = []
    for text in texts:
        x = float(found[-1].quad[1, 0]) + gap if found else 0.0
        found.append(line(text, x))
    return found


@pytest.mark.parametrize(
    ("texts", "read_as"),
    [
        # one digit a box, or two where the line between was not seen
        (list("123456789018"), ["123456789018"]),
        (["12", "34", "5", "6", "78", "90", "18"], ["123456789018"]),
        (["1234", "5678", "9018"], ["1234", "5678", "9018"]),  # three groups are no boxes
        (list("12345"), list("12345")),  # too few
        (list("123456"), ["123456"]),
        # a hyphen between boxes is as often taken for one of their sides: the number is the same without
        ([*"3758", "-", *"785616", "-", "9"], ["37587856169"]),
        ([*"3758", "一", *"785616", "ー", "9"], ["37587856169"]),
        (["３", "７", "５", "８", "７", "８"], ["375878"]),
        # letters that single digits are taken for
        ([*"12O", "I", *"45S", "B"], ["12014558"]),
        ([*"1234", "|", "6"], ["123416"]),
        # the label before them, and what follows
        (["個人番号", *"123456789018"], ["個人番号", "123456789018"]),
        ([*"123456", "円"], ["123456", "円"]),
        # other lines of digits stay
        (["090-7305-2846"], ["090-7305-2846"]),
        (["12", "345"], ["12", "345"]),
        (["氏名", "住所"], ["氏名", "住所"]),
        ([], []),
    ],
)
def test_what_stands_beside_each_other(texts: list[str], read_as: list[str]) -> None:
    assert read(*pieces(*texts)) == read_as


@pytest.mark.parametrize(
    ("text", "width", "read_as"),
    [
        ("1 2 3 4 5 6 7 8 9 0 1 8", 24 * EM, "123456789018"),  # one line, its digits apart
        ("1 2 3 4 O 6 7 8 9 0 I 8", 24 * EM, "123406789018"),
        ("123456789018", 24 * EM, "123456789018"),
        ("1234 5678 9018", 7 * EM, "1234 5678 9018"),  # groups, set closely
        ("1 2 3 4 5", 10 * EM, "1 2 3 4 5"),  # too few
        ("東 京 都 1 2 3 4 5 6", 18 * EM, "東 京 都 1 2 3 4 5 6"),
    ],
)
def test_boxes_that_were_found_as_one_line(text: str, width: float, read_as: str) -> None:
    assert read(line(text, width=width)) == [read_as]


def test_numbers_of_two_rows_are_two() -> None:
    assert read(*boxes("123456789018", y=100), *boxes("987654321098", y=140)) == ["123456789018", "987654321098"]


def test_numbers_far_from_each_other_are_two() -> None:
    first = boxes("1234567")
    assert read(*first, *boxes("7654321", x=float(first[-1].quad[1, 0]) + FAR)) == ["1234567", "7654321"]


def test_a_rule_between_parts_numbers() -> None:
    """The side of a cell, which goes through the line; one that ends above it does not."""
    digits = boxes("123456789012", y=100)
    x = float(digits[5].quad[1, 0] + digits[6].quad[0, 0]) / 2
    through = Rules(np.zeros((0, 4)), np.array([(x, PAGE - 200, x, PAGE - 50)]))
    above = Rules(np.zeros((0, 4)), np.array([(x, PAGE - 80, x, PAGE - 20)]))
    assert read(*digits, rules=through) == ["123456", "789012"]
    assert read(*digits, rules=above) == ["123456789012"]


def test_a_number_stands_where_its_boxes_do() -> None:
    digits = boxes("123456789018", x=50, y=30)
    (number,) = close_up(digits, NO_RULES, PAGE)
    assert number.quad[0].tolist() == [50, 30]
    assert number.quad[2].tolist() == digits[-1].quad[2].tolist()
    assert len(number.starts) == len(number.ends) == 12
    assert number.starts[0] == 0
    assert np.all(number.starts < number.ends)
    assert np.all(number.ends <= 1 + 1e-9)


@given(
    digits=st.text("0123456789", min_size=6, max_size=20),
    at=st.integers(0, 500),
    pitch=st.floats(1.2, 2.0),
    order=st.randoms(use_true_random=False),
)
def test_boxes_in_any_order(digits: str, at: int, pitch: float, order: object) -> None:
    """As they are found, which may be from anywhere."""
    lines = boxes(digits, at, pitch=pitch * EM)
    order.shuffle(lines)  # type: ignore[attr-defined]
    assert read(*lines) == [digits]


@given(texts=st.lists(st.text(max_size=6), max_size=12), seed=st.integers(0, 2**32 - 1))
def test_no_digit_is_lost(texts: list[str], seed: int) -> None:
    """Wherever lines stand, what is not put together stays as it is, in its order."""
    places = np.random.default_rng(seed).uniform(0, 300, (len(texts), 2))
    lines = [line(text, *place) for text, place in zip(texts, places.tolist(), strict=True)]
    closed = close_up(lines, NO_RULES, PAGE)
    given_ids = [id(one) for one in lines]
    kept = [id(one) for one in closed if id(one) in given_ids]
    assert kept == [number for number in given_ids if number in kept]
    made = sum(len(one.text) for one in closed if id(one) not in given_ids)
    assert made <= sum(len(one.text) for one in lines if id(one) not in kept)


ROW = np.array([(100, 0), (500, 0), (500, 30), (100, 30)], np.float64)
"""Where a row of boxes stands."""


NUMBER = "918128152170"


@pytest.mark.parametrize(
    ("found", "number", "texts"),
    [
        pytest.param([("91", 110, 60), ("8152170", 250, 240)], NUMBER, [NUMBER], id="a digit was not found"),
        pytest.param([("9181281521", 110, 380)], None, ["9181281521"], id="not as many are read as stand there"),
        pytest.param([(NUMBER, 110, 380)], NUMBER[1:], [NUMBER], id="fewer are read than were found"),
        pytest.param([("12", 110, 60), ("34", 200, 60)], "1234", ["12", "34"], id="too few for a number"),
        pytest.param([("個人番号", 10, 80), (NUMBER, 110, 380)], NUMBER, ["個人番号", NUMBER], id="label"),
        pytest.param([("番号9181", -160, 310), ("5", 470, 20)], NUMBER, ["番号9181", "5"], id="one line has both"),
        pytest.param([], NUMBER, [], id="nothing was found"),
    ],
)
def test_a_row_of_boxes_is_read_again(
    found: list[tuple[str, float, float]], number: str | None, texts: list[str]
) -> None:
    """What was found in it becomes its number, where that is sure."""
    lines = [line(text, x, 5, width) for text, x, width in found]
    assert sorted(one.text for one in read_rows(lines, [ROW], lambda _: number)) == sorted(texts)


def test_a_number_that_was_read_again_takes_the_row() -> None:
    """Its digits are set closely from the left."""
    (number,) = read_rows([line("91", 110, 5)], [ROW], lambda _: "918128152170")
    assert number.quad.tolist() == ROW.tolist()
    assert number.starts[0] == 0
    assert number.ends[-1] < 1
    assert len(number.starts) == len(number.ends) == 12


@pytest.mark.parametrize(
    ("again", "number"),
    [("37587856169", "37587856169"), ("375878561691", "375878561691"), ("9", "37587856169"), (None, "37587856169")],
)
def test_no_digit_that_was_found_is_given_up(again: str | None, number: str) -> None:
    """What is read again counts where it is no shorter."""
    (joined,) = close_up(boxes("37587856169"), NO_RULES, PAGE, lambda _: again)
    assert joined.text == number
