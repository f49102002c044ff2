"""Rows that show how a table is filled in."""

from __future__ import annotations

import pytest

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Layout
from meibo_detectors.registry import DETECTORS


@pytest.mark.parametrize(
    ("first", "last"), [("(例)", ""), ("（例）1", ""), ("1", "記入例"), ("【記入例】", ""), ("例", "")]
)
def test_what_stands_in_a_row_of_an_example_is_low(first: str, last: str) -> None:
    text = f"番号,氏名,電話番号,備考\n{first},佐川 美和,03-3234-5611,{last}\n2,三宅 和也,03-3234-5612,\n"
    scan = Engine(DETECTORS).scan([Block(text.encode(), layout=Layout("delimited", ","))])
    scores = {scan.value(row): int(row["score"]) for row in scan.findings}
    assert scores["佐川 美和"] < 60
    assert scores["03-3234-5611"] < 60
    assert scores["三宅 和也"] >= 85
    assert scores["03-3234-5612"] >= 85
