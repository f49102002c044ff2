"""Other inputs from those that are in order, where random bytes would only break the outermost shape."""

from __future__ import annotations

import io
import random
import sqlite3
import zipfile
from typing import Any

_STRANGE: tuple[Any, ...] = (
    None, -1, 0, 1, 2, 1 << 31, (1 << 63) - 1, -(1 << 63), 1e308, "", "\0", "[", "{}", "[1]", '{"a":1}', "null", "あ",
    "a" * 600, b"", b"\xff", b"\x00" * 16, "../../etc", "2026-13-99", "<script>",
)  # fmt: skip


def change_archive(data: bytes, most_bytes: int, seed: int) -> bytes:
    """One member of a zip with other bytes in it; seldom, the archive's own."""
    import atheris

    draw = random.Random(seed)
    if draw.random() < 0.2:
        return bytes(atheris.Mutate(data, most_bytes))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - no archive any more
        return bytes(atheris.Mutate(data, most_bytes))
    if members:
        name = draw.choice(sorted(members))
        members[name] = bytes(atheris.Mutate(members[name], 2 * len(members[name]) + 64))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()[:most_bytes]


def change_database(data: bytes, most_bytes: int, seed: int) -> bytes:
    """One column of some rows of a database with another value; now and then, other bytes."""
    import atheris

    draw = random.Random(seed)
    if draw.random() < 0.3:
        return bytes(atheris.Mutate(data, most_bytes))
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data[:18] + b"\1\1" + data[20:])  # memory holds no write-ahead log
        connection.execute("PRAGMA ignore_check_constraints = 1")
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        table = draw.choice([name for name in tables if not name.startswith("sqlite_")])
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        column, value = draw.choice(columns), draw.choice(_STRANGE)
        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))  # noqa: S608 - names of our own schema
        connection.commit()
        changed = connection.serialize()
        return (changed[:18] + data[18:20] + changed[20:])[:most_bytes]
    except Exception:  # noqa: BLE001 - no database any more
        return bytes(atheris.Mutate(data, most_bytes))
    finally:
        connection.close()
