"""Joins what a scan has found with a ledger that the officer has filled in: every row keeps its place, none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from meibo.assessment.people import People
from meibo.reports.ledger_columns import COLUMNS, ID
from meibo.reports.ledger_old import LedgerSheet, OldLedger, RowState
from meibo.reports.ledger_places import SKETCH, Place, Places, state_digest
from meibo.workbooks.model import Cells, FilledCell

Status = Literal["new", "changed", "unchanged", "unseen", "gone"]
STATUSES: Final[tuple[Status, ...]] = ("new", "changed", "unchanged", "unseen", "gone")
ALIKE: Final = 0.5
"""Of the contents of two places together, how many both must hold for one to be taken for the other."""


class Sight(msgspec.Struct, frozen=True):
    """What the scan looked at."""

    scan: int
    key: bytes
    is_whole: bool
    """It came to its end."""
    targets: frozenset[str]
    """Digests of the targets."""
    unsure: frozenset[str]
    """Ids of places of which the scan cannot say whether they still hold people."""


class Resemblance(msgspec.Struct, frozen=True):
    """A place that may be another one, moved."""

    number: str
    """Of the other row."""
    share: float
    """Of the contents of both, what both hold."""
    form: Literal["moved-from", "moved-to", "taken-over"]


class LedgerRow(msgspec.Struct):
    """A row of the ledger that is to be written. One without an id is the officer's own, and is only carried over."""

    id: str
    old: Cells
    """What the row held, by column; officer's cells that it has taken over are among them."""
    place: Place | None = None
    number: str = ""
    status: Status | None = None
    change: int = 0
    """Of the most people, since the last ledger."""
    state: RowState = RowState()
    looks_like: Resemblance | None = None


class Merged(msgspec.Struct, frozen=True):
    """The rows of the new ledger."""

    kept: dict[str, dict[int, LedgerRow]]
    """By sheet and row of the old ledger: each stays where it is, so that formulas mean what they meant."""
    added: list[LedgerRow]
    next_number: int

    def all_rows(self) -> Iterator[LedgerRow]:
        """All rows, whatever sheet they are on."""
        for rows in self.kept.values():
            yield from rows.values()
        yield from self.added


def merge(old: OldLedger | None, places: Places, sight: Sight) -> Merged:
    """The rows of the old ledger with what is known of them now, and behind them one for each place that is new."""
    kept: dict[str, dict[int, LedgerRow]] = {}
    known: set[str] = set()
    next_number = old.stamp.next_number if old is not None else 1
    is_again = old is not None and old.stamp.scan == sight.scan
    for part in old.parts if old is not None else ():
        rows = kept[part.sheet.name] = {}
        for at in part.ledger_rows():
            row = rows[at] = _judge(part, at, places, sight, is_again=is_again)
            known.add(row.id)
            if row.id and not row.number:
                row.number, next_number = str(next_number), next_number + 1
    added = []
    for place in places.found.values():
        if place.id not in known:
            row = LedgerRow(place.id, {}, place, str(next_number), "new")
            row.state = _make_state(row, sight.key, place)
            added.append(row)
            next_number += 1
    merged = Merged(kept, added, next_number)
    _find_moved(merged)
    for part in old.parts if old is not None else ():
        _take_over(part, merged)
    return merged


def _judge(part: LedgerSheet, at: int, places: Places, sight: Sight, *, is_again: bool) -> LedgerRow:
    """A row of the old ledger as it is now; ``is_again`` where that ledger was of the same scan."""
    row = LedgerRow(part.text(at, ID), part.sheet.rows[at], number=part.text(at, "number"))
    if not row.id:
        return row
    row.place = places.found.get(row.id)
    before = part.state(at) or RowState()
    if row.place is None:
        is_gone = sight.is_whole and before.target in sight.targets and row.id not in sight.unsure
        row.status = "gone" if is_gone else "unseen"
        row.state = msgspec.structs.replace(before, status=row.status)
        return row
    is_same = before.mark == digest_mark(row.place, sight.key)
    if is_again and is_same and before.status in STATUSES:
        row.status, row.change = before.status, _read_count(part.cell(at, "change"))
    else:
        row.status = "unchanged" if is_same and before.status != "gone" else "changed"
        row.change = row.place.holding.people.most - before.people[1]
    row.state = _make_state(row, sight.key, row.place)
    return row


def _read_count(cell: FilledCell | None) -> int:
    return int(cell.value) if cell is not None and isinstance(cell.value, int | float) else 0


def _make_state(row: LedgerRow, key: bytes, place: Place) -> RowState:
    people = place.holding.people
    return RowState(
        target=digest_target(key, place.target), mark=digest_mark(place, key), status=row.status or "",
        people=(people.least, people.most), sketch=place.sketch,
    )  # fmt: skip


def digest_target(key: bytes, target: str) -> str:
    """What a row keeps of its target."""
    return state_digest(key, "ledger-target", target)[:8]


def digest_mark(place: Place, key: bytes) -> str:
    """What a row keeps of what makes it changed: people, kinds of data, risk and readers."""
    people: People = place.holding.people
    kinds = sorted(place.holding.found)
    raised = [f"{one.trigger} {one.is_sure}" for one in place.raised]
    words = (f"{people.least}-{people.most}", *kinds, *raised, place.level, place.holding.audience)
    return state_digest(key, "ledger-mark", *words)[:8]


def _find_moved(merged: Merged) -> None:
    """Say of new rows and of those that are gone which of them hold much the same; nothing is taken over by that."""
    gone = [row for row in merged.all_rows() if row.status == "gone" and row.state.sketch]
    holders: dict[str, list[LedgerRow]] = {}
    for row in gone:
        for content in row.state.sketch:
            holders.setdefault(content, []).append(row)
    for row in merged.all_rows():
        if row.status != "new" or row.place is None:
            continue
        numbers = Counter(id(one) for content in row.place.sketch for one in holders.get(content, ()))
        by_id = {id(one): one for content in row.place.sketch for one in holders.get(content, ())}
        shares = [(_compare(row.place.sketch, by_id[name].state.sketch), by_id[name]) for name in numbers]
        share, other = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        if other is not None and share >= ALIKE:
            row.looks_like = Resemblance(other.number, share, "moved-from")
            other.looks_like = Resemblance(row.number, share, "moved-to")


def _compare(one: Iterable[str], other: Iterable[str]) -> float:
    """About how much of the contents of two places both hold, from the smallest hashes of each."""
    left, right = set(one), set(other)
    smallest = sorted(left | right)[:SKETCH]
    return sum(content in left and content in right for content in smallest) / len(smallest)


def _take_over(part: LedgerSheet, merged: Merged) -> None:
    """Copy what the officer wrote into a row to the one that names its number, into cells that are empty there."""
    machine = {part.columns[column.id] for column in COLUMNS if not column.is_officers and column.id in part.columns}
    asks = part.columns.get("takes-over")
    by_number = {row.number: row for row in merged.kept[part.sheet.name].values() if row.number}
    for row in merged.kept[part.sheet.name].values():
        wanted = row.old.get(asks) if asks is not None else None
        source = by_number.get(wanted.text) if wanted is not None else None
        if source is None or source is row:
            continue
        more = {at: cell for at, cell in source.old.items() if at not in machine and at != asks}
        row.old = {**more, **row.old}
        source.looks_like = Resemblance(row.number, 1.0, "taken-over")
