"""What a place of the ledger shows in each column that the scan fills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import msgspec

from meibo.assessment.holding import MY_NUMBER
from meibo.assessment.law import SPECIAL_CARE
from meibo.assessment.risk import level_of
from meibo.catalogue.ledger import word
from meibo.catalogue.report import word as report_word
from meibo.reports.ledger_merging import LedgerRow
from meibo.reports.ledger_old import digest_place
from meibo.reports.ledger_places import Place
from meibo.reports.model import ReportOptions
from meibo.reports.moments import day_of
from meibo.reports.wording import name_detector, name_flag, name_kind, name_target

MachineCell = str | int | date | None
_OWNERS: Final = 3
"""Owners of a place that are named."""


class Look(msgspec.Struct, frozen=True):
    """What the cells depend on beside the place."""

    options: ReportOptions
    key: bytes
    scan: int
    scan_date: date
    scan_dates: dict[int, date]
    """Of the scans that the inventory still knows."""

    def say(self, key: str, **values: object) -> str:
        """A term in the ledger's language."""
        return word(key, self.options.language, **values)


def read_cell(column: str, row: LedgerRow, place: Place, look: Look) -> MachineCell:
    """The value of a column."""
    return _READERS[column](row, place, look)


def name_likeness(row: LedgerRow, look: Look) -> str:
    """What other row it may be; empty where there is none."""
    like = row.looks_like
    return "" if like is None else look.say(like.form, number=like.number, share=round(like.share * 10) * 10)


def encode_state(row: LedgerRow, place: Place, look: Look) -> str:
    """The hidden cell of a row whose place was found."""
    shown = digest_place(look.key, name_target(place.target), _name_folder(place, look))
    return msgspec.json.encode(msgspec.structs.replace(row.state, place=shown)).decode()


def _name_folder(place: Place, look: Look) -> str:
    return place.folder or look.say("top-folder")


def _list_items(place: Place, look: Look) -> str:
    """The kinds of data, the gravest first."""
    names = [name for name in place.holding.found if "/" not in name]
    names.sort(key=lambda name: (-level_of(name, look.options.rules).grade, -place.holding.found[name]))
    return look.say("list-separator").join(name_detector(name, look.options) for name in names)


def _list_special(place: Place, look: Look) -> str:
    kinds = [name.partition("/")[2] for name in place.holding.found if name in SPECIAL_CARE]
    return look.say("list-separator").join(name_kind(kind, look.options.language) for kind in kinds)


def _tell_numbers(place: Place, look: Look) -> str:
    count = place.holding.found.get(MY_NUMBER, 0)
    return look.say("my-number-held", count=count) if count else ""


def _list_raised(place: Place, look: Look) -> str:
    names = []
    for one in place.raised:
        name = name_flag(one.trigger, look.options)
        names.append(name if one.is_sure else look.say("possible", trigger=name))
    return look.say("list-separator").join(names)


def _list_owners(place: Place, look: Look) -> str:
    names = [owner for owner, _ in place.owners[:_OWNERS] if owner]
    if len(place.owners) > _OWNERS:
        names.append(look.say("owners-more", count=len(place.owners) - _OWNERS))
    return look.say("list-separator").join(names)


_READERS: Final[dict[str, Callable[[LedgerRow, Place, Look], MachineCell]]] = {
    "meibo-id": lambda row, _, __: row.id,
    "meibo-state": encode_state,
    "number": lambda row, _, __: int(row.number) if row.number.isdecimal() else row.number,
    "status": lambda row, _, look: look.say(f"status-{row.status}"),
    "level": lambda _, place, look: report_word(f"level-{place.level}", look.options.language),
    "folder": lambda _, place, look: _name_folder(place, look),
    "target": lambda _, place, __: name_target(place.target),
    "people-likely": lambda _, place, __: place.holding.people.figure,
    "people-least": lambda _, place, __: place.holding.people.least,
    "people-most": lambda _, place, __: place.holding.people.most,
    "change": lambda row, _, __: row.change,
    "files": lambda _, place, __: place.files,
    "items": lambda _, place, look: _list_items(place, look),
    "special": lambda _, place, look: _list_special(place, look),
    "my-number": lambda _, place, look: _tell_numbers(place, look),
    "raised": lambda _, place, look: _list_raised(place, look),
    "owners": lambda _, place, look: _list_owners(place, look),
    "audience": lambda _, place, look: report_word(f"audience-{place.holding.audience}", look.options.language),
    "newest": lambda _, place, look: day_of(place.newest_ns, look.options),
    "first-seen": lambda _, place, look: look.scan_dates.get(place.first_scan, look.scan_date),
    "last-seen": lambda _, __, look: look.scan_date,
    "moved": lambda row, _, look: name_likeness(row, look),
}
