"""Writing a command's own workbook, and telling how that went."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from meibo.cli.recording import Exports
from meibo.cli.reporting import refuse_own_places
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.files import default_key_path
from meibo.reports.model import ReportError


def find_workbook(given: argparse.Namespace, inventory: Path) -> Path | None:
    """Where ``--xlsx`` wants it: that of the configuration is a scan's report. Raises UsageError."""
    path: Path | None = getattr(given, "xlsx", None)
    if path is not None:
        refuse_own_places([path], inventory, default_key_path(inventory))
    return path


def write_workbook(
    path: Path | None,
    kind: str,
    scan: int,
    exports: Exports,
    write: Callable[[Path], None],
    terminal: Terminal,
) -> bool:
    """Write it where one is wanted, and let the inventory know; returns whether all is well."""
    if path is None:
        return True
    try:
        write(path)
    except ReportError as error:
        terminal.error(error.code, subject=clean(str(error.path)), detail=error.detail)
        return False
    exports.add(kind, path, scan)
    terminal.note(terminal.say("summary-report", path=clean(str(path))))
    return True
