"""Servers that stop, throttle and cut in the middle, through a proxy in front of the emulator of Google's storage."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from connectors.object_places import ObjectPlace
from meibo_connectors.base import ConnectorError
from meibo_connectors.object_settings import RETRIES
from meibo_connectors.object_stream import HEAD_BYTES
from servers.fake_gcs import FakeGcs
from servers.http_proxy import HttpProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.base import Connector


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[FakeGcs, HttpProxy]]:
    """A server, which answers only to the address that its clients know, and the proxy that has it."""
    server = FakeGcs()
    proxy = HttpProxy(server.port)
    server.start(proxy.port)
    yield server, proxy
    proxy.stop()
    server.stop()


@pytest.fixture
def gcs_place(served: tuple[FakeGcs, HttpProxy]) -> ObjectPlace:
    """An empty bucket, filled past the proxy."""
    return ObjectPlace("gs", served[0], served[0].make_bucket)


@pytest.fixture
def proxy(served: tuple[FakeGcs, HttpProxy], monkeypatch: pytest.MonkeyPatch) -> HttpProxy:
    """The proxy on the way to the place; what fails is tried again three times within a second."""
    served[1].reset()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", served[1].endpoint)
    wait = {"init_backoff": timedelta(milliseconds=10), "max_backoff": timedelta(milliseconds=100), "base": 2}
    monkeypatch.setitem(RETRIES, "backoff", wait)
    monkeypatch.setitem(RETRIES, "max_retries", 3)
    return served[1]


@pytest.fixture
def connector(gcs_place: ObjectPlace, proxy: HttpProxy) -> Iterator[Connector]:
    """A connector that goes through the proxy."""
    connector = gcs_place.connect()
    yield connector
    connector.close()


KEYS = [f"folder/{number:04}.txt" for number in range(1000)]
CHANGED = "<LastModified>2024-01-01T00:00:00.1Z</LastModified>"
OBJECT = "<Contents><Key>{}</Key><Size>4</Size><ETag>x</ETag>" + CHANGED + "</Contents>"
PAGE = f"""<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>true</IsTruncated>
<NextContinuationToken>next</NextContinuationToken>{"".join(map(OBJECT.format, KEYS))}</ListBucketResult>"""


def test_server_that_stops_in_the_middle_of_a_listing(proxy: HttpProxy, connector: Connector) -> None:
    """What was listed is given, then an error: never a listing that is merely shorter."""
    proxy.answer("200 OK", PAGE.encode(), fits=lambda head: "continuation-token" not in head)
    proxy.answer("503 Service Unavailable")
    found = []
    with pytest.raises(ConnectorError) as caught:  # noqa: PT012 - what came before the error counts
        for item in connector.list(lambda _path: False):
            found.append(item.path)  # noqa: PERF401 - the same
    assert caught.value.code == "unreachable"
    assert found == KEYS


def test_server_that_stops_at_once(proxy: HttpProxy, connector: Connector) -> None:
    """A target that is not even begun to be listed raises as it is named."""
    proxy.is_refusing = True
    with pytest.raises(ConnectorError) as caught:
        connector.list(lambda _path: False)
    assert caught.value.code == "unreachable"
    with pytest.raises(ConnectorError, match="unreachable"):
        connector.list_beside("folder/0001.txt")


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
def test_what_passes_is_tried_again(
    status: str, gcs_place: ObjectPlace, proxy: HttpProxy, connector: Connector
) -> None:
    """A server that is busy for a moment is asked again, and nothing is noticed."""
    gcs_place.put("a.txt", b"text")
    proxy.answer(status, times=2)
    with connector.open("a.txt") as stream:
        assert stream.read() == b"text"
    assert len(proxy.requests) == 3


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        ("429 Too Many Requests", b"", "throttled"),
        ("503 Service Unavailable", b"<Error><Code>SlowDown</Code></Error>", "throttled"),
        ("500 Internal Server Error", b"", "unreachable"),
    ],
)
def test_what_does_not_pass_is_given_up(
    status: str, body: bytes, code: str, gcs_place: ObjectPlace, proxy: HttpProxy, connector: Connector
) -> None:
    """A server that stays busy is given up after a bounded number of tries."""
    gcs_place.put("a.txt", b"text")
    proxy.answer(status, body)
    assert refuse_open(connector) == code
    assert len(proxy.requests) == 4


@pytest.mark.parametrize(
    ("status", "code"), [("401 Unauthorized", "login-failed"), ("403 Forbidden", "permission-denied")]
)
def test_refusals_are_not_tried_again(
    status: str, code: str, gcs_place: ObjectPlace, proxy: HttpProxy, connector: Connector
) -> None:
    """Who may not read, or whose login has expired, is told so at once."""
    gcs_place.put("a.txt", b"text")
    proxy.answer(status)
    assert refuse_open(connector) == code
    assert len(proxy.requests) == 1


def test_server_that_is_cut_off_in_the_middle_of_a_read(
    gcs_place: ObjectPlace, proxy: HttpProxy, connector: Connector
) -> None:
    """A body that ends too early is never taken for the whole: it is read again, or refused."""
    content = bytes(range(256)) * (HEAD_BYTES // 128)
    gcs_place.put("a.txt", content)
    with connector.open("a.txt") as stream:
        proxy.cut_after_bytes, proxy.cuts_left = 100_000, 1
        assert stream.read(HEAD_BYTES) + stream.readall() == content  # type: ignore[attr-defined]
    with connector.open("a.txt") as stream:
        proxy.cut_after_bytes, proxy.cuts_left = 100_000, None
        stream.seek(HEAD_BYTES)
        with pytest.raises(ConnectorError) as caught:
            stream.read(10)
    assert caught.value.code == "unreachable"


def test_slow_server_is_waited_for(gcs_place: ObjectPlace, proxy: HttpProxy, connector: Connector) -> None:
    """An answer that takes its time is an answer."""
    gcs_place.put("a.txt", b"text")
    proxy.delay_seconds = 0.3
    begun = time.monotonic()
    with connector.open("a.txt") as stream:
        assert stream.read() == b"text"
    assert time.monotonic() - begun >= 0.3


def refuse_open(connector: Connector) -> str:
    with pytest.raises(ConnectorError) as caught:
        connector.open("a.txt")
    return caught.value.code
