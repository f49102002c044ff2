"""Opens one part of a file through its connector and yields its text; whatever goes wrong becomes an issue.

Plain text is read here; every other format is read by the parser's process, to which the open file is lent.
"""

from __future__ import annotations

import errno
import functools
import io
from collections.abc import Iterator
from concurrent.futures import Future
from typing import BinaryIO, Final, cast

from msgspec import structs

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.extraction.describe import describe_exception
from meibo.extraction.inside import read_head, why_not_read
from meibo.extraction.model import HEAD_BYTES, Face, Notice, Span, suffix_of
from meibo.extraction.registry import Extractor, find_extractor
from meibo.extraction.sniffing.sniff import Format, is_undecided, sniff
from meibo.extraction.text.blocks_of_text import extract_text
from meibo.inventory.model import Stage
from meibo.pipeline.collector import Collector
from meibo.pipeline.content_hash import HashingStream, hash_zeros
from meibo.pipeline.holding import hold
from meibo.pipeline.holes import lies_in_hole
from meibo.pipeline.mails_beside import MailsBeside
from meibo.pipeline.model import Part, Settings
from meibo.pipeline.opening import Opened, open_part
from meibo.pipeline.paced_reading import Pace
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ParserSettings, Request
from meibo_connectors.base import Connector, ConnectorError
from meibo_connectors.names import file_name
from meibo_detectors.model import Block

READ_BYTES: Final = 1 << 20


class Reader:
    """Reads the parts of files for one worker or command; holds its parser."""

    def __init__(self, settings: Settings, pace: Pace | None = None) -> None:
        self._settings = settings
        self._pace = pace
        told = ParserSettings(settings.limits, settings.passwords, settings.own_domains, settings.is_quiet)
        self._parser = Parser(structs.replace(told, pictures=settings.pictures))
        self._mails = MailsBeside(Parser(told), pace)

    def read(
        self, part: Part, connector: Connector, collector: Collector, opened_ahead: Future[Opened] | None = None
    ) -> Iterator[Block]:
        """Blocks of one part; the collector learns format, encodings, hash, owner, readers and issues."""
        stage: Stage = "open"
        try:
            found = open_part(connector, part) if opened_ahead is None else opened_ahead.result()
            collector.open_seconds = found.seconds
            with found.stream as raw:
                stage = "extract"
                opened = connector.describe(raw, part.entry.path)
                collector.learn(opened)
                paced = raw if self._pace is None else self._pace.bound(raw, connector, opened.size_bytes)
                if part.ordinal and lies_in_hole(raw, *_find_range(part, opened.size_bytes)):
                    self._pass_over(part, paced, collector, opened.size_bytes)
                else:
                    for block in self._read_open(part, connector, paced, collector, opened.size_bytes):
                        yield structs.replace(block, scope=_name_scope(part.entry.path, block.scope))
                _compare(part, opened.size_bytes, connector, raw, collector)
        except ConnectorError as error:
            collector.fail(stage, error.code, error.detail)
        except Exception as error:  # noqa: BLE001 - one a stage: trouble with one file never ends the scan
            collector.fail(stage, *name_trouble(error))

    @property
    def layers(self) -> tuple[str, ...] | None:
        """What confines the parser's process; None where there is none yet."""
        return self._parser.layers

    def close(self) -> None:
        """End the parser's process."""
        self._parser.close()
        self._mails.close()

    def _read_open(
        self, part: Part, connector: Connector, raw: BinaryIO, collector: Collector, size_bytes: int
    ) -> Iterator[Block]:
        head = read_head(raw, size_bytes)
        raw.seek(0)
        kind, extractor = self._recognise(head, part, collector)
        if not head and not size_bytes:
            collector.is_read = True
        elif extractor is not None and extractor.is_plain:
            yield from self._read_text(part, size_bytes, raw, collector)
        elif extractor is None and not is_undecided(kind):
            collector.is_blank = False
            if part.ordinal == 0:  # nothing more is read: on a server, it would all be transferred
                collector.fail("extract", why_not_read(kind), kind.id)
        else:
            collector.is_blank = False
            with hold(raw, size_bytes) as file:
                if part.ordinal == 0:
                    yield from self._read_parsed(part, kind, connector, file, collector, size_bytes)
                if collector.is_read or part.ordinal > 0:
                    self._hash(part, size_bytes, file, collector)

    def _recognise(self, head: bytes, part: Part, collector: Collector) -> tuple[Format, Extractor | None]:
        """The format that the head of a file tells, which the collector notes, and what reads it."""
        kind = sniff(head, file_name(part.entry.path))
        collector.format = kind.id
        wanted = "text" if kind.id == "zeros" else kind.id
        return kind, find_extractor(wanted, reads_pictures=bool(self._settings.pictures))

    def _pass_over(self, part: Part, raw: BinaryIO, collector: Collector, size_bytes: int) -> None:
        """A part in which nothing was ever written: what its NULs would give, without reading them."""
        kind, extractor = self._recognise(read_head(raw, size_bytes), part, collector)
        if extractor is not None and extractor.is_plain:
            collector.is_read = True
        if extractor is not None or is_undecided(kind):
            start, end = _find_range(part, size_bytes)
            collector.chunk_hash = hash_zeros(end - start, self._settings.secret)
            collector.bytes_read = end - start

    def _read_text(self, part: Part, size_bytes: int, raw: BinaryIO, collector: Collector) -> Iterator[Block]:
        span = part.span or Span(0, size_bytes)
        stream = HashingStream(raw, *_find_range(part, size_bytes), self._settings.secret)
        buffered = cast("BinaryIO", io.BufferedReader(stream, HEAD_BYTES))
        for item in extract_text(buffered, self._settings.limits, span, suffix_of(file_name(part.entry.path))):
            if not isinstance(item, Block):
                _take_notice(item, collector)
            elif item.text.count(0) < len(item.text):  # what a sparse file leaves out is read as NULs: nothing to find
                collector.is_blank = False
                yield item
        collector.is_read = True
        collector.chunk_hash, collector.bytes_read = stream.digest(), stream.bytes_read

    def _read_parsed(
        self, part: Part, kind: Format, connector: Connector, raw: BinaryIO, collector: Collector, size_bytes: int
    ) -> Iterator[Block]:
        """The blocks of another format; it counts as read unless all there is to say is that something was not."""
        is_refused = False
        name = file_name(part.entry.path)
        find_passwords = functools.partial(self._mails.find, connector, part.entry.path)
        for item in self._parser.read(Request(name, kind.id, size_bytes), raw, find_passwords):
            collector.format = self._parser.format
            if isinstance(item, Block):
                collector.is_read = True
                yield item
            elif isinstance(item, Face):
                collector.is_read = True
                collector.add_face(item)
            else:
                is_refused |= _take_notice(item, collector)
        collector.format = self._parser.format
        if not collector.is_read and not is_refused:
            collector.is_read = True
            collector.note("extract", "no-text")

    def _hash(self, part: Part, size_bytes: int, raw: BinaryIO, collector: Collector) -> None:
        """The hash of a part whose text another process has read."""
        start, end = _find_range(part, size_bytes)
        stream = HashingStream(raw, start, end, self._settings.secret)
        stream.seek(start)
        buffer = bytearray(READ_BYTES)
        while stream.tell() < end and stream.readinto(buffer):
            pass
        collector.chunk_hash, collector.bytes_read = stream.digest(), stream.bytes_read


def _name_scope(path: str, title: str) -> str:
    """What a block stands under: its file, and what a page in it calls itself."""
    return f"{path}/{title}" if title else path


def _find_range(part: Part, size_bytes: int) -> tuple[int, int]:
    """Where a part begins and ends."""
    span = part.span or Span(0, size_bytes)
    return span.start, size_bytes if span.end is None else span.end


def _take_notice(notice: Notice, collector: Collector) -> bool:
    """Note it; whether it says that something was not read."""
    if notice.code == "encoding":
        collector.note_encoding(notice.detail)
        return False
    return collector.note_inside(notice, leaves_unread=issue_code(notice.code).kind is not IssueClass.NOTE)


def _compare(part: Part, opened_bytes: int, connector: Connector, raw: BinaryIO, collector: Collector) -> None:
    """Say whether the file changed since it was listed: appended to, or rewritten."""
    if not collector.is_read:
        return
    now = connector.describe(raw, part.entry.path)
    if (now.size_bytes, now.modified_ns) == (part.entry.size_bytes, part.entry.modified_ns):
        if part.total > 1 and now.version != part.entry.version:  # each span is opened anew: are they of one file?
            collector.fail("extract", "changed-while-read")
        return
    if now.size_bytes < max(opened_bytes, part.entry.size_bytes) or now.size_bytes == part.entry.size_bytes:
        collector.fail("extract", "changed-while-read")
    elif now.size_bytes > opened_bytes or part.total > 1:
        collector.fail("extract", "grew-while-read")


def name_trouble(error: Exception) -> tuple[str, str]:
    """The issue code of an exception, and what may be said about it."""
    if isinstance(error, MemoryError):
        return "memory-limit", ""
    if isinstance(error, OSError):
        return "io-error", errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "internal-error", describe_exception(error)
