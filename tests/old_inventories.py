"""Inventories of older schemas, as tools/make_old_inventory.py has dumped them."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

SCHEMAS: Final = Path(__file__).parent / "inventory" / "schemas"
NUMBERS: Final = sorted(int(path.stem) for path in SCHEMAS.glob("*.sql"))
KEY: Final = "5e" * 32


def make_old(number: int, folder: Path, shares: str = "file:///srv/meibo/share") -> Path:
    """The inventory of a schema, with its key; its targets lie where ``shares`` says."""
    path = folder / f"schema-{number}.db"
    script = (SCHEMAS / f"{number}.sql").read_text("utf-8").replace("file:///srv/meibo/share", shares)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    path.chmod(0o600)
    key = path.with_name(f"{path.name}.key")
    key.write_text(KEY)
    key.chmod(0o600)
    return path
