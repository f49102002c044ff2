"""Findings as a SARIF 2.1.0 log (OASIS), for tools that gather results of scanners; written as it is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from meibo.catalogue.report import word
from meibo.inventory.model import ScanSummary
from meibo.inventory.reader import Reader
from meibo.inventory.rows import IssueRow, PositionRow
from meibo.reports.findings import CONFIDENCE_WORDS
from meibo.reports.json_text import encode_inert
from meibo.reports.model import ReportOptions
from meibo.reports.sarif_places import Places, describe_place
from meibo.reports.sarif_rules import describe_tool, level_of_notification, level_of_rule, list_rules, say
from meibo.reports.wording import name_detector, name_issue, name_mask
from meibo_detectors.model import Confidence

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write one run: what was not read as notifications, then one result a stored position, by target and path.

    Memory holds one of either at a time, however many there are.
    """
    summary = reader.summarise(scan)
    places = Places(summary.targets, reader)
    rules = list_rules(summary.findings, options)
    head = {
        "tool": describe_tool(rules, options),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": places.list_bases(),
        "automationDetails": {"id": f"meibo/{scan}"},
        "properties": _sum_up(summary, options),
    }
    with path.open("wb") as stream:
        stream.write(b'{"$schema":' + encode_inert(SCHEMA) + b',"version":"2.1.0","runs":[')
        stream.write(encode_inert(head)[:-1] + b',\n"invocations":[' + encode_inert(_describe_scan(summary))[:-1])
        _write_list(
            stream, b',"toolExecutionNotifications":[',
            (_make_notification(row, places, options) for row in reader.issues(scan)),
        )  # fmt: skip
        by_id = {rule["id"]: _look_up(rule["id"], number, options) for number, rule in enumerate(rules)}
        _write_list(
            stream, b'}],\n"results":[',
            (
                _make_result(row, places, by_id, options)
                for row in reader.positions(scan)
                if options.counts(row.detector, row.score)
            ),
        )  # fmt: skip
        stream.write(b"}]}\n")


def _write_list(stream: BinaryIO, opening: bytes, rows: Iterable[dict[str, Any]]) -> None:
    """A list with its key, one object a line."""
    stream.write(opening)
    between = b"\n"
    for row in rows:
        stream.write(between + encode_inert(row))
        between = b",\n"
    stream.write(b"]")


def _describe_scan(summary: ScanSummary) -> dict[str, Any]:
    """Times are in UTC, and must say so with a Z (3.9)."""
    times = {"startTimeUtc": summary.started, "endTimeUtc": summary.ended}
    return {
        "executionSuccessful": summary.state == "finished",
        **{name: time.replace("+00:00", "Z") for name, time in times.items() if time},
    }


def _sum_up(summary: ScanSummary, options: ReportOptions) -> dict[str, Any]:
    """What results cannot say: they are examples, these counts are exact."""
    return {
        "scan": summary.scan,
        "ruleSet": summary.rule_set,
        "leastConfidence": options.least_confidence.word,
        "files": {
            "listed": summary.listed, "complete": summary.complete, "partial": summary.partial,
            "skipped": summary.skipped, "unseen": summary.unseen,
        },
        "findings": {
            detector: {"high": row.high, "medium": row.medium, "low": row.low}
            for detector, row in summary.findings.items()
        },
    }  # fmt: skip


def _make_notification(row: IssueRow, places: Places, options: ReportOptions) -> dict[str, Any]:
    text, remedy = name_issue(row.code, options.language)
    return {
        "descriptor": {"id": row.code},
        "level": level_of_notification(row.code),
        "message": {"text": say(f"{text} – {remedy}" if remedy else text)},
        "locations": [{"physicalLocation": {"artifactLocation": places.find_artifact(row.target, row.path)}}],
        "properties": {"stage": row.stage, "class": row.kind, "detail": row.detail, "count": row.count},
    }


class _Rule(msgspec.Struct, frozen=True):
    """What all results of a rule say alike."""

    number: int
    level: str
    title: str
    confidences: dict[str, str]


def _look_up(name: str, number: int, options: ReportOptions) -> _Rule:
    words = {level.word: word(f"confidence-{level.word}", options.language) for level in Confidence}
    return _Rule(number, level_of_rule(name, options), say(name_detector(name, options)), words)


def _make_result(row: PositionRow, places: Places, rules: dict[str, _Rule], options: ReportOptions) -> dict[str, Any]:
    confidence = CONFIDENCE_WORDS[row.score]
    rule = rules[row.detector]
    shown = name_mask(row.detector, row.masked, options.language)
    return {
        "ruleId": row.detector,
        "ruleIndex": rule.number,
        "level": rule.level,
        "rank": row.score,
        "message": {"text": f"{rule.title}: {say(shown)} ({rule.confidences[confidence]})"},
        "locations": [describe_place(row, places.find_artifact(row.target, row.path))],
        "partialFingerprints": {"meiboValue/v1": row.fingerprint},
        "properties": {"confidence": confidence, "masked": row.masked, "evidence": row.evidence},
    }
