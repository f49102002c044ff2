"""Looks for what is wrong in an inventory: its pages, its schema, what its tables say together, and its files."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from meibo.inventory.faults import Fault
from meibo.inventory.file_checks import check_files, check_key, find_key
from meibo.inventory.files import InventoryError
from meibo.inventory.schema import MIGRATIONS, UnknownSchemaError, check, find_foreign
from meibo.inventory.seal_checks import check_seals
from meibo.inventory.shape import fresh_shape, read_shape
from meibo.inventory.snapshots import bring_up, open_snapshot
from meibo.inventory.table_checks import check_tables
from meibo.inventory.value_checks import check_values

MOST_LINES: Final = 100
_OF_INDEX: Final = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in index")


def check_inventory(path: Path, key_file: Path, *, is_quick: bool = False, expected: str = "") -> list[Fault]:
    """Everything that is wrong, also while a scan writes; an older schema is checked as a scan would bring it up.

    ``is_quick`` leaves out what compares table with table, and the seals of files and findings. ``expected`` is a seal
    that the audit log is to hold, in hex. Raises InventoryError where the file is missing or no
    inventory.
    """
    if not path.is_file():
        raise InventoryError("inventory-missing", str(path))
    faults = list(check_files(path, key_file))
    stated = None
    try:
        with contextlib.ExitStack() as held:
            connection = _open(path, held)
            faults += check_pages(connection, path, is_quick=is_quick)
            if any(fault.code == "pages-damaged" for fault in faults):
                return faults
            if check(connection) < len(MIGRATIONS):
                faults.append(Fault("schema-older", str(path), detail=f"{check(connection)} < {len(MIGRATIONS)}"))
                connection = bring_up(connection)
                held.callback(connection.close)
            lacking = list(check_schema(connection))
            faults += lacking
            if any(fault.code == "schema-damaged" for fault in lacking):
                return faults
            if not is_quick:
                faults += [*check_values(connection), *check_tables(connection)]
            if (
                expected
                and not connection.execute("SELECT 1 FROM audit WHERE hex(seal) = upper(?)", (expected,)).fetchone()
            ):
                faults.append(Fault("seal-unknown", "audit", detail=expected))
            row = connection.execute("SELECT value FROM key_check").fetchone()
            stated = row[0] if row else None
            key = find_key(key_file, stated)
            if key is not None:
                faults += check_seals(connection, key, is_quick=is_quick)
    except UnknownSchemaError:
        raise InventoryError("inventory-unknown-schema", str(path)) from None
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a message that quotes bytes of a damaged schema
        faults.append(
            Fault("pages-damaged", str(path), detail=getattr(error, "sqlite_errorname", type(error).__name__))
        )
        return faults
    return [*faults, *check_key(key_file, stated)]


def _open(path: Path, held: contextlib.ExitStack) -> sqlite3.Connection:
    connection = open_snapshot(path)
    held.callback(connection.close)
    if not check(connection):
        raise UnknownSchemaError
    return connection


def check_pages(connection: sqlite3.Connection, path: Path, *, is_quick: bool) -> Iterator[Fault]:
    """What SQLite itself finds; its lines name pages, tables and indexes, never what is stored."""
    lines = [row[0] for row in connection.execute(f"PRAGMA {'quick' if is_quick else 'integrity'}_check({MOST_LINES})")]
    if lines == ["ok"]:
        return
    of_index = [line for line in lines if _OF_INDEX.search(line)]
    others = [line for line in lines if line not in of_index]
    if of_index:
        yield Fault("index-damaged", str(path), len(of_index), of_index[0])
    if others:
        yield Fault("pages-damaged", str(path), len(others), others[0].splitlines()[-1])


def check_schema(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tables, columns and indexes that a fresh inventory has and this one has not, or declares otherwise."""
    for name in sorted(fresh_shape().declared() - read_shape(connection).declared()):
        yield Fault("index-missing" if name.startswith("index ") else "schema-damaged", name)
    for name in find_foreign(connection):
        yield Fault("schema-foreign", name)
