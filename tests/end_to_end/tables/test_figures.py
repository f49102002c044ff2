"""Columns of figures: order numbers and times are nobody's data, and a column of valid numbers is what it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples.draw import Dice
from meibo.samples.numbers import draw_licence, draw_my_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROWS = 10_000


def draw_orders(digits: int) -> list[str]:
    """Random numbers of one length; no first zero, as in order numbers."""
    dice = Dice("orders", digits)
    return [str(dice.between(1, 9)) + dice.digits(digits - 1) for _ in range(ROWS)]


def draw_times() -> list[str]:
    """Minutes of three years as YYYYMMDDhhmm."""
    dice, first = Dice("times"), dt.datetime(2022, 4, 1, tzinfo=dt.UTC)
    return [f"{first + dt.timedelta(minutes=dice.below(3 * 525_600)):%Y%m%d%H%M}" for _ in range(ROWS)]


FIGURES: dict[str, Callable[[], list[str]]] = {
    "12": lambda: draw_orders(12), "16": lambda: draw_orders(16), "times": draw_times,
}  # fmt: skip


def write_column(name: str, cells: Sequence[str]) -> str:
    """A table of a running number, the column, and an article."""
    head = f"No,{name},商品名\r\n" if name else ""
    return head + "".join(f"{number},{cell},ボールペン黒\r\n" for number, cell in enumerate(cells, 1))


def write_lone_column(name: str, cells: Sequence[str]) -> str:
    """A table of nothing but the column."""
    return "".join(f"{line}\n" for line in ([name] if name else []) + list(cells))


def count(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Findings by detector and confidence."""
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row["detector"], row["confidence"]
        found[key] = found.get(key, 0) + 1
    return found


HEADERS = ("注文番号", "受付No", "ref", "区分X", "", "個人番号", "カード番号", "免許証番号", "電話番号")


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind == "12" else pytest.mark.slow) for kind in FIGURES]
)
def test_random_figures_are_nothing(detect: Any, kind: str) -> None:
    """Ten thousand order numbers of 12 or 16 digits, or times, give nothing at medium or high under any header that
    does not lie, and none."""
    cells = FIGURES[kind]()
    files = {}
    for name in HEADERS[:5]:
        files[f"{name or 'none'}.csv"] = write_column(name, cells)
        files[f"{name or 'none'}.txt"] = write_lone_column(name, cells)
    files["quoted.csv"] = write_column("注文番号", [f'"{cell}"' for cell in cells])
    assert {name: count(rows) for name, rows in detect(files).items() if rows} == {}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind == "12" else pytest.mark.slow) for kind in FIGURES]
)
def test_random_figures_refute_a_wrong_header(detect: Any, kind: str) -> None:
    """A header of My Numbers, cards, licences or telephones over ten thousand random figures is not believed."""
    cells = FIGURES[kind]()
    files = {f"{name}.csv": write_column(name, cells) for name in HEADERS[5:]}
    files |= {f"{name} alone.csv": write_lone_column(name, cells) for name in HEADERS[5:]}
    assert {name: count(rows) for name, rows in detect(files).items() if rows} == {}


def test_a_column_of_valid_numbers_needs_no_header(detect: Any) -> None:
    """A thousand My Numbers are medium without a header or under a word that says nothing, high under theirs."""
    dice = Dice("my numbers")
    cells = [draw_my_number(dice) for _ in range(1000)]
    files = {
        "none.csv": write_column("", cells), "unknown.csv": write_column("コードX", cells),
        "alone.csv": write_lone_column("", cells), "named.csv": write_column("個人番号", cells),
        "english.csv": write_column("my_number", cells),
    }  # fmt: skip
    found = {name: count(rows) for name, rows in detect(files).items()}
    medium, high = ({("jp_my_number", level): 1000} for level in ("medium", "high"))
    assert found == {
        "none.csv": medium, "unknown.csv": medium, "alone.csv": medium, "named.csv": high, "english.csv": high,
    }  # fmt: skip


def test_columns_of_twelve_digits_side_by_side_are_told_apart(detect: Any) -> None:
    """Staff numbers, My Numbers, licences and parcels of twelve digits each stay in their own column."""
    dice = Dice("side by side")
    rows = [
        (dice.digits(12), draw_my_number(dice), draw_licence(dice, "30", 2010 + number % 9), dice.digits(12))
        for number in range(500)
    ]
    table = "社員番号,個人番号,免許証番号,伝票番号\n" + "".join(",".join(row) + "\n" for row in rows)
    found = detect({"mixed.csv": table})["mixed.csv"]
    places = {(row["detector"], row["location"]["column"]) for row in found}
    assert places == {("org_id", 1), ("jp_my_number", 2), ("jp_drivers_license", 3)}
    assert set(count(found).values()) == {500}
    assert {level for _, level in count(found)} == {"high"}


def test_a_few_orders_among_valid_numbers_do_not_hide_them(detect: Any) -> None:
    """A column of My Numbers with typing errors keeps its right ones; the wrong ones are not at medium."""
    dice = Dice("typing errors")
    cells = [draw_my_number(dice) for _ in range(200)]
    wrong = set(range(0, 200, 10))
    for number in wrong:
        cells[number] = cells[number][:-1] + str((int(cells[number][-1]) + 1) % 10)
    found = detect({"named.csv": write_column("個人番号", cells)})["named.csv"]
    assert {row["location"]["row"] - 2 for row in found} == set(range(200)) - wrong
    assert count(found) == {("jp_my_number", "high"): 180}
