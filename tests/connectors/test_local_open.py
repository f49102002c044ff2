"""How a local file is opened: never outside the target, never waiting, and leaving no trace."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from meibo_connectors.base import ConnectorError
from meibo_connectors.registry import connect, parse_target
from meibo_connectors.settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from meibo_connectors.local import LocalConnector


def refuse(connector: LocalConnector, path: str) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        connector.open(path)
    return caught.value


@pytest.mark.parametrize("leads_to", ["{outside}", "b.txt", "nowhere"])
def test_link_put_in_a_files_place_is_refused(
    leads_to: str, share: Path, connector: LocalConnector, tmp_path: Path
) -> None:
    """A file that became a link after it was listed does not open, wherever the link leads."""
    (tmp_path / "secret.txt").touch()
    (share / "a.txt").touch()
    (share / "b.txt").touch()
    listed = [item.path for item in connector.list(lambda _path: False)]
    (share / "a.txt").unlink()
    (share / "a.txt").symlink_to(leads_to.format(outside=tmp_path / "secret.txt"))
    assert listed == ["a.txt", "b.txt"]
    assert refuse(connector, "a.txt").code == "link"


def test_link_put_in_a_folders_place_is_refused(share: Path, connector: LocalConnector, tmp_path: Path) -> None:
    """A folder that became a link after it was listed leads nowhere."""
    (tmp_path / "a.txt").touch()
    (share / "folder").mkdir()
    (share / "folder" / "a.txt").touch()
    assert [item.path for item in connector.list(lambda _path: False)] == ["folder/a.txt"]
    (share / "folder").rename(share / "moved")
    (share / "folder").symlink_to(tmp_path)
    assert refuse(connector, "folder/a.txt").code == "vanished"


def test_fifo_put_in_a_files_place_is_refused_at_once(share: Path, connector: LocalConnector) -> None:
    """A FIFO without a writer doesn't hold up the open."""
    os.mkfifo(share / "a.txt")
    refusals: list[ConnectorError] = []
    opening = threading.Thread(target=lambda: refusals.append(refuse(connector, "a.txt")), daemon=True)
    opening.start()
    opening.join(timeout=5)
    assert [(refusal.code, refusal.detail) for refusal in refusals] == [("special-file", "fifo")]


def test_stream_reads_blocking(share: Path, connector: LocalConnector) -> None:
    """What kept the open from waiting is not left on the stream, and no child process inherits it."""
    (share / "a.txt").touch()
    with connector.open("a.txt") as stream:
        assert not fcntl.fcntl(stream, fcntl.F_GETFL) & os.O_NONBLOCK
        assert not os.get_inheritable(stream.fileno())
        assert not stream.writable()


def test_reading_leaves_access_times_alone(share: Path, connector: LocalConnector) -> None:
    """Listing and reading change the access time of neither file nor folder."""
    (share / "folder").mkdir()
    (share / "folder" / "a.txt").write_bytes(b"abc")
    places = [share, share / "folder", share / "folder" / "a.txt"]
    for place in places:
        os.utime(place, ns=(10**18, place.stat().st_mtime_ns))
    for item in connector.list(lambda _path: False):
        with connector.open(item.path) as stream:
            assert stream.read() == b"abc"
    assert [place.stat().st_atime_ns for place in places] == [10**18] * 3


def test_file_of_another_user_opens(
    share: Path, connector: LocalConnector, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    """A file whose access time this user may not keep is read all the same."""
    (share / "folder").mkdir()
    (share / "folder" / "a.txt").write_bytes(b"abc")
    with as_stranger(), connector.open("folder/a.txt") as stream:
        assert stream.read() == b"abc"


def test_file_without_permission_is_refused(
    share: Path, connector: LocalConnector, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    """A file that may not be read is listed, and refused by its permission when it is opened."""
    (share / "a.txt").touch()
    (share / "a.txt").chmod(0)
    with as_stranger():
        assert [item.path for item in connector.list(lambda _path: False)] == ["a.txt"]
        error = refuse(connector, "a.txt")
    assert (error.code, error.detail) == ("permission-denied", "EACCES")


def test_refusal_shows_no_file_name(share: Path, connector: LocalConnector) -> None:
    """A file name may be a person's, so no traceback of a refusal holds it."""
    error = refuse(connector, "山田 花子.txt")
    assert "山田" not in "".join(traceback.format_exception(error))


def test_name_too_long_is_refused_by_its_code(connector: LocalConnector) -> None:
    """A name that the file system can't hold is refused as such."""
    assert refuse(connector, "n" * 300).code == "name-too-long"


def test_threads_share_a_connector(share: Path, connector: LocalConnector) -> None:
    """Files of several folders opened at once by several threads are each the right one."""
    for number in range(200):
        folder = share / f"{number % 7}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.txt").write_bytes(str(number).encode())

    def read(number: int) -> bytes:
        with connector.open(f"{number % 7}/{number}.txt") as stream:
            return stream.read()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(200))) == [str(number).encode() for number in range(200)]


def test_describe_needs_a_stream_of_this_connector(share: Path, connector: LocalConnector) -> None:
    """A stream from elsewhere is a mistake of the caller."""
    (share / "a.txt").touch()
    with (share / "a.txt").open("rb") as stream, pytest.raises(TypeError, match="open"):
        connector.describe(stream, "a.txt")


def test_fifo_is_not_even_opened(share: Path, connector: LocalConnector) -> None:
    """What is no regular file by now is only looked at: whoever waits for a reader of the FIFO still waits."""
    os.mkfifo(share / "a.txt")
    has_reader = threading.Event()

    def wait_for_reader() -> None:
        os.close(os.open(share / "a.txt", os.O_WRONLY))
        has_reader.set()

    writer = threading.Thread(target=wait_for_reader)
    writer.start()
    try:
        for _ in range(200):
            assert refuse(connector, "a.txt").code == "special-file"
        assert not has_reader.is_set()
    finally:
        reader = os.open(share / "a.txt", os.O_RDONLY | os.O_NONBLOCK)
        writer.join()  # it may be so late that it has not come to wait yet
        os.close(reader)


def test_a_lease_is_waited_for(share: Path) -> None:
    """A file that a server of shares has lent to a client, as Samba does by leases, is read once it is given back."""
    (share / "a.txt").write_text("名簿")
    lent = os.open(share / "a.txt", os.O_RDWR)

    def give_back(*_: object) -> None:
        fcntl.fcntl(lent, fcntl.F_SETLEASE, fcntl.F_UNLCK)

    before = signal.signal(signal.SIGIO, give_back)
    try:
        fcntl.fcntl(lent, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        done = subprocess.run([sys.executable, "-c", READING, share], capture_output=True, text=True, check=False)
    finally:
        signal.signal(signal.SIGIO, before)
        os.close(lent)
    assert (done.stdout, done.stderr) == ("名簿\n", "")


READING = (
    "import sys; from meibo_connectors.registry import *\n"
    "print(connect(parse_target(sys.argv[1])).open('a.txt').read().decode())"
)


def test_a_settled_target_is_never_left(share: Path, tmp_path: Path) -> None:
    """Where a target or a folder above it becomes a link after it was settled, nothing behind it is read."""
    for folder in (share / "office" / "sales", tmp_path / "outside" / "sales"):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(folder.parent.name)
    (tmp_path / "named").symlink_to(share)
    target = settle(parse_target(str(tmp_path / "named" / "office" / "sales")))
    single = settle(parse_target(str(tmp_path / "named" / "office" / "sales" / "a.txt")))
    for one in (target, single):
        with connect(one).open("a.txt") as stream:
            assert stream.read() == b"office"
    (tmp_path / "named").unlink()
    (tmp_path / "named").symlink_to(tmp_path / "nowhere")
    with connect(target).open("a.txt") as stream:
        assert stream.read() == b"office"
    (share / "office").rename(share / "moved")
    (share / "office").symlink_to(tmp_path / "outside")
    for one in (target, single):
        with pytest.raises(ConnectorError) as caught:
            connect(one).open("a.txt")
        assert caught.value.code in ("link", "vanished", "not-found")
        with pytest.raises(ConnectorError):
            list(connect(one).list(lambda _: False))


def test_a_place_without_a_path_is_followed_as_named(share: Path) -> None:
    """What only the system can follow, such as the folder of another process, is read where it leads."""
    (share / "a.txt").write_text("名簿")
    with subprocess.Popen(["sleep", "60"], cwd=share) as process:
        try:
            connector = connect(parse_target(f"/proc/{process.pid}/cwd"))
            assert [item.path for item in connector.list(lambda _: False)] == ["a.txt"]
        finally:
            process.kill()


def test_moved_times_of_access_are_counted(
    share: Path, connector: LocalConnector, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    """Each file and folder of another user whose time reading has moved counts once; the user's own keep theirs."""
    (share / "folder").mkdir()
    (share / "folder" / "a.txt").write_bytes(b"abc")
    (share / "folder" / "empty.txt").touch()
    places = [share, share / "folder", share / "folder" / "a.txt", share / "folder" / "empty.txt"]

    for place in places:
        os.utime(place, ns=(10**18, place.stat().st_mtime_ns))

    def read() -> int:
        for item in connector.list(lambda _path: False):
            with connector.open(item.path) as stream:
                stream.read()
        moved = sum(place.stat().st_atime_ns != 10**18 for place in places)
        assert connector.take_moved_times() == moved
        return moved

    assert read() == 0
    connector.close()
    with as_stranger():  # as root the tests own what the stranger reads
        moved = read()
    assert moved == 0 or os.geteuid() == 0
