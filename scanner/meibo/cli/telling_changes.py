"""Printing the differences between two scans: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from meibo.assessment.change import Change, Kind, Side
from meibo.assessment.differences import find_remarks
from meibo.catalogue.report import word
from meibo.cli.changed_file import ChangedFile, KnownAs, Place
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.model import ScanFacts
from meibo.reports.change_order import OrderedChanges
from meibo.reports.change_wording import describe_change, name_changes, name_remark
from meibo.reports.csv_file import neutralise
from meibo.reports.wording import name_persons

_TOGETHER: Final = 1000
"""Rows of a table that are set alike."""


class Comparison:
    """Two scans, what is to be known of comparing them, and the changes in order."""

    def __init__(self, old: ScanFacts, new: ScanFacts, changes: OrderedChanges) -> None:
        self.scans = old, new
        self.changes = changes
        self.remarks = find_remarks(old, new)

    def explain(self, terminal: Terminal) -> list[str]:
        """The remarks as sentences."""
        old, new = self.scans
        return [name_remark(remark, old.scan, new.scan, terminal.language) for remark in self.remarks]


def print_table(comparison: Comparison, terminal: Terminal) -> None:
    """One line a file, then how many there are of each kind."""
    say, changes = terminal.say, comparison.changes
    old, new = comparison.scans
    terminal.print(say("diff-title", old=old.scan, old_started=old.started, new=new.scan, new_started=new.started))
    for text in comparison.explain(terminal):
        terminal.print(clean(say("diff-remark", text=text)))
    if not len(changes):
        terminal.print(say("diff-none"))
        return
    terminal.print()
    head = [[say(f"column-{name}") for name in ("changes", "risk", "persons", "detail", "path")]]
    rows = iter(changes)
    while some := list(itertools.islice(rows, _TOGETHER)):
        terminal.print_table(head + [_make_row(change, terminal) for change in some], right=frozenset({2}))
        head = []
    terminal.print()
    counts = [
        f"{word(f'change-{kind}', terminal.language)} {changes.kinds[kind]:,}" for kind in Kind if changes.kinds[kind]
    ]
    total = word("list-separator", terminal.language).join(counts)
    terminal.print(say("diff-total", files=f"{len(changes):,}", kinds=total))


def _make_row(change: Change, terminal: Terminal) -> list[str]:
    language = terminal.language
    cells = (
        name_changes(change, language),
        word(f"level-{change.level}", language),
        name_persons(change.last.persons_least, change.last.persons_most),
        describe_change(change, language),
        change.last.path,
    )
    return [clean(cell) for cell in cells]


def print_json(comparison: Comparison, terminal: Terminal) -> None:
    """One object, each change on a line of its own; ``command_diff`` documents the keys."""
    encode = msgspec.json.encode
    changes = comparison.changes
    sides = {
        name: {
            "scan": scan.scan, "state": scan.state, "started": scan.started, "ended": scan.ended,
            "targets": scan.targets,
        }
        for name, scan in zip(("old", "new"), comparison.scans, strict=True)
    }  # fmt: skip
    texts = comparison.explain(terminal)
    remarks = [
        {"code": remark.code, "subject": remark.subject, "text": text}
        for remark, text in zip(comparison.remarks, texts, strict=True)
    ]
    totals = {"files": len(changes), **{kind.value: changes.kinds[kind] for kind in Kind}}
    head = encode({**sides, "remarks": remarks, "totals": totals})
    terminal.print_json(head[:-1] + b',"changes":[')
    for number, change in enumerate(changes, 1):
        terminal.print_json(encode(_make_object(change)) + (b"," if number < len(changes) else b""))
    terminal.print_json(b"]}")


def _make_object(change: Change) -> ChangedFile:
    is_moved = Kind.MOVED in change.kinds and change.old is not None
    return {
        "kinds": change.kinds, "target": change.last.target, "path": change.last.path, "risk": change.level,
        "persons_change": change.persons_change, "findings_change": change.findings_change,
        "moved_from": _make_place(change.old.target, change.old.path) if is_moved and change.old else None,
        "copy_of": _make_place(*change.copy_of) if change.copy_of else None,
        "old": _make_side(change.old), "new": _make_side(change.new),
    }  # fmt: skip


def _make_place(target: str, path: str) -> Place:
    return {"target": target, "path": path}


def _make_side(side: Side | None) -> KnownAs | None:
    if side is None:
        return None
    return {
        "target": side.target, "path": side.path, "risk": side.level, "score": round(side.score, 1),
        "persons_least": side.persons_least, "persons": side.persons_most, "roster_score": side.roster_score,
        "findings": side.findings, "status": side.status, "reason": side.issue_code, "access": side.audience,
        "access_source": side.audience_source, "owner": side.owner, "size_bytes": side.size_bytes,
        "modified_ns": side.modified_ns,
    }  # fmt: skip


_CSV_SIDE: Final = ("path", "risk", "persons", "findings", "status", "reason", "access", "owner", "size_bytes")


def print_csv(comparison: Comparison, terminal: Terminal) -> None:
    """A heading and one row a file."""
    head = ["kinds", "target", "path", "risk", "persons_change", "findings_change", "moved_from", "copy_of"]
    _print_row([*head, *(f"{when}_{name}" for when in ("old", "new") for name in _CSV_SIDE)], terminal)
    for change in comparison.changes:
        _print_row(list(_flatten({**_make_object(change)})), terminal)


def _flatten(row: dict[str, Any]) -> Iterator[Any]:
    yield " ".join(row["kinds"])
    yield from (row[name] for name in ("target", "path", "risk", "persons_change", "findings_change"))
    yield from ((row[name] or {}).get("path") for name in ("moved_from", "copy_of"))
    yield from ((row[when] or {}).get(name) for when in ("old", "new") for name in _CSV_SIDE)


def _print_row(cells: list[Any], terminal: Terminal) -> None:
    text = io.StringIO()
    spelled = ["" if cell is None else neutralise(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(text, lineterminator="").writerow(spelled)
    terminal.print_bytes(text.getvalue().encode() + b"\r")


TELLERS: Final = {"table": print_table, "json": print_json, "csv": print_csv}
"""By the option ``--format``."""
