"""Whoever can write to a share swaps what lies there while it is scanned: nothing outside of it is ever read."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import threading
import time
import zipfile
from typing import TYPE_CHECKING, Any, Self

import pytest

from end_to_end.inotify_reads import Reads
from extraction.specimens import SPECIMENS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PHONE = "電話番号 090-2345-6781\n"
CANARY = "メール kanaria.soto@mail.co.jp\nパスワードは kanaria-sesame です\n"
ATTACK_SECONDS = 12


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """What must never be read: files of the names that the share has, with what only they hold."""
    folder = tmp_path / "outside"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "z.txt", "mail.txt", "sub/a.txt", "sub/b.docx"):
        (folder / name).write_text(CANARY, "utf-8")
    return folder


@pytest.fixture
def reads(outside: Path) -> Iterator[Reads]:
    """Who reads it."""
    with Reads(outside) as watch:
        (outside / "a.txt").read_bytes()
        assert "a.txt" in watch.take()  # else the watch would see nothing at all
        yield watch


def all_findings(files: dict[str, dict[str, Any]]) -> set[str]:
    return {detector for row in files.values() for detector in row["findings"]}


@pytest.mark.slow
def test_a_target_that_is_replaced_by_a_link_is_not_followed(
    meibo: Any,
    share: Path,
    outside: Path,
    reads: Reads,
    processes: Any,
    write_plain: Callable[[Path, int], Path],
    list_files: Callable[..., dict[str, dict[str, Any]]],
) -> None:
    """A worker that starts after the target was swapped finds nothing, and says so; it reads nothing outside."""
    large = write_plain(share / "b-large.txt", 12)
    (share / "z.txt").write_text(PHONE, "utf-8")
    process = meibo.start("scan", share, "--workers", 1)
    worker = processes.wait_for_reader(process.pid, large)
    os.kill(worker, signal.SIGSTOP)
    time.sleep(0.2)  # the listing of these few files has long ended by then
    share.rename(share.with_name("moved"))
    share.symlink_to(outside)
    os.kill(worker, signal.SIGKILL)
    done = meibo.finish(process)
    assert done.returncode == 3
    assert reads.take() == []
    files = list_files()
    assert all_findings(files) == set()
    assert {row["reason"] for row in files.values()} == {"not-found"}


def test_paths_of_members_are_never_used(
    meibo: Any, share: Path, outside: Path, reads: Reads, list_files: Callable[..., dict[str, dict[str, Any]]]
) -> None:
    """Names of members that are absolute or lead upwards are names only: nothing is written or read there."""
    with zipfile.ZipFile(share / "a.zip", "w") as archive:
        for name in (str(outside / "new.txt"), "../outside/new.txt", "../../../etc/passwd", str(outside / "a.txt")):
            archive.writestr(name, PHONE)
    assert meibo("scan", share).returncode == 0
    assert reads.take() == []
    assert not (outside / "new.txt").exists()
    (row,) = list_files().values()
    assert row["findings"] == {"jp_phone": 4}


class Adversary:
    """Swaps what lies in a share for links, FIFOs and folders and back, as fast as the machine lets it."""

    def __init__(self, share: Path, outside: Path) -> None:
        self._share, self._outside = share, outside
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.swaps = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        for turn in itertools.count():
            if self._is_over.is_set():
                return
            for name in ("a.txt", "mail.txt", "sub/a.txt"):
                self._swap(name, turn)
            self._swap_folder(turn)

    def _swap(self, name: str, turn: int) -> None:
        place, fresh = self._share / name, self._share / f".fresh-{turn % 7}"
        with contextlib.suppress(OSError):
            if turn % 4 == 0:
                fresh.write_text(PHONE, "utf-8")
            elif turn % 4 == 2:
                os.mkfifo(fresh)
            else:
                fresh.symlink_to(self._outside / name)
            fresh.rename(place)
            self.swaps += 1

    def _swap_folder(self, turn: int) -> None:
        sub, kept = self._share / "sub", self._share.with_name("kept")
        with contextlib.suppress(OSError):
            if turn % 2 and not sub.is_symlink():
                sub.rename(kept)
                sub.symlink_to(self._outside / "sub")
                self.swaps += 1
            elif sub.is_symlink():
                sub.unlink()
                kept.rename(sub)
                self.swaps += 1


@pytest.mark.slow
def test_an_adversary_gets_nothing_outside_read(
    meibo: Any, share: Path, outside: Path, reads: Reads, list_files: Callable[..., dict[str, dict[str, Any]]]
) -> None:
    """Scans, and the commands that read by themselves, while files and folders are swapped thousands of times."""
    (share / "sub").mkdir()
    for name in ("a.txt", "mail.txt", "sub/a.txt"):
        (share / name).write_text(PHONE, "utf-8")
    shutil.copytree(share / "sub", share / "z-sub")
    (share / "sub" / "b.docx").write_bytes(SPECIMENS["docx"]().content)
    (share / "office.docx").write_bytes(SPECIMENS["encrypted-office"]().content)  # for which mails beside are read
    runs = 0
    until = time.monotonic() + ATTACK_SECONDS
    with Adversary(share, outside) as adversary:
        while time.monotonic() < until:
            for line in (("scan", share, "--full", "--workers", 2), ("detect", share), ("text", share)):
                done = meibo(*line, errors="replace")
                assert done.returncode in (0, 1, 3), done.stderr
                assert "kanaria" not in done.stdout + done.stderr
                runs += 1
            assert "email" not in all_findings(list_files())
    assert reads.take() == []
    assert adversary.swaps > 1000, adversary.swaps
    assert runs >= 3
