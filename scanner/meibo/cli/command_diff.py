"""``meibo diff [OLD NEW]``: what changed between two scans, what matters most first.

With ``--format json`` one object::

    old, new    scan, state, started, ended, targets
    remarks     list of code, subject (a target, or empty), text: what the two scans did not have in common
    totals      files, and the number of files of each kind of change, 0 where there is none
    changes     list of one object a file:
        kinds                            what matters most first; see meibo.assessment.change.Kind
        target, path                     where it is, or was known last
        risk                             the graver of before and after
        persons_change, findings_change  null where one of the scans has not counted them
        moved_from, copy_of              target and path, or null
        old, new                         the file as each scan knew it, or null: target, path, risk, score,
                                         persons_least, persons, roster_score, findings, status, reason (issue code or
                                         null), access, access_source, owner, size_bytes, modified_ns

``totals`` and ``changes`` are of what ``--kind`` and ``--path`` let through. Exit code 0 whether or not there are
changes.
"""

from __future__ import annotations

import argparse
import fnmatch
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo.cli.options import Parser, UsageError, add_inventory, add_key, merge
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.scan_table import LEVELS
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.assessment.change import Change
    from meibo.assessment.risk_rules import RiskRules
    from meibo.cli.recording import Exports
    from meibo.cli.telling_changes import Comparison
    from meibo.inventory.model import ScanFacts

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "kind": "", "path": None, "format": "table", "min_confidence": "medium",
}  # fmt: skip
_HELD_BYTES: Final = 16 << 20
"""Of the changes that wait to be put in order; more of them wait in a nameless file."""


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("old", metavar="OLD", nargs="?", type=int, default=None, help=parser.say("option-diff-old"))
    add("new", metavar="NEW", nargs="?", type=int, default=None, help=parser.say("option-diff-new"))
    add_inventory(parser)
    add_key(parser)
    add("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    add("--kind", metavar="LIST", help=parser.say("option-kind"))
    add("--path", metavar="GLOB", help=parser.say("option-path-glob"))
    add("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    add("--format", choices=("table", "json", "csv"), help=parser.say("option-format"))
    add("--xlsx", metavar="FILE", type=Path, help=parser.say("option-diff-xlsx"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print the differences, and write them where that is wanted; 3 when the spreadsheet could not be written."""
    from meibo.cli import telling_changes
    from meibo.cli.recording import Exports
    from meibo.reports.change_order import OrderedChanges

    options = merge(given, DEFAULTS, terminal)
    options.xlsx = getattr(given, "xlsx", None)  # that of the configuration is a scan's report
    exports = Exports(options, terminal)
    reader = Reader(options.inventory)
    try:
        with tempfile.SpooledTemporaryFile(max_size=_HELD_BYTES) as spool:
            old, new = _choose(reader, options.old, options.new)
            rules = _find_rules(reader, old.scan, new.scan, options)
            changes = OrderedChanges(_find_changes(reader, old.scan, new.scan, rules, options), spool)
            comparison = telling_changes.Comparison(old, new, changes)
            telling_changes.TELLERS[options.format](comparison, terminal)
            is_written = options.xlsx is None or _write_xlsx(comparison, rules, options, terminal, exports)
    finally:
        reader.close()
        exports.record()
    return 0 if is_written else 3


def _choose(reader: Reader, first: int | None, second: int | None) -> tuple[ScanFacts, ScanFacts]:
    from meibo.assessment.scan_choice import find_last_two

    numbers = reader.scan_numbers()
    if first is None:
        wanted = find_last_two(reader.scans())
        if wanted is None:
            raise UsageError("error-diff-none")
    elif second is None:
        raise UsageError("error-diff-one")
    else:
        wanted = first, second
    for number in wanted:
        if number not in numbers:
            raise UsageError("error-no-scan", number=number)
    old, new = (reader.scan_facts(number) for number in wanted)
    if not set(old.targets) & set(new.targets):
        raise UsageError("error-diff-targets", old=old.scan, new=new.scan)
    return old, new


def _find_rules(reader: Reader, old: int, new: int, options: argparse.Namespace) -> RiskRules:
    """Both scans are rated alike: a rule counts as the newer one knew it, or the older where the newer did not."""
    import msgspec

    from meibo.cli.choosing import find_risk_rules

    before, after = (find_risk_rules(reader, scan, options.configuration) for scan in (old, new))
    return msgspec.structs.replace(after, classes={**before.classes, **after.classes})


def _find_changes(
    reader: Reader, old: int, new: int, rules: RiskRules, options: argparse.Namespace
) -> Iterator[Change]:
    from meibo.assessment.differences import compare_scans

    kinds = _parse_kinds(options.kind)
    for change in compare_scans(reader, old, new, LEVELS[options.min_confidence], rules):
        if not kinds.isdisjoint(change.kinds) and _is_wanted(change, options.path):
            yield change


def _is_wanted(change: Change, glob: str | None) -> bool:
    paths = [side.path for side in (change.old, change.new) if side]
    return glob is None or any(fnmatch.fnmatchcase(path, glob) for path in paths)


def _parse_kinds(text: str) -> frozenset[str]:
    from meibo.assessment.change import Kind

    known = [kind.value for kind in Kind]
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError("error-unknown-kind", name=clean(name), known=", ".join(known))
    return frozenset(names or known)


def _write_xlsx(
    comparison: Comparison, rules: RiskRules, options: argparse.Namespace, terminal: Terminal, exports: Exports
) -> bool:
    from meibo.cli.reporting import refuse_own_places
    from meibo.inventory.files import default_key_path
    from meibo.reports.model import ReportError, ReportOptions
    from meibo.reports.xlsx_differences import write_differences

    refuse_own_places([options.xlsx], options.inventory, default_key_path(options.inventory))
    look = ReportOptions(language=terminal.language, least_score=LEVELS[options.min_confidence], rules=rules)
    try:
        write_differences(options.xlsx, comparison.scans, comparison.remarks, comparison.changes, look)
    except ReportError as error:
        terminal.error(error.code, subject=clean(str(error.path)), detail=error.detail)
        return False
    exports.add("diff", options.xlsx, comparison.scans[1].scan)
    terminal.note(terminal.say("summary-report", path=clean(str(options.xlsx))))
    return True
