"""Inventories of every older schema, made by the programs of their time, say the same when they are brought up."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.inventory.checks import check_inventory
from meibo.inventory.known import KnownFiles
from meibo.inventory.reader import Reader
from meibo.inventory.schema import MIGRATIONS
from meibo.inventory.writer import Writer
from old_inventories import NUMBERS, SCHEMAS, make_old

if TYPE_CHECKING:
    from pathlib import Path

UNTOLD = ("read_scan", "version_id", "carried", "unseen", "dismissed", "mark", "pictures")
"""What the reader says today and no older one did."""


def read(path: Path) -> dict[str, Any]:
    """What the reader says of each scan."""
    with contextlib.closing(Reader(path)) as reader:
        said = {
            str(scan): {
                "summary": reader.summarise(scan),
                "assets": list(reader.assets(scan)),
                "positions": list(reader.positions(scan)),
                "issues": list(reader.issues(scan)),
            }
            for scan in reader.scan_numbers()
        }
    return json.loads(msgspec.json.encode(said))  # type: ignore[no-any-return]


def state_of(path: Path) -> tuple[int, bytes]:
    """Schema number and content of the file."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0], path.read_bytes()


def without(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in names}


def expect(number: int) -> dict[str, Any]:
    """What the program of a schema's time said of the same inventory, as the reader of today would say it."""
    said = json.loads((SCHEMAS / f"{number}.json").read_text("utf-8"))
    for scan in said.values():
        scan["summary"] = {"allowed": {}, **scan["summary"]}
        scan["assets"] = [
            {"roster_points": 0, "kind_counts": {}, **without(asset, "version_id")} for asset in scan["assets"]
        ]
    return said  # type: ignore[no-any-return]


@pytest.mark.parametrize("number", NUMBERS)
def test_views_of_finished_scans_stay_as_they_were(number: int, tmp_path: Path) -> None:
    """Every figure, file, position and issue of each whole scan is told as the program of its time told it."""
    path = make_old(number, tmp_path)
    before = expect(number)
    for attempt in ("a copy that the reader makes", "the file itself"):
        after = read(path)
        assert after.keys() == before.keys()
        for scan in ("1", "2", "3"):
            assert without(after[scan]["summary"], *UNTOLD) == before[scan]["summary"], attempt
            told = [without(asset, *UNTOLD) for asset in after[scan]["assets"]]
            wanted = before[scan]["assets"]
            for asset, old in zip(told, wanted, strict=True):
                # A file that is there yet is part of every later scan of its target that did not say otherwise.
                assert without(asset, "last_scan") == without(old, "last_scan")
                assert asset["last_scan"] >= old["last_scan"]
            assert after[scan]["positions"] == before[scan]["positions"]
            assert [without(issue, "status") for issue in after[scan]["issues"]] == before[scan]["issues"]
        Writer(path).close()
        assert state_of(path)[0] == len(MIGRATIONS)


OTHERS = ("SELECT asset_id, mark, reason, person, made FROM marks", "SELECT path, written FROM reports")


@pytest.mark.parametrize("number", NUMBERS)
def test_what_no_report_shows_comes_along_too(number: int, tmp_path: Path) -> None:
    """Person keys, marks and known reports survive row for row; nothing of the result contradicts anything else."""
    path = make_old(number, tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        persons = connection.execute("SELECT version_id, keys FROM person_keys ORDER BY 1").fetchall()
        others = [connection.execute(query).fetchall() for query in OTHERS]
    assert len(persons) > 3
    Writer(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM person_keys ORDER BY 1").fetchall() == persons
        assert [connection.execute(query).fetchall() for query in OTHERS] == others
    assert [fault.code for fault in check_inventory(path, path.with_name(f"{path.name}.key"))] == [
        "seals-none", "key-unchecked",
    ]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_present_is_told_from_what_is_gone(number: int, tmp_path: Path) -> None:
    """The fourth scan was cut short: it says nothing of files that it had not come to; the second saw one deleted."""
    path = make_old(number, tmp_path)
    Writer(path).close()
    known = KnownFiles(path)
    names = ["名簿.csv", "新人.txt", "連絡先.txt", "役員/役員.csv", "退職者.txt", "無い.txt"]
    there = known.find(1, names)
    known.close()
    assert {name: bool(there[name].version) for name in there} == {
        **dict.fromkeys(names[:4], True), "退職者.txt": False,
    }  # fmt: skip
    with contextlib.closing(Reader(path)) as reader:
        state = reader.summarise(4).state
        seen = {asset.path for asset in reader.assets(4)}
        unseen = [name for _, name in reader.unseen(2)]
    assert state == "running"
    assert {"名簿.csv", "新人.txt"} <= seen
    # Its folder was closed to the second scan. Where the fourth had read it before it was cut short, that is its end.
    assert unseen == (
        [] if "役員/役員.csv" in {row["path"] for row in expect(number)["4"]["assets"]} else ["役員/役員.csv"]
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_a_reader_changes_nothing(number: int, tmp_path: Path) -> None:
    """Reading an older inventory leaves schema, bytes and folder as they are."""
    path = make_old(number, tmp_path)
    before = state_of(path)
    assert before[0] == number
    names = sorted(tmp_path.iterdir())
    read(path)
    check_inventory(path, path.with_name(f"{path.name}.key"))
    assert (state_of(path), sorted(tmp_path.iterdir())) == (before, names)


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from meibo.inventory import schema
script = schema.MIGRATIONS[4]
stop = int(sys.argv[2])
def split(text, split=schema.split_script):
    for at, statement in enumerate(split(text)):
        if text is script and at == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        yield statement
schema.split_script = split
from meibo.inventory.writer import Writer
Writer(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("stop", [1, 18, 36])
def test_a_migration_that_is_killed_leaves_the_old_schema(stop: int, tmp_path: Path) -> None:
    """kill -9 between any two statements: the file is of a whole schema, and the next scan brings it up."""
    path = make_old(3, tmp_path)
    before = read(path)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(stop)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert state_of(path)[0] == 4
    assert read(path) == before
    Writer(path).close()
    assert state_of(path)[0] == len(MIGRATIONS)
    assert read(path) == before


def test_a_migration_without_room_leaves_the_old_schema(tmp_path: Path) -> None:
    """Where a file may not grow (here by a limit) in the middle, that is said, and nothing is lost."""
    path = make_old(4, tmp_path)
    before = read(path)
    script = (
        "import sys; from pathlib import Path; from meibo.inventory.writer import Writer; Writer(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        ["prlimit", "--fsize=40000", sys.executable, "-c", script, path], check=False, capture_output=True, text=True
    )
    assert "inventory-io" in done.stderr
    assert state_of(path)[0] == 4
    assert read(path) == before
    Writer(path).close()
    assert read(path) == before


def test_several_programs_may_come_at_once(tmp_path: Path) -> None:
    """Every other writer waits for the first, and finds the work done; so does whoever finds no inventory yet."""
    folders = [tmp_path / str(number) for number in range(40)]
    paths = []
    for number, folder in enumerate(folders):
        folder.mkdir()
        paths.append(make_old(1, folder) if number % 2 else folder / "new.db")
    script = (
        "import sys; from pathlib import Path; from meibo.inventory.writer import Writer;"
        "print(flush=True); sys.stdin.readline();"
        "[Writer(Path(name)).close() for name in sys.argv[1:]]"
    )
    line = [sys.executable, "-c", script, *map(str, paths)]
    writers = [subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for writer in writers:
        assert writer.stdout
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert {state_of(path)[0] for path in paths} == {len(MIGRATIONS)}
