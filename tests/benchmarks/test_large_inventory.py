"""The generator of large inventories makes what a scan could have made."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import large_inventory
from meibo.inventory.files import default_key_path
from meibo.inventory.reader import Reader
from meibo_detectors.person_sets import count_persons, unite, unpack

FILES, FINDINGS = 200, 1500


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory of 200 files."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    large_inventory.make_inventory(path, FILES, FINDINGS)
    return path


def test_it_is_whole_and_has_its_key(made: Path) -> None:
    command = [sys.executable, "-m", "meibo", "verify", "-i", made, "--key-file", default_key_path(made)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_it_holds_what_was_asked_for(made: Path) -> None:
    reader = Reader(made)
    assets = list(reader.assets(1))
    counted = sum(row.low + row.medium + row.high for asset in assets for row in asset.counts.values())
    assert (len(assets), counted) == (FILES, FINDINGS)
    assert {asset.status.value for asset in assets} == {"complete", "partial", "skipped"}
    reader.close()


def test_people_recur_in_files_and_copies_hold_the_same(made: Path) -> None:
    """Where the keys of files are united, fewer people are left; the keys of each file are united already."""
    connection = sqlite3.connect(made)
    rows = connection.execute(
        "SELECT keys, persons_least, persons_most, content_hash"
        " FROM person_keys JOIN readings ON readings.id = reading_id"
    ).fetchall()
    connection.close()
    parts = [unpack(row[0]) for row in rows]
    for keys, row in zip(parts, rows, strict=True):
        assert count_persons(keys) == row[1:3]
        assert (unite([keys]) == keys).all()
    assert count_persons(unite(parts))[0] < sum(row[1] for row in rows)
    by_content: dict[bytes, set[bytes]] = {}
    for row in rows:
        by_content.setdefault(row[3], set()).add(row[0])
    assert len(by_content) < len(rows)
    assert all(len(blobs) == 1 for blobs in by_content.values())
