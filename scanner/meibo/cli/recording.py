"""Recording what commands do in the audit log of the inventory; a command goes on where that cannot be done."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from meibo.cli.terminal import Terminal, clean
from meibo.inventory.audit import Act
from meibo.inventory.files import InventoryError
from meibo.inventory.marks import NewMark

_PASSED_OVER: Final = frozenset({
    "seals-need-key", "key-missing", "key-differs", "key-not-readable", "key-damaged", "key-open", "key-owner",
    "inventory-owner", "inventory-not-writable", "inventory-in-use",
})  # fmt: skip
"""Why an entry cannot be made though the inventory is whole: closed for writing, or without its key at hand."""


def record_act(options: argparse.Namespace, act: Act, terminal: Terminal) -> None:
    """Add an entry to the inventory's audit log.

    Where the inventory is closed or its key is not at hand, that is said. Any other trouble raises InventoryError.
    """
    _record(options, [act], (), terminal)


def _record(options: argparse.Namespace, acts: Sequence[Act], reports: Sequence[Path], terminal: Terminal) -> None:
    from meibo.inventory.recording import record

    try:
        record(options.inventory, options.key_file, acts, reports)
    except InventoryError as error:
        if error.code not in _PASSED_OVER:
            raise
        why = terminal.say(error.code, subject=clean(error.subject), detail=error.detail)
        terminal.note(clean(f"meibo: {terminal.say('audit-not-recorded', why=why)}"))


def keep_marks(options: argparse.Namespace, marks: Sequence[NewMark], terminal: Terminal, source: str = "") -> None:
    """Store marks; says where they could not be sealed."""
    from meibo.inventory.marker import store_marks

    if not store_marks(options.inventory, marks, options.key_file, source):
        terminal.note(f"meibo: {terminal.say('triage-unsealed')}")


class Exports:
    """What a command writes for others, for the audit log."""

    def __init__(self, options: argparse.Namespace, terminal: Terminal) -> None:
        self._options, self._terminal = options, terminal
        self._acts: list[Act] = []
        self._places: list[Path] = []

    def add(self, kind: str, path: Path, scan: int, *more: Path) -> None:
        """A report or draft that was written, and which other files came of it."""
        places = [place.resolve() for place in dict.fromkeys((path, *more))]
        details: dict[str, object] = {"kind": kind, "path": str(path.absolute()), "scan": scan}
        if len(places) > 1:
            details["files"] = len(places)
        self._acts.append(Act("export", details))
        self._places += places

    def record(self) -> None:
        """To be called when the inventory is read no more: a copy has no log beside it, so that readers shut it."""
        if self._acts:
            _record(self._options, self._acts, self._places, self._terminal)
