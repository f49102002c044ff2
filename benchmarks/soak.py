"""Scans a tree night after night with ``meibo serve`` beside it, and looks for whatever grows.

    python benchmarks/soak.py --files 200000 --rounds 10

Between two nights files are added, edited, removed, renamed, given to others, closed and damaged; each night is the
real command (``meibo run``, which keeps three scans), and what it says is compared with what was done. One server runs
beside all nights and answers after each. Measured from outside: memory, descriptors and threads of every process,
temporary files and processes that are left, the inventory. Prints a table; ends with 1 where something grew by more
than ``soak_rules.py`` allows, or where the inventory, cut to one scan, is more than a fresh one of the same tree.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import process_watch
import soak_rules
from meibo.inventory.model import ScanSummary
from meibo.inventory.reader import Reader
from process_watch import Figures
from serve import Browser
from soak_tree import Tree, can_be_closed

PAGES: Final = (
    "/", "/files", "/files?q=3", "/files?level=low", "/files?page=999999", "/folders", "/owners", "/audiences",
    "/detectors", "/changes", "/unread",
)  # fmt: skip
ASKED: Final = 5
"""How often each page is asked for after a night."""
KEPT_SCANS: Final = 3
MOST_BEYOND: Final = 1.02
"""Of a fresh inventory, as compacted, what one may take that has seen all nights."""
SAME: Final = ("assets", "versions", "readings", "counts", "kind_counts", "positions", "person_keys", "file_issues")
"""Tables that hold as many rows as those of a fresh inventory."""
GROWTH_WITHIN: Final = (1.1, 8192)
"""What a process of the first scan may have at its end: of what it had at half of its time, and kilobytes more."""

SETTLED_LOOKS: Final = 300
"""At a process, before it is judged within a scan: it has met every kind of file by its half then."""


class GrewError(Exception):
    """Something was not as it must be; the message says what."""


class Nights:
    """A tree, its inventory, and the places where something could be left behind."""

    def __init__(self, folder: Path, files: int, workers: int) -> None:
        self._folder, self._workers = folder, workers
        self.tree = Tree(folder / "tree", files)
        self.inventory = folder / "held" / "meibo.db"
        self.sessions: set[int] = set()
        self._places = [folder / "tmp", folder / "runtime", folder / "home"]
        for place in (self.inventory.parent, folder / "server", *self._places):
            place.mkdir(mode=0o700)
        self._shared = set(_list_shared())
        self._settings = folder / "meibo.toml"
        self._settings.write_text(
            f'[[job]]\nname = "nightly"\ntargets = ["{folder / "tree"}"]\ninventory = "{self.inventory}"\n'
            f"keep-scans = {KEPT_SCANS}\n",
            "utf-8",
        )

    def environment(self, temporary: str = "tmp") -> dict[str, str]:
        """Of a command: what it leaves lies in folders of its own."""
        own = {"TMPDIR": temporary, "XDG_RUNTIME_DIR": "runtime", "HOME": "home"}
        places = {name: str(self._folder / place) for name, place in own.items()}
        return {**os.environ, **places}

    def scan(self, *command: str) -> tuple[dict[str, list[Figures]], float]:
        """Run a command that scans to its end; figures of its processes, and its seconds."""
        started = time.perf_counter()
        call = [*can_be_closed(), sys.executable, "-m", "meibo", *command, "--quiet", "--workers", str(self._workers)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(call, env=self.environment(), start_new_session=True, **quiet)
        self.sessions.add(process.pid)
        try:
            roles = process_watch.watch(process)
        finally:
            process.terminate()
        if process.returncode not in (0, 3):
            raise GrewError(f"{' '.join(command)} ended with {process.returncode}")
        return roles, time.perf_counter() - started

    def run_job(self) -> tuple[dict[str, list[Figures]], float]:
        """One night."""
        return self.scan("run", "nightly", "--config", str(self._settings))

    def verify(self, inventory: Path, *options: str) -> None:
        """Upkeep of an inventory; raises GrewError where it finds a fault."""
        command = [sys.executable, "-m", "meibo", "verify", "-i", str(inventory), *options]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise GrewError(f"meibo verify ended with {done.returncode}: {done.stdout[-500:]}")

    def list_left(self) -> list[Path]:
        """Temporary files and the like."""
        found = [path for place in self._places for path in place.rglob("*")]
        known = {f"meibo.db{end}" for end in ("", ".key", ".lock", "-wal", "-shm")}
        found += [path for path in self.inventory.parent.iterdir() if path.name not in known]
        return found + [path for path in _list_shared() if path not in self._shared]

    def list_running(self, server: int) -> list[int]:
        """Processes of these commands that run, but for the server and its own."""
        own = {pid for pid, _ in process_watch.list_below(server)}
        return [pid for pid in process_watch.list_sessions(self.sessions) if pid not in own]

    def list_held(self) -> list[Path]:
        """What the server holds in its folder while it runs."""
        return [path for path in (self._folder / "server").rglob("*") if path.is_file()]


def check(summary: ScanSummary, nights: Nights) -> None:
    """Raise GrewError where a scan did not see what was done to the tree."""
    wanted = nights.tree.expect()
    phones = summary.findings["jp_phone"]
    found = (summary.listed, summary.complete, phones.high + phones.medium + phones.low)
    if found != (wanted.listed, wanted.complete, wanted.phones):
        raise GrewError(f"listed, complete, phones: {found}, wanted {wanted}")
    if not wanted.read * 0.8 <= summary.listed - summary.carried <= wanted.read:
        raise GrewError(f"{summary.listed - summary.carried} read, {wanted.read} were touched")


def count_rows(inventory: Path) -> dict[str, int]:
    """Rows by table."""
    with contextlib.closing(sqlite3.connect(f"{inventory.as_uri()}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def soak(nights: Nights, rounds: int) -> Iterator[str]:
    """Lines to print; raises GrewError at the end where something grew."""
    seen: list[soak_rules.Round] = []
    broken: list[str] = []
    with contextlib.ExitStack() as undo:
        for number in range(1, rounds + 1):
            if number > 1:
                nights.tree.change()
            roles, seconds = nights.run_job()
            summary = _summarise(nights.inventory)
            check(summary, nights)
            if number == 1:
                process, browser = undo.enter_context(_serve(nights))
                yield from _tell_first(roles, broken)
                yield soak_rules.head()
            statuses = {browser.get(page)[0] for _ in range(ASKED) for page in PAGES}
            broken += [f"round {number}: the server answered {status}" for status in statuses if status >= 500]
            seen.append(_measure(nights, number, seconds, summary, roles, process.pid))
            yield soak_rules.tell(seen[-1])
    yield soak_rules.foot(seen) + "\n"
    left = [*nights.list_left(), *nights.list_held()]
    broken += [f"left after the server has ended: {path}" for path in left]
    broken += [f"runs after the server has ended: {pid}" for pid in process_watch.list_sessions(nights.sessions)]
    yield from _compare_with_fresh(nights, broken)
    broken += soak_rules.judge(seen)
    if broken:
        raise GrewError("\n".join(broken))


def _measure(
    nights: Nights, number: int, seconds: float, summary: ScanSummary, roles: dict[str, list[Figures]], server: int
) -> soak_rules.Round:
    """The figures of one night."""
    most = {}
    for role in ("scan", "worker", "parser"):
        found = roles.get(role, [Figures(role)])
        most[role] = [max(getattr(one, name) for one in found) for name in ("peak_kb", "descriptors", "threads")]
    served = Figures("server")
    for _ in range(2):
        process_watch.look(server, served)
    return soak_rules.Round(
        number=number, seconds=seconds, listed=summary.listed, read=summary.listed - summary.carried,
        scan_kb=most["scan"][0], worker_kb=most["worker"][0], parser_kb=most["parser"][0],
        scan_descriptors=most["scan"][1], worker_descriptors=most["worker"][1], parser_descriptors=most["parser"][1],
        threads=sum(figures[2] for figures in most.values()), inventory_kb=_size_kb(nights.inventory),
        used_kb=_count_used_kb(nights.inventory),
        rows=sum(count_rows(nights.inventory).values()), server_kb=served.end_kb,
        server_descriptors=served.descriptors, server_threads=served.threads,
        server_processes=len(process_watch.list_below(server)), server_files=len(nights.list_held()),
        left_files=len(nights.list_left()), left_processes=len(nights.list_running(server)),
    )  # fmt: skip


def _tell_first(roles: dict[str, list[Figures]], broken: list[str]) -> Iterator[str]:
    """Within the first scan, which reads everything: resident at half of a process's time and at its end."""
    part, more = GROWTH_WITHIN
    for role, found in sorted(roles.items()):
        largest = max(found, key=lambda one: one.peak_kb)
        half, tail = largest.half_kb, max(largest.seen_kb[-max(len(largest.seen_kb) // 10, 1) :])
        yield f"first scan, {role}: {half / 1024:.1f} MB at half, at most {tail / 1024:.1f} MB in its last tenth"
        if tail > half * part + more and len(largest.seen_kb) > SETTLED_LOOKS:
            broken.append(f"first scan: a {role} grew from {half} to {tail} kB")
    yield ""


def _compare_with_fresh(nights: Nights, broken: list[str]) -> Iterator[str]:
    """The inventory of all nights, cut to its last scan, beside one that has seen only this tree."""
    fresh = nights.inventory.with_name("fresh.db")
    nights.scan("scan", str(nights.inventory.parent.parent / "tree"), "-i", str(fresh))
    nights.verify(nights.inventory, "--keep-scans", "1", "--compact")
    nights.verify(fresh, "--compact")
    sizes = _size_kb(nights.inventory), _size_kb(fresh)
    rows = count_rows(nights.inventory), count_rows(fresh)
    yield f"cut to one scan: {sizes[0] / 1024:.1f} MB, fresh: {sizes[1] / 1024:.1f} MB ({sizes[0] / sizes[1] - 1:+.1%})"
    if sizes[0] > sizes[1] * MOST_BEYOND:
        broken.append(f"the inventory takes {sizes[0]} kB, a fresh one {sizes[1]} kB")
    broken += [
        f"{name}: {rows[0][name]} rows, fresh {rows[1][name]}" for name in SAME if rows[0][name] != rows[1][name]
    ]
    yield f"rows of {', '.join(SAME)}: {sum(rows[0][name] for name in SAME):,} as in the fresh one"


@contextlib.contextmanager
def _serve(nights: Nights) -> Iterator[tuple[subprocess.Popen[str], Browser]]:
    """The server of the first night's scan, and somebody who has logged in."""
    command = [sys.executable, "-m", "meibo", "serve", "-i", str(nights.inventory), "--no-open", "--lang", "ja"]
    process = subprocess.Popen(
        command,
        env=nights.environment("server"),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    nights.sessions.add(process.pid)
    try:
        assert process.stdout is not None
        browser = Browser(process.stdout.readline().strip())
        while b'class="tiles"' not in browser.get("/")[1]:
            time.sleep(0.1)
        yield process, browser
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _summarise(inventory: Path) -> ScanSummary:
    reader = Reader(inventory)
    try:
        return reader.summarise(reader.scan_numbers()[-1])
    finally:
        reader.close()


def _size_kb(inventory: Path) -> int:
    files = (inventory.with_name(inventory.name + end) for end in ("", "-wal", "-shm"))
    return sum(path.stat().st_size for path in files if path.exists()) // 1024


def _count_used_kb(inventory: Path) -> int:
    """Bytes of rows, indexes and what SQLite keeps with them; all of the file where it was built without this table."""
    with contextlib.closing(sqlite3.connect(f"{inventory.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT sum(pgsize - unused) FROM dbstat").fetchone()[0]) // 1024
        except sqlite3.OperationalError:
            return _size_kb(inventory)


def _list_shared() -> list[Path]:
    """What Python or meibo could have put into memory that processes share; other programs of the machine do too."""
    patterns = ("psm_*", "sem.mp-*", "pym-*", "*meibo*")
    return [path for pattern in patterns for path in Path("/dev/shm").glob(pattern)]  # noqa: S108 - looked at only


def main() -> int:
    """Soak in a folder that is removed at the end; 1 where something grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=10, help="nights, at least three")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="where to work; by default where temporary files lie")
    told = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-", dir=told.folder)).resolve()
    try:
        for line in soak(Nights(folder, told.files, told.workers), told.rounds):
            print(line, flush=True)
    except GrewError as error:
        print(error)
        return 1
    finally:
        shutil.rmtree(folder)
    print(f"nothing grew: {soak_rules.MOST_GROWTH:.0%} of the mean at most, after round {soak_rules.UNSETTLED}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
