"""A share, the scans of an uninjured course, and desks at which the same course is injured."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from faults.failing import Injury, count_calls, find_hits, make_environment
from faults.outcomes import Outcome
from meibo.catalogue.messages import MESSAGES
from meibo.inventory.checks import check_inventory
from meibo.inventory.files import InventoryError, load_or_make_key, state_check

Course = Literal["first", "second"]
"""The first night makes inventory and key; the second finds both, and a share that has changed."""

LIMIT_SECONDS = 300.0
"""An uninjured scan takes one second, on a machine that is busy with other tests a minute; what takes longer hangs."""

NAMES = ("meibo.db", "meibo.db-wal", "meibo.db-shm", "meibo.db-journal", "meibo.db.key", "meibo.db.lock")
REPORTS = ("a.csv", "b.jsonl")
VALUES = (b"090-2345", b"0902345", b"taro.yamada")
"""How every value of the share begins."""

SAID = (
    "inventory-not-writable", "inventory-not-readable", "inventory-disk-full", "inventory-io", "key-not-readable",
    "report-not-writable", "report-disk-full",
)  # fmt: skip
"""What may be said of a call that fails."""

_KEYED = re.compile(r"fingerprint|content_hash|person_keys")


class Bench:
    """A share that is scanned again and again, and what its uninjured scans say."""

    def __init__(self, folder: Path, library: Path, dump: Callable[..., Any]) -> None:
        self.folder, self.library, self._dump = folder, library, dump
        self.share = folder / "share"
        fill(self.share)
        first = Desk(self, folder / "night")
        first.prepare(None)
        assert first.scan().returncode == 0
        self.stored = first.own
        self.first_night = self.dump(first.inventory)
        change(self.share)
        self.quiet: dict[Course, Any] = {}
        self.calls: dict[Course, dict[str, int]] = {}
        for course in ("first", "second"):
            desk = self.desk(f"quiet-{course}", course)
            assert desk.scan(prefix=f"{desk.own}/").returncode == 0
            self.quiet[course] = self.dump(desk.inventory)
            self.calls[course] = count_calls(desk.log)
        desk = self.desk("quiet-report")
        self.reports = {name: (desk.reports / name).read_bytes() for name in desk.report(prefix=f"{desk.reports}/")}
        self.report_calls = count_calls(desk.log)

    def desk(self, name: str, course: Course = "second") -> Desk:
        """A fresh desk; in the second night with what the first has left."""
        desk = Desk(self, self.folder / name)
        desk.prepare(self.stored if course == "second" else None)
        return desk

    def dump(self, inventory: Path, scan: int | None = None) -> Any:
        """What an inventory says, whatever its key: keyed hashes are numbered in the order in which they come."""
        numbers: dict[bytes, int] = {}

        def rename(value: Any) -> Any:
            return numbers.setdefault(value, len(numbers)) if isinstance(value, bytes) and value else value

        said = self._dump(inventory, scan)
        said["person_keys"] = [(uri, path, len(keys)) for uri, path, keys in said["person_keys"]]  # in order of hashes
        return {table: [tuple(map(rename, row)) for row in rows] for table, rows in said.items()}


class Desk:
    """A folder with an inventory, its key, and reports."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench, self.folder = bench, folder
        self.own, self.reports = folder / "own", folder / "reports"
        self.inventory, self.key = self.own / "meibo.db", self.own / "meibo.db.key"
        self.log = folder / "calls"

    def prepare(self, stored: Path | None) -> None:
        """Make the folders, with a copy of what is stored."""
        self.reports.mkdir(parents=True)
        if stored is None:
            self.own.mkdir()
        else:
            shutil.copytree(stored, self.own)

    def close(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder)

    def run(
        self, *arguments: object, prefix: str = "", injury: Injury | None = None, **settings: Any
    ) -> subprocess.CompletedProcess[str]:
        """The real command; with a prefix its calls on such paths are counted, and fail where that is asked."""
        shim = make_environment(self.bench.library, prefix, self.log, injury) if prefix else {}
        line = [*settings.pop("before", ()), sys.executable, "-m", "meibo", *map(str, arguments)]
        return subprocess.run(
            line, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False, cwd=self.folder,
            timeout=LIMIT_SECONDS, env={**os.environ, "LC_ALL": "C.UTF-8", **shim}, **settings,
        )  # fmt: skip

    def scan(self, *more: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        """The scan that is given again and again, of two detectors: a tenth of the time of all."""
        return self.run(
            "scan", self.bench.share, "-i", self.inventory, "--detectors", "email,jp_phone", "--workers", 1, "--quiet",
            *more, **settings,
        )  # fmt: skip

    def report(self, **settings: Any) -> tuple[str, ...]:
        """Write the reports, and return their names."""
        self.log.unlink(missing_ok=True)
        done = self.run_report(**settings)
        assert done.returncode == 0, done.stderr
        return REPORTS

    def run_report(self, *more: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        """The command that writes reports."""
        places = ("--csv", self.reports / "a.csv", "--jsonl", self.reports / "b.jsonl")
        return self.run("report", "-i", self.inventory, *places, *more, **settings)

    @contextlib.contextmanager
    def seen(self) -> Iterator[Path]:
        """A copy of the inventory: who looks at one after a crash changes what lies beside it."""
        copy = self.folder / "seen"
        shutil.copytree(self.own, copy)
        yield copy / self.inventory.name
        shutil.rmtree(copy)

    def read_check(self) -> bytes:
        """What the inventory keeps of its key, empty where it keeps nothing."""
        with (
            self.seen() as inventory,
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(inventory)) as connection,
        ):
            rows = connection.execute("SELECT value FROM key_check").fetchall()
            assert len(rows) <= 1
            return rows[0][0] if rows else b""
        return b""

    def keeps_first_night(self) -> bool:
        """Whether an interrupted second night has left the first as it was."""
        with self.seen() as inventory:
            return bool(self.bench.dump(inventory, 1)["assets"] == self.bench.first_night["assets"])

    def find_loss(self, course: Course) -> str:
        """What the inventory lacks after the same command has ended the course; empty where it is as it should be."""
        if self.bench.dump(self.inventory) != self.bench.quiet[course]:
            return "the inventory is not that of an uninterrupted scan"
        if course == "second" and self.bench.dump(self.inventory, 1) != self.bench.first_night:
            return "the first night is not as it was"
        faults = check_inventory(self.inventory, self.key)
        return f"verify says {faults}" if faults else ""

    def find_leak(self, *said: str, may_stay: str = "meibo.db.before-repair-") -> str:
        """A value in what was said or stored, a file that should be gone, or one that others may read.

        Files whose names begin with ``may_stay`` are not gone, but for their owner only all the same.
        """
        for text in said:
            if any(value.decode() in text for value in VALUES):
                return "a value was said"
        for file in (*self.own.iterdir(), *self.reports.iterdir()):
            if file.name not in (*NAMES, *REPORTS) and not file.name.startswith(may_stay):
                return f"{file.name} was left behind"
            if file.stat().st_mode & 0o077:
                return f"{file.name} is open to others"
            if any(value in file.read_bytes() for value in VALUES):
                return f"a value is in {file.name}"
        return ""


def examine(desk: Desk, course: Course, injury: Injury, language: str) -> Outcome:
    """Injure a scan, give the same command again, and compare what there is then."""
    what = f"{course} night, {injury.spell()}"
    try:
        hurt = desk.scan("--lang", language, prefix=f"{desk.own}/", injury=injury)
        what += f" ({', '.join(find_hits(desk.log)[:1]) or 'not reached'}): {hurt.returncode} {hurt.stderr.strip()}"
        check, key = desk.read_check(), read_key(desk.key)
        first_stands = course == "first" or desk.keeps_first_night()
        again = desk.scan() if hurt.returncode else hurt
    except subprocess.TimeoutExpired:
        return Outcome("hung", what)
    loss = "" if again.returncode == 0 else f"then {again.returncode} {again.stderr.strip()}"
    loss = loss or ("" if first_stands else "the first night was gone") or desk.find_loss(course)
    if not loss and check and desk.read_check() != check:
        loss = "the inventory has got a second key"
    if not loss and key and read_key(desk.key) != key:
        loss = "the key file has changed"
    if loss:
        return Outcome("lost", f"{what}; {loss}")
    undeletable = f"{desk.key.name}." if injury.call == "unlink" else "nothing"
    if leak := desk.find_leak(hurt.stdout, hurt.stderr, may_stay=undeletable):
        return Outcome("leaked", f"{what}; {leak}")
    return Outcome("survived" if is_clear(hurt, language, injury) else "unclear", what)


def is_clear(done: subprocess.CompletedProcess[str], language: str, injury: Injury) -> bool:
    """Whether the exit code is 0 and nothing was said, or 3 and one line says what failed and where."""
    if done.returncode == 0:
        return not done.stderr
    head = "meibo: エラー: " if language == "ja" else "meibo: error: "
    lines = done.stderr.splitlines()
    is_one = done.returncode == 3 and len(lines) == 1 and injury.error != "EINTR"
    # SQLite makes no difference between a page that the disk cannot read and one that makes no sense.
    said = (*SAID, "inventory-damaged") if injury.call == "read" else SAID
    return is_one and lines[0].startswith(head) and any(fits(code, language, lines[0][len(head) :]) for code in said)


def fits(code: str, language: str, text: str) -> bool:
    """Whether a text is this message of the catalogue, with what it is about filled in."""
    template = MESSAGES[code][0 if language == "ja" else 1]
    pattern = re.sub(r"\\\{\w+\\\}", r"[^\\n「」]+", re.escape(template))
    return re.fullmatch(pattern, text) is not None


def read_key(place: Path) -> bytes:
    """What an inventory would keep of the key; nothing where there is none, and one that is half written fails."""
    if not place.exists():
        return b""
    try:
        return state_check(load_or_make_key(place))
    except InventoryError as error:
        raise AssertionError(f"{error.code}: {place.read_bytes()!r}") from None


def fill(share: Path) -> None:
    """A dozen small texts in three folders."""
    for number in range(12):
        folder = share / f"部署{number % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(
            f"電話 090-2345-{6700 + number}\nメール taro.yamada{number}@mail.co.jp\n", "utf-8"
        )


def change(share: Path) -> None:
    """What a day does: a file is edited, one is added, one is deleted."""
    (share / "部署0" / "0.txt").write_text("改訂 電話 090-2345-7777\n", "utf-8")
    (share / "部署1" / "新規.txt").write_text("電話 090-2345-8888\n", "utf-8")
    (share / "部署2" / "2.txt").unlink()
