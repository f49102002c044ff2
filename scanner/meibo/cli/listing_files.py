"""The files of ``meibo list``, riskiest first: chosen, rated, and printed as they are read back from a spool."""

from __future__ import annotations

import argparse
import fnmatch
import math
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from meibo.cli.choosing import find_risk_rules, parse_marks, parse_statuses
from meibo.cli.options import parse_detectors
from meibo.cli.rows import name_mark, print_csv
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.scan_table import LEVELS
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.assessment.risk import Risk
    from meibo.cli.listed_file import ListedFile, Reason
    from meibo.cli.spooled_rows import SpooledRows
    from meibo.inventory.rows import Asset

_COLUMNS: Final = ("risk", "score", "persons", "roster_score", "findings", "status", "reason", "mark", "path")
_REASON_COLUMNS: Final = ("risk", "persons", "status", "reasons", "remedy", "path")
"""Where files are asked for that were not read, or not all of them."""
_NUMBERS: Final = frozenset({"score", "persons", "roster_score"})
_TOGETHER: Final = 1000
"""Rows of a table that are set alike."""
_GRADE: Final = 1e12
"""More than any score."""


def list_files(reader: Reader, scan: int, options: argparse.Namespace, terminal: Terminal) -> None:
    """Print the files that are wanted. Memory holds 20 bytes of each, and one batch of a table."""
    from meibo.cli.spooled_rows import SpooledRows

    with tempfile.TemporaryFile(prefix="meibo-") as spool:
        rows = SpooledRows(spool)
        for row, weight in _find_rows(reader, scan, options, terminal):
            rows.add(cast(dict[str, Any], row), weight)
        _PRINTERS[options.format](rows, options, terminal)


def _find_rows(
    reader: Reader, scan: int, options: argparse.Namespace, terminal: Terminal
) -> Iterator[tuple[ListedFile, float]]:
    from meibo.assessment.found import count_found
    from meibo.assessment.risk import assess
    from meibo.cli.reasons import FileReasons, FolderReasons

    rules = find_risk_rules(reader, scan, options.configuration)
    detectors = parse_detectors(options.detector, rules.classes)
    statuses = parse_statuses(options.status)
    is_wanted = parse_marks(options.mark)
    least_score = LEVELS[options.min_confidence]
    folders = FolderReasons(reader.issues(scan) if options.unseen else (), terminal.language)
    reasons = folders if options.unseen else FileReasons(reader.issues(scan), terminal.language)
    if not detectors:
        yield from ((row, math.inf) for row in folders.rows(options.path))
    for asset in reader.unseen_assets(scan) if options.unseen else reader.assets(scan):
        why = reasons.find(asset)
        found = count_found(asset, least_score, rules)
        if detectors and not any(name in found for name in detectors):
            continue
        if statuses and asset.status.value not in statuses:
            continue
        if not is_wanted(asset.mark):
            continue
        if options.path and not fnmatch.fnmatchcase(asset.path, options.path):
            continue
        risk = assess(asset, least_score, rules)
        status = "unseen" if options.unseen else asset.status.value
        yield _make_row(asset, risk, found, status, why), risk.level.grade * _GRADE + risk.score


def _make_row(asset: Asset, risk: Risk, found: dict[str, int], status: str, why: list[Reason]) -> ListedFile:
    from meibo.assessment.roster import roster_score

    return {
        "risk": risk.level, "score": round(risk.score, 1), "persons": asset.persons_most,
        "persons_least": asset.persons_least, "roster_score": roster_score(asset.roster_points),
        "findings": found, "status": status,
        "reason": why[0]["code"] if why else None, "path": asset.path,
        "target": asset.target, "size_bytes": asset.size_bytes, "owner": asset.owner, "access": asset.audience,
        "reason_text": why[0]["text"] if why else None, "remedy": why[0]["remedy"] if why else None,
        "reasons": why,
        "mark": asset.mark.kind if asset.mark else None,
        "mark_outdated": asset.mark is not None and asset.mark.is_outdated,
    }  # fmt: skip


def _print_table(rows: SpooledRows, options: argparse.Namespace, terminal: Terminal) -> None:
    if not len(rows):
        if options.unseen:
            terminal.print(terminal.say("list-unseen-none"))
        return
    has_reasons = options.unseen or bool({"partial", "skipped"} & parse_statuses(options.status))
    columns = [
        name for name in (_REASON_COLUMNS if has_reasons else _COLUMNS) if name != "mark" or rows.marked
    ]  # most inventories hold no mark
    right = frozenset(at for at, name in enumerate(columns) if name in _NUMBERS)
    table = [[terminal.say(f"column-{name.replace('_', '-')}") for name in columns]]
    left = iter(rows)
    while some := list(islice(left, _TOGETHER)):
        terminal.print_table(table + [[_show(row, name, terminal) for name in columns] for row in some], right=right)
        table = []


def _print_json(rows: SpooledRows, _options: argparse.Namespace, terminal: Terminal) -> None:
    terminal.print_array(map(msgspec.json.encode, rows))


def _print_csv(rows: SpooledRows, _options: argparse.Namespace, terminal: Terminal) -> None:
    from meibo.cli.listed_file import ListedFile

    print_csv(list(ListedFile.__annotations__) if len(rows) else [], rows, terminal)


_PRINTERS: Final = {"table": _print_table, "json": _print_json, "csv": _print_csv}


def _show(row: dict[str, Any], name: str, terminal: Terminal) -> str:
    value = row[name]
    if name == "mark":
        return name_mark(value, terminal, is_outdated=row["mark_outdated"])
    if name == "findings":
        return _show_gravest(value)
    if name == "reason" and value:
        return terminal.explain(value)
    if name == "reasons":
        return clean("; ".join(_show_reason(why) for why in value))
    if name == "remedy":
        return clean("; ".join(dict.fromkeys(why["remedy"] for why in row["reasons"])))
    if name == "path":
        return clean(value or row["target"])
    return "" if value is None else f"{value:,}" if isinstance(value, int | float) else clean(str(value))


def _show_reason(why: Reason) -> str:
    """The text, and the code where the text is not the code's own words."""
    return why["text"] if why["text"] == why["code"].replace("-", " ") else f"{why['text']} ({why['code']})"


def _show_gravest(found: dict[str, int]) -> str:
    """What weighs most, and how many kinds there are beside it: all of them would not fit a terminal."""
    from meibo.assessment.risk import level_of

    if not found:
        return ""
    gravest = max(found, key=lambda detector: (level_of(detector).grade, found[detector]))
    return f"{gravest}:{found[gravest]:,}" + (f" +{len(found) - 1}" if len(found) > 1 else "")
