"""Shares of a real Samba: who gets in, what is followed and what is left alone, and that nothing is disturbed."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest

from connectors.smb_place import LINKS, REFUSED, SEALED, SHARE, STUBS, SmbPlace
from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Audience, Entry, Trouble
from meibo_connectors.names import unescape
from meibo_connectors.options import Options, SmbOptions
from meibo_connectors.registry import connect, parse_target
from servers.faulty_proxy import FaultyProxy
from servers.samba import PASSWORD, USER, Samba

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo_connectors.base import Connector

OLD = (1_500_000_000_123_456_700, 1_600_000_000_000_000_000)
"""Times of access and of change; a read moves such a time of access, also where only the first one of a day does."""


@pytest.fixture
def reach(samba: Samba) -> Iterator[Callable[..., Connector]]:
    """Connects to a share or a folder of it, as a user with a password."""
    made: list[Connector] = []

    def connect_to(*names: str, port: int = 0, **options: Any) -> Connector:
        given = {"username": USER, "password": PASSWORD, **options}
        uri = "/".join((f"smb://127.0.0.1:{port or samba.port}", *names))
        made.append(connect(parse_target(uri), Options(smb=SmbOptions(**given))))
        return made[-1]

    yield connect_to
    for each in made:
        each.close()


@pytest.fixture
def connector(smb_place: SmbPlace) -> Iterator[Connector]:
    """For the folder of the place."""
    connector = smb_place.connect()
    yield connector
    connector.close()


def list_all(connector: Connector) -> list[Entry | Trouble]:
    return list(connector.list(lambda _: False))


def read_all(connector: Connector, path: str) -> bytes:
    with connector.open(path) as stream:
        return stream.read()


def read_exactly(stream: BinaryIO, length: int) -> bytes:
    """So many bytes, fewer only at the end: a raw stream may give them in several pieces."""
    pieces = []
    while length and (piece := stream.read(length)):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def refuse(connector: Connector) -> tuple[str, str]:
    with pytest.raises(ConnectorError) as caught:
        list_all(connector)
    return caught.value.code, caught.value.detail


# who gets in


@pytest.mark.parametrize(
    ("username", "password"), [(USER, "Geheim1"), ("nobody-like-that", PASSWORD), (f"EXAMPLE\\{USER}", "")]
)
def test_wrong_credentials_are_refused(username: str, password: str, reach: Any) -> None:
    """A wrong password is told as such, and appears nowhere."""
    code, detail = refuse(reach(SHARE, username=username, password=password))
    assert code == "login-failed"
    assert detail
    assert "Geheim1" not in detail


def test_nobody_is_no_guest(reach: Any) -> None:
    """Without a name and without a ticket, nobody is logged in."""
    assert refuse(reach(SHARE, username="", password=""))[0] == "login-failed"


def test_missing_share_is_not_found_and_refused_share_is_denied(reach: Any) -> None:
    """Each says what is wrong with it."""
    assert refuse(reach("none-such")) == ("not-found", "STATUS_BAD_NETWORK_NAME")
    assert refuse(reach(SHARE, "none-such")) == ("not-found", "STATUS_OBJECT_NAME_NOT_FOUND")
    assert refuse(reach(REFUSED)) == ("permission-denied", "STATUS_ACCESS_DENIED")


@pytest.fixture(scope="module")
def lax_samba() -> Iterator[Samba]:
    """A server that takes whoever it doesn't know for a guest, and cannot encrypt."""
    with tempfile.TemporaryDirectory(prefix="meibo-samba-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "open").mkdir()
        settings = {"map to guest": "bad user", "guest account": "nobody", "server smb encrypt": "off"}
        options = {"global": settings, "open": {"guest ok": "yes"}}
        server = Samba(folder / "state", {"open": folder / "open"}, options, (USER,)).start()
        yield server
        server.stop()


def test_guest_is_no_login(lax_samba: Samba, reach: Any) -> None:
    """A server that silently lets a stranger in as a guest signs nothing: that is no success."""
    assert refuse(reach("open", port=lax_samba.port, username="stranger")) == ("login-failed", "guest")


def test_encryption_that_was_asked_for_is_not_gone_without(lax_samba: Samba, reach: Any) -> None:
    """Where the server cannot encrypt, nothing is read in the clear."""
    assert list_all(reach("open", port=lax_samba.port)) == []
    refused = refuse(reach("open", port=lax_samba.port, encrypts=True))
    assert refused == ("login-failed", "no-encryption")


@pytest.mark.parametrize(
    ("share", "encrypts", "is_seen"), [(SHARE, False, True), (SHARE, True, False), (SEALED, False, False)]
)
def test_content_is_encrypted_where_either_side_asks(
    share: str, encrypts: bool, is_seen: bool, samba: Samba, reach: Any
) -> None:
    """What passes over the line shows the content only where neither asks for encryption."""
    content = b"content that somebody on the line would see"
    (samba.folders[share] / "sealed.txt").write_bytes(content)
    proxy = FaultyProxy(samba.port)
    proxy.seen = bytearray()
    connector = reach(share, port=proxy.port, encrypts=encrypts)
    assert "sealed.txt" in [item.path for item in list_all(connector)]
    assert read_all(connector, "sealed.txt") == content
    assert (content in proxy.seen) == is_seen
    proxy.close()


@pytest.mark.parametrize(
    ("newest", "encrypts"),
    [
        ("SMB2_02", False),
        pytest.param("SMB2_10", False, marks=pytest.mark.slow),
        pytest.param("SMB3_00", False, marks=pytest.mark.slow),
        pytest.param("SMB3_00", True, marks=pytest.mark.slow),
    ],
)
def test_older_servers_are_read_and_signed_too(newest: str, encrypts: bool, reach: Any) -> None:
    """Each dialect has its own way to sign and to encrypt, and the oldest allows only 64 KB at a time."""
    with tempfile.TemporaryDirectory(prefix="meibo-samba-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "files").mkdir()
        content = os.urandom(2_000_000)
        (folder / "files" / "large.bin").write_bytes(content)
        for number in range(900):
            (folder / "files" / f"{number}-{'x' * 50}.txt").write_bytes(b"small")
        options = {"global": {"server min protocol": "SMB2_02", "server max protocol": newest}}
        server = Samba(folder / "state", {"files": folder / "files"}, options, (USER,)).start()
        connector = reach("files", port=server.port, encrypts=encrypts)
        found = list_all(connector)
        assert len(found) == 901
        assert read_all(connector, "large.bin") == content
        assert read_all(connector, found[0].path) == b"small"
        connector.close()
        server.stop()


def test_server_without_a_share_lists_them_all(samba: Samba, reach: Any) -> None:
    """Each share is a folder; one that is refused is told."""
    (samba.folders[SHARE] / "shown.txt").write_bytes(b"x")
    connector = reach()
    found = {item.path: item for item in list_all(connector)}
    assert found[f"{SHARE}/shown.txt"].size_bytes == 1
    assert found[REFUSED] == Trouble(REFUSED, "permission-denied", is_folder=True, detail="STATUS_ACCESS_DENIED")
    assert read_all(connector, f"{SHARE}/shown.txt") == b"x"


# what is listed


def test_names_that_are_no_utf8_on_the_servers_disk(smb_place: SmbPlace, connector: Connector) -> None:
    """A name that the server cannot convert ends no listing; whatever it shows opens."""
    raw = "名簿.csv".encode("cp932")
    (smb_place.folder / os.fsdecode(raw)).write_bytes(b"x")
    smb_place.put("次.txt", b"y")
    shown = list_all(connector)
    assert "次.txt" in [item.path for item in shown]
    for item in shown:
        assert read_all(connector, item.path) in (b"x", b"y")


def test_paths_far_beyond_260_characters(smb_place: SmbPlace, connector: Connector) -> None:
    """The depth of Windows' old limit is no limit."""
    path = "/".join(["深い階層のフォルダー"] * 40) + "/名簿.csv"
    smb_place.put(path, b"x")
    (entry,) = list_all(connector)
    assert entry.path == path
    assert len(path) > 400
    assert read_all(connector, path) == b"x"


def test_folder_that_the_server_shows_inside_itself_is_a_loop(smb_place: SmbPlace, connector: Connector) -> None:
    """Links that the server follows by itself look like folders: each is entered once on a way down."""
    smb_place.put("a/b/c.txt", b"x")
    (smb_place.folder / "a/b/up").symlink_to("../..")
    (smb_place.folder / "a/b/self").symlink_to(".")
    found = list_all(connector)
    assert [item.path for item in found if isinstance(item, Entry)] == ["a/b/c.txt"]
    assert [(item.path, item.code) for item in found if isinstance(item, Trouble)] == [
        ("a/b/self", "loop"),
        ("a/b/up", "loop"),
    ]


def test_link_out_of_the_share_is_told_and_not_read(smb_place: SmbPlace, connector: Connector) -> None:
    """The server refuses to lead out of the share, and that is said."""
    outside = smb_place.folder.parent.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.txt").write_bytes(b"secret")
    smb_place.put("a.txt")
    (smb_place.folder / "out").symlink_to(outside)
    (smb_place.folder / "out.txt").symlink_to(outside / "secret.txt")
    assert [item.path for item in list_all(connector) if isinstance(item, Entry)] == ["a.txt"]
    for path in ("out.txt", "out/secret.txt"):
        with pytest.raises(ConnectorError):
            connector.open(path)


def test_stub_is_listed_with_its_obstacle(samba: Samba, reach: Any) -> None:
    """A file that the server says is offline is counted, and nobody needs to open it to know."""
    (samba.folders[STUBS] / "taped.xlsx").write_bytes(b"12345")
    (entry,) = list_all(reach(STUBS))
    assert (entry.path, entry.size_bytes) == ("taped.xlsx", 5)
    assert (entry.obstacle, entry.obstacle_detail) == ("offline-stub", "OFFLINE")


def test_folder_that_cannot_be_listed_is_told(smb_place: SmbPlace, connector: Connector) -> None:
    """A denied folder is a line of its own, and so is a denied file when it is opened."""
    smb_place.put("closed/a.txt")
    smb_place.put("b.txt", b"x")
    (smb_place.folder / "closed").chmod(0o700)
    (smb_place.folder / "b.txt").chmod(0o600)
    entry, trouble = list_all(connector)
    assert trouble == Trouble("closed", "permission-denied", is_folder=True, detail="STATUS_ACCESS_DENIED")
    with pytest.raises(ConnectorError) as caught:
        connector.open(entry.path)
    assert caught.value.code == "permission-denied"


# DFS


@pytest.fixture
def links(samba: Samba) -> Iterator[Path]:
    """The root of a namespace, emptied afterwards."""
    folder = samba.folders[LINKS]
    yield folder
    for each in folder.iterdir():
        each.unlink()


def test_referrals_are_followed(smb_place: SmbPlace, links: Path, reach: Any) -> None:
    """A link of DFS leads to another share, or to a folder in it."""
    smb_place.put("下/b.txt", b"b")
    smb_place.put("a.txt", b"a")
    (links / "営業").symlink_to(f"msdfs:127.0.0.1\\{SHARE}\\{smb_place.folder.name}")
    (links / "plain.txt").write_bytes(b"p")
    connector = reach(LINKS)
    found = list_all(connector)
    assert [item.path for item in found] == ["plain.txt", "営業/a.txt", "営業/下/b.txt"]
    assert [read_all(connector, item.path) for item in found] == [b"p", b"a", b"b"]
    assert [item.path for item in list_all(reach(LINKS, "営業", "下"))] == ["b.txt"]


def test_referral_that_leads_nowhere_says_where(links: Path, reach: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a referral names is told where it cannot be reached."""
    monkeypatch.setattr("meibo_connectors.smb_session.RETRY_S", 0.1)
    (links / "lost").symlink_to(r"msdfs:no-server.invalid\share")
    (links / "gone").symlink_to(r"msdfs:127.0.0.1\none-such")
    gone, lost = list_all(reach(LINKS))
    assert gone == Trouble("gone", "vanished", True, r"DFS \\127.0.0.1\none-such: STATUS_BAD_NETWORK_NAME")
    assert lost == Trouble("lost", "unreachable", True, r"DFS \\no-server.invalid\share: name-not-resolved")


def test_referral_to_itself_ends(links: Path, reach: Any) -> None:
    """A namespace that leads back into itself is no endless listing."""
    (links / "again").symlink_to(f"msdfs:127.0.0.1\\{LINKS}")
    (trouble,) = list_all(reach(LINKS))
    assert (trouble.path, trouble.code) == ("again", "loop")


# what is read


@pytest.mark.parametrize("size", [0, 1, 65536, 65537, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 * (1 << 20) + 17])
def test_files_around_each_limit_are_read_whole(size: int, smb_place: SmbPlace, connector: Connector) -> None:
    """Small files come in one piece and large ones in several: no byte is lost where one ends."""
    content = os.urandom(size)
    smb_place.put("a.bin", content)
    with connector.open("a.bin") as stream:
        assert stream.read() == content
        assert stream.read(1) == b""
        for start in (size // 2, 0, max(size - 10, 0), size + 5):
            stream.seek(start)
            assert read_exactly(stream, 100_000) == content[start : start + 100_000]
        assert connector.describe(stream, "a.bin").size_bytes == size


def test_sparse_file_of_five_gigabytes(smb_place: SmbPlace, connector: Connector) -> None:
    """Sizes and places beyond 4 GB are what they are."""
    with (smb_place.folder / "sparse.bin").open("wb") as file:
        file.seek(5 * 10**9)
        file.write(b"end")
    (entry,) = list_all(connector)
    assert entry.size_bytes == 5 * 10**9 + 3
    with connector.open("sparse.bin") as stream:
        assert stream.seek(-4, io.SEEK_END) == 5 * 10**9 - 1
        assert stream.read() == b"\0end"


def test_describe_names_owner_and_readers(smb_place: SmbPlace, connector: Connector) -> None:
    """Opening a file tells who owns it and who can read it."""
    smb_place.put("open.txt")
    smb_place.put("own.txt")
    os.chown(smb_place.folder / "own.txt", 5, 5)  # the user who reads
    (smb_place.folder / "own.txt").chmod(0o600)
    with connector.open("open.txt") as stream:
        entry = connector.describe(stream, "open.txt")
        assert entry.access.audience is Audience.EVERYONE
        assert "root" in entry.owner
    with connector.open("own.txt") as stream:
        entry = connector.describe(stream, "own.txt")
        assert entry.access.audience is Audience.OWNER
        assert USER in entry.owner


@pytest.mark.parametrize("size", [5, 2_000_000])
def test_time_of_access_is_set_back(size: int, smb_place: SmbPlace, connector: Connector) -> None:
    """Reading leaves the time of access as it was, where the right to write attributes is there."""
    smb_place.put("folder/a.bin", bytes(size))
    file = smb_place.folder / "folder/a.bin"
    for each in (file, file.parent, smb_place.folder):
        os.chown(each, 5, 5)
        os.utime(each, ns=OLD)
    list_all(connector)
    read_all(connector, "folder/a.bin")
    assert connector.take_moved_times() == 0
    connector.close()
    assert [each.stat().st_atime_ns for each in (file, file.parent)] == [OLD[0]] * 2
    assert file.stat().st_mtime_ns == OLD[1]


def test_reading_without_the_right_to_set_back_goes_on(smb_place: SmbPlace, connector: Connector) -> None:
    """The right to read is enough; the time of access then moves, which shows that the server would move it."""
    for number in range(40):
        smb_place.put(f"{number % 8}/{number}.txt", b"x")
        os.utime(smb_place.folder / f"{number % 8}/{number}.txt", ns=OLD)
    assert [read_all(connector, item.path) for item in list_all(connector)] == [b"x"] * 40
    assert (smb_place.folder / "0/0.txt").stat().st_atime_ns > OLD[1]
    assert connector.take_moved_times() >= 40  # and it is told


def test_file_that_is_open_for_writing_elsewhere_is_read(smb_place: SmbPlace, connector: Connector) -> None:
    """Nobody is kept from a file, and nobody keeps it from us but by a lock."""
    smb_place.put("a.bin", bytes(2_000_000))
    other = smb_place.connect()
    with connector.open("a.bin") as first, other.open("a.bin") as second:
        (smb_place.folder / "a.bin").unlink()
        assert first.read() == second.read() == bytes(2_000_000)
    other.close()


@pytest.mark.parametrize("path", ["a.txt:stream", "a.txt::$DATA", "*.txt", "A?.txt", "folder\\a.txt", "a" * 40_000])
def test_path_that_means_something_else_to_the_server_is_refused(
    path: str, smb_place: SmbPlace, connector: Connector
) -> None:
    """Streams, wildcards and backslashes name no file of a listing."""
    smb_place.put("a.txt")
    smb_place.put("folder/a.txt")
    with pytest.raises(ConnectorError) as caught:
        connector.open(path)
    assert caught.value.code == "vanished"


def test_names_beside_are_shown_as_they_are_spelled(smb_place: SmbPlace, connector: Connector) -> None:
    """What the listing shows is what lies beside."""
    for path in ("a.txt", "b?.txt", "次.txt"):
        smb_place.put(path)
    assert [unescape(path).decode() for path in connector.list_beside("a.txt")] == ["b\uf03f.txt", "次.txt"]


# what doctor says


def test_diagnose_goes_step_by_step(smb_place: SmbPlace, connector: Connector) -> None:
    """Each step is told, and the rights of a mere reader are enough."""
    smb_place.put("a.txt", b"x")
    checks = {check.code: check.outcome for check in connector.diagnose()}
    assert checks == {
        "resolve": "ok", "connect": "ok", "login": "ok", "share": "ok", "list": "ok", "read": "ok",
        "read-access": "ok", "keep-access-time": "unknown",
    }  # fmt: skip


def test_diagnose_ends_where_it_cannot_go_on(samba: Samba, reach: Any) -> None:
    """The first thing that is missing is the last that is told."""
    assert [check.code for check in reach(SHARE, username="x").diagnose()][-2:] == ["connect", "login"]
    assert [check.code for check in reach("none-such").diagnose()][-1] == "share"
    assert [check.code for check in reach(SHARE, port=1).diagnose()] == ["resolve", "connect"]


@pytest.mark.parametrize("size_bytes", [0, 5, 3 << 20])
def test_a_target_may_be_a_single_file(size_bytes: int, smb_place: SmbPlace) -> None:
    """Its path is its name; a connector that did not list it opens it too, and nothing beside it."""
    smb_place.put("名簿/roster.csv", b"x" * size_bytes)
    smb_place.put("名簿/other.csv", b"other")
    target = parse_target(f"smb://127.0.0.1:{smb_place.port}/{SHARE}/{smb_place.folder.name}/名簿/roster.csv")
    options = Options(smb=SmbOptions(username=USER, password=PASSWORD))
    with contextlib.closing(connect(target, options)) as connector:
        (entry,) = connector.list(lambda _: False)
    assert isinstance(entry, Entry)
    assert (entry.path, entry.size_bytes) == ("roster.csv", size_bytes)
    with contextlib.closing(connect(target, options)) as connector:
        with connector.open("roster.csv") as stream:
            assert len(stream.read()) == size_bytes
        with pytest.raises(ConnectorError):
            connector.open("other.csv")
