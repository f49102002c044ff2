"""Writing reports for the commands that offer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from meibo.cli.options import UsageError
from meibo.cli.recording import Exports
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.inventory.files import own_files
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.assessment.risk_rules import RiskRules


def check_places(places: Mapping[str, Path], inventory: Path, key_file: Path) -> None:
    """Raise UsageError for a kind of report that cannot be written here, or not to its place: before a long scan."""
    for kind in REPORT_KINDS:
        if kind.id in places and kind.package and find_spec(kind.package) is None:
            raise UsageError("error-report-extra", kind=kind.id, package=kind.package, extra=kind.extra)
    refuse_own_places(places.values(), inventory, key_file)


def refuse_own_places(places: Iterable[Path], inventory: Path, key_file: Path) -> None:
    """Raise UsageError for a report that would overwrite the inventory or one of its files."""
    own = {path.resolve() for path in own_files(inventory, key_file)}
    for place in places:
        if place.resolve() in own:
            raise UsageError("error-report-place", path=clean(str(place)))


def refuse_stray_source(ledger: Path | None, source: Path | None) -> None:
    """Raise UsageError where entries are to be taken from a ledger, and none is to be written."""
    if source is not None and ledger is None:
        raise UsageError("error-ledger-from")


def write_reports(
    reader: Reader,
    scan: int,
    places: dict[str, Path],
    exports: Exports,
    least_score: int,
    rules: RiskRules,
    terminal: Terminal,
    ledger_from: Path | None = None,
) -> bool:
    """Write a report of each kind to its place and return whether all were; tells what could not be written."""
    if not places:
        return True
    from meibo.reports.registry import ReportError, ReportOptions, write_report

    is_written = True
    titles = {rule.id: rule.title for rule in reader.known_rules(scan)}
    look = ReportOptions(
        language=terminal.language, least_score=least_score, rules=rules, titles=titles, ledger_from=ledger_from
    )
    for kind, path in places.items():
        try:
            more = write_report(kind, reader, scan, path, look)
        except ReportError as error:
            terminal.error(error.code, subject=clean(str(error.path)), detail=error.detail)
            is_written = False
        else:
            exports.add(kind, path, scan, *more)
    return is_written
