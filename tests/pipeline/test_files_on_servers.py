"""Files that a server holds: opened side by side, lent to the parser without a descriptor, completed by what only
opening them tells."""

from __future__ import annotations

import contextlib
import io
import threading
import time
import zipfile
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
import pytest

from meibo.extraction.model import HEAD_BYTES, Span
from meibo.extraction.sniffing.sniff import sniff
from meibo.pipeline.assembly import assemble
from meibo.pipeline.collector import Collector, Terms
from meibo.pipeline.holding import HELD_BYTES, hold
from meibo.pipeline.model import UNIT_BYTES, Part, PartResult, Settings
from meibo.pipeline.opening import Ahead
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ParserSettings, Request
from meibo.pipeline.reading import Reader
from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience, Entry
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 1 << 20
UNTOLD = Access(Audience.UNKNOWN, "")


class ServedFile(io.RawIOBase):
    """A file without a descriptor that counts what is read of it, and breaks off where it is told to."""

    def __init__(self, content: bytes, breaks_after: int = 1 << 60) -> None:
        self._content = io.BytesIO(content)
        self._breaks_after = breaks_after
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._content.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        if self.bytes_read > self._breaks_after:
            raise ConnectorError("unreachable", "ECONNRESET")
        count = self._content.readinto(buffer)
        self.bytes_read += count
        return count


def make_archive(unread_bytes: int) -> bytes:
    """A zip with a picture of so many bytes, which nobody looks into, and behind it a short text."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(unread_bytes))
        archive.writestr("名簿.txt", "担当 090-1234-9876\n".encode())
    return target.getvalue()


@pytest.fixture
def parser() -> Iterator[Parser]:
    """One with default limits."""
    with contextlib.closing(Parser(ParserSettings())) as made:
        yield made


def read(parser: Parser, stream: BinaryIO, content: bytes) -> str:
    request = Request("a.zip", sniff(content[:HEAD_BYTES], "a.zip").id, len(content))
    return "".join(item.text.decode() for item in parser.read(request, stream) if isinstance(item, Block))


def test_only_what_is_needed_of_a_large_file_is_asked_for(parser: Parser) -> None:
    """An archive on a server is read by its directory: what holds no text is never sent."""
    content = make_archive(24 * MEGABYTE)
    stream = ServedFile(content)
    assert "090-1234-9876" in read(parser, stream, content)
    assert stream.bytes_read < 6 * MEGABYTE


def test_a_server_that_breaks_off_is_told_and_the_parser_goes_on(parser: Parser) -> None:
    """The connector's error comes out as it is, and the next file is read."""
    content = make_archive(4 * MEGABYTE)
    with pytest.raises(ConnectorError) as caught:
        read(parser, ServedFile(content, breaks_after=MEGABYTE), content)
    assert (caught.value.code, caught.value.detail) == ("unreachable", "ECONNRESET")
    assert "090-1234-9876" in read(parser, ServedFile(content), content)


def test_a_small_file_is_fetched_once() -> None:
    """It is kept in memory, with a descriptor that can be lent; a large one stays where it is."""
    stream = ServedFile(b"0123456789")
    with hold(stream, 10) as file:
        assert file.fileno() >= 0
        assert [file.read(), file.seek(0), file.read()] == [b"0123456789", 0, b"0123456789"]
    assert stream.bytes_read == 10
    with hold(stream, HELD_BYTES + 1) as file:
        assert file is stream


class OneFile:
    """A connector whose one file is a stream that counts."""

    def __init__(self, path: str, content: bytes) -> None:
        self.entry = Entry(path, len(content), 1, "v", "", UNTOLD)
        self.stream = ServedFile(content)

    def open(self, path: str) -> BinaryIO:
        assert path == self.entry.path
        return self.stream  # type: ignore[return-value]

    def describe(self, stream: object, path: str) -> Entry:
        assert (stream, path) == (self.stream, self.entry.path)
        return self.entry


@pytest.mark.parametrize("ordinal", [0, 1])
def test_of_a_format_that_is_not_read_only_the_head_is_fetched(ordinal: int) -> None:
    """It decides that nothing more is: neither for a copy in memory nor for a hash is a film transferred."""
    connector: Any = OneFile("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(2 * MEGABYTE))
    settings = Settings(targets=(), detectors=(), secret=bytes(32))
    part = Part(0, 0, connector.entry, Span(MEGABYTE * ordinal, None), ordinal, 2)
    collector = Collector(part, Terms(settings, ()))
    with contextlib.closing(Reader(settings)) as reader:
        assert list(reader.read(part, connector, collector)) == []
    assert connector.stream.bytes_read <= HEAD_BYTES
    assert [issue.code for issue in collector.finish().issues] == ["format-no-text"][ordinal:]


class SlowConnector:
    """Opens files that each take a while, and knows how many were on their way at a time."""

    def __init__(self, opens_ahead: int) -> None:
        self.opens_ahead = opens_ahead
        self.most = self.now = 0
        self.closed: list[str] = []
        self._lock = threading.Lock()

    def open(self, path: str) -> BinaryIO:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self._lock:
            self.now -= 1
        if path == "gone":
            raise ConnectorError("vanished")
        stream = io.BytesIO(path.encode())
        stream.close = lambda: self.closed.append(path)  # type: ignore[method-assign]
        return stream


def parts_of(*paths: str, size_bytes: int = 1) -> list[Part]:
    return [Part(at, 0, Entry(path, size_bytes, 0, "", "", UNTOLD)) for at, path in enumerate(paths)]


def test_small_files_are_opened_side_by_side_in_order() -> None:
    """As many as the connector likes, each handed over in its turn; an error belongs to its file alone."""
    connector: Any = SlowConnector(4)
    with contextlib.closing(Ahead()) as ahead:
        opened = []
        for part, stream in ahead.open(connector, parts_of("a", "b", "gone", "c", "d", "e")):
            assert stream is not None
            try:
                opened.append((part.entry.path, stream.result().stream.read()))
            except ConnectorError as error:
                opened.append((part.entry.path, error.code))
    assert opened == [("a", b"a"), ("b", b"b"), ("gone", "vanished"), ("c", b"c"), ("d", b"d"), ("e", b"e")]
    assert 2 <= connector.most <= 4


def test_few_bytes_wait() -> None:
    """Files that are not so small wait one by one, since a connector may hold what it opened in memory."""
    connector: Any = SlowConnector(8)
    with contextlib.closing(Ahead()) as ahead:
        for _, stream in ahead.open(connector, parts_of(*"abcdef", size_bytes=3 * UNIT_BYTES)):
            assert stream is not None
            stream.result()
    assert connector.most <= 2


def test_a_connector_that_does_not_wait_opens_nothing_ahead() -> None:
    """Local files are opened by their reader."""
    connector: Any = SlowConnector(1)
    with contextlib.closing(Ahead()) as ahead:
        assert [stream for _, stream in ahead.open(connector, parts_of("a", "b"))] == [None, None]


def test_streams_that_nobody_came_for_are_closed() -> None:
    """A reader that gives up leaves no connection behind."""
    connector: Any = SlowConnector(4)
    with contextlib.closing(Ahead()) as ahead:
        waiting: Any = ahead.open(connector, parts_of("a", "b", "c", "d", "e"))
        next(waiting)[1].result()
        waiting.close()
    end = time.monotonic() + 5
    while connector.now and time.monotonic() < end:
        time.sleep(0.01)
    assert set(connector.closed) >= {"b", "c"}


def test_what_opening_tells_completes_the_entry() -> None:
    """Owner and readers that only opening the file, or a question of its own, has told are those of the asset."""
    entry = Entry("a.txt", 1, 1, "v", "", UNTOLD)
    told = Access(Audience.EVERYONE, "DACL: Everyone")
    first = PartResult(0, 0, is_read=True, is_whole=True, owner="佐藤", access=told)
    second = PartResult(0, 1, is_read=True, is_whole=True)
    result = assemble(entry, [second, first], b"key", 20)
    assert result.entry == msgspec.structs.replace(entry, owner="佐藤", access=told)
    assert assemble(entry, [second], b"key", 20).entry == entry
