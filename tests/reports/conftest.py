"""Inventories to report on, made by the real writer from invented results."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from meibo.inventory.file_rows import tell_access
from meibo.inventory.model import Counts, FileResult, Issue, Status, StoredPosition
from meibo.inventory.reader import Reader
from meibo.inventory.writer import Writer
from meibo.reports.model import ReportOptions
from meibo_connectors.model import Access, Audience, Entry

SHARE = "file:///srv/%E5%85%B1%E6%9C%89"
KEY = b"\x5e" * 32
JAPAN = timezone(timedelta(hours=9), "JST")

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]


def make_position(detector: str, masked: str, score: int = 95, **location: int | str) -> StoredPosition:
    """A position with an invented fingerprint."""
    return StoredPosition(
        detector=detector,
        location=location or {"line": 2, "column": 5},
        start=4,
        end=4 + len(masked),
        score=score,
        evidence=("label:個人番号", "check-digit") if detector == "jp_my_number" else (),
        fingerprint=hashlib.sha256(f"{detector} {masked} {location}".encode()).digest(),
        masked=masked,
    )


@pytest.fixture
def make_file() -> MakeFile:
    """Makes the result of one file; whatever is not named is ordinary."""

    def make(
        path: str,
        *,
        counts: dict[str, tuple[int, int, int]] | None = None,
        persons: tuple[int, int] = (0, 0),
        roster_points: int = 0,
        audience: Audience = Audience.GROUPS,
        status: Status = Status.COMPLETE,
        issues: tuple[Issue, ...] = (),
        positions: tuple[StoredPosition, ...] = (),
        size_bytes: int = 2048,
        modified_ns: int = 1_760_000_000_000_000_000,
        owner: str = "1001",
    ) -> FileResult:
        return FileResult(
            entry=Entry(path, size_bytes, modified_ns, f"v-{path}", owner, Access(audience, "mode 0640")),
            status=status,
            issues=issues,
            format="" if status is Status.SKIPPED else "text",
            encoding="" if status is Status.SKIPPED else "cp932",
            bytes_read=0 if status is Status.SKIPPED else size_bytes,
            counts={name: Counts(*row) for name, row in (counts or {}).items()},
            positions=positions,
            persons_least=persons[0],
            persons_most=persons[1],
            roster_points=roster_points,
        )

    return make


@pytest.fixture
def make_inventory(tmp_path: Path) -> Iterator[MakeInventory]:
    """Writes an inventory of one scan, number 1, and opens it for reading."""
    opened: list[Reader] = []

    def make(files: list[FileResult], troubles: tuple[tuple[str, Issue], ...] = (), state: str = "finished") -> Reader:
        place = tmp_path / f"inventory-{len(opened)}.db"
        writer = Writer(place)
        writer.accept_key(KEY)
        scan = writer.begin((SHARE,), "{}", "rules-1", "0.1.0")
        target, basis = writer.target_id(SHARE), writer.basis_id("rules-1", "{}", "{}", "")
        for file in files:
            writer.record(scan, target, basis, file, tell_access(file.entry))
        for path, issue in troubles:
            writer.record_trouble(scan, target, path, issue)
        if state == "interrupted":
            writer.interrupt(scan, 83.5)
        elif state == "finished":
            writer.finish(scan, 83.5, (), lambda _target, _path: False)
        writer.close()
        opened.append(Reader(place))
        return opened[-1]

    yield make
    for reader in opened:
        reader.close()


@pytest.fixture
def office(make_file: MakeFile, make_inventory: MakeInventory) -> Reader:
    """A small company's share: every level, every status, a folder that is closed."""
    denied = Issue("open", "permission-denied", "EACCES")
    return make_inventory(
        [
            make_file("memo.txt"),
            make_file(
                "人事/マイナンバー一覧.csv",
                counts={"jp_my_number": (3, 10, 120), "email": (0, 0, 118)},
                persons=(120, 131),
                roster_points=360,
                audience=Audience.EVERYONE,
                positions=(
                    make_position("jp_my_number", "**********18", row=2, column=3),
                    make_position("jp_my_number", "**********47", score=75, row=3, column=3),
                    make_position("email", "h***@example.com", row=2, column=4),
                ),
            ),
            make_file(
                "営業/決済.log",
                counts={"payment_card": (0, 0, 100)},
                positions=(make_position("payment_card", "411111******1111", line=7, column=12),),
            ),
            make_file(
                "営業/顧客.txt",
                counts={"email": (0, 1500, 0), "jp_phone": (40, 1490, 0)},
                persons=(1490, 1500),
                status=Status.PARTIAL,
                issues=(Issue("extract", "time-limit"),),
            ),
            make_file("営業/電話帳.txt", counts={"jp_phone": (0, 12, 0)}, persons=(12, 12)),
            make_file("総務/推測のみ.txt", counts={"jp_my_number": (9, 0, 0)}),
            make_file("総務/文字化け.txt", issues=(Issue("extract", "undecodable", count=4),)),
            make_file("総務/写真.jpg", status=Status.SKIPPED, issues=(Issue("extract", "image-only"),)),
            make_file("総務/給与.xlsx", status=Status.SKIPPED, issues=(denied,)),
        ],
        troubles=(("役員", Issue("list", "permission-denied", "EACCES")),),
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``run_meibo`` runs."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def run_meibo(desk: Path) -> Callable[..., str]:
    """Runs the real command and returns what it printed; any end but that of a scan is a failure."""

    def run(*arguments: object) -> str:
        command = [sys.executable, "-m", "meibo", *map(str, arguments), "--lang", "en"]
        done = subprocess.run(command, cwd=desk, check=False, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode in (0, 3), done.stderr
        return done.stdout

    return run


@pytest.fixture
def japanese() -> ReportOptions:
    """A report in Japanese, in Japan's time."""
    return ReportOptions(language="ja", zone=JAPAN)


@pytest.fixture
def english() -> ReportOptions:
    """A report in English, in Japan's time."""
    return ReportOptions(language="en", zone=JAPAN)
