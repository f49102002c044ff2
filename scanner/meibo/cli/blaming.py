"""The last resort: what is said of an error that nobody expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.catalogue.upkeep import describe_fault
from meibo.extraction.describe import describe_exception
from meibo.inventory.checks import check_inventory
from meibo.inventory.files import InventoryError, default_key_path

if TYPE_CHECKING:
    from pathlib import Path

    from meibo.cli.terminal import Terminal

_OF_OTHERS = ("key-", "file-")
"""Faults that are none of what stands in an inventory."""


def blame(error: Exception, inventory: Path | None, terminal: Terminal) -> None:
    """Say that the inventory is damaged where it is, since that is what the command then failed on; else the class and
    place of an error inside meibo. The whole inventory is checked for it, as ``meibo verify`` does."""
    damage: list[str] = []
    if inventory is not None and inventory.is_file():
        try:
            faults = check_inventory(inventory, default_key_path(inventory))
        except InventoryError:
            faults = []
        damage = [fault.code for fault in faults if not fault.code.startswith(_OF_OTHERS)]
        damage = [code for code in dict.fromkeys(damage) if not describe_fault(code).is_note]
    if damage:
        terminal.error("inventory-damaged", subject=inventory, detail=", ".join(damage))
    else:
        terminal.error("error-internal", detail=describe_exception(error))
