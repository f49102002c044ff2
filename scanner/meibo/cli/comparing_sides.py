"""``meibo gate --compare``: source and destination of a move, compared, printed, written."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import tempfile
from typing import TYPE_CHECKING, Any, Final

from meibo.assessment.arrival import LOST, OUTCOMES, Arrival, Crossing, Shore, weigh
from meibo.assessment.ordered_rows import OrderedRows
from meibo.catalogue.report import word
from meibo.cli.naming_folders import find_side
from meibo.cli.options import UsageError
from meibo.cli.recording import Exports
from meibo.cli.streaming import print_csv, print_object, print_table
from meibo.cli.terminal import Terminal, clean
from meibo.cli.workbooks import write_workbook
from meibo.inventory.reader import Reader
from meibo.reports.arrival_wording import (
    ArrivalFacts,
    FolderArrival,
    explain_arrival,
    name_outcomes,
    name_side,
    order_folders,
    tell_arrival,
)
from meibo.reports.model import ReportOptions
from meibo.reports.xlsx_arrival import write_arrival

if TYPE_CHECKING:
    from meibo.assessment.folder_tree import Place
    from meibo.cli.rows import Row
    from meibo.inventory.model import ScanFacts

_HELD_BYTES: Final = 16 << 20
_SHOWN: Final = 50
"""Files in the table; JSON, CSV and the workbook hold all."""


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Compare both sides; 3 where something is missing, could not be looked for or could not be written."""
    exports = Exports(options, terminal)
    with contextlib.ExitStack() as undo:
        undo.callback(exports.record)
        reader = undo.enter_context(contextlib.closing(Reader(options.inventory)))
        other = undo.enter_context(contextlib.closing(Reader(options.other))) if options.other else reader
        _refuse_other_key(reader, other, options)
        (old_scan, old), (new_scan, new) = find_side(options.compare[0], reader), find_side(options.compare[1], other)
        if other is reader and old == new:
            raise UsageError("error-gate-same")
        crossing = Crossing(Shore(reader, old_scan.scan, *old), Shore(other, new_scan.scan, *new))
        spool = undo.enter_context(tempfile.SpooledTemporaryFile(max_size=_HELD_BYTES))
        files = OrderedRows(crossing, Arrival, weigh, spool)
        facts = ArrivalFacts(
            source=(old_scan, _join(old)), destination=(new_scan, _join(new)), totals=crossing.totals,
            folders=order_folders(crossing.folders), files=files, unlisted_source=crossing.unlisted_source,
            unknown_access=crossing.unknown_access,
        )  # fmt: skip
        _TELLERS[options.format](facts, (old, new), terminal)
        look = ReportOptions(language=terminal.language)
        is_written = write_workbook(
            options.xlsx, "arrival", new_scan.scan, exports, lambda path: write_arrival(path, facts, look), terminal
        )
    is_whole = is_written and not any(facts.totals[outcome] for outcome in LOST)
    return 0 if is_whole else 3


def _refuse_other_key(reader: Reader, other: Reader, options: argparse.Namespace) -> None:
    """Contents are compared by keyed hashes, which only one key makes equal."""
    known = reader.briefs.key_check(), other.briefs.key_check()
    if all(known) and known[0] != known[1]:
        raise UsageError("error-gate-key", path=clean(str(options.other)))


def _join(place: Place) -> str:
    target, folder = place
    return f"{target.rstrip('/')}/{folder}" if folder else target


def _print_table(facts: ArrivalFacts, _: tuple[Place, Place], terminal: Terminal) -> None:
    language = terminal.language
    terminal.print(tell_arrival(facts, language))
    for name, side in (("source", facts.source), ("destination", facts.destination)):
        terminal.print(clean(f"{word(f'fact-{name}', language)}: {name_side(side, language)}"))
    for text in explain_arrival(facts, language):
        terminal.print(text)
    present = [outcome for outcome in OUTCOMES if facts.totals[outcome]]
    if not present:
        return
    terminal.print()
    names = [word(f"outcome-{outcome}", language) for outcome in present]
    total = [[*(f"{facts.totals[outcome]:,}" for outcome in present), terminal.say("gate-all")]]
    folders = ([*(f"{row.counts.get(outcome, 0):,}" for outcome in present), row.path or "."] for row in facts.folders)
    head = [*names, terminal.say("column-folder")]
    print_table(head, itertools.chain(total, folders), frozenset(range(len(present))), terminal)
    if not len(facts.files):
        return
    terminal.print()
    head = [terminal.say(f"column-{name}") for name in ("outcome", "persons", "path", "detail")]
    shown = itertools.islice(facts.files, _SHOWN)
    print_table(head, (_show(row, terminal) for row in shown), frozenset({1}), terminal)
    if len(facts.files) > _SHOWN:
        terminal.print(word("copies-more", language, count=len(facts.files) - _SHOWN))


def _show(row: Arrival, terminal: Terminal) -> list[str]:
    language = terminal.language
    detail = row.new_path
    if "wider" in row.outcomes:
        old, new = (word(f"audience-{audience}", language) for audience in (row.audience, row.new_audience))
        detail = word("change-audience", language, old=old, new=new)
    return [name_outcomes(row, language), f"{row.persons:,}", row.path, detail]


def _print_json(facts: ArrivalFacts, places: tuple[Place, Place], terminal: Terminal) -> None:
    (old_scan, _), (new_scan, _) = facts.source, facts.destination
    head = {
        "source": _describe_side(old_scan, places[0]), "destination": _describe_side(new_scan, places[1]),
        "totals": {outcome: facts.totals[outcome] for outcome in OUTCOMES},
        "remarks": explain_arrival(facts, terminal.language),
    }  # fmt: skip
    folders, files = map(_make_folder, facts.folders), map(_make_file, facts.files)
    print_object(head, [("folders", folders), ("files", files)], terminal)


def _describe_side(scan: ScanFacts, place: Place) -> dict[str, Any]:
    return {
        "target": place[0], "folder": place[1], "scan": scan.scan, "started": scan.started, "state": scan.state
    }  # fmt: skip


def _make_folder(row: FolderArrival) -> Row:
    return {"path": row.path, "counts": {outcome: row.counts.get(outcome, 0) for outcome in OUTCOMES}}


def _make_file(row: Arrival) -> Row:
    return {
        "outcomes": row.outcomes, "path": row.path, "new_path": row.new_path or None, "people": row.persons,
        "size_bytes": row.size_bytes, "new_size_bytes": row.new_size_bytes, "access": row.audience or None,
        "new_access": row.new_audience or None, "modified_ns": row.modified_ns,
    }  # fmt: skip


_COLUMNS: Final = (
    "outcomes", "path", "new_path", "people", "size_bytes", "new_size_bytes", "access", "new_access", "modified_ns",
)  # fmt: skip


def _print_csv(facts: ArrivalFacts, _: tuple[Place, Place], terminal: Terminal) -> None:
    print_csv(_COLUMNS, ({**_make_file(row), "outcomes": " ".join(row.outcomes)} for row in facts.files), terminal)


_TELLERS: Final = {"table": _print_table, "json": _print_json, "csv": _print_csv}
