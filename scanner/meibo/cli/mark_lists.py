"""Marks as a list: shown, written as CSV, and read back from CSV."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from meibo.cli.choosing import parse_marks
from meibo.cli.marking import find_person, is_chosen, parse_mark, parse_target
from meibo.cli.options import UsageError
from meibo.cli.recording import keep_marks
from meibo.cli.rows import Row, print_rows
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.marks import KnownFile, MarkKind, NewMark
from meibo.inventory.reader import Reader

INCOMPLETE: Final = 3
_NAMED: Final = 10
"""Lines of a file that are told one by one."""
_NEEDED_COLUMNS: Final = ("path", "mark")
_TABLE: Final = ("mark", "path", "present", "reason", "person", "made")
_CSV: Final = ("path", "mark", "reason", "person", "made", "outdated", "present", "moved_from", "target")


def show(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the mark that counts of each file that has one."""
    is_wanted, target = parse_marks(options.mark), parse_target(options.target)
    reader = Reader(options.inventory)
    try:
        files = [
            file
            for file in reader.marks.marked_files()
            if is_wanted(file.mark) and is_chosen(file.target, file.path, options.path, target)
        ]
        moved = len({one.mark.asset for one in reader.marks.moved_marks()})
    finally:
        reader.close()
    columns = _TABLE if options.format == "table" else _CSV
    print_rows(columns, [row for file in files for row in _as_rows(file)], options.format, terminal)
    if not files:
        terminal.note(terminal.say("triage-none"))
    if moved:
        terminal.note(terminal.say("triage-moved", count=f"{moved:,}"))
    return 0


def _as_rows(file: KnownFile) -> Iterator[Row]:
    if file.mark is not None:
        yield {
            "path": file.path, "mark": file.mark.kind, "reason": file.mark.reason, "person": file.mark.person,
            "made": file.mark.made, "outdated": file.mark.is_outdated, "present": file.is_present,
            "moved_from": file.mark.moved_from, "target": file.target,
        }  # fmt: skip


class _Said(NamedTuple):
    """One line of a file of marks."""

    line: int
    path: str
    kind: MarkKind
    reason: str
    person: str
    target: str


def read_back_csv(place: Path, options: argparse.Namespace, terminal: Terminal) -> int:
    """Take up the marks of a CSV file; 3 where it names files that the inventory does not know, which are told.

    A line that says what already stands changes nothing: what has become outdated stays so.
    """
    said = list(_read(place, options.reason.strip(), find_person(options.person)))
    reader = Reader(options.inventory)
    try:
        files = _find_all(reader, said)
    finally:
        reader.close()
    new, lost = [], []
    for one in said:
        file = files.get((one.path, one.target))
        if file is None:
            lost.append(one)
        elif file.mark is None or (file.mark.kind, file.mark.reason, file.mark.person) != (
            one.kind, one.reason, one.person
        ):  # fmt: skip
            new.append(NewMark(file.asset, one.kind, one.reason, one.person, file.found))
    if not options.dry_run:
        keep_marks(options, new, terminal, str(place))
    same = len(said) - len(new) - len(lost)
    terminal.print(terminal.say("triage-imported", new=f"{len(new):,}", same=f"{same:,}"))
    for one in lost[:_NAMED]:
        terminal.error("triage-import-lost", line=one.line, path=clean(one.path))
    if len(lost) > _NAMED:
        terminal.note(terminal.say("triage-import-more", count=f"{len(lost) - _NAMED:,}"))
    return INCOMPLETE if lost else 0


def _read(place: Path, reason: str, person: str) -> Iterator[_Said]:
    """The lines that say something; raises UsageError for the first that is wrong, before anything is stored."""
    rows = csv.DictReader(io.StringIO(_decode(place), newline=""), strict=True)
    try:
        missing = [name for name in _NEEDED_COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise UsageError("error-triage-columns", path=clean(str(place)), names=", ".join(missing))
        for row in rows:
            cells = {
                name: _restore((cell or "").strip() if name != "path" else cell or "") for name, cell in _pairs(row)
            }
            if not cells["mark"]:
                continue  # nobody has answered yet
            try:
                kind = parse_mark(cells["mark"])
            except UsageError as error:
                words = {"path": clean(str(place)), "line": rows.line_num, **error.values}
                raise UsageError("error-triage-line-mark", **words) from None
            why = cells.get("reason") or reason
            if not why:
                raise UsageError("error-triage-line-reason", path=clean(str(place)), line=rows.line_num)
            yield _Said(rows.line_num, cells["path"], kind, why, cells.get("person") or person, cells.get("target", ""))
    except csv.Error as error:
        raise UsageError("error-triage-file", path=clean(str(place)), why=error) from None


def _pairs(row: dict[str | None, str | list[str] | None]) -> Iterable[tuple[str, str | None]]:
    """The named cells of a line."""
    return ((name, cell) for name, cell in row.items() if name is not None and not isinstance(cell, list))


def _decode(place: Path) -> str:
    """The text of a file in UTF-8, or in what Japanese spreadsheets write without being asked."""
    try:
        content = place.read_bytes()
    except OSError as error:
        raise UsageError("error-triage-file", path=clean(str(place)), why=error.strerror) from None
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError("error-triage-encoding", path=clean(str(place)))


def _restore(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    from meibo.reports.cell_text import is_formula_like

    return cell[1:] if cell.startswith("'") and is_formula_like(cell[1:]) else cell


def _find_all(reader: Reader, said: Sequence[_Said]) -> dict[tuple[str, str], KnownFile]:
    """The file of each path and target; a path without a target must be that of one file only."""
    from meibo.reports.cell_text import spell_out

    found: dict[str, list[KnownFile]] = {path: reader.marks.find_files(path) for path in {one.path for one in said}}
    spelled = {path for path, files in found.items() if not files}
    if spelled:
        for file in reader.marks.choose_files(lambda _, path: spell_out(path) in spelled):
            found[spell_out(file.path)].append(file)
    chosen: dict[tuple[str, str], KnownFile] = {}
    for one in said:
        files = [file for file in found[one.path] if one.target in ("", file.target)]
        files = [file for file in files if file.is_present] or files
        if len(files) == 1:
            chosen[one.path, one.target] = files[0]
    return chosen
