"""Files that are no files, that may not be read, or that change while they are read."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PHONE = "電話番号 090-2345-6781\n"
Files = dict[str, dict[str, Any]]


@pytest.fixture
def scan_during(
    meibo: Any, share: Path, processes: Any, write_plain: Callable[[Path, int], Path]
) -> Callable[[Callable[[Path], None]], Any]:
    """Scans a share whose file ``a-large.txt`` is just being read while something is done to the share."""

    def scan(action: Callable[[Path], None], *options: object) -> Any:
        large = write_plain(share / "a-large.txt", 12)
        process = meibo.start("scan", share, "--workers", 1, *options)
        worker = processes.wait_for_reader(process.pid, large)
        os.kill(worker, signal.SIGSTOP)
        time.sleep(0.2)  # the listing of these few files has long ended by then
        try:
            action(large)
        finally:
            os.kill(worker, signal.SIGCONT)
        return meibo.finish(process)

    return scan


@pytest.fixture
def locked(share: Path) -> Iterator[Path]:
    """A share with a file and a folder that nobody may read."""
    (share / "open.txt").write_text(PHONE, "utf-8")
    (share / "locked.txt").write_text(PHONE, "utf-8")
    (share / "役員" / "内部").mkdir(parents=True)
    (share / "役員" / "内部" / "secret.txt").write_text(PHONE, "utf-8")
    (share / "locked.txt").chmod(0)
    (share / "役員").chmod(0)
    yield share
    (share / "役員").chmod(0o755)


def test_special_files_and_links_are_told_and_not_opened(
    meibo: Any, share: Path, tmp_path: Path, list_files: Callable[..., Files]
) -> None:
    """A FIFO never blocks the scan; links out of the target, to a folder, in a circle or to nowhere stay links."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.txt").write_text(PHONE, "utf-8")
    os.mkfifo(share / "fifo")
    for name, target in (
        ("out", outside / "b.txt"),
        ("dir", outside),
        ("loop", share),
        ("self", "self"),
        ("gone", "x"),
    ):
        (share / name).symlink_to(target)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(share / "socket"))
        done = meibo("scan", share, timeout=60)
    assert done.returncode == 0
    reasons = {path: row["reason"] for path, row in list_files().items()}
    assert reasons == {
        "a.txt": None, "fifo": "special-file", "socket": "special-file",
        **dict.fromkeys(("out", "dir", "loop", "self", "gone"), "link"),
    }  # fmt: skip


def test_the_target_itself_may_be_a_link(meibo: Any, share: Path, tmp_path: Path) -> None:
    """Who names a link means what it points to."""
    (share / "a.txt").write_text(PHONE, "utf-8")
    link = tmp_path / "link"
    link.symlink_to(share)
    done = meibo("scan", link)
    assert done.returncode == 0
    assert "files 1 = complete 1" in done.stdout


def test_a_device_as_target_is_a_fault(meibo: Any) -> None:
    """What is neither folder nor file cannot be scanned, and is never clean."""
    done = meibo("scan", "/dev/null", timeout=60)
    assert done.returncode == 3
    assert "special-file" in done.stdout + done.stderr


def test_what_may_not_be_read_is_a_fault(meibo: Any, locked: Path, list_files: Callable[..., Files]) -> None:
    """A file or folder without permission is named and makes the scan incomplete; everything else is read."""
    done = meibo.without_rights("scan", locked)
    assert done.returncode == 3
    assert "locked.txt: permission denied (permission-denied, EACCES)" in done.stderr
    assert "役員: permission denied (permission-denied, EACCES)" in done.stderr
    files = {path: (row["status"], row["reason"]) for path, row in list_files().items()}
    assert files == {"locked.txt": ("skipped", "permission-denied"), "open.txt": ("complete", None)}


def test_a_target_that_may_not_be_listed_is_a_fault(meibo: Any, locked: Path) -> None:
    """The target is named; nothing was listed, so nothing is clean."""
    done = meibo.without_rights("scan", locked / "役員")
    assert done.returncode == 3
    assert "役員" in done.stderr
    assert "permission-denied" in done.stderr


def test_detect_and_text_tell_what_may_not_be_read(meibo: Any, locked: Path) -> None:
    """They print what they can read and end with 3."""
    for command in ("detect", "text"):
        done = meibo.without_rights(command, locked)
        assert done.returncode == 3
        assert "locked.txt" in done.stderr
        assert "役員" in done.stderr
        assert done.stdout


@pytest.mark.slow
def test_empty_files_and_files_of_zeros(meibo: Any, share: Path, list_files: Callable[..., Files]) -> None:
    """An empty file is complete; one of zeros holds no text, which is no fault."""
    (share / "empty.txt").touch()
    (share / "zeros.dat").write_bytes(bytes(1 << 20))
    (share / "one.txt").write_bytes(b"1")
    assert meibo("scan", share).returncode == 0
    files = {path: (row["status"], row["reason"]) for path, row in list_files().items()}
    assert files == {
        "empty.txt": ("complete", None),
        "one.txt": ("complete", None),
        "zeros.dat": ("skipped", "format-no-text"),
    }


@pytest.mark.slow
def test_a_file_that_vanishes_is_a_fault(
    share: Path, scan_during: Callable[..., Any], list_files: Callable[..., Files]
) -> None:
    """Listed and gone before it was opened: told by name, while the others are complete."""
    (share / "z-gone.txt").write_text(PHONE, "utf-8")
    (share / "z-stays.txt").write_text(PHONE, "utf-8")
    done = scan_during(lambda _: (share / "z-gone.txt").unlink())
    assert done.returncode == 3
    assert "z-gone.txt: it vanished during the scan (vanished, ENOENT)" in done.stderr
    statuses = {path: (row["status"], row["reason"]) for path, row in list_files().items()}
    assert statuses == {
        "a-large.txt": ("complete", None),
        "z-gone.txt": ("skipped", "vanished"),
        "z-stays.txt": ("complete", None),
    }


def test_a_file_put_in_the_place_of_another_is_not_followed(share: Path, scan_during: Callable[..., Any]) -> None:
    """A link or a FIFO that takes a listed file's name is told; the scan neither follows nor blocks."""
    for name in ("y.txt", "z.txt"):
        (share / name).write_text(PHONE, "utf-8")

    def swap(_: Path) -> None:
        (share / "y.txt").unlink()
        (share / "y.txt").symlink_to("/etc/hostname")
        (share / "z.txt").unlink()
        os.mkfifo(share / "z.txt")

    done = scan_during(swap)
    assert done.returncode == 0
    assert "link" in done.stdout
    assert "special-file" in done.stdout
    assert "files 3 = complete 1 + partial 0 + skipped 2" in done.stdout


def append(large: Path) -> None:
    with large.open("ab") as stream:
        stream.write("\nメール jiro@mail.co.jp\n".encode() * 10_000)


def truncate(large: Path) -> None:
    os.truncate(large, 1 << 20)


def rewrite(large: Path) -> None:
    with large.open("r+b") as stream:
        stream.write(b"#")
    os.utime(large, ns=(1, 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "code", "reason"),
    [(append, 0, "grew-while-read"), (truncate, 3, "changed-while-read"), (rewrite, 3, "changed-while-read")],
)
def test_a_file_that_changes_while_it_is_read(
    scan_during: Callable[..., Any], list_files: Callable[..., Files], action: Any, code: int, reason: str
) -> None:
    """Appended to it is by design, truncated or rewritten a fault; in any case partial, and its reason told."""
    done = scan_during(action)
    assert done.returncode == code
    assert reason in done.stdout
    (row,) = list_files().values()
    assert (row["status"], row["reason"]) == ("partial", reason)


@pytest.mark.slow
def test_a_file_that_grew_is_a_fault_where_strict(scan_during: Callable[..., Any]) -> None:
    """With --strict everything has to be read."""
    assert scan_during(append, "--strict").returncode == 3


@pytest.mark.slow
def test_a_log_that_is_written_all_the_time(
    meibo: Any, share: Path, write_plain: Callable[[Path, int], Path], list_files: Callable[..., Files]
) -> None:
    """A scan of a growing file ends, with what stood in it when it was opened."""
    log = write_plain(share / "server.log", 8)
    is_over = threading.Event()

    def write() -> None:
        with log.open("ab", buffering=0) as stream:
            while not is_over.wait(0.001):
                stream.write(b"GET /index.html 200\n" * 50)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        done = meibo("scan", share, timeout=60)
    finally:
        is_over.set()
        writer.join()
    assert done.returncode == 0
    (row,) = list_files().values()
    assert (row["status"], row["reason"], row["findings"]) == ("partial", "grew-while-read", {"email": 1})


@pytest.mark.parametrize("command", ["scan", "detect", "text"])
def test_access_times_stay_as_they_are(meibo: Any, share: Path, command: str) -> None:
    """Nothing that is read shows a later access time, neither file nor folder."""
    (share / "sub").mkdir()
    (share / "sub" / "a.txt").write_text(PHONE, "utf-8")
    (share / "b.txt").write_text(PHONE * 5000, "utf-8")
    places = [share / "sub" / "a.txt", share / "b.txt", share / "sub", share]
    long_ago = 1_000_000_000
    for place in places:
        os.utime(place, (long_ago, long_ago))  # so old that any system would note the access
    assert meibo(command, share).returncode == 0
    assert [place.stat().st_atime for place in places] == [long_ago] * 4
