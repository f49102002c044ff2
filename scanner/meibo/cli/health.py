"""``meibo doctor --health``: how long ago each target of an inventory was last scanned completely."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.cli.options import UsageError
from meibo.cli.terminal import Terminal, clean
from meibo.cli.watching import name_place
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from meibo.assessment.health import TargetHealth

COMPLETE, INCOMPLETE = 0, 3

_AGE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([mhd])")
_UNITS_S: Final = {"m": 60, "h": 3600, "d": 86400}


def parse_age(text: str) -> float:
    """Seconds of ``26h``, ``90m`` or ``7d``; raises UsageError."""
    match = _AGE.fullmatch(text.strip().lower())
    if match is None or not float(match[1]):
        raise UsageError("error-age", text=clean(text))
    return float(match[1]) * _UNITS_S[match[2]]


def print_health(inventory: Path, wanted: Iterable[str], age: str, terminal: Terminal, *, is_json: bool) -> int:
    """Print every target, or the wanted URIs, and return 3 where one was not scanned completely within ``age``."""
    from meibo.assessment.health import find_health

    most_s = parse_age(age)
    reader = Reader(inventory)
    try:
        known = {row.target: row for row in find_health(reader, datetime.now(UTC))}
    finally:
        reader.close()
    rows = [(uri, known.get(uri)) for uri in (list(wanted) or known)]
    objects = [_as_object(uri, row, most_s) for uri, row in rows]
    is_fine = bool(rows) and all(item["healthy"] for item in objects)
    if is_json:
        terminal.print_array([msgspec.json.encode(item) for item in objects])
    else:
        for uri, row in rows:
            _print(uri, row, most_s, terminal)
        terminal.print(terminal.say("health-ok" if is_fine else "health-stale", age=clean(age)))
    return COMPLETE if is_fine else INCOMPLETE


def _as_object(uri: str, row: TargetHealth | None, most_s: float) -> dict[str, Any]:
    complete = row.complete if row else None
    return {
        "target": uri,
        "healthy": row is not None and row.is_fine(most_s),
        "last_complete_scan": complete.scan if complete else None,
        "last_complete_ended": complete.ended if complete else None,
        "last_complete_hours": _hours(row.complete_age_s) if row and row.complete_age_s is not None else None,
        "last_scan": row.last.scan if row else None,
        "last_scan_state": row.last.state if row else None,
        "last_scan_hours": _hours(row.last_age_s) if row else None,
        "last_scan_faults": row.last.faults if row else None,
    }


def _print(uri: str, row: TargetHealth | None, most_s: float, terminal: Terminal) -> None:
    say = terminal.say
    is_fine = row is not None and row.is_fine(most_s)
    terminal.print(f"{'ok' if is_fine else 'stale':<5}  {name_place(uri)}")
    if row is None or row.complete is None or row.complete_age_s is None:
        terminal.print(f"{'':5}  {say('health-never')}")
    else:
        hours = f"{_hours(row.complete_age_s):,.1f}"
        terminal.print(f"{'':5}  {say('health-complete', hours=hours, scan=row.complete.scan)}")
        if not is_fine and row.complete_age_s < 0:
            terminal.print(f"{'':5}  {say('health-future', scan=row.complete.scan)}")
    if row is not None and row.last != row.complete:
        state = say(f"state-{row.last.state}")
        words = say("health-last", scan=row.last.scan, state=state, faults=f"{row.last.faults:,}",
                    hours=f"{_hours(row.last_age_s):,.1f}")  # fmt: skip
        terminal.print(f"{'':5}  {words}")


def _hours(seconds: float) -> float:
    return round(seconds / 3600, 1)
