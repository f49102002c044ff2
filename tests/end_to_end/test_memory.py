"""Files of any size and any line length are read in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOUND_BYTES = 500_000_000
PIECE = "本日は晴天なり。" * 40 + " メール hanako@mail.co.jp "


def write_line(path: Path, size_bytes: int) -> int:
    """One line of that size with a mail address in each piece; returns how many."""
    raw = PIECE.encode()
    count = size_bytes // len(raw)
    with path.open("wb") as stream:
        for start in range(0, count, 1000):
            stream.write(raw * min(1000, count - start))
    return count


def watch(meibo: Any, processes: Any, *arguments: object) -> tuple[Any, int]:
    """Run a command and sample the most memory that any of its processes has held."""
    command = meibo.start(*arguments)
    peak = 0

    def sample() -> bool:
        nonlocal peak
        pids = [command.pid, *processes.children(command.pid)]
        peak = max(peak, *(processes.peak_bytes(pid) for pid in pids))
        return command.poll() is not None

    processes.wait_until(sample, seconds=500)
    return meibo.finish(command), peak


@pytest.mark.parametrize(
    "size", [pytest.param(16 << 20, id="16 MB"), pytest.param(1 << 30, id="1 GB", marks=pytest.mark.slow)]
)
def test_a_single_line(
    meibo: Any, share: Path, processes: Any, list_files: Callable[..., dict[str, dict[str, Any]]], size: int
) -> None:
    """A line without end is read like any other text: every value found, no process above 500 MB."""
    file = share / "line.txt"
    count = write_line(file, size)
    try:
        done, peak = watch(meibo, processes, "scan", share)
    finally:
        file.unlink()
    assert done.returncode == 0, done.stderr
    assert list_files()["line.txt"]["findings"] == {"email": count}
    assert 20_000_000 < peak < BOUND_BYTES


@pytest.mark.slow
def test_a_crowded_line(meibo: Any, share: Path, processes: Any) -> None:
    """Nothing but telephone numbers, three million in one line, which stand for as many people."""
    file = share / "dense.txt"
    file.write_text("".join(f"090-{2000 + n % 7000}-{n % 9973:04}," for n in range(3_000_000)))
    done, peak = watch(meibo, processes, "scan", share)
    file.unlink()
    assert done.returncode == 0, done.stderr
    assert peak < BOUND_BYTES


@pytest.mark.slow
def test_many_files(meibo: Any, share: Path, processes: Any) -> None:
    """A hundred thousand files take no more memory than a few."""
    for number in range(100_000):
        if number % 1000 == 0:
            place = share / f"{number:06}"
            place.mkdir()
        (place / f"{number}.txt").write_bytes(b"")
    done, peak = watch(meibo, processes, "scan", share, "--xlsx", "a.xlsx", "--csv", "a.csv")
    assert done.returncode == 0, done.stderr
    assert peak < BOUND_BYTES
