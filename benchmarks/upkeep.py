"""Seconds and bytes that an inventory of many files needs to be brought up, checked, copied, pruned and compacted.

python benchmarks/upkeep.py [--files 1000000] [--folder DIR]

The inventory is of schema 4, as older programs have left it: two scans, one file in a hundred changed between them, one
in a hundred gone, two detectors and three example positions a file that holds any, which is every second one.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from meibo.inventory.backup import back_up
from meibo.inventory.checks import check_inventory
from meibo.inventory.compaction import compact
from meibo.inventory.files import default_key_path, load_or_make_key
from meibo.inventory.repair import repair
from meibo.inventory.retention import prune
from meibo.inventory.schema import migrate
from meibo.inventory.writer import Writer

FILL = """
    CREATE TEMP TABLE numbers AS
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {files})
        SELECT n, printf('部署%03d/課%03d', n % 200, n % 5000) AS folder FROM numbers;
    INSERT INTO targets VALUES (1, 'file:///share');
    INSERT INTO scans (id, state, started, ended, targets, options, rule_set, program) VALUES
        (1, 'finished', '2026-01-01T00:00:00+00:00', '', '["file:///share"]', '{{}}', 'r', 'meibo'),
        (2, 'finished', '2026-01-02T00:00:00+00:00', '', '["file:///share"]', '{{}}', 'r', 'meibo');
    INSERT INTO assets SELECT n, 1, printf('%s/ファイル%07d.xlsx', folder, n), folder FROM numbers;
    INSERT INTO versions
        SELECT n, n, 1, CASE WHEN n % 100 < 2 THEN 1 ELSE 2 END,
            n * 37 % 90000, 1700000000000000000 + n, '65024:' || n, 'taro', 'groups', 'mode 0640',
            'complete', NULL, NULL, 'text', 'utf-8', randomblob(32), n * 37 % 90000, 1, 2, 'r', 3
        FROM numbers;
    INSERT INTO versions
        SELECT {files} + n, n, 2, 2,
            n * 41 % 90000, 1800000000000000000 + n, '65024:' || n, 'taro', 'groups', 'mode 0640',
            'complete', 'undecodable', 'note', 'text', 'utf-8', randomblob(32), 5000, 1, 2, 'r', 3
        FROM numbers WHERE n % 100 = 0;
    INSERT INTO issues (scan_id, target_id, path, asset_id, stage, code, class, detail, count)
        SELECT 2, 1, path, id, 'extract', 'undecodable', 'note', '', 2 FROM assets WHERE id % 100 = 0;
    INSERT INTO counts SELECT id, 'email', 0, 1, 2 FROM versions WHERE id % 2 = 0;
    INSERT INTO counts SELECT id, 'jp_phone', 0, 0, 4 FROM versions WHERE id % 2 = 0;
    INSERT INTO positions
        SELECT versions.id, 'email', ordinal.value, '[]', '{{"line":3,"column":8}}', 7, 29, 92, '["label:mail"]',
            randomblob(32), 't***@a.jp'
        FROM versions, json_each('[0,1,2]') AS ordinal WHERE versions.id % 2 = 0;
    INSERT INTO person_keys SELECT id, randomblob(16) FROM versions WHERE id % 2 = 0;
"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    try:
        measure(folder / "meibo.db", options.files)
    finally:
        shutil.rmtree(folder)


def measure(path: Path, files: int) -> None:
    """Every step, one after the other."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        migrate(connection, 4)
        connection.executescript(FILL.format(files=files))
    path.chmod(0o600)
    key = default_key_path(path)
    load_or_make_key(key)
    print(f"{files:,} files, schema 4: {path.stat().st_size / 1e6:,.0f} MB")
    print("| step | seconds | MB after | peak MB of the process |")
    print("| --- | --- | --- | --- |")

    def show(name: str, step: Callable[[], object]) -> None:
        started = time.monotonic()
        step()
        seconds = time.monotonic() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"| {name} | {seconds:.1f} | {path.stat().st_size / 1e6:,.0f} | {peak:,.0f} |", flush=True)

    show("check, of an older schema", lambda: check_inventory(path, key))
    show("bring up to date", lambda: Writer(path).close())
    show("seal", lambda: seal(path, key))
    show("check", lambda: check_inventory(path, key))
    show("check --quick", lambda: check_inventory(path, key, is_quick=True))
    show("backup", lambda: back_up(path, path.with_name("copy.db")))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "UPDATE versions SET last_scan = 7 WHERE id = 5; DELETE FROM counts WHERE reading_id < 99"
        )
    show("repair", lambda: repair(path, key))
    show("keep the newest scan", lambda: prune(path, keep_scans=1))
    show("compact", lambda: compact(path))


def seal(path: Path, key: Path) -> None:
    """As the next scan does."""
    with contextlib.closing(Writer(path)) as writer:
        writer.accept_key(load_or_make_key(key))


if __name__ == "__main__":
    main()
