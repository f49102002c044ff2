"""Every case table, run through the whole engine: one test a case."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from meibo_detectors.general import face_photo
from meibo_detectors.registry import DETECTORS

TABLES = Path(__file__).parent / "cases"
Scan = Callable[[str], list[tuple[str, str, str]]]


def _cases(kind: str) -> list[Any]:
    contents = {table.stem: tomllib.loads(table.read_text("utf-8")) for table in sorted(TABLES.glob("*.toml"))}
    return [
        pytest.param(name, content["label"], case, id=f"{name}-{kind}-{number}")
        for name, content in contents.items()
        for number, case in enumerate(content[kind], 1)
    ]


def _of(detector: str, found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(value, confidence) for name, value, confidence in found if name == detector]


@pytest.mark.parametrize(("detector", "label", "case"), _cases("valid"))
def test_valid_value_is_found_behind_its_label(
    detector: str, label: str, case: dict[str, str], scan_text: Scan
) -> None:
    """A valid value behind its label is the one finding, at its confidence."""
    found = _of(detector, scan_text(f"{label} {case['value']}"))
    assert found == [(case["value"], case.get("confidence", "high"))]


@pytest.mark.parametrize(("detector", "label", "case"), _cases("invalid"))
def test_invalid_value_is_not_reported(detector: str, label: str, case: dict[str, str], scan_text: Scan) -> None:
    """An invalid value gives nothing at medium or high, even behind the label."""
    found = _of(detector, scan_text(f"{label} {case['value']}"))
    assert [row for row in found if row[1] != "low"] == [], case["why"]


@pytest.mark.parametrize(("detector", "label", "case"), _cases("in_text"))
def test_text_gives_exactly_these_findings(detector: str, label: str, case: dict[str, Any], scan_text: Scan) -> None:
    """A text gives exactly the listed findings of the detector, in reading order."""
    expected = [(finding["value"], finding["confidence"]) for finding in case["findings"]]
    assert _of(detector, scan_text(case["text"])) == expected


@pytest.mark.parametrize(("detector", "label", "case"), _cases("near_miss"))
def test_near_miss_is_not_reported(detector: str, label: str, case: dict[str, str], scan_text: Scan) -> None:
    """A near miss gives nothing at medium or high."""
    assert [row for row in _of(detector, scan_text(case["text"])) if row[1] != "low"] == [], case["why"]


@pytest.mark.parametrize(("detector", "label", "case"), _cases("spelling"))
def test_spelling_is_found(detector: str, label: str, case: dict[str, str], scan_text: Scan) -> None:
    """Every usual spelling is found, with the value as it was written."""
    assert (case["value"], case["confidence"]) in _of(detector, scan_text(case["text"]))


def test_every_detector_of_text_has_a_case_table() -> None:
    """Each registered detector has its table, and each table its detector; portraits are in no text."""
    tables = {table.stem for table in TABLES.glob("*.toml")}
    assert tables == {detector.id for detector in DETECTORS} - {face_photo.ID}
