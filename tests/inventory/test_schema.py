"""Which files are taken for an inventory, and that no other file is touched."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.files import InventoryError
from meibo.inventory.reader import Reader
from meibo.inventory.schema import APPLICATION_ID, MIGRATIONS
from meibo.inventory.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path


def run_sql(path: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def ask_sql(path: Path, query: str) -> Any:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def refuse(opener: Any, path: Path) -> str:
    with pytest.raises(InventoryError) as caught:
        opener(path)
    assert caught.value.subject == str(path)
    return caught.value.code


def test_a_fresh_file_gets_the_newest_schema(store: Any) -> None:
    """A new inventory carries the application's mark and the newest schema number."""
    store.scan()
    assert ask_sql(store.path, "PRAGMA application_id") == APPLICATION_ID
    assert ask_sql(store.path, "PRAGMA user_version") == len(MIGRATIONS)
    assert ask_sql(store.path, "PRAGMA integrity_check") == "ok"


def test_an_empty_file_becomes_an_inventory(store: Any) -> None:
    """What a full disk left behind at the very start is no obstacle."""
    store.path.touch()
    store.scan(store.make_result())
    assert store.read(lambda reader: reader.summarise(1)).listed == 1


def test_migrations_are_not_run_twice(store: Any) -> None:
    """Opening an inventory again changes nothing in it."""
    store.scan(store.make_result())
    before = ask_sql(store.path, "SELECT group_concat(sql) FROM sqlite_schema")
    with store.writing():
        pass
    assert ask_sql(store.path, "SELECT group_concat(sql) FROM sqlite_schema") == before
    assert store.read(lambda reader: reader.summarise(1)).listed == 1


def test_each_migration_leads_one_step_on(tmp_path: Path, store: Any) -> None:
    """An inventory of any older schema ends up the same as a fresh one."""
    store.scan()
    wanted = ask_sql(store.path, "SELECT group_concat(sql) FROM sqlite_schema")
    for number in range(1, len(MIGRATIONS)):
        old = tmp_path / f"old-{number}.db"
        script = ";".join(MIGRATIONS[:number])
        run_sql(old, f"PRAGMA application_id = {APPLICATION_ID}; {script}; PRAGMA user_version = {number};")
        Writer(old).close()
        assert ask_sql(old, "SELECT group_concat(sql) FROM sqlite_schema") == wanted


@pytest.fixture
def first_inventory(tmp_path: Path) -> Path:
    """An inventory as the first version left it, with one file of one scan."""
    path = tmp_path / "first.db"
    run_sql(
        path,
        f"""
        PRAGMA application_id = {APPLICATION_ID}; {MIGRATIONS[0]}; PRAGMA user_version = 1;
        INSERT INTO targets VALUES (1, 'file:///share');
        INSERT INTO scans VALUES (1, 'finished', '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:01+00:00',
            '["file:///share"]', '{{}}', 'rules-0', 'meibo 0.1.0', 1.0);
        INSERT INTO assets VALUES (1, 1, '人事/名簿.csv', '人事');
        INSERT INTO versions VALUES (1, 1, 1, 1, 120, 0, '1:2:3', 'taro', 'groups', 'mode 0640', 'complete', NULL, NULL,
            'text', 'cp932', x'00', 120, 3, 4, 'rules-0');
        INSERT INTO counts VALUES (1, 'email', 0, 2, 1);
        """,  # noqa: S608 - our own script
    )
    return path


def test_an_older_schema_is_read_as_it_is(first_inventory: Path) -> None:
    """A reader adds nothing to an older inventory; what that did not know is 0."""
    before = first_inventory.read_bytes()
    with contextlib.closing(Reader(first_inventory)) as reader:
        (asset,) = reader.assets(1)
        (past,) = reader.history("file:///share", "人事/名簿.csv")
        assert (reader.summarise(1).allowed, reader.known_rules(1)) == ({}, ())
    assert (asset.path, asset.persons_least, asset.persons_most, asset.first_scan) == ("人事/名簿.csv", 3, 4, 1)
    assert (asset.roster_points, past.roster_points) == (0, 0)
    assert first_inventory.read_bytes() == before


def test_an_older_schema_is_brought_up_to_date(first_inventory: Path, store: Any) -> None:
    """The next scan migrates it: what it held still reads, and what is new is kept beside it."""
    store.path = first_inventory
    assert store.scan(store.make_result()) == 2
    assert ask_sql(first_inventory, "PRAGMA user_version") == len(MIGRATIONS)
    (old,) = store.read(lambda reader: reader.assets(1))
    assert (old.path, old.persons_most, old.roster_points, old.counts["email"].medium) == ("人事/名簿.csv", 4, 0, 2)
    (new,) = store.read(lambda reader: reader.assets(2))
    assert (new.path, new.persons_most, new.roster_points) == ("人事/名簿.csv", 2, 7)


def test_a_newer_schema_is_refused_and_not_modified(store: Any) -> None:
    """An older program leaves a newer inventory alone."""
    store.scan()
    run_sql(store.path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}; PRAGMA journal_mode = DELETE;")
    before = store.path.read_bytes()
    assert refuse(Writer, store.path) == "inventory-unknown-schema"
    assert refuse(Reader, store.path) == "inventory-unknown-schema"
    assert store.path.read_bytes() == before


def test_a_foreign_database_is_refused_and_not_modified(tmp_path: Path) -> None:
    """Another program's SQLite file keeps every byte, its journal mode and its access."""
    path = tmp_path / "accounts.sqlite"
    run_sql(path, "CREATE TABLE accounts (id INTEGER); INSERT INTO accounts VALUES (7);")
    path.chmod(0o644)
    before = path.read_bytes()
    assert refuse(Writer, path) == "inventory-unknown-schema"
    assert refuse(Reader, path) == "inventory-unknown-schema"
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o644
    assert [item.name for item in tmp_path.iterdir()] == ["accounts.sqlite"]


@pytest.mark.parametrize("content", [b"no database, just notes\n" * 100, b"\0" * 5000], ids=["text", "zeros"])
def test_a_file_that_is_no_database_is_refused_and_not_modified(tmp_path: Path, content: bytes) -> None:
    """A document that was named by mistake keeps every byte and its access."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    path.chmod(0o644)
    assert refuse(Writer, path) in ("inventory-damaged", "inventory-unknown-schema")
    assert refuse(Reader, path) in ("inventory-damaged", "inventory-unknown-schema")
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o644
    assert [item.name for item in tmp_path.iterdir()] == ["notes.txt"]


def test_a_damaged_inventory_is_an_error_with_its_name(store: Any) -> None:
    """Pages that hold nonsense are said to be damaged, by writer and reader."""
    store.scan(*(store.make_result(f"file-{number}") for number in range(200)))
    content = bytearray(store.path.read_bytes())
    content[4096:-4096] = b"\xaa" * (len(content) - 8192)
    store.path.write_bytes(content)
    assert refuse(Writer, store.path) == "inventory-damaged"
    assert refuse(lambda path: list(Reader(path).assets(1)), store.path) == "inventory-damaged"


def test_a_missing_inventory_is_an_error(tmp_path: Path) -> None:
    """A reader never makes a file."""
    assert refuse(Reader, tmp_path / "meibo.db") == "inventory-missing"
    assert list(tmp_path.iterdir()) == []
