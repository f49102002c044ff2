"""What is wrong with an inventory is found, named, and mended without a loss that could be avoided."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from meibo.catalogue.upkeep import FAULTS, describe_fault
from meibo.inventory.checks import check_inventory
from meibo.inventory.files import InventoryError, default_key_path, hold_lock, load_or_make_key
from meibo.inventory.known import KnownFiles
from meibo.inventory.repair import repair
from old_inventories import make_old

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = tuple(f"部署{number % 9}/file-{number:03}" for number in range(400))


@pytest.fixture(scope="module")
def pattern(make_store: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory of two scans with something of everything, and its key."""
    store = make_store(tmp_path_factory.mktemp("pattern") / "meibo.db")
    store.scan(*(store.make_result(name) for name in FILES))
    changed = [store.make_result(name, version="1:2:9", high=7, content_hash=bytes([7]) * 16) for name in FILES[:50]]
    store.scan(*changed, *(store.make_result(name) for name in FILES[50:390]))
    with store.writing() as writer:
        writer.accept_key(load_or_make_key(default_key_path(store.path)))
    assert codes(store.path) == []
    path: Path = store.path
    return path


@pytest.fixture
def whole(store: Any, pattern: Path) -> Any:
    """A copy of it to spoil."""
    shutil.copy(pattern, store.path)
    shutil.copy(default_key_path(pattern), default_key_path(store.path))
    return store


def codes(path: Path, *, is_quick: bool = False) -> list[str]:
    """The codes of what is wrong."""
    return [fault.code for fault in check_inventory(path, default_key_path(path), is_quick=is_quick)]


def spoil(path: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def names_of(store: Any, scan: int) -> set[str]:
    return {asset.path for asset in store.read(lambda reader: reader.assets(scan))}


OF_SCHEMA = 29
"""A page that says where tables begin."""

SPOILED = {
    "scan-state": "UPDATE scans SET state = 'asleep' WHERE id = 1",
    "versions-reversed": "UPDATE versions SET first_scan = 2, last_scan = 1 WHERE id = 3",
    "versions-ahead": "UPDATE versions SET last_scan = 77 WHERE id = 3",
    "versions-overlap": "UPDATE versions SET last_scan = 9223372036854775807 WHERE id = 3",
    "readings-unused": "DELETE FROM versions WHERE id = 399",
    "readings-unscanned": "UPDATE readings SET read_scan = 5 WHERE id = 60",
    "status-unknown": "UPDATE readings SET status = 'half' WHERE id = 60",
    "persons-reversed": "UPDATE readings SET persons_least = 9 WHERE id = 60",
    "persons-wrong": "UPDATE person_keys SET keys = x'0102' WHERE reading_id = 60",
    "counts-wrong": "UPDATE counts SET low = -4 WHERE reading_id = 60 AND detector = 'email'",
    "positions-wrong": "UPDATE counts SET low = 0, medium = 0, high = 0 WHERE reading_id = 60 AND detector = 'email'",
    "issue-unknown": "UPDATE file_issues SET code = 'gremlins' WHERE reading_id = 60",
    "unseen-wrong": "INSERT INTO unseen (scan_id, version_id) VALUES (2, 3)",
    "parts-stale": "INSERT INTO parts VALUES (1, 'x', '', 1, 0, x'00', NULL)",
    "index-missing": "DROP INDEX versions_of_reading",
    "schema-damaged": "PRAGMA writable_schema = ON;"
    " UPDATE sqlite_schema SET sql = replace(sql, 'masked TEXT', 'masked TEXU')",
    "reference-missing": "DELETE FROM readings WHERE id = 60",
}


@pytest.mark.parametrize(("code", "script"), SPOILED.items(), ids=SPOILED)
def test_each_fault_is_found_and_mended(whole: Any, code: str, script: str) -> None:
    """One fault of each kind: found by its code, mended, and every other file told as before; the old file is kept."""
    names = names_of(whole, 2)
    spoil(whole.path, script)
    assert code in codes(whole.path)
    done = repair(whole.path, default_key_path(whole.path))
    assert code in [fault.code for fault in done.found]
    assert done.left == []
    assert codes(whole.path) == []
    assert done.kept is not None
    assert code in [fault.code for fault in check_inventory(done.kept, default_key_path(whole.path))]
    assert len(names ^ names_of(whole, 2)) <= 1


@pytest.mark.parametrize(
    "code", ["status-unknown", "persons-wrong", "counts-wrong", "positions-wrong", "issue-unknown"]
)
def test_what_cannot_be_trusted_is_read_again(whole: Any, code: str) -> None:
    """Such a file gets a basis that no scan has; the others keep theirs."""
    spoil(whole.path, SPOILED[code])
    repair(whole.path, default_key_path(whole.path))
    known = KnownFiles(whole.path)
    bases = {path: file.basis for path, file in known.find(1, FILES[:100]).items()}
    known.close()
    with whole.writing() as writer:
        unknown = writer.basis_id("", "", "", "")
    assert [path for path, basis in bases.items() if basis == unknown] == [FILES[59]]


def test_an_index_that_disagrees_is_built_anew(whole: Any) -> None:
    """Entries that an index lacks are found by the whole check, and come back."""
    spoil(
        whole.path,
        "PRAGMA writable_schema = ON; CREATE TEMP TABLE root AS SELECT sql FROM sqlite_schema"
        " WHERE name = 'versions_of_reading'; UPDATE sqlite_schema SET sql = sql || ' WHERE id < 100'"
        " WHERE name = 'versions_of_reading';",
    )
    spoil(whole.path, "REINDEX versions_of_reading;")
    spoil(
        whole.path,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' WHERE id < 100', '')"
        " WHERE name = 'versions_of_reading';",
    )
    assert codes(whole.path)[0] == "index-damaged"
    assert repair(whole.path, default_key_path(whole.path)).left == []


def damage(path: Path, places: list[int]) -> None:
    """Overwrite some pages of a file that no log belongs to."""
    spoil(path, "PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    for at in places:
        content[at * 4096 : (at + 1) * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize("share", [pytest.param(0.5, marks=pytest.mark.slow), 0.9])
def test_what_is_left_of_a_file_that_is_cut_off_is_saved(whole: Any, share: float) -> None:
    """Nothing is lost that lies before the cut: what can still be read is whole, and the rest is read by a scan."""
    spoil(whole.path, "PRAGMA journal_mode = DELETE")
    with whole.path.open("rb+") as stream:
        stream.truncate(int(whole.path.stat().st_size * share))
    assert codes(whole.path) == ["pages-damaged"]
    done = repair(whole.path, default_key_path(whole.path))
    assert done.saved is not None
    assert done.saved["scans"] == 2
    assert done.saved["assets"] > 0
    assert codes(whole.path) == []


def test_what_can_be_read_of_a_damaged_file_is_saved(whole: Any) -> None:
    """With pages of one table lost, the files of all others come into a fresh inventory; the damaged one stays."""
    with contextlib.closing(sqlite3.connect(whole.path)) as connection:
        pages = [
            row[0] - 1
            for row in connection.execute("SELECT pageno FROM dbstat WHERE name = 'positions' AND pagetype = 'leaf'")
        ] if has_page_statistics() else []  # fmt: skip
    if not pages:
        pytest.skip("this SQLite does not tell which page is whose")
    before = names_of(whole, 2)
    damage(whole.path, pages[3:6])
    broken = whole.path.read_bytes()
    assert "pages-damaged" in codes(whole.path)
    done = repair(whole.path, default_key_path(whole.path))
    assert done.saved is not None
    assert done.left == []
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    assert names_of(whole, 2) == before
    assert 0 < done.saved["positions"] < 900
    assert whole.path.stat().st_mode & 0o777 == 0o600


def has_page_statistics() -> bool:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    return "ENABLE_DBSTAT_VTAB" in options


ANY_PAGES = [4, 27, *(pytest.param(page, marks=pytest.mark.slow) for page in range(9, 60, 5) if page != OF_SCHEMA)]


@pytest.mark.parametrize("page", ANY_PAGES)
def test_any_lost_page_leaves_a_whole_inventory(whole: Any, page: int) -> None:
    """Whichever page is lost: what is left agrees with itself, and holds nothing that was not there."""
    before = names_of(whole, 2)
    damage(whole.path, [page])
    repair(whole.path, default_key_path(whole.path))
    assert codes(whole.path) in ([], ["key-unchecked"])
    assert names_of(whole, 2) <= before


@pytest.mark.parametrize("page", [0, OF_SCHEMA])
def test_a_file_of_which_nothing_can_be_read_stays(whole: Any, page: int) -> None:
    """Without the pages that describe it no table can be found: that is said, and the file is left as it is."""
    damage(whole.path, [page])
    content = whole.path.read_bytes()
    with pytest.raises(InventoryError):
        repair(whole.path, default_key_path(whole.path))
    assert whole.path.read_bytes() == content


def test_files_and_key(whole: Any, tmp_path: Path) -> None:
    """Rights that are too wide are narrowed; a key that is missing, damaged or another one's is said."""
    key = default_key_path(whole.path)
    for path in (whole.path, key):
        path.chmod(0o644)
    assert set(codes(whole.path)) == {"file-open"}
    assert repair(whole.path, key).kept is None
    assert key.stat().st_mode & 0o777 == 0o600
    good = key.read_text()
    for text, code in (("5e" * 32, "key-differs"), ("no key", "key-damaged")):
        key.write_text(text)
        assert codes(whole.path) == [code]
    key.unlink()
    assert codes(whole.path) == ["key-missing"]
    assert not key.exists()
    key.write_text(good)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_rights_are_changed_through_no_link_of_another(whole: Any, tmp_path: Path) -> None:
    """Who may write to the folder would else choose which file of the system nobody can read any more."""
    other = tmp_path / "passwd"
    other.write_text("everybody reads this")
    other.chmod(0o644)
    link = whole.path.with_name(f"{whole.path.name}.key")
    link.rename(tmp_path / "kept.key")
    link.symlink_to(other)
    os.chown(link, 65534, -1, follow_symlinks=False)
    with contextlib.suppress(InventoryError):
        repair(whole.path, link)
    assert other.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("page", [None, 7], ids=["tables", "pages"])
def test_an_inventory_of_an_older_program(tmp_path: Path, page: int | None) -> None:
    """It is brought up to date on the way; what it was before stays of its schema."""
    path = make_old(2, tmp_path)
    spoil(path, "UPDATE versions SET status = 'half' WHERE id = 1")
    if page is not None:
        damage(path, [page])
    done = repair(path, default_key_path(path))
    assert [fault.code for fault in done.left] == ["seals-none", "key-unchecked"]
    assert done.kept is not None
    if page is None:
        assert "schema-older" in [fault.code for fault in check_inventory(done.kept, default_key_path(path))]


def test_a_quick_check_sees_pages_and_files(whole: Any) -> None:
    """It leaves out what compares table with table."""
    spoil(whole.path, SPOILED["parts-stale"])
    assert codes(whole.path, is_quick=True) == ["row-added"]
    assert codes(whole.path) == ["parts-stale", "row-added"]


def test_never_while_a_scan_runs(whole: Any) -> None:
    """Checking does no harm then; mending is refused."""
    with hold_lock(whole.path):
        assert codes(whole.path) == []
        with pytest.raises(InventoryError, match="inventory-in-use"):
            repair(whole.path, default_key_path(whole.path))


def test_every_fault_has_its_words() -> None:
    """All that these tests spoil is in the table, in both languages, and no code twice."""
    assert len({row.code for row in FAULTS}) == len(FAULTS)
    for code in SPOILED:
        row = describe_fault(code)
        assert all((row.text_ja, row.text_en, row.remedy_ja, row.remedy_en))


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE scans SET options = '[1]' WHERE id = 1",
        "UPDATE scans SET targets = 'file' WHERE id = 1",
        "UPDATE readings SET bytes_read = 'many' WHERE id = 60",
        "UPDATE positions SET location = '' WHERE reading_id = (SELECT min(reading_id) FROM positions)",
        "UPDATE versions SET owner = x'ff' WHERE id = 3",
        "UPDATE scans SET seconds = 'long' WHERE id = 1",
    ],
)
def test_values_that_a_column_does_not_hold_are_found(whole: Any, script: str) -> None:
    """SQLite stores them all the same, and every command would stumble over them."""
    spoil(whole.path, script)
    assert "values-wrong" in codes(whole.path)
