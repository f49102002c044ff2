"""``meibo list``: the files of an inventory, riskiest first."""

from __future__ import annotations

import argparse
import fnmatch
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.cli.choosing import find_risk_rules, open_scan, parse_marks, parse_statuses
from meibo.cli.listing_groups import DIMENSIONS, list_groups
from meibo.cli.options import Parser, UsageError, add_inventory, merge, parse_detectors
from meibo.cli.rows import name_mark, print_csv
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.scan_table import LEVELS, RISKS
from meibo.inventory.reader import Reader

_DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "path": None, "detector": "", "status": "", "mark": "", "scans": False,
    "unseen": False, "by": None, "format": "table", "min_confidence": "medium",
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add_inventory(parser)
    add = parser.add_argument
    add("--path", metavar="GLOB", help=parser.say("option-path-glob"))
    add("--detector", metavar="ID", help=parser.say("option-detector"))
    add("--status", metavar="STATUS", help=parser.say("option-status"))
    add("--unseen", action="store_true", help=parser.say("option-unseen"))
    add("--mark", metavar="MARK", help=parser.say("option-mark-shown"))
    add("--scans", action="store_true", help=parser.say("option-scans"))
    add("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    add("--by", choices=DIMENSIONS, help=parser.say("option-by"))
    add("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    add("--format", choices=("table", "json", "csv"), help=parser.say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print the files, or the scans."""
    options = merge(given, _DEFAULTS, terminal)
    if options.unseen and options.status:
        raise UsageError("error-unseen-status")
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        if options.by:
            list_groups(reader, scan, options, find_risk_rules(reader, scan, options.configuration), terminal)
            return 0
        rows = _list_scans(reader) if options.scans else _list_assets(reader, scan, options, terminal)
    finally:
        reader.close()
    if options.format == "json":
        terminal.print_array([msgspec.json.encode(row) for row in rows])
    elif options.format == "csv":
        print_csv(list(rows[0]) if rows else [], rows, terminal)
    elif rows:
        has_reasons = options.unseen or bool({"partial", "skipped"} & parse_statuses(options.status))
        columns = list(_SCAN_COLUMNS if options.scans else _REASON_COLUMNS if has_reasons else _ASSET_COLUMNS)
        if not any(row.get("mark") for row in rows):
            columns = [name for name in columns if name != "mark"]  # most inventories hold none
        head = [terminal.say(f"column-{name.replace('_', '-')}") for name in columns]
        table = [[_show(row, name, terminal) for name in columns] for row in rows]
        terminal.print_table([head, *table], right=frozenset(at for at, name in enumerate(columns) if name in _NUMBERS))
    elif options.unseen:
        terminal.print(terminal.say("list-unseen-none"))
    return 0


_ASSET_COLUMNS: Final = ("risk", "score", "persons", "roster_score", "findings", "status", "reason", "mark", "path")
_REASON_COLUMNS: Final = ("risk", "persons", "status", "reasons", "remedy", "path")
"""Where files are asked for that were not read, or not all of them."""
_SCAN_COLUMNS: Final = ("scan", "state", "started", "files", "unseen", "bytes")
_NUMBERS: Final = frozenset({"score", "persons", "roster_score", "scan", "files", "unseen", "bytes"})


def _list_assets(reader: Reader, scan: int, options: argparse.Namespace, terminal: Terminal) -> list[dict[str, Any]]:
    from meibo.assessment.found import count_found
    from meibo.assessment.risk import assess
    from meibo.assessment.roster import roster_score
    from meibo.cli.reasons import FileReasons, FolderReasons

    rules = find_risk_rules(reader, scan, options.configuration)
    detectors = parse_detectors(options.detector, rules.classes)
    statuses = parse_statuses(options.status)
    is_wanted = parse_marks(options.mark)
    least_score = LEVELS[options.min_confidence]
    folders = FolderReasons(reader.issues(scan) if options.unseen else (), terminal.language)
    reasons = folders if options.unseen else FileReasons(reader.issues(scan), terminal.language)
    rows: list[dict[str, Any]] = []
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
        rows.append({
            "risk": risk.level, "score": round(risk.score, 1), "persons": asset.persons_most,
            "persons_least": asset.persons_least, "roster_score": roster_score(asset.roster_points),
            "findings": found, "status": "unseen" if options.unseen else asset.status.value,
            "reason": why[0]["code"] if why else None, "path": asset.path,
            "target": asset.target, "size_bytes": asset.size_bytes, "owner": asset.owner, "access": asset.audience,
            "reason_text": why[0]["text"] if why else None, "remedy": why[0]["remedy"] if why else None,
            "reasons": why,
            "mark": asset.mark.kind if asset.mark else None,
            "mark_outdated": asset.mark is not None and asset.mark.is_outdated,
        })  # fmt: skip
    rows.sort(key=lambda row: (-RISKS.index(row["risk"]) if row["risk"] in RISKS else 1, -row["score"], row["path"]))
    return rows if detectors else [*folders.rows(options.path), *rows]


def _list_scans(reader: Reader) -> list[dict[str, Any]]:
    rows = []
    for number in reader.scan_numbers():
        summary, coverage = reader.summarise(number), reader.cover(number)
        rows.append({
            "scan": number, "state": summary.state, "started": summary.started, "ended": summary.ended,
            "files": summary.listed, "complete": summary.complete, "partial": summary.partial,
            "skipped": summary.skipped,
            "bytes": summary.bytes_read, "targets": list(summary.targets), "rule_set": summary.rule_set,
            "carried": summary.carried, "unseen": summary.unseen,
            **{name: getattr(coverage, name) for name in ("gone", "known")},
        })  # fmt: skip
    return rows


def _show(row: dict[str, Any], name: str, terminal: Terminal) -> str:
    value = row[name]
    if name == "mark":
        return name_mark(value, terminal, is_outdated=row["mark_outdated"])
    if name == "findings":
        return _show_gravest(value)
    if name == "reason" and value:
        return terminal.explain(value)
    if name == "reasons":
        return clean("; ".join(f"{why['text']} ({why['code']})" for why in value))
    if name == "remedy":
        return clean("; ".join(dict.fromkeys(why["remedy"] for why in row["reasons"])))
    if name == "path":
        return clean(value or row["target"])
    return "" if value is None else f"{value:,}" if isinstance(value, int | float) else clean(str(value))


def _show_gravest(found: dict[str, int]) -> str:
    """What weighs most, and how many kinds there are beside it: all of them would not fit a terminal."""
    from meibo.assessment.risk import level_of

    if not found:
        return ""
    gravest = max(found, key=lambda detector: (level_of(detector).grade, found[detector]))
    return f"{gravest}:{found[gravest]:,}" + (f" +{len(found) - 1}" if len(found) > 1 else "")
