"""Columns of which no cell counts."""

from __future__ import annotations

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.registry import DETECTORS


def test_a_last_column_with_nothing_but_masked_cells_is_measured() -> None:
    rows = [f"{number}\ta*b tel 03-3234-56{number} x" for number in range(10, 20)]
    text = "\n".join(["番号\t電話", *rows])
    findings = Engine(DETECTORS).scan([Block(text.encode())]).findings
    assert [DETECTORS[row].id for row in findings["detector"]] == ["jp_phone"] * 10
