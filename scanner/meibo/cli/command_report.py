"""``meibo report``: write reports from an inventory."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from meibo.cli.choosing import find_risk_rules, open_scan
from meibo.cli.options import Parser, UsageError, add_inventory, add_key, add_reports, merge
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.report_kinds import REPORT_KINDS, find_places
from meibo.configuration.scan_table import LEVELS

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "min_confidence": "medium", "quiet": False, "ledger_from": None,
    **{kind.attribute: None for kind in REPORT_KINDS},
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add_inventory(parser)
    add_key(parser)
    parser.add_argument("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    parser.add_argument("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    parser.add_argument("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    parser.add_argument("--quiet", action="store_true", help=parser.say("option-quiet"))
    add_reports(parser)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Write the reports; 3 when one could not be written."""
    from meibo.cli.recording import Exports
    from meibo.cli.reporting import check_places, refuse_stray_source, write_reports
    from meibo.inventory.files import default_key_path

    options = merge(given, DEFAULTS, terminal)
    places = find_places(options)
    if not places:
        known = ", ".join(f"--{kind.id}" for kind in REPORT_KINDS)
        raise UsageError("error-no-report", known=known)
    check_places(places, options.inventory, default_key_path(options.inventory))
    refuse_stray_source(options.ledger, options.ledger_from)
    exports = Exports(options, terminal)
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        rules = find_risk_rules(reader, scan, options.configuration)
        least_score = LEVELS[options.min_confidence]
        is_written = write_reports(reader, scan, places, exports, least_score, rules, terminal, options.ledger_from)
    finally:
        reader.close()
        exports.record()
    if is_written and not options.quiet:
        for path in places.values():
            terminal.print(terminal.say("summary-report", path=clean(str(path))))
    return 0 if is_written else 3
