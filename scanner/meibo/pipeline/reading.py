"""Opens one part of a file through its connector and yields its text; whatever goes wrong becomes an issue."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from msgspec import structs

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.extraction.budget import Budget
from meibo.extraction.describe import describe_exception
from meibo.extraction.inside import read_inside
from meibo.extraction.model import Notice, Source, Span
from meibo.extraction.passwords import Passwords
from meibo.extraction.registry import find_extractor
from meibo.extraction.sniff import look_inside, sniff
from meibo.inventory.model import Stage
from meibo.pipeline.collector import Collector
from meibo.pipeline.content_hash import HashingStream
from meibo.pipeline.model import Part, Settings
from meibo_connectors.base import Connector, ConnectorError
from meibo_detectors.model import Block

HEAD_BYTES: Final = 1 << 16


def read_part(part: Part, connector: Connector, settings: Settings, collector: Collector) -> Iterator[Block]:
    """Blocks of one part; the collector learns format, encodings, hash and issues."""
    stage: Stage = "open"
    try:
        with connector.open(part.entry.path) as raw:
            stage = "extract"
            yield from _read_open(part, connector, raw, settings, collector)
    except ConnectorError as error:
        collector.fail(stage, error.code, error.detail)
    except Exception as error:  # noqa: BLE001 - one a stage: trouble with one file never ends the scan
        collector.fail(stage, *name_trouble(error))


def _read_open(
    part: Part, connector: Connector, raw: BinaryIO, settings: Settings, collector: Collector
) -> Iterator[Block]:
    opened = connector.describe(raw, part.entry.path)
    head = _read_head(raw, opened.size_bytes)
    name = part.entry.path.rpartition("/")[2]
    kind = sniff(head, name)
    collector.format = kind.id
    if opened.size_bytes == 0 and not head:
        collector.is_read = True
        return
    extractor = find_extractor("text" if kind.id == "zeros" else kind.id)
    is_plain = extractor is not None and extractor.is_plain
    if not is_plain and part.ordinal > 0:
        return
    span = part.span if part.span is not None and is_plain else Span(0, opened.size_bytes)
    end = opened.size_bytes if span.end is None else span.end
    stream = HashingStream(raw, span.start, end, settings.secret)
    buffered = cast("BinaryIO", io.BufferedReader(stream, HEAD_BYTES))
    if not is_plain:
        kind = look_inside(kind, buffered, name)
        collector.format = kind.id
    budget = Budget(settings.limits, opened.size_bytes)
    source = Source(buffered, name, "text" if kind.id == "zeros" else kind.id, budget, Passwords(), span)
    is_refused = False
    for item in read_inside(source):
        if not isinstance(item, Block):
            is_refused |= _take_notice(item, collector)
        elif item.text.count(0) < len(item.text):  # what a sparse file leaves out is read as NULs: nothing to find
            collector.is_blank = False
            yield structs.replace(item, scope=part.entry.path)
    collector.is_read = collector.is_read or not is_refused
    collector.chunk_hash, collector.bytes_read = stream.digest(), stream.bytes_read
    _compare(part, opened.size_bytes, connector, raw, collector)


def _read_head(raw: BinaryIO, size_bytes: int) -> bytes:
    head = b""
    while len(head) < HEAD_BYTES and (piece := raw.read(HEAD_BYTES - len(head))):
        head += piece
        if len(head) == size_bytes:
            break  # nobody need be asked whether more comes
    raw.seek(0)
    return head


def _take_notice(notice: Notice, collector: Collector) -> bool:
    """Note it; whether it says that something was not read."""
    if notice.code == "encoding":
        collector.note_encoding(notice.detail)
        return False
    if issue_code(notice.code).kind is IssueClass.NOTE:
        collector.note("extract", notice.code, notice.detail, notice.count)
        return False
    collector.fail("extract", notice.code, notice.detail)
    return True


def _compare(part: Part, opened_bytes: int, connector: Connector, raw: BinaryIO, collector: Collector) -> None:
    """Say whether the file changed since it was listed: appended to, or rewritten."""
    now = connector.describe(raw, part.entry.path)
    if (now.size_bytes, now.modified_ns) == (part.entry.size_bytes, part.entry.modified_ns):
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
