"""SQLite's errors of an inventory in our words, without what they quote."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from meibo.inventory.files import InventoryError
from meibo.inventory.schema import UnknownSchemaError

Troubles = tuple[tuple[str, str], ...]
"""How names of errors begin, and what they mean; any other means that the file is damaged."""
WRITING: Final[Troubles] = (
    ("SQLITE_FULL", "inventory-disk-full"),
    ("SQLITE_IOERR_WRITE", "inventory-disk-full"),  # a limit of file size
    ("SQLITE_IOERR_SHMSIZE", "inventory-disk-full"),
    ("SQLITE_BUSY", "inventory-in-use"),
    ("SQLITE_READONLY", "inventory-not-writable"),
    ("SQLITE_CANTOPEN", "inventory-not-writable"),
    ("SQLITE_PERM", "inventory-not-writable"),
)
READING: Final[Troubles] = (
    ("SQLITE_CANTOPEN", "inventory-not-readable"),
    ("SQLITE_READONLY", "inventory-not-readable"),
)


@contextlib.contextmanager
def in_our_words(path: Path, troubles: Troubles = WRITING) -> Iterator[None]:
    """Errors of SQLite, and of a schema that nobody knows, become InventoryError."""
    try:
        yield
    except UnknownSchemaError:
        raise InventoryError("inventory-unknown-schema", str(path)) from None
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        code = next((code for start, code in troubles if name.startswith(start)), "inventory-damaged")
        raise InventoryError(code, str(path), name) from None
