"""Findings as JSON lines: the keys that the public interface promises."""

from __future__ import annotations

import json
from pathlib import Path

from meibo.inventory.model import StoredPosition
from meibo.inventory.reader import Reader
from meibo.reports.findings import Finding, encode_finding
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from meibo_detectors.model import Confidence

KEYS = [
    "path",
    "target",
    "container",
    "location",
    "detector",
    "confidence",
    "score",
    "evidence",
    "masked",
    "fingerprint",
]
GOLDEN = Path(__file__).parent / "golden"

POSITION = StoredPosition(
    detector="email", location={"line": 3, "column": 8}, start=7, end=23, score=60, evidence=("top-level-domain",),
    fingerprint=bytes(range(32)), masked="t***@example.com", container=("inner.zip", "名簿.csv"),
)  # fmt: skip


def write_lines(reader: Reader, options: ReportOptions, folder: Path) -> list[dict[str, object]]:
    place = folder / "findings.jsonl"
    write_report("jsonl", reader, 1, place, options)
    return [json.loads(line) for line in place.read_bytes().splitlines()]


def test_the_report_is_the_golden_file(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """The report of the small office, byte for byte."""
    write_report("jsonl", office, 1, tmp_path / "findings.jsonl", english)
    assert (tmp_path / "findings.jsonl").read_bytes() == (GOLDEN / "findings.jsonl").read_bytes()


def test_keys_are_those_of_the_interface(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """Every object has exactly these keys, in this order, and no value."""
    lines = write_lines(office, english, tmp_path)
    assert {tuple(line) for line in lines} == {(*KEYS, "start", "end")}


def test_the_value_has_a_key_only_where_it_was_asked_for() -> None:
    """``value`` stands between fingerprint and start, or not at all."""
    hidden = json.loads(encode_finding(Finding.of("file:///srv", "a.zip", POSITION)))
    shown = json.loads(encode_finding(Finding.of("file:///srv", "a.zip", POSITION, "taro@example.com")))
    assert list(hidden) == [*KEYS, "start", "end"]
    assert list(shown) == [*KEYS, "value", "start", "end"]
    assert shown["value"] == "taro@example.com"


def test_a_finding_says_all_that_its_position_knows() -> None:
    """Each key holds what the interface says, the fingerprint in hex and the confidence as a word."""
    assert json.loads(encode_finding(Finding.of("file:///srv", "a.zip", POSITION))) == {
        "path": "a.zip", "target": "file:///srv", "container": ["inner.zip", "名簿.csv"],
        "location": {"line": 3, "column": 8}, "detector": "email", "confidence": "medium", "score": 60,
        "evidence": ["top-level-domain"], "masked": "t***@example.com", "fingerprint": bytes(range(32)).hex(),
        "start": 7, "end": 23,
    }  # fmt: skip


def test_only_findings_of_the_wanted_confidence_are_listed(office: Reader, tmp_path: Path) -> None:
    """The position that scores 75 is left out of a report on high confidence."""
    options = ReportOptions(least_score=Confidence.HIGH)
    assert [line["score"] for line in write_lines(office, options, tmp_path)] == [95, 95, 95]
