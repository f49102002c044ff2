"""What all tests share: ``--all``, a sample share, what an inventory says, and a look at processes from outside."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from web_browser import browser, page

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["browser", "page"]

Rows = list[tuple[Any, ...]]

_VERSION = (
    "FROM versions JOIN assets ON assets.id = versions.asset_id JOIN targets ON targets.id = assets.target_id"
    " JOIN readings ON readings.id = reading_id {join} WHERE ?1 BETWEEN first_scan AND last_scan"
    " AND assets.target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?1)"
    " AND versions.id NOT IN (SELECT version_id FROM unseen WHERE scan_id = ?1) ORDER BY uri, path"
)
_LOGICAL = {
    "assets": "SELECT uri, path, folder, size_bytes, modified_ns, owner, audience, audience_source, status, issue_code,"
    " issue_class, format, encoding, content_hash, bytes_read, persons_least, persons_most, roster_points, rule_set,"
    " told " + _VERSION,
    "counts": "SELECT uri, path, detector, low, medium, high " + _VERSION + ", detector",
    "positions": "SELECT uri, path, detector, ordinal, container, location, start_char, end_char, score, evidence,"
    " fingerprint, masked " + _VERSION + ", detector, ordinal",
    "person_keys": "SELECT uri, path, keys " + _VERSION,
    "issues": "SELECT uri, path, stage, code, class, detail, count FROM issues"
    " JOIN targets ON targets.id = target_id WHERE scan_id = ? AND code <> 'access-time-moved'"  # tells of the runs
    " ORDER BY uri, path, stage, code",
    "file_issues": "SELECT uri, path, stage, code, class, detail, count " + _VERSION + ", stage, code",
    "unseen": "SELECT uri, path FROM unseen JOIN versions ON versions.id = version_id"
    " JOIN assets ON assets.id = asset_id JOIN targets ON targets.id = target_id WHERE scan_id = ? ORDER BY uri, path",
    "state": "SELECT state, targets, options, rule_set FROM scans WHERE id = ?",
}

# No deadline: builds with sanitisers and busy machines are slow at any moment. The quick run draws the same examples
# each time, so that it fails for what was changed; the long one searches.
settings.register_profile("quick", deadline=None, max_examples=20, derandomize=True)
settings.register_profile("all", deadline=None, max_examples=100)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--all`` runs slow tests too, ``--update`` rewrites what golden tests expect, ``--positions`` is of faults."""
    parser.addoption("--all", action="store_true", help="run the tests marked slow too")
    parser.addoption("--update", action="store_true", help="rewrite what golden tests expect")
    parser.addoption("--positions", type=int, default=3, help="in how many places each fault is tried (published: 20)")


def pytest_configure(config: pytest.Config) -> None:
    """With ``--all`` every property is tried on more examples."""
    settings.load_profile("all" if config.getoption("--all") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without ``--all``, leave the slow tests out and say so; with it, begin with the files that take longest."""
    if config.getoption("--all"):
        items.sort(key=lambda item: not item.path.match("kernels/test_checked_builds.py"))
        items.sort(key=lambda item: "endurance" not in item.path.parts)
    else:
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: runs only with --all"))


@pytest.fixture(scope="session")
def forget_coverage() -> Callable[[pytest.MonkeyPatch], None]:
    """Has started processes not be measured: what measures them writes files, and says so where it cannot."""

    def forget(patch: pytest.MonkeyPatch) -> None:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)

    return forget


@pytest.fixture
def without_coverage(monkeypatch: pytest.MonkeyPatch, forget_coverage: Callable[[pytest.MonkeyPatch], None]) -> None:
    """Started processes are not measured."""
    forget_coverage(monkeypatch)


@pytest.fixture(scope="session")
def sample_share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The share that ``meibo demo`` makes; to be read only."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [sys.executable, "-m", "meibo", "demo", str(folder), "--seed", "7"], check=True, stdout=subprocess.DEVNULL
    )
    return folder / "share"


@pytest.fixture(scope="session")
def dump_inventory() -> Callable[..., dict[str, Rows]]:
    """Reads all that an inventory says of a scan (the newest unless named), without row numbers and times."""

    def dump(inventory: Path, scan: int | None = None) -> dict[str, Rows]:
        with contextlib.closing(sqlite3.connect(f"{inventory.as_uri()}?mode=ro", uri=True)) as connection:
            number = scan or connection.execute("SELECT max(id) FROM scans").fetchone()[0]
            said = {
                name: connection.execute(query.format(join=_join(name)), (number,)).fetchall()
                for name, query in _LOGICAL.items()
            }
            return {**said, "parts": connection.execute("SELECT path, ordinal FROM parts").fetchall()}

    return dump


def _join(table: str) -> str:
    """The tables of what a reading found; of the others a query names what it needs."""
    if table == "assets":
        return "JOIN bases ON bases.id = basis_id"
    return f"JOIN {table} USING (reading_id)" if table in ("counts", "positions", "person_keys", "file_issues") else ""


class Processes:
    """Looks at processes through ``/proc``, and waits for what they do."""

    def workers(self, parent: int) -> list[int]:
        """The worker processes of a scan, oldest first."""
        return sorted(pid for pid in self.children(parent) if b"spawn_main" in self._read(pid, "cmdline"))

    def children(self, parent: int) -> list[int]:
        """Everything that a process has started and that still lives."""
        return [
            int(place.name)
            for place in Path("/proc").iterdir()
            if place.name.isdecimal() and self._parent(int(place.name)) == parent
        ]

    def is_alive(self, pid: int) -> bool:
        """Whether a process runs; one that has ended and is not yet buried does not."""
        status = self._read(pid, "stat").rpartition(b")")[2].split()
        return bool(status) and status[0] not in (b"Z", b"X")

    def has_open(self, pid: int, file: Path) -> bool:
        """Whether a process holds a file open now."""
        with contextlib.suppress(OSError):
            return any(link.readlink() == file for link in Path(f"/proc/{pid}/fd").iterdir())
        return False

    def peak_bytes(self, pid: int) -> int:
        """The most memory that a process has held, 0 when it is gone."""
        lines = self._read(pid, "status").splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"VmHWM:")), 0)

    def wait_until(self, condition: Callable[[], Any], seconds: float = 20) -> Any:
        """What a condition answers once it is true; fails when it stays false."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if answer := condition():
                return answer
            time.sleep(0.002)
        pytest.fail(f"waited {seconds} s in vain")

    def wait_for_reader(self, parent: int, file: Path, seconds: float = 20) -> int:
        """The worker that holds a file open."""
        pid: int = self.wait_until(
            lambda: next((pid for pid in self.workers(parent) if self.has_open(pid, file)), 0), seconds
        )
        return pid

    def _parent(self, pid: int) -> int:
        fields = self._read(pid, "stat").rpartition(b")")[2].split()
        return int(fields[1]) if len(fields) > 1 else -1

    @staticmethod
    def _read(pid: int, name: str) -> bytes:
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/{name}").read_bytes()
        return b""


@pytest.fixture(scope="session")
def processes() -> Processes:
    """A look at processes from outside."""
    return Processes()
