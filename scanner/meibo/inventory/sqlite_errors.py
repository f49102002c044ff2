"""SQLite's errors of an inventory in our words, without what they quote."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from meibo.inventory.files import InventoryError
from meibo.inventory.schema import UnknownSchemaError

FULL_BYTES: Final = 64 << 10
"""A disk with less room than the smallest inventory takes is full."""

Troubles = tuple[tuple[str, str], ...]
"""How names of errors begin, and what they mean; any other means that the file is damaged."""
_OF_CONTENT: Final[Troubles] = (
    ("SQLITE_IOERR_SHORT_READ", "inventory-damaged"),
    ("SQLITE_IOERR_DATA", "inventory-damaged"),
)
"""Errors of input and output that blame what is stored, and not the disk."""
WRITING: Final[Troubles] = (
    ("SQLITE_FULL", "inventory-disk-full"),
    ("SQLITE_BUSY", "inventory-in-use"),
    ("SQLITE_READONLY", "inventory-not-writable"),
    ("SQLITE_CANTOPEN", "inventory-not-writable"),
    ("SQLITE_PERM", "inventory-not-writable"),
    *_OF_CONTENT,
    ("SQLITE_IOERR", "inventory-io"),
)
READING: Final[Troubles] = (
    ("SQLITE_CANTOPEN", "inventory-not-readable"),
    ("SQLITE_READONLY", "inventory-not-readable"),
    *_OF_CONTENT,
    ("SQLITE_IOERR", "inventory-not-readable"),
)


@contextlib.contextmanager
def in_our_words(path: Path, troubles: Troubles = WRITING) -> Iterator[None]:
    """Errors of SQLite, and of a schema that nobody knows, become InventoryError."""
    try:
        yield
    except UnknownSchemaError:
        raise InventoryError("inventory-unknown-schema", str(path)) from None
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a message that quotes bytes of a damaged schema
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        code = next((code for start, code in troubles if name.startswith(start)), "inventory-damaged")
        if code == "inventory-io" and _is_full(path):  # SQLite says so of some calls only
            code = "inventory-disk-full"
        raise InventoryError(code, str(path), name) from None


def _is_full(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.absolute().parent).free < FULL_BYTES
    return False
