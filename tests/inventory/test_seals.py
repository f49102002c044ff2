"""Whoever may write to an inventory but has not its key changes nothing unseen; those who have it leave it whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.catalogue.upkeep import describe_fault
from meibo.inventory.audit import Act
from meibo.inventory.checks import check_inventory
from meibo.inventory.compaction import compact
from meibo.inventory.files import InventoryError, default_key_path, load_or_make_key
from meibo.inventory.marker import store_marks
from meibo.inventory.marks import MarkKind, NewMark
from meibo.inventory.model import Counts, Issue
from meibo.inventory.recording import record
from meibo.inventory.repair import repair
from meibo.inventory.retention import prune
from meibo.inventory.schema import migrate
from meibo.inventory.writer import Writer
from old_inventories import make_old

if TYPE_CHECKING:
    from collections.abc import Callable

OF_SEALS = {
    "row-altered", "row-added", "rows-missing", "rows-surplus", "rows-replaced", "findings-altered", "audit-torn",
    "seals-state", "key-differs",
}  # fmt: skip


def list_columns() -> list[tuple[str, str, bool]]:
    """Table, column and whether it is part of the key, of the newest schema."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        return [
            (table, column, bool(key))
            for (table,) in fresh.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            for column, key in fresh.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
        ]


COLUMNS = list_columns()
TABLES = sorted({table for table, _, _ in COLUMNS})


@pytest.fixture(scope="module")
def pattern(make_store: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed inventory with rows in every table."""
    store = make_store(tmp_path_factory.mktemp("pattern") / "meibo.db")
    load_or_make_key(default_key_path(store.path))
    full = {"kind_counts": {"email": {"work": Counts(0, 1, 2)}}, "allowed": {"public": Counts(1, 0, 0)}}
    store.scan(*(store.make_result(name, **full) for name in ("a/1", "a/2", "b/3", "c/4")))
    with store.writing() as writer:
        scan = store.begin(writer)
        scan.record(store.make_result("a/1", version="1:2:9", high=7, content_hash=bytes([7]) * 16, **full))
        scan.record(store.make_result("a/2"))
        scan.trouble("b", Issue("list", "permission-denied", "EACCES"))
        scan.finish(unlisted="b/")
        writer.begin((store.target_uri,), "{}", store.rules, "meibo test")
        writer.keep_part(1, 1, store.make_entry("big"), 0, b"part")
        writer.drop_parts(1, store.make_entry("none"))
    store_marks(store.path, [NewMark(1, MarkKind.NEEDED, "contract", "hanako", {})])
    record(store.path, None, [Act("export", {"kind": "csv"})], [store.path.with_name("list.csv")])
    assert judge(store.path) == []
    path: Path = store.path
    return path


@pytest.fixture
def sealed(store: Any, pattern: Path) -> Any:
    """A copy of it to alter."""
    shutil.copy(pattern, store.path)
    shutil.copy(default_key_path(pattern), default_key_path(store.path))
    return store


def judge(path: Path, **how: Any) -> list[str]:
    return [fault.code for fault in check_inventory(path, default_key_path(path), **how)]


def alter(path: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def ask(path: Path, query: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def name_first_row(table: str) -> str:
    """A condition that the first row of a table meets, and no other."""
    keys = ", ".join(column for of, column, is_key in COLUMNS if of == table and is_key) or "rowid"
    return f"({keys}) = (SELECT {keys} FROM {table} ORDER BY {keys} LIMIT 1)"


@pytest.mark.parametrize(("table", "column"), [row[:2] for row in COLUMNS], ids=str)
def test_no_column_can_be_altered_unseen(sealed: Any, table: str, column: str) -> None:
    """One value of one row: the check says that something was altered. A new column is tried here by itself."""
    assert ask(sealed.path, f"SELECT count(*) FROM {table}") != [(0,)]
    alter(
        sealed.path,
        f"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} - 1000"
        f" WHEN 'real' THEN {column} + 0.5 WHEN 'blob' THEN CAST(x'00' || {column} AS BLOB) WHEN 'null' THEN 7"
        f" ELSE {column} || 'x' END"
        f" WHERE {name_first_row(table)}",
    )
    assert OF_SEALS & set(judge(sealed.path))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_taken_away_unseen(sealed: Any, table: str) -> None:
    """The first row of each table; what its table says beside it stays."""
    alter(sealed.path, f"DELETE FROM {table} WHERE {name_first_row(table)}")
    assert OF_SEALS & set(judge(sealed.path))


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ("seals", "key_check")])
def test_no_row_can_be_added_unseen(sealed: Any, table: str) -> None:
    """A copy of a row under another key, its seal copied too."""
    columns = [column for of, column, _ in COLUMNS if of == table]
    keys = [column for of, column, is_key in COLUMNS if of == table and is_key]
    values = [
        f"CASE typeof({column}) WHEN 'integer' THEN {column} + 5000 WHEN 'blob' THEN {column} ELSE {column} || 'y' END"
        if column == keys[-1] or (table, column) == ("assets", "path") or (table, column) == ("targets", "uri")
        or (table, column) == ("bases", "means")
        else column
        for column in columns
    ]  # fmt: skip
    alter(sealed.path, f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} WHERE {name_first_row(table)}")
    assert (OF_SEALS | {"reference-missing"}) & set(judge(sealed.path))  # what a reading found that is not there


@pytest.mark.parametrize(
    ("table", "column"), [("versions", "owner"), ("versions", "seal"), ("assets", "path"), ("bases", "means")]
)
def test_text_that_is_none_is_an_altered_row(sealed: Any, table: str, column: str) -> None:
    """Bytes that no decoder takes do not end the check, nor pass for pages that a disk has damaged; a repair spells
    them so that every reader gets beyond them."""
    alter(sealed.path, f"UPDATE {table} SET {column} = CAST(x'fffe41' AS TEXT) WHERE id = 1")
    assert "row-altered" in judge(sealed.path)
    assert repair(sealed.path, default_key_path(sealed.path)).left == []
    assert ask(sealed.path, f"SELECT typeof({column}), {column} FROM {table} WHERE id = 1")


def test_the_check_names_what_was_altered(sealed: Any) -> None:
    """The kind of row, and the file or the number of it; the quick check sees what does not grow with files."""
    alter(
        sealed.path,
        "UPDATE versions SET owner = 'jiro' WHERE asset_id = 2; UPDATE positions SET masked = 'x' WHERE reading_id = 3;"
        " UPDATE scans SET state = 'interrupted' WHERE id = 2; DELETE FROM marks",
    )
    faults = {(fault.code, fault.subject, fault.detail) for fault in check_inventory(
        sealed.path, default_key_path(sealed.path)
    )}  # fmt: skip
    assert faults == {
        ("row-altered", "versions", "file:///share/a/2"),
        ("findings-altered", "readings", "file:///share/b/3"),
        ("row-altered", "scans", "id 2"),
        ("rows-missing", "marks", ""),
    }
    assert judge(sealed.path, is_quick=True) == ["rows-missing", "row-altered"]


def test_rows_of_an_older_copy_cannot_be_put_back(sealed: Any, tmp_path: Path) -> None:
    """A row with the seal that it had before its file changed; or a whole table, with all that was noted of it then."""
    old = shutil.copy(sealed.path, tmp_path / "old.db")
    sealed.scan(sealed.make_result("a/2", version="9:9:9"))
    assert judge(sealed.path) == []
    shutil.copy(sealed.path, tmp_path / "new.db")
    alter(
        sealed.path, f"ATTACH '{old}' AS old; INSERT OR REPLACE INTO versions SELECT * FROM old.versions WHERE id = 2"
    )
    assert "rows-replaced" in judge(sealed.path)
    shutil.copy(tmp_path / "new.db", sealed.path)
    store_marks(sealed.path, [NewMark(2, MarkKind.DELETE, "old", "taro", {})])
    alter(
        sealed.path,
        f"ATTACH '{tmp_path / 'new.db'}' AS old; DELETE FROM marks; INSERT INTO marks SELECT * FROM old.marks",
    )
    assert judge(sealed.path) == ["rows-missing"]


def test_an_older_copy_lacks_the_last_seal(sealed: Any, tmp_path: Path) -> None:
    """The whole file put back as it was verifies by itself: only who kept a later seal can tell."""
    old = shutil.copy(sealed.path, tmp_path / "old.db")
    scan = sealed.scan(sealed.make_result("a/2"))
    last = sealed.read(lambda reader: reader.seal_of_scan(scan))
    assert judge(sealed.path, expected=last) == []
    shutil.copy(old, sealed.path)
    assert (judge(sealed.path), judge(sealed.path, expected=last)) == ([], ["seal-unknown"])


def test_seals_cannot_be_stripped_unseen(sealed: Any) -> None:
    """The record taken away is a fault, and stays one over later scans; without any seal a note remains, and with
    ``expected`` a fault."""
    (last,) = ask(sealed.path, "SELECT lower(hex(seal)) FROM audit ORDER BY id DESC LIMIT 1")[0]
    alter(sealed.path, "DELETE FROM seals")
    assert "seals-state" in judge(sealed.path)
    sealed.scan(sealed.make_result("a/2"))
    assert "seals-state" in judge(sealed.path)
    alter(sealed.path, "UPDATE seals SET state = 'no state'")
    assert "seals-state" in judge(sealed.path)
    alter(sealed.path, "DELETE FROM seals; DELETE FROM audit; UPDATE readings SET found = NULL")
    for table, column, _ in COLUMNS:
        if column == "seal":
            alter(sealed.path, f"UPDATE {table} SET seal = NULL")
    assert judge(sealed.path) == ["seals-none"]
    assert judge(sealed.path, expected=last) == ["seal-unknown", "seals-none"]


def test_what_writes_launders_nothing(sealed: Any) -> None:
    """An altered row that a scan ends, a pruning deletes around and a compaction copies is still found afterwards."""
    alter(sealed.path, "UPDATE versions SET owner = 'jiro' WHERE asset_id = 1 AND first_scan = 2")
    alter(sealed.path, "DELETE FROM issues")
    sealed.scan(sealed.make_result("a/1", version="1:2:11"), sealed.make_result("a/2"))
    assert set(judge(sealed.path)) == {"row-altered", "rows-missing"}
    prune(sealed.path, keep_scans=3)
    compact(sealed.path)
    assert set(judge(sealed.path)) == {"row-altered", "rows-missing"}


def test_repair_seals_anew_and_says_so(sealed: Any) -> None:
    """What was altered is accepted only on demand; the log tells how much, and the file is read again."""
    alter(sealed.path, "UPDATE positions SET masked = 'x' WHERE reading_id = 2; DELETE FROM marks")
    alter(sealed.path, "UPDATE audit SET user = 'nobody' WHERE id = 2")
    done = repair(sealed.path, default_key_path(sealed.path))
    assert done.left == []
    entry = sealed.read(lambda reader: reader.audit_entries())[-1]
    assert (entry.action, entry.details["resealed"]) == ("repair", {"audit": 1, "findings": 1})
    assert entry.details["found"] == {"findings-altered": 1, "row-altered": 1, "rows-missing": 1}
    assert ask(sealed.path, "SELECT count(*) FROM positions WHERE reading_id = 2") == [(0,)]
    assert judge(sealed.path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import Store
store = Store(Path(sys.argv[1]))
with store.writing() as writer:
    scan = store.begin(writer)
    for number in range(50):
        scan.record(store.make_result(f"k/{number}"))
        if number % 20 == 0:
            writer.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_scan_verifies(store: Any) -> None:
    """What was committed is sealed with it; the next scan goes on from there."""
    load_or_make_key(default_key_path(store.path))
    store.scan(store.make_result("k/1", version="old"))
    line = [sys.executable, "-c", KILLED, str(store.path), str(Path(__file__).parent)]
    assert subprocess.run(line, check=False).returncode == -signal.SIGKILL
    assert ask(store.path, "SELECT count(*) > 20 FROM versions") == [(1,)]
    assert judge(store.path) == []
    store.scan(*(store.make_result(f"k/{number}") for number in range(50)))
    assert judge(store.path) == []


def test_an_older_inventory_is_sealed_by_the_next_scan(tmp_path: Path) -> None:
    """Until then a note says so; what anybody did to it before nobody can tell."""
    path = make_old(4, tmp_path)
    Writer(path).close()
    assert judge(path) == ["seals-none", "key-unchecked"]
    writer = Writer(path)
    writer.accept_key(load_or_make_key(default_key_path(path)))
    writer.close()
    assert judge(path) == []
    (entry,) = ask(path, "SELECT action, json_extract(details, '$.versions') > 0 FROM audit")
    assert entry == ("seal", 1)
    alter(path, "UPDATE person_keys SET keys = keys || keys")
    assert "findings-altered" in judge(path)


def test_who_marks_need_not_hold_the_key(sealed: Any) -> None:
    """The mark has no seal then, and the check says so, which is no fault; a key that is named has to be there."""
    key = default_key_path(sealed.path)
    key.rename(key.with_name("elsewhere.key"))
    marks = [NewMark(1, MarkKind.DELETE, "", "taro", {})]
    assert not store_marks(sealed.path, marks)
    with pytest.raises(InventoryError, match="key-missing"):
        store_marks(sealed.path, marks, key)
    key.with_name("elsewhere.key").rename(key)
    (told,) = check_inventory(sealed.path, key)
    assert (told.code, told.count, describe_fault(told.code).is_note) == ("marks-unsealed", 1, True)
    assert store_marks(sealed.path, marks)
    assert judge(sealed.path) == ["marks-unsealed"]
    assert repair(sealed.path, key).left == []
    assert judge(sealed.path) == []


def test_without_its_key_nothing_else_is_written(sealed: Any) -> None:
    """Neither a scan nor an entry of the audit log; the inventory is left as it is."""
    default_key_path(sealed.path).unlink()
    before = ask(sealed.path, "SELECT count(*) FROM audit")
    with pytest.raises(InventoryError, match="key-missing"):
        record(sealed.path, None, [Act("export", {"kind": "csv"})])
    writer = Writer(sealed.path)
    with pytest.raises(InventoryError, match="seals-need-key"):
        writer.begin((sealed.target_uri,), "{}", sealed.rules, "meibo test")
    writer.close()
    assert ask(sealed.path, "SELECT count(*) FROM audit") == before
    assert judge(sealed.path) == ["key-missing"]


def test_a_trigger_cannot_write_in_our_name(sealed: Any) -> None:
    """Whoever puts one into the file has no writer carry it out; the check finds it, and a repair takes it away."""
    alter(sealed.path, "CREATE TRIGGER t AFTER INSERT ON audit BEGIN UPDATE versions SET owner = 'jiro'; END")
    with pytest.raises(InventoryError, match="inventory-foreign"):
        Writer(sealed.path)
    assert judge(sealed.path) == ["schema-foreign"]
    assert repair(sealed.path, default_key_path(sealed.path)).left == []


def test_a_table_of_others_is_neither_sealed_nor_put_into_queries(sealed: Any) -> None:
    """Not even one that looks like ours, with a name that is a query."""
    name = "x SELECT 1; DELETE FROM marks; --"
    alter(sealed.path, f'CREATE TABLE "{name}" (id INTEGER PRIMARY KEY, value TEXT, seal BLOB)')
    sealed.scan(sealed.make_result("a/2"))
    assert judge(sealed.path) == []
    assert ask(sealed.path, "SELECT count(*) FROM marks") == [(1,)]


def test_parts_of_files_are_taken_up_only_as_they_were_stored(sealed: Any) -> None:
    """A span that somebody else has put there would else become part of a result that is sealed."""
    entry = sealed.make_entry("big")
    with sealed.writing() as writer:
        assert writer.kept_parts(1, 1, entry) == {0: b"part"}
    alter(sealed.path, "UPDATE parts SET result = x'81'")
    with sealed.writing() as writer:
        assert writer.kept_parts(1, 1, entry) == {}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files to others")
@pytest.mark.parametrize("suffix", ["", "-wal", ".lock"])
def test_files_of_another_user_are_not_used(sealed: Any, suffix: str) -> None:
    """Who has put them there may change them at any time."""
    place = sealed.path.with_name(sealed.path.name + suffix)
    place.touch()
    os.chown(place, 12345, 12345)
    with pytest.raises(InventoryError, match="inventory-owner"):
        _lock_and_open(sealed.path)


@pytest.mark.skipif(os.name != "posix", reason="links and rights of POSIX")
@pytest.mark.parametrize("suffix", ["-wal", ".lock"])
def test_a_link_in_place_of_a_file_leads_nowhere(sealed: Any, suffix: str, tmp_path: Path) -> None:
    """Nothing is written through it, and no rights are changed."""
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    victim.chmod(0o644)
    sealed.path.with_name(sealed.path.name + suffix).symlink_to(victim)
    with pytest.raises(InventoryError, match="inventory-not-writable"):
        _lock_and_open(sealed.path)
    assert (victim.read_text(), victim.stat().st_mode & 0o777) == ("precious", 0o644)


def _lock_and_open(path: Path) -> None:
    from meibo.inventory.files import hold_lock

    with hold_lock(path):
        Writer(path).close()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_key_that_others_may_read_is_refused(sealed: Any) -> None:
    """As ssh does; the check says so and goes on, and a repair narrows it."""
    key = default_key_path(sealed.path)
    key.chmod(0o640)
    with pytest.raises(InventoryError, match="key-open"):
        load_or_make_key(key)
    assert judge(sealed.path) == ["file-open"]
    repair(sealed.path, key)
    assert judge(sealed.path) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize(("mode", "wanted"), [(0o777, ["folder-open"]), (0o1777, []), (0o770, ["folder-shared"])])
def test_a_folder_of_all_is_told(sealed: Any, mode: int, wanted: list[str]) -> None:
    """Where others may rename and remove, they may exchange whole files; a sticky folder keeps them from it."""
    sealed.path.parent.chmod(mode)
    assert judge(sealed.path) == wanted
