"""Times scans of a share of Samba on loopback, beside Samba's own client reading the same tree.

    python benchmarks/smb.py --files 6000 --large-mb 400 --rounds 3

It starts the server itself. All sides take turns in each round; what is printed is the best of the rounds, and its
ratio to ``smbclient`` in the same run. Counts of files, bytes and findings are checked before any time is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure_scan import make_small_files, measure
from meibo_connectors.model import Entry
from meibo_connectors.options import Options, SmbOptions
from meibo_connectors.registry import connect, parse_target

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from servers.samba import PASSWORD, USER, Samba

MEGABYTE = 10**6
CHUNK_BYTES = 1 << 20


def main() -> None:
    """Make the tree, take turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=6000, help="small files of 4 KB")
    parser.add_argument("--large-mb", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ["MEIBO_SMB_USERNAME"], os.environ["MEIBO_SMB_PASSWORD"] = USER, PASSWORD
    with tempfile.TemporaryDirectory(prefix="meibo-bench-") as place:
        base = Path(place)
        base.chmod(0o755)
        mails = make_small_files(base / "small", options.files)
        digest = _make_large(base / "large", options.large_mb)
        server = Samba(base / "state", {"small": base / "small", "large": base / "large"}, users=(USER,)).start()
        try:
            small = {
                "smbclient mget": lambda: _fetch(server, "small", options.files),
                "connector: list and read": lambda: _read(server, options.files),
                "meibo scan --workers 1": lambda: _scan(server, 1, mails),
                "meibo scan --workers 2": lambda: _scan(server, 2, mails),
            }
            large = {
                "smbclient get": lambda: _fetch(server, "large", 1),
                "connector: read": lambda: _read_large(server, digest),
            }
            _report(f"{options.files} files of 4 KB", "files/s", options.files, _take_turns(small, options.rounds))
            _report(f"a file of {options.large_mb} MB", "MB/s", options.large_mb, _take_turns(large, options.rounds))
        finally:
            server.stop()


def _make_large(folder: Path, megabytes: int) -> str:
    folder.mkdir()
    hashed = hashlib.sha256()
    with (folder / "large.bin").open("wb") as file:
        for _ in range(megabytes):
            block = os.urandom(MEGABYTE)
            hashed.update(block)
            file.write(block)
    return hashed.hexdigest()


def _take_turns(sides: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            seconds[name].append(run())
    return seconds


def _report(title: str, unit: str, amount: int, seconds: dict[str, list[float]]) -> None:
    print(f"\n{title} (best of {len(next(iter(seconds.values())))}, median in brackets)")
    first = min(next(iter(seconds.values())))
    for name, times in seconds.items():
        best, median = amount / min(times), amount / statistics.median(times)
        print(f"  {name:28} {best:7,.0f} {unit} ({median:,.0f})   {first / min(times):.2f} x smbclient")


def _fetch(server: Samba, share: str, files: int) -> float:
    with tempfile.TemporaryDirectory() as place:
        started = time.perf_counter()
        subprocess.run(
            ["smbclient", "-p", str(server.port), f"//127.0.0.1/{share}", "-c", f"recurse;prompt;lcd {place};mget *"],
            env={**os.environ, "USER": USER, "PASSWD": PASSWORD},
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - started
        count = sum(path.is_file() for path in Path(place).rglob("*"))
        assert count == files, f"smbclient fetched {count} of {files} files"
    return seconds


def _read(server: Samba, files: int) -> float:
    started = time.perf_counter()
    connector = connect(parse_target(server.uri("small")), Options(smb=SmbOptions(USER, PASSWORD)))
    count = 0
    for item in connector.list(lambda _: False):
        assert isinstance(item, Entry), item
        with connector.open(item.path) as stream:
            content = stream.read()
        assert len(content) == item.size_bytes
        count += 1
    connector.close()
    assert count == files, f"{count} of {files} files"
    return time.perf_counter() - started


def _read_large(server: Samba, digest: str) -> float:
    connector = connect(parse_target(server.uri("large")), Options(smb=SmbOptions(USER, PASSWORD)))
    pieces = []
    started = time.perf_counter()
    with connector.open("large.bin") as stream:
        while piece := stream.read(CHUNK_BYTES):
            pieces.append(piece)
    seconds = time.perf_counter() - started
    connector.close()
    assert hashlib.sha256(b"".join(pieces)).hexdigest() == digest
    return seconds


def _scan(server: Samba, workers: int, mails: int) -> float:
    return float(measure(server.uri("small"), workers, mails)["seconds"])  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
