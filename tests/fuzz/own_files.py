"""Targets: files of ours that others have had in their hands: the inventory, its key, lists of marks, workbooks.

Each is read by the real command, in this process. What is not in order is refused in words of the catalogue; an error
inside meibo is a finding.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from extraction.specimens import TEXT
from fuzz.changing import change_archive, change_database
from fuzz.target import Run, Target

_LOOKS = (
    ("list", "--format", "json"),
    ("list", "--scans", "--format", "json"),
    ("list", "--by", "folder", "--format", "json"),
    ("show", "名簿.txt"),
    ("verify",),
)
"""What looks at an inventory; the bytes decide which of them does."""


@functools.cache
def make_place() -> Path:
    """A folder with an inventory of two files, marks, a sheet for an owner and a ledger, all made by the command."""
    folder = tempfile.TemporaryDirectory()
    place = Path(folder.name)
    (place / "share").mkdir()
    for name in ("名簿.txt", "b/c.csv"):
        (place / "share" / name).parent.mkdir(exist_ok=True)
        (place / "share" / name).write_text(TEXT, "utf-8")
    for arguments in (
        ["scan", "share", "-i", "m.db", "--quiet", "--workers", "1"],
        ["triage", "名簿.txt", "-i", "m.db", "--mark", "needed", "--reason", "r", "--person", "p"],
        ["report", "-i", "m.db", "--owner-sheets", "sheets", "--ledger", "ledger.xlsx"],
    ):
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-m", "meibo", *arguments], cwd=place, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    make_place.folder = folder  # type: ignore[attr-defined]  # lives as long as this process
    return place


def _command(*arguments: str | Path) -> int:
    """Carry out a command; what it prints goes nowhere."""
    from meibo.catalogue.messages import MESSAGES
    from meibo.cli.main import main

    said, told = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        code = main([*map(str, arguments), "--lang", "en"])
    told.flush()
    text = told.buffer.getvalue().decode()  # type: ignore[attr-defined]
    inside = MESSAGES["error-internal"][1].partition("{")[0]
    assert inside not in text, text
    return code


def make_inventory() -> Run:
    """A spoiled inventory: listed, shown, or checked."""
    place = Path(tempfile.mkdtemp(dir=make_place()))
    inventory = place / "m.db"
    shutil.copy(make_place() / "m.db.key", place / "m.db.key")

    def run(data: bytes) -> None:
        for beside in place.glob("m.db-*"):
            beside.unlink()
        inventory.write_bytes(data)
        inventory.chmod(0o600)
        _command(*_LOOKS[zlib.crc32(data) % len(_LOOKS)], "-i", inventory)

    return run


def list_inventories() -> list[bytes]:
    """As it was made."""
    return [(make_place() / "m.db").read_bytes()]


def make_key() -> Run:
    """A spoiled key."""
    from meibo.inventory.files import InventoryError, load_or_make_key

    key = Path(tempfile.mkdtemp(dir=make_place()), "m.db.key")

    def run(data: bytes) -> None:
        key.write_bytes(data)
        key.chmod(0o600)
        with contextlib.suppress(InventoryError):
            load_or_make_key(key)

    return run


def list_keys() -> list[bytes]:
    """As it was made."""
    return [(make_place() / "m.db.key").read_bytes()]


def make_import(suffix: str) -> Run:
    """Answers of owners, as CSV or as a workbook; nothing is stored."""
    place = Path(tempfile.mkdtemp(dir=make_place()), f"answers{suffix}")
    inventory = make_place() / "m.db"

    def run(data: bytes) -> None:
        place.write_bytes(data)
        _command("triage", "import", place, "-i", inventory, "--dry-run", "--reason", "r", "--person", "p")

    return run


def list_answers() -> list[bytes]:
    """A list as it is printed, in both encodings."""
    text = "path,mark,reason,person,target\n名簿.txt,needed,r,p,\nb/c.csv,false-positive,,,\n'=1,needed\n"
    return [text.encode("utf-8-sig"), text.encode("cp932")]


def list_sheets() -> list[bytes]:
    """What owners are sent."""
    return [path.read_bytes() for path in sorted((make_place() / "sheets").glob("*.xlsx"))]


def make_ledger() -> Run:
    """The ledger that the officer has filled in."""
    from meibo.inventory.reader import Reader
    from meibo.reports.ledger_old import read_ledger
    from meibo.reports.model import ReportError

    place = Path(tempfile.mkdtemp(dir=make_place()), "ledger.xlsx")
    with contextlib.closing(Reader(make_place() / "m.db")) as reader:
        key = reader.key_check() or b""

    def run(data: bytes) -> None:
        place.write_bytes(data)
        with contextlib.suppress(ReportError):
            read_ledger(place, key)

    return run


def list_ledgers() -> list[bytes]:
    """As it was made."""
    return [(make_place() / "ledger.xlsx").read_bytes()]


_BOOKS = ("meibo.workbooks", "meibo.reports.ledger_old", "meibo.reports.owner_answers", "meibo.reports.owner_stamp")

OWN_FILES = (
    Target(
        "own/inventory",
        make_inventory,
        list_inventories,
        ("meibo.inventory", "meibo.cli", "meibo.assessment"),
        change_database,
        1 << 20,
    ),
    Target("own/key", make_key, list_keys, ("meibo.inventory.files",), None, 300),
    Target(
        "own/marks-csv", functools.partial(make_import, ".csv"), list_answers, ("meibo.cli.mark_lists",), None, 2_000
    ),
    Target("own/answers-xlsx", functools.partial(make_import, ".xlsx"), list_sheets, _BOOKS, change_archive, 60_000),
    Target("own/ledger-xlsx", make_ledger, list_ledgers, _BOOKS, change_archive, 60_000),
)
