"""``meibo verify``: checks an inventory, and with options copies, mends, prunes and compacts it."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.catalogue.sizes import format_bytes
from meibo.catalogue.upkeep import describe_fault
from meibo.cli.options import Parser, UsageError, add_inventory, count, merge
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.faults import Fault
from meibo.inventory.files import default_key_path
from meibo.inventory.seals import SEAL_BYTES

COMPLETE, INCOMPLETE = 0, 3

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "key_file": None, "quick": False, "expect": "", "repair": False, "backup": None,
    "with_key": False, "keep_scans": None, "keep_days": None, "compact": False, "format": "table",
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add, say = parser.add_argument, parser.say
    add_inventory(parser)
    add("--config", metavar="FILE", type=Path, help=say("option-config"))
    add("--key-file", metavar="FILE", type=Path, help=say("option-key-file"))
    add("--quick", action="store_true", help=say("option-quick"))
    add("--expect", metavar="SEAL", type=seal, help=say("option-expect"))
    add("--backup", metavar="FILE", type=Path, help=say("option-backup"))
    add("--with-key", action="store_true", help=say("option-with-key"))
    add("--repair", action="store_true", help=say("option-repair"))
    add("--keep-scans", metavar="N", type=count, help=say("option-keep-scans"))
    add("--keep-days", metavar="N", type=days, help=say("option-keep-days"))
    add("--compact", action="store_true", help=say("option-compact"))
    add("--format", choices=("table", "json"), help=say("option-format"))


def days(text: str) -> float:
    """A number of days, also a part of one, for the parser."""
    if not 0 <= (number := float(text)) < 36_500 or math.isnan(number):
        raise ValueError
    return number


def seal(text: str) -> str:
    """A seal in hex, for the parser."""
    if len(bytes.fromhex(text)) != SEAL_BYTES:
        raise ValueError
    return text


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Do what was asked, in the order that loses nothing, and print what is wrong then; 3 when anything is."""
    options = merge(given, DEFAULTS, terminal)
    key_file = options.key_file or default_key_path(options.inventory)
    if options.with_key and options.backup is None:
        raise UsageError("error-with-key")
    done = _act(options, key_file)
    faults = _check(options, key_file)
    if options.format == "json":
        rows = [_as_object(fault, terminal) for fault in faults]
        terminal.print_json(msgspec.json.encode({**done, "faults": rows}))
    else:
        _tell(done, terminal)
        _print(faults, terminal)
    return INCOMPLETE if any(not describe_fault(fault.code).is_note for fault in faults) else COMPLETE


def _check(options: argparse.Namespace, key_file: Path) -> list[Fault]:
    from meibo.inventory.checks import check_inventory

    return check_inventory(options.inventory, key_file, is_quick=options.quick, expected=options.expect)


def _act(options: argparse.Namespace, key_file: Path) -> dict[str, Any]:
    """A copy first, then what changes the inventory; each part of the answer is there only where it was asked for."""
    from meibo.inventory import backup, compaction, repair, retention

    done: dict[str, Any] = {}
    if options.backup is not None:
        backup.back_up(options.inventory, options.backup, key_file, with_key=options.with_key)
        done["backup"] = {"path": str(options.backup), "bytes": options.backup.stat().st_size}
    if options.repair:
        mended = repair.repair(options.inventory, key_file)
        done["repair"] = {
            "found": len([fault for fault in mended.found if not describe_fault(fault.code).is_note]),
            "left": len([fault for fault in mended.left if not describe_fault(fault.code).is_note]),
            "kept": None if mended.kept is None else str(mended.kept),
            "saved": mended.saved,
        }
    if options.keep_scans is not None or options.keep_days is not None:
        pruned = retention.prune(options.inventory, options.keep_scans, options.keep_days, key_file)
        done["pruned"] = {"scans": list(pruned.scans), "rows": pruned.rows}
    if options.compact:
        before, after = compaction.compact(options.inventory, key_file)
        done["compact"] = {"bytes_before": before, "bytes_after": after}
    return done


def _tell(done: dict[str, Any], terminal: Terminal) -> None:
    say = terminal.say
    if (copied := done.get("backup")) is not None:
        size = format_bytes(copied["bytes"])
        terminal.print(say("verify-backed-up", path=clean(copied["path"]), size=size))
    if (mended := done.get("repair")) is not None:
        terminal.print(say("verify-repaired", found=mended["found"], left=mended["left"]))
        if mended["saved"] is not None:
            terminal.print(say("verify-saved", rows=f"{sum(mended['saved'].values()):,}"))
        if mended["kept"] is not None:
            terminal.print(say("verify-kept", path=clean(mended["kept"])))
    if (pruned := done.get("pruned")) is not None:
        rows = f"{sum(pruned['rows'].values()):,}"
        terminal.print(say("verify-pruned", scans=len(pruned["scans"]), rows=rows))
    if (sizes := done.get("compact")) is not None:
        before, after = format_bytes(sizes["bytes_before"]), format_bytes(sizes["bytes_after"])
        terminal.print(say("verify-compacted", before=before, after=after))


def _as_object(fault: Fault, terminal: Terminal) -> dict[str, Any]:
    words = describe_fault(fault.code)
    is_japanese = terminal.language == "ja"
    return {
        "code": fault.code, "class": "note" if words.is_note else "fault", "subject": fault.subject,
        "count": fault.count, "detail": fault.detail, "text": words.text_ja if is_japanese else words.text_en,
        "remedy": words.remedy_ja if is_japanese else words.remedy_en,
    }  # fmt: skip


def _print(faults: list[Fault], terminal: Terminal) -> None:
    for fault in faults:
        row = _as_object(fault, terminal)
        detail = clean(", ".join(filter(None, (fault.subject, fault.detail))))
        terminal.print(f"  {row['class']:<5}  {row['code']:<18}  {fault.count:>7,}  {row['text']} ({detail})")
        terminal.print(f"{'':9}{terminal.say('doctor-remedy', remedy=row['remedy'])}")
    is_whole = all(describe_fault(fault.code).is_note for fault in faults)
    terminal.print(terminal.say("verify-whole" if is_whole else "verify-faults"))
