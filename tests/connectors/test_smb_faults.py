"""Servers that break off, think too long, or are tampered with on the way: nothing is lost, nothing is silent."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from connectors.smb_place import SmbPlace
from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Entry, Trouble
from servers.faulty_proxy import FaultyProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.base import Connector
    from servers.samba import Samba

FILES = [f"folder/{number:04}-名簿の写し.txt" for number in range(3000)]


@pytest.fixture
def proxy(samba: Samba) -> Iterator[FaultyProxy]:
    """Between the connector and the server."""
    proxy = FaultyProxy(samba.port)
    yield proxy
    proxy.close()


@pytest.fixture
def place(samba: Samba, proxy: FaultyProxy) -> SmbPlace:
    """A folder that is reached through the proxy."""
    return SmbPlace(samba, proxy.port)


@pytest.fixture
def connector(place: SmbPlace) -> Iterator[Connector]:
    """For the folder, through the proxy."""
    connector = place.connect()
    yield connector
    connector.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a minute of trying again is a moment only."""
    monkeypatch.setattr("meibo_connectors.smb_session.RETRY_S", 0.3)
    monkeypatch.setattr("meibo_connectors.smb_session.GIVEN_UP_S", 60)


def list_all(connector: Connector) -> list[Entry | Trouble]:
    return list(connector.list(lambda _: False))


def refuse(action: Any) -> tuple[str, str]:
    with pytest.raises(ConnectorError) as caught:
        action()
    return caught.value.code, caught.value.detail


@pytest.mark.parametrize("after_bytes", [0, 1000, 100_000, 400_000])
def test_listing_goes_on_after_a_cut(
    after_bytes: int, place: SmbPlace, connector: Connector, proxy: FaultyProxy
) -> None:
    """A connection that breaks in the middle of a folder is made again, and no name is lost or told twice."""
    place.put_empty(FILES)
    assert list_all(connector)
    proxy.cut_after_bytes = after_bytes
    assert [item.path for item in list_all(connector)] == FILES
    assert proxy.connections == 2


def test_listing_that_cannot_go_on_says_so(
    place: SmbPlace, connector: Connector, proxy: FaultyProxy, impatient: None
) -> None:
    """Each folder that was not listed any more is told, and the first is waited for only."""
    for number in range(20):
        place.put(f"{number:02}/a.txt")
    listing = connector.list(lambda _: False)
    assert next(listing).path == "00/a.txt"
    proxy.is_refusing = True
    proxy.cut()
    started = time.monotonic()
    rest = list(listing)
    assert [(item.path, item.code, item.is_folder) for item in rest] == [
        (f"{number:02}", "unreachable", True) for number in range(1, 20)
    ]
    assert time.monotonic() - started < 5
    assert refuse(lambda: list_all(connector))[0] == "unreachable"


@pytest.mark.parametrize("after_bytes", [0, 100, 500_000, 2_500_000])
def test_reading_goes_on_after_a_cut(
    after_bytes: int, place: SmbPlace, connector: Connector, proxy: FaultyProxy
) -> None:
    """A large file is read on where it broke off, over a new connection, byte for byte."""
    content = os.urandom(4_000_000)
    place.put("a.bin", content)
    with connector.open("a.bin") as stream:
        start = stream.read(10_000)
        proxy.cut_after_bytes = after_bytes
        assert start + stream.read() == content
    assert proxy.connections == 2


def test_small_file_is_read_again_after_a_cut(place: SmbPlace, connector: Connector, proxy: FaultyProxy) -> None:
    """Also several at once, each on the connection that breaks."""
    for number in range(20):
        place.put(f"{number}.txt", b"x" * 5000)
    entries = list_all(connector)
    read: list[bytes] = []

    def read_half(half: int) -> None:
        for entry in entries[half::2]:
            with connector.open(entry.path) as stream:
                read.append(stream.read())

    proxy.cut_after_bytes = 30_000
    threads = [threading.Thread(target=read_half, args=(half,)) for half in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [b"x" * 5000] * 20


def test_file_that_was_replaced_while_the_connection_was_cut_is_not_mixed(
    place: SmbPlace, connector: Connector, proxy: FaultyProxy
) -> None:
    """The rest of another file is no rest of this one."""
    place.put("a.bin", bytes(4_000_000))
    place.put("b.bin", b"b" * 4_000_000)
    with connector.open("a.bin") as stream:
        stream.read(10)
        (place.folder / "b.bin").rename(place.folder / "a.bin")
        proxy.cut()
        assert refuse(stream.read) == ("vanished", "replaced")


def test_reading_that_cannot_go_on_is_an_error(
    place: SmbPlace, connector: Connector, proxy: FaultyProxy, impatient: None
) -> None:
    """A server that is gone ends no file early."""
    place.put("a.bin", bytes(4_000_000))
    place.put("b.txt", b"x")
    with connector.open("a.bin") as stream:
        stream.read(10)
        proxy.is_refusing = True
        proxy.cut()
        assert refuse(stream.read)[0] == "unreachable"
    assert refuse(lambda: connector.open("b.txt"))[0] == "unreachable"
    assert refuse(lambda: connector.list_beside("b.txt"))[0] == "unreachable"


def test_server_that_comes_back_is_reached_again(
    place: SmbPlace, connector: Connector, proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some seconds without a server are waited for."""
    place.put("a.txt", b"x")
    assert list_all(connector)
    proxy.is_refusing = True
    proxy.cut()
    back = threading.Timer(0.7, lambda: setattr(proxy, "is_refusing", False))
    back.start()
    with connector.open("a.txt") as stream:
        assert stream.read() == b"x"
    back.join()


def test_slow_server_is_waited_for(place: SmbPlace, connector: Connector, proxy: FaultyProxy) -> None:
    """A server that takes its time is no server that is gone."""
    proxy.delay_seconds = 0.1
    place.put("a/b.txt", b"x")
    (entry,) = list_all(connector)
    with connector.open(entry.path) as stream:
        assert stream.read() == b"x"
    assert proxy.connections == 1


def test_server_that_never_answers_is_given_up(
    place: SmbPlace, connector: Connector, proxy: FaultyProxy, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for ever."""
    place.put("a.txt", b"x")
    assert list_all(connector)
    monkeypatch.setattr("meibo_connectors.smb_channel.ANSWER_TIMEOUT_S", 0.5)
    proxy.delay_seconds = 3
    assert refuse(lambda: connector.open("a.txt")) == ("unreachable", "ETIMEDOUT")


@pytest.mark.parametrize(("at_byte", "mask"), [(70, 1), (150, 1), (900, 1), (3000, 128), (20, 8)])
def test_answer_that_was_altered_on_the_way_is_not_believed(
    at_byte: int, mask: int, place: SmbPlace, connector: Connector, proxy: FaultyProxy
) -> None:
    """Answers are signed: one turned bit breaks the connection, and the file is asked for again.

    The last one is the bit that says that an answer is signed.
    """
    content = os.urandom(4000)
    place.put("a.txt", content)
    assert list_all(connector)
    proxy.flip_after_bytes, proxy.flip_mask = at_byte, mask
    with connector.open("a.txt") as stream:
        assert stream.read() == content
    assert proxy.flip_after_bytes is None
    assert proxy.connections == 2
