"""``meibo gate``: which folders may move, which are to be cleaned first, which must not; and what arrived.

With ``--format json`` one object::

    scan, as_of      the scan, and when it began
    destination      name, longest_path, longest_name, largest_bytes (or null), path_before, retention_years
    totals           by verdict (``move``, ``clean-first``, ``do-not-move``): folders, files, size_bytes
    folders          list of target, path, own_files_only, verdict, causes (files by cause), files, found_files,
                     unjudged, size_bytes, people_least, people, risk, access (or null)
    blocked          list of target, path, blockers, path_length, size_bytes, reason (issue code or null)

With ``--compare``::

    source, destination   target, folder, scan, started, state
    totals                files by outcome: missing, unseen, changed, wider, moved, unverified, new, same
    remarks               list of texts
    folders               list of path and counts, by outcome
    files                 list of outcomes, path, new_path (or null), people, size_bytes, new_size_bytes (or null),
                          access, new_access (or null), modified_ns; all but those that are the same

CSV has one row a folder; with ``--compare`` one a file. Exit code 3 where a file is missing at the destination or could
not be looked for.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from meibo.cli.options import Parser, UsageError, add_inventory, add_key, count, merge
from meibo.cli.terminal import Terminal
from meibo.configuration.scan_table import LEVELS

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "paths": [], "depth": None, "years": None, "compare": None,
    "other": None, "destination": "sharepoint", "destination_path": "", "format": "table", "min_confidence": "medium",
}  # fmt: skip
_DESTINATIONS: Final = ("sharepoint", "windows", "linux")


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help=parser.say("option-gate-path"))
    add_inventory(parser)
    add_key(parser)
    add("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    add("--depth", metavar="N", type=count, help=parser.say("option-gate-depth"))
    add("--destination", choices=_DESTINATIONS, help=parser.say("option-destination"))
    add("--destination-path", metavar="PATH", help=parser.say("option-destination-path"))
    add("--years", metavar="N", type=count, help=parser.say("option-years"))
    add("--compare", metavar="TARGET", nargs=2, help=parser.say("option-compare"))
    add("--with", dest="other", metavar="FILE", type=Path, help=parser.say("option-compare-with"))
    add("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    add("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    add("--format", choices=("table", "json", "csv"), help=parser.say("option-format"))
    add("--xlsx", metavar="FILE", type=Path, help=parser.say("option-own-xlsx"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Judge the folders, or compare both sides; 3 also when the spreadsheet could not be written."""
    from meibo.cli import comparing_sides, judging_folders
    from meibo.cli.workbooks import find_workbook

    options = merge(given, DEFAULTS, terminal)
    options.xlsx = find_workbook(given, options.inventory)
    if options.compare:
        if options.paths:
            raise UsageError("error-gate-compare-paths")
        return comparing_sides.run(options, terminal)
    if options.other:
        raise UsageError("error-gate-with")
    return judging_folders.run(options, terminal)
