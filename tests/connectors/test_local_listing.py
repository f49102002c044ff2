"""What a local listing shows beside plain files, and what it withstands."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import meibo_connectors
from meibo_connectors.base import ConnectorError
from meibo_connectors.local import LocalConnector
from meibo_connectors.model import Entry, Trouble
from meibo_connectors.posix_listing import HELD_FOLDERS
from meibo_connectors.registry import parse_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


def list_all(connector: LocalConnector) -> dict[str, Entry | Trouble]:
    found = list(connector.list(lambda _path: False))
    assert len({item.path for item in found}) == len(found)
    return {item.path: item for item in found}


def make_chain(top: Path, depth: int, name: str) -> None:
    """Nest folders of one name, each with a file that sorts behind the folder; no path is ever used whole."""
    file = top.with_suffix(".txt")
    file.touch()
    descriptor = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=descriptor)
        below = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
        os.link(file, "z.txt", dst_dir_fd=descriptor)
    os.close(descriptor)
    file.unlink()


def held_descriptors() -> int:
    return len(os.listdir("/dev/fd"))  # noqa: PTH208 - Path.iterdir holds one of its own in other versions


def test_names_that_are_no_utf8_are_listed_and_open(share: Path, connector: LocalConnector) -> None:
    """A name in an old encoding is spelled with escapes, stays apart from the name that looks like it, and opens."""
    names = ["名簿.csv".encode("cp932"), rb"\x96\xbc\x95\xeb.csv", b"\xff", "名簿.csv".encode()]
    for name in names:
        folder = share / os.fsdecode(name + b".d")
        folder.mkdir()
        (folder / os.fsdecode(name)).write_bytes(name)
    found = list_all(connector)
    assert r"\x96\xbc\x95\xeb.csv.d/\x96\xbc\x95\xeb.csv" in found
    contents = []
    for path in found:
        with connector.open(path) as stream:
            contents.append(stream.read())
    assert contents == sorted(names, key=lambda name: name + b".d/")


def test_links_are_shown_and_never_followed(share: Path, connector: LocalConnector) -> None:
    """A link to a file, to a folder outside, to its own folder, to itself or to nothing is one line each."""
    (share / "a.txt").touch()
    for name, leads_to in (("in", "a.txt"), ("out", "/etc"), ("up", "."), ("self", "self"), ("nowhere", "none")):
        (share / name).symlink_to(leads_to)
    found = list_all(connector)
    assert isinstance(found.pop("a.txt"), Entry)
    assert found == {name: Trouble(name, "link", is_folder=False) for name in ("in", "nowhere", "out", "self", "up")}


def test_fifo_and_socket_are_shown(share: Path, connector: LocalConnector) -> None:
    """A FIFO and a socket are lines that name their kind, and a socket is refused as such when it is opened."""
    os.mkfifo(share / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(share / "socket"))
    assert list_all(connector) == {
        "pipe": Trouble("pipe", "special-file", is_folder=False, detail="fifo"),
        "socket": Trouble("socket", "special-file", is_folder=False, detail="socket"),
    }
    with pytest.raises(ConnectorError) as caught:
        connector.open("socket")
    assert caught.value.code == "special-file"


def test_devices_are_shown_by_kind() -> None:
    """The system's own devices are special files, each of the kind that the system says."""
    connector = LocalConnector(parse_target("/dev"))
    found = {item.path: item for item in connector.list(lambda _path: True)}
    connector.close()
    assert found["null"] == Trouble("null", "special-file", is_folder=False, detail="character device")
    for name, item in found.items():
        is_block_device = (Path("/dev") / name).is_block_device()
        assert is_block_device == (isinstance(item, Trouble) and item.detail == "block device")


def test_unreadable_folder_is_a_line_and_the_rest_goes_on(
    share: Path, connector: LocalConnector, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    """A folder that may not be listed is a trouble of its own; its neighbours are listed."""
    for name in ("a", "closed", "z"):
        (share / name).mkdir()
        (share / name / "x.txt").touch()
    (share / "closed").chmod(0)
    with as_stranger():
        found = list_all(connector)
    (share / "closed").chmod(0o755)
    assert list(found) == ["a/x.txt", "closed", "z/x.txt"]
    assert found["closed"] == Trouble("closed", "permission-denied", is_folder=True, detail="EACCES")


def test_folder_that_may_be_listed_but_not_passed(
    share: Path, connector: LocalConnector, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    """Where names can be read but nothing behind them, each name is a trouble, so nothing is lost."""
    (share / "names" / "folder").mkdir(parents=True)
    (share / "names" / "a.txt").touch()
    (share / "names").chmod(0o444)
    with as_stranger():
        found = list_all(connector)
    (share / "names").chmod(0o755)
    assert list(found.values()) == [
        Trouble("names/a.txt", "permission-denied", is_folder=False, detail="EACCES"),
        Trouble("names/folder", "permission-denied", is_folder=True, detail="EACCES"),
    ]


def test_unreadable_target_is_an_error(
    share: Path, connector: LocalConnector, as_stranger: Callable[[], AbstractContextManager[None]]
) -> None:
    """A target that may not be listed is never an empty listing."""
    share.chmod(0)
    with as_stranger(), pytest.raises(ConnectorError) as caught:
        connector.list(lambda _path: False)
    share.chmod(0o755)
    assert (caught.value.code, caught.value.detail) == ("permission-denied", "EACCES")


@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("missing", "not-found", "ENOENT"),
        ("file/missing", "not-found", "ENOTDIR"),
        ("self", "link", "ELOOP"),
        ("pipe", "special-file", "fifo"),
        ("n" * 300, "name-too-long", "ENAMETOOLONG"),
    ],
)
def test_target_that_cannot_be_listed_is_an_error(name: str, code: str, detail: str, share: Path) -> None:
    """A target that is missing, leads nowhere or is no file raises when it is listed, and when one opens below it."""
    (share / "file").touch()
    (share / "self").symlink_to("self")
    os.mkfifo(share / "pipe")
    connector = LocalConnector(parse_target(str(share / name)))
    for reach in (lambda: connector.list(lambda _path: False), lambda: connector.open("a.txt")):
        with pytest.raises(ConnectorError) as caught:
            reach()
        assert (caught.value.code, caught.value.detail) == (code, detail)


def test_target_may_be_a_link(share: Path) -> None:
    """The target itself is followed, as the user named it."""
    (share / "folder").mkdir()
    (share / "folder" / "a.txt").write_bytes(b"abc")
    (share / "link").symlink_to("folder")
    connector = LocalConnector(parse_target(str(share / "link")))
    assert list(list_all(connector)) == ["a.txt"]
    with connector.open("a.txt") as stream:
        assert stream.read() == b"abc"
    connector.close()


@pytest.mark.parametrize("name", ["名簿.csv", "link"])
def test_target_may_be_a_single_file(name: str, share: Path) -> None:
    """A file that is named as the target is its only entry, under its name, also through a link."""
    (share / "名簿.csv").write_bytes(b"abc")
    (share / "link").symlink_to("名簿.csv")
    connector = LocalConnector(parse_target(str(share / name)))
    found = list_all(connector)
    assert list(found) == [name]
    with connector.open(name) as stream:
        assert stream.read() == b"abc"
        assert connector.describe(stream, name) == found[name]
    with pytest.raises(ConnectorError):
        connector.open("other")


def test_sparse_file_of_5_gb(share: Path, connector: LocalConnector) -> None:
    """A size beyond 32 bits is listed as it is, and the end is read without the rest."""
    with (share / "large.bin").open("wb") as file:
        file.truncate(5 << 30)
        file.seek(0, os.SEEK_END)
        file.write(b"end")
    entry = list_all(connector)["large.bin"]
    assert isinstance(entry, Entry)
    assert entry.size_bytes == (5 << 30) + 3
    with connector.open("large.bin") as stream:
        stream.seek(5 << 30)
        assert stream.read() == b"end"


def test_path_longer_than_the_system_takes(share: Path, connector: LocalConnector) -> None:
    """A path of more than 4,096 bytes is listed and opens."""
    make_chain(share, 30, "深" * 80)
    found = list_all(connector)
    assert len(found) == 30
    longest = max(found, key=len)
    assert len(longest.encode()) > 7_000
    with connector.open(longest) as stream:
        assert connector.describe(stream, longest) == found[longest]


@pytest.mark.slow
def test_three_thousand_nested_folders_with_few_descriptors(share: Path, connector: LocalConnector) -> None:
    """Depth costs no descriptors: each folder is left for a deeper one and taken up again behind it."""
    make_chain(share, 3_000, "d")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (held_descriptors() + HELD_FOLDERS + 5, hard))
    try:
        found = list_all(connector)
        deepest = "d/" * 3_000 + "z.txt"
        connector.open(deepest).close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert list(found) == ["d/" * depth + "z.txt" for depth in range(3_000, 0, -1)]
    assert all(isinstance(item, Entry) for item in found.values())


def test_listing_leaves_no_descriptor_behind(share: Path) -> None:
    """A listing that is given up halfway, and a closed connector, hold nothing."""
    make_chain(share, HELD_FOLDERS + 10, "d")
    before = held_descriptors()
    connector = LocalConnector(parse_target(str(share)))
    listing = connector.list(lambda _path: False)
    next(listing)
    assert held_descriptors() == before + 1 + HELD_FOLDERS
    del listing
    connector.open("d/d/z.txt").close()
    connector.close()
    assert held_descriptors() == before


def test_folder_moved_away_meanwhile_is_not_mistaken_for_another(share: Path, connector: LocalConnector) -> None:
    """A folder that must be taken up again, but whose name leads to another one by now, has vanished."""
    depth = HELD_FOLDERS + 10
    make_chain(share, depth, "d")

    def replace_top(path: str) -> bool:
        if path.count("/") == depth - 1:
            (share / "d").rename(share / "gone")
            (share / "d").mkdir()
            (share / "d" / "z.txt").write_bytes(b"impostor")
        return False

    found = {item.path: item for item in connector.list(replace_top)}
    assert found["d"] == Trouble("d", "vanished", is_folder=True, detail="ENOENT")
    assert "d/z.txt" not in found
    assert sum(isinstance(item, Entry) for item in found.values()) == HELD_FOLDERS


def test_file_that_vanishes_while_its_folder_is_listed(share: Path, connector: LocalConnector) -> None:
    """A file that is gone when its turn comes is a trouble, not an omission."""
    (share / "a").mkdir()
    (share / "b.txt").touch()

    def remove_file(_path: str) -> bool:
        (share / "b.txt").unlink()
        return False

    assert list(connector.list(remove_file)) == [Trouble("b.txt", "vanished", is_folder=False, detail="ENOENT")]


@pytest.mark.parametrize("leads_to", [None, "/etc"])
def test_folder_replaced_before_it_is_entered(leads_to: str | None, share: Path, connector: LocalConnector) -> None:
    """A folder that is gone, or a link by now, when it is entered is a trouble, and the link is not followed."""
    (share / "a").mkdir()

    def replace_folder(_path: str) -> bool:
        (share / "a").rmdir()
        if leads_to is not None:
            (share / "a").symlink_to(leads_to)
        return False

    (found,) = connector.list(replace_folder)
    assert isinstance(found, Trouble)
    assert (found.path, found.code, found.is_folder) == ("a", "vanished", True)


def test_folder_that_is_its_own_ancestor_is_a_loop(share: Path) -> None:
    """A folder mounted below itself is a trouble instead of an endless listing; mounted elsewhere it is listed."""
    (share / "a" / "b").mkdir(parents=True)
    (share / "c").mkdir()
    (share / "a" / "x.txt").touch()
    script = (
        "import sys\n"
        "from meibo_connectors.registry import connect, parse_target\n"
        "for item in connect(parse_target(sys.argv[1])).list(lambda path: False):\n"
        "    print(item.path, getattr(item, 'code', 'file'), getattr(item, 'is_folder', False))\n"
    )
    own_mounts = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    mount_and_list = 'mount --bind "$1/a" "$1/a/b" && mount --bind "$1/a" "$1/c" && exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        [*own_mounts, "sh", "-c", mount_and_list, "sh", str(share), sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(Path(meibo_connectors.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in done.stderr and "CI" not in os.environ:
        pytest.skip(f"this user may not mount: {done.stderr}")
    assert done.stdout.splitlines() == ["a/b loop True", "a/x.txt file False", "c/x.txt file False"], done.stderr
