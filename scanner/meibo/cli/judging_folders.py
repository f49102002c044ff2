"""The folders of ``meibo gate``: judged, printed, written."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from meibo.assessment.blockers import BlockerRules
from meibo.assessment.destinations import DESTINATIONS
from meibo.assessment.migration import FolderVerdict, Migration, Verdict
from meibo.assessment.retention import Retention
from meibo.catalogue.report import word
from meibo.catalogue.sizes import format_bytes
from meibo.cli.choosing import find_risk_rules, open_scan
from meibo.cli.naming_folders import find_folder
from meibo.cli.recording import Exports
from meibo.cli.streaming import print_csv, print_object, print_table
from meibo.cli.terminal import Terminal
from meibo.cli.workbooks import write_workbook
from meibo.configuration.scan_table import LEVELS
from meibo.reports.gate_wording import GateFacts, explain_gate, name_causes, name_folder, name_verdict, tell_gate
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_people
from meibo.reports.xlsx_gate import write_gate

if TYPE_CHECKING:
    from meibo.assessment.blockers import Blocked
    from meibo.cli.rows import Row
    from meibo.inventory.model import ScanFacts


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Judge the folders; returns the exit code."""
    exports = Exports(options, terminal)
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        facts, least_score = reader.scan_facts(scan), LEVELS[options.min_confidence]
        rules = find_risk_rules(reader, scan, options.configuration)
        destination = DESTINATIONS[options.destination]
        place = options.destination_path.rstrip("/\\")
        before = destination.measure(place) + 1 if place else 0
        years = options.years or rules.retention_years
        below = [find_folder(text, reader, scan, facts.targets) for text in dict.fromkeys(options.paths)]
        migration = Migration(
            reader, scan, BlockerRules(destination, before), Retention(reader, scan, years, least_score, rules), below,
            least_score, rules,
        )  # fmt: skip
        gate = GateFacts(migration.rows(options.depth), destination, before, years)
        _TELLERS[options.format](facts, gate, migration, terminal)
        look = ReportOptions(language=terminal.language, least_score=least_score, rules=rules)
        is_written = write_workbook(
            options.xlsx, "gate", scan, exports, lambda path: write_gate(path, facts, gate, migration.blocked(), look),
            terminal,
        )  # fmt: skip
    finally:
        reader.close()
        exports.record()
    return 0 if is_written else 3


def _print_table(_: ScanFacts, gate: GateFacts, __: Migration, terminal: Terminal) -> None:
    language = terminal.language

    def show(row: FolderVerdict) -> list[str]:
        return [
            name_verdict(row.verdict, language), name_people(row.people, language),
            f"{row.files:,}", format_bytes(row.size_bytes), word(f"level-{row.level}", language),
            name_folder(row, language), name_causes(row, language),
        ]  # fmt: skip

    terminal.print(tell_gate(gate, language))
    if gate.rows:
        for text in explain_gate(gate, language):
            terminal.print(text)
        terminal.print()
        names = ("verdict", "persons", "files", "bytes", "risk", "folder", "reason")
        head = [terminal.say(f"column-{name}") for name in names]
        print_table(head, map(show, gate.rows), frozenset({1, 2, 3}), terminal)


def _print_json(facts: ScanFacts, gate: GateFacts, migration: Migration, terminal: Terminal) -> None:
    limits = gate.destination
    totals = {verdict.word: {"folders": 0, "files": 0, "size_bytes": 0} for verdict in reversed(Verdict)}
    for row in gate.rows:
        total = totals[row.verdict.word]
        total["folders"] += 1
        total["files"] += row.files
        total["size_bytes"] += row.size_bytes
    head = {
        "scan": facts.scan, "as_of": facts.started,
        "destination": {
            "name": limits.name, "longest_path": limits.longest_path, "longest_name": limits.longest_name,
            "largest_bytes": limits.largest_bytes, "path_before": gate.before, "retention_years": gate.years,
        },
        "totals": totals,
    }  # fmt: skip
    rows = map(_make_object, gate.rows)
    print_object(head, [("folders", rows), ("blocked", map(_make_blocked, migration.blocked()))], terminal)


def _make_object(row: FolderVerdict) -> Row:
    return {
        "target": row.target, "path": row.path, "own_files_only": row.is_alone, "verdict": row.verdict.word,
        "causes": row.causes, "files": row.files, "found_files": row.found_files, "unjudged": row.unjudged,
        "size_bytes": row.size_bytes, "people_least": row.people.least, "people": row.people.most, "risk": row.level,
        "access": row.audience or None, "people_likely": row.people.figure,
    }  # fmt: skip


def _make_blocked(blocked: Blocked) -> dict[str, Any]:
    return {
        "target": blocked.target, "path": blocked.path, "blockers": blocked.blockers,
        "path_length": blocked.path_length, "size_bytes": blocked.size_bytes, "reason": blocked.issue_code,
    }  # fmt: skip


_COLUMNS: Final = (
    "target", "path", "own_files_only", "verdict", "causes", "files", "found_files", "unjudged", "size_bytes",
    "people_least", "people", "risk", "access", "people_likely",
)  # fmt: skip


def _print_csv(_: ScanFacts, gate: GateFacts, __: Migration, terminal: Terminal) -> None:
    print_csv(_COLUMNS, map(_make_object, gate.rows), terminal)


_TELLERS: Final = {"table": _print_table, "json": _print_json, "csv": _print_csv}
