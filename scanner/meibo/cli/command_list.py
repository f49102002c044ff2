"""``meibo list``: the files of an inventory, riskiest first."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.cli.choosing import find_risk_rules, open_scan
from meibo.cli.listing_files import list_files
from meibo.cli.listing_groups import DIMENSIONS, list_groups
from meibo.cli.options import Parser, UsageError, add_inventory, merge
from meibo.cli.rows import print_rows
from meibo.cli.terminal import Terminal
from meibo.configuration.scan_table import LEVELS
from meibo.inventory.reader import Reader

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "path": None, "detector": "", "status": "", "mark": "",
    "scans": False, "audit": False, "unseen": False, "by": None, "format": "table", "min_confidence": "medium",
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
    add("--audit", action="store_true", help=parser.say("option-audit"))
    add("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    add("--by", choices=DIMENSIONS, help=parser.say("option-by"))
    add("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    add("--format", choices=("table", "json", "csv"), help=parser.say("option-format"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print the files, the scans, or what files hold together."""
    options = merge(given, DEFAULTS, terminal)
    if options.unseen and options.status:
        raise UsageError("error-unseen-status")
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        if options.by:
            list_groups(reader, scan, options, find_risk_rules(reader, scan, options.configuration), terminal)
        elif options.audit:
            print_rows(AUDIT_COLUMNS, _list_entries(reader, options.format, terminal), options.format, terminal)
        elif options.scans:
            rows = _list_scans(reader)
            columns = _COLUMNS if options.format == "table" or not rows else tuple(rows[0])
            print_rows(columns, rows, options.format, terminal)
        else:
            list_files(reader, scan, options, terminal)
    finally:
        reader.close()
    return 0


AUDIT_COLUMNS: Final = ("id", "made", "user", "host", "person", "action", "details")


def _list_entries(reader: Reader, form: str, terminal: Terminal) -> list[dict[str, Any]]:
    """The audit log; people are told in words what programs are told by its code."""
    entries = [msgspec.structs.asdict(entry) for entry in reader.audit_entries()]
    if form != "table":
        return entries
    return [
        {**entry, "id": str(entry["id"]), "action": terminal.say(f"audit-{entry['action']}"),
         "details": ", ".join(f"{name}={_spell(value)}" for name, value in entry["details"].items())}
        for entry in entries
    ]  # fmt: skip


def _spell(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


_COLUMNS: Final = ("scan", "state", "started", "files", "unseen", "bytes")


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
