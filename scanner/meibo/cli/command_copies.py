"""``meibo copies``: rosters that lie in several places, each with its copies, the newest and most exposed first.

With ``--format json`` one object::

    scan, as_of   the scan, and when it began
    totals        families, files
    families      list of one object a family:
        family, likeness                   its number; ``content``, ``people`` or ``edition``
        risk, people_least, people         people: at most
        places, folders, editions          files, folders that hold them, different contents
        access, newest_ns, size_bytes      the widest, the last change, of all files
        wider, more_people                 copies that more can read than the kept one; people in others only
        kept                               target and path
        copies                             list of target, path, likeness, kept, wider, risk, people, owner, access,
                                           modified_ns, size_bytes, mark (or null); the first 1,000

CSV has one row a copy, with the number, likeness and places of its family in front.
"""

from __future__ import annotations

import argparse
import fnmatch
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo.cli.options import Parser, add_inventory, add_key, merge
from meibo.cli.terminal import Terminal
from meibo.configuration.scan_table import LEVELS

if TYPE_CHECKING:
    from meibo.assessment.families import Family
    from meibo.assessment.ordered_rows import OrderedRows
    from meibo.cli.rows import Row
    from meibo.inventory.model import ScanFacts

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "path": None, "format": "table", "min_confidence": "medium",
}  # fmt: skip
HELD_BYTES: Final = 16 << 20
"""Of rows that wait; more of them wait in a nameless file."""
_SHOWN: Final = 20
"""Copies of a family in the table."""


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add_inventory(parser)
    add_key(parser)
    add("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    add("--path", metavar="GLOB", help=parser.say("option-copies-path"))
    add("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    add("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    add("--format", choices=("table", "json", "csv"), help=parser.say("option-format"))
    add("--xlsx", metavar="FILE", type=Path, help=parser.say("option-own-xlsx"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print the families, and write them where that is wanted; 3 when the spreadsheet could not be written."""
    from meibo.assessment.families import Families, Family
    from meibo.assessment.ordered_rows import OrderedRows
    from meibo.cli.choosing import find_risk_rules, open_scan
    from meibo.cli.recording import Exports
    from meibo.cli.workbooks import find_workbook, write_workbook
    from meibo.reports.model import ReportOptions
    from meibo.reports.xlsx_copies import write_copies

    options = merge(given, DEFAULTS, terminal)
    xlsx = find_workbook(given, options.inventory)
    exports = Exports(options, terminal)
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        facts, least_score = reader.scan_facts(scan), LEVELS[options.min_confidence]
        rules = find_risk_rules(reader, scan, options.configuration)
        is_wanted = partial(fnmatch.fnmatchcase, pat=options.path) if options.path else lambda _: True
        began_ns = int(datetime.fromisoformat(facts.started).timestamp()) * 10**9
        with tempfile.SpooledTemporaryFile(max_size=HELD_BYTES) as spool:
            found = Families(reader, scan, began_ns, least_score, rules, is_wanted)
            families = OrderedRows(found, Family, lambda _: 0, spool)
            _TELLERS[options.format](facts, families, found.places, terminal)
            look = ReportOptions(language=terminal.language, least_score=least_score, rules=rules)
            is_written = write_workbook(
                xlsx, "copies", scan, exports,
                lambda path: write_copies(path, facts, families, found.places, look), terminal,
            )  # fmt: skip
    finally:
        reader.close()
        exports.record()
    return 0 if is_written else 3


def _print_table(_: ScanFacts, families: OrderedRows[Family], files: int, terminal: Terminal) -> None:
    from meibo.catalogue.report import word
    from meibo.cli.terminal import clean
    from meibo.reports.copies_wording import explain_copies, name_likeness, tell_copies
    from meibo.reports.model import ReportOptions
    from meibo.reports.moments import time_of
    from meibo.reports.wording import tell_people

    language = terminal.language
    options = ReportOptions(language=language)
    terminal.print(tell_copies(len(families), files, language))
    for number, family in enumerate(families, 1):
        said = terminal.say(
            "copies-family", number=number, people=tell_people(family.people, language),
            places=f"{family.places:,}", folders=f"{family.folders:,}",
            audience=word(f"audience-{family.audience}", language), likeness=name_likeness(family.likeness, language),
            wider=f"{family.wider:,}", more=f"{family.more_people:,}",
        )  # fmt: skip
        terminal.print(f"\n{said}")
        shown = family.copies[:_SHOWN]
        if not any(copy.is_kept for copy in shown):
            shown = (*shown, family.kept)
        rows = []
        for copy in shown:
            moment = time_of(copy.modified_ns, options)
            rows.append([
                f"  {word('copy-kept', language) if copy.is_kept else ''}", moment.date().isoformat() if moment else "",
                word(f"audience-{copy.audience}", language), name_likeness(copy.likeness, language),
                f"{copy.persons:,}", clean(copy.path),
            ])  # fmt: skip
        terminal.print_table(rows, right=frozenset({4}))
        if len(shown) < family.places:
            terminal.print(f"  {word('copies-more', language, count=family.places - len(shown))}")
    if len(families):
        terminal.print()
        for text in explain_copies(language):
            terminal.print(text)


def _print_json(facts: ScanFacts, families: OrderedRows[Family], files: int, terminal: Terminal) -> None:
    from meibo.cli.streaming import print_object

    head = {"scan": facts.scan, "as_of": facts.started, "totals": {"families": len(families), "files": files}}
    print_object(head, [("families", map(_make_object, range(1, len(families) + 1), families))], terminal)


def _make_object(number: int, family: Family) -> Row:
    return {
        "family": number, "likeness": family.likeness, "risk": family.level, "people_least": family.people.least,
        "people": family.people.most, "places": family.places, "folders": family.folders, "editions": family.editions,
        "access": family.audience, "newest_ns": family.newest_ns, "size_bytes": family.size_bytes,
        "wider": family.wider, "more_people": family.more_people, "people_likely": family.people.figure,
        "kept": {"target": family.kept.target, "path": family.kept.path},
        "copies": [
            {
                "target": copy.target, "path": copy.path, "likeness": copy.likeness, "kept": copy.is_kept,
                "wider": copy.is_wider, "risk": copy.level, "people": copy.persons, "owner": copy.owner,
                "access": copy.audience, "modified_ns": copy.modified_ns, "size_bytes": copy.size_bytes,
                "mark": copy.mark or None,
            }
            for copy in family.copies
        ],
    }  # fmt: skip


_COLUMNS: Final = (
    "family", "family_likeness", "places", "target", "path", "likeness", "kept", "wider", "risk", "people", "owner",
    "access", "modified_ns", "size_bytes", "mark",
)  # fmt: skip


def _print_csv(_: ScanFacts, families: OrderedRows[Family], __: int, terminal: Terminal) -> None:
    from meibo.cli.streaming import print_csv

    def list_copies() -> Iterator[Row]:
        for number, family in enumerate(families, 1):
            own = _make_object(number, family)
            front = {"family": number, "family_likeness": family.likeness, "places": family.places}
            yield from ({**front, **copy} for copy in own["copies"])

    print_csv(_COLUMNS, list_copies(), terminal)


_TELLERS: Final = {"table": _print_table, "json": _print_json, "csv": _print_csv}
