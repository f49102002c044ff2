"""``meibo retention``: files with people that nobody changed for years, or whose names say that their time is over.

With ``--format json`` one object::

    scan, as_of, years   the scan, when it began, and the years that were asked for
    totals               files (with people), listed, odd_dates (not judged by their date), reasons (files by reason)
    remarks              list of texts: how it was judged, and provisions to know of
    files                list of one object a file:
        target, path, risk, score, people_least, people
        reasons                           list of reason (``left``, ``disposal``, ``unchanged``, ``year``, ``old``)
                                          and words, those of the path that gave it, empty for ``unchanged``
        modified_ns, years                years: whole ones since the last change, null where its date cannot be right
        owner, access, size_bytes, mark   mark: or null

The gravest come first. Exit code 0 whether or not there are any.
"""

from __future__ import annotations

import argparse
import fnmatch
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo.cli.options import Parser, add_inventory, add_key, count, merge
from meibo.cli.terminal import Terminal
from meibo.configuration.scan_table import LEVELS

if TYPE_CHECKING:
    from meibo.assessment.ordered_rows import OrderedRows
    from meibo.assessment.retention import OldFile, Retention
    from meibo.cli.rows import Row
    from meibo.inventory.model import ScanFacts
    from meibo.reports.retention_wording import RetentionFigures

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "path": None, "years": None, "format": "table",
    "min_confidence": "medium",
}  # fmt: skip
_HELD_BYTES: Final = 16 << 20


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add_inventory(parser)
    add_key(parser)
    add("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    add("--years", metavar="N", type=count, help=parser.say("option-years"))
    add("--path", metavar="GLOB", help=parser.say("option-path-glob"))
    add("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    add("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    add("--format", choices=("table", "json", "csv"), help=parser.say("option-format"))
    add("--xlsx", metavar="FILE", type=Path, help=parser.say("option-own-xlsx"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print the files, and write them where that is wanted; 3 when the spreadsheet could not be written."""
    from meibo.assessment.ordered_rows import OrderedRows
    from meibo.assessment.retention import OldFile, Retention
    from meibo.cli.choosing import find_risk_rules, open_scan
    from meibo.cli.recording import Exports
    from meibo.cli.workbooks import find_workbook, write_workbook
    from meibo.reports.model import ReportOptions
    from meibo.reports.retention_wording import RetentionFigures
    from meibo.reports.xlsx_retention import write_retention

    options = merge(given, DEFAULTS, terminal)
    xlsx = find_workbook(given, options.inventory)
    exports = Exports(options, terminal)
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        facts, least_score = reader.scan_facts(scan), LEVELS[options.min_confidence]
        rules = find_risk_rules(reader, scan, options.configuration)
        retention = Retention(reader, scan, options.years or rules.retention_years, least_score, rules)
        figures = RetentionFigures(retention)
        with tempfile.SpooledTemporaryFile(max_size=_HELD_BYTES) as spool:
            files = OrderedRows(_choose(retention, figures, options.path), OldFile, _weigh, spool)
            figures.finish(retention)
            _TELLERS[options.format](facts, figures, files, terminal)
            look = ReportOptions(language=terminal.language, least_score=least_score, rules=rules)
            is_written = write_workbook(
                xlsx, "retention", scan, exports,
                lambda path: write_retention(path, facts, figures, files, look), terminal,
            )  # fmt: skip
    finally:
        reader.close()
        exports.record()
    return 0 if is_written else 3


def _choose(retention: Retention, figures: RetentionFigures, glob: str | None) -> Iterator[OldFile]:
    for file in retention:
        if glob is None or fnmatch.fnmatchcase(file.path, glob):
            figures.count(file)
            yield file


def _weigh(file: OldFile) -> int:
    """The gravest first, then most people."""
    most = (1 << 40) - 1
    return (7 - file.level.grade) << 40 | (most - min(file.persons_most, most))


def _print_table(_: ScanFacts, figures: RetentionFigures, files: OrderedRows[OldFile], terminal: Terminal) -> None:
    from meibo.catalogue.report import word
    from meibo.cli.streaming import print_table
    from meibo.reports.model import ReportOptions
    from meibo.reports.moments import time_of
    from meibo.reports.retention_wording import explain_retention, name_signs, remind_of_law, tell_retention
    from meibo.reports.wording import name_persons

    language = terminal.language
    options = ReportOptions(language=language)

    def show(file: OldFile) -> list[str]:
        moment = time_of(file.modified_ns, options)
        return [
            word(f"level-{file.level}", language), name_persons(file.persons_least, file.persons_most),
            moment.date().isoformat() if moment else "", file.owner, name_signs(file, language), file.path,
        ]  # fmt: skip

    terminal.print(tell_retention(figures, language))
    for text in explain_retention(figures, language):
        terminal.print(text)
    if len(files):
        terminal.print()
        head = [terminal.say(f"column-{name}") for name in ("risk", "persons", "modified", "owner", "reason", "path")]
        print_table(head, map(show, files), frozenset({1}), terminal)
        terminal.print()
        for text in remind_of_law(figures, language):
            terminal.print(text)


def _print_json(facts: ScanFacts, figures: RetentionFigures, files: OrderedRows[OldFile], terminal: Terminal) -> None:
    from meibo.assessment.retention import REASONS
    from meibo.cli.streaming import print_object
    from meibo.reports.retention_wording import explain_retention, remind_of_law

    language = terminal.language
    by_reason: dict[str, int] = {reason: figures.reasons[reason] for reason in REASONS}
    head = {
        "scan": facts.scan, "as_of": facts.started, "years": figures.years,
        "totals": {"files": figures.files, "listed": figures.old, "odd_dates": figures.odd_dates, "reasons": by_reason},
        "remarks": [*explain_retention(figures, language), *remind_of_law(figures, language)],
    }  # fmt: skip
    print_object(head, [("files", map(_make_object, files))], terminal)


def _make_object(file: OldFile) -> Row:
    return {
        "target": file.target, "path": file.path, "risk": file.level, "score": round(file.score, 1),
        "people_least": file.persons_least, "people": file.persons_most,
        "reasons": [{"reason": sign.reason, "words": sign.words} for sign in file.signs],
        "modified_ns": file.modified_ns, "years": file.years, "owner": file.owner, "access": file.audience,
        "size_bytes": file.size_bytes, "mark": file.mark or None,
    }  # fmt: skip


_COLUMNS: Final = (
    "target", "path", "risk", "score", "people_least", "people", "reasons", "modified_ns", "years", "owner", "access",
    "size_bytes", "mark",
)  # fmt: skip


def _print_csv(_: ScanFacts, __: RetentionFigures, files: OrderedRows[OldFile], terminal: Terminal) -> None:
    from meibo.cli.streaming import print_csv

    print_csv(_COLUMNS, map(_make_object, files), terminal)


_TELLERS: Final = {"table": _print_table, "json": _print_json, "csv": _print_csv}
