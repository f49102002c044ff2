"""The case tables of the detectors as a common examination: which values are accepted, which refused."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Confidence
from meibo_detectors.registry import DETECTORS

TABLES: Final = Path(__file__).parents[2] / "tests" / "detectors" / "cases"


class CaseTable(msgspec.Struct, frozen=True):
    """The values of one detector."""

    detector: str
    label: str
    valid: tuple[str, ...]
    invalid: tuple[str, ...]


class Accepted(msgspec.Struct, frozen=True):
    """How many values of a table are treated as the table says."""

    valid_accepted: int
    invalid_refused: int


def read_table(detector: str) -> CaseTable:
    """The case table of a detector."""
    content = tomllib.loads((TABLES / f"{detector}.toml").read_text("utf-8"))
    valid, invalid = (tuple(case["value"] for case in content[kind]) for kind in ("valid", "invalid"))
    return CaseTable(detector, content["label"], valid, invalid)


def examine(table: CaseTable, accepts: Callable[[str], bool]) -> Accepted:
    """How one judge does on a table."""
    valid = sum(accepts(value) for value in table.valid)
    return Accepted(valid, sum(not accepts(value) for value in table.invalid))


def make_judge(table: CaseTable, least: Confidence) -> Callable[[str], bool]:
    """Whether this project reports a value behind its label, at a level or above."""
    engine = Engine(DETECTORS)

    def accepts(value: str) -> bool:
        rows = engine.scan([Block(f"{table.label} {value}".encode())]).findings
        return any(DETECTORS[row["detector"]].id == table.detector and int(row["score"]) >= least for row in rows)

    return accepts
