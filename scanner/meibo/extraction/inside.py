"""Reads a file and every file inside it: each is told by its content and read with the extractor of its format."""

from __future__ import annotations

import errno
import io
from typing import TYPE_CHECKING, BinaryIO, cast

from msgspec import structs

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import HEAD_BYTES, Face, Member, Notice, Source, Span
from meibo.extraction.registry import find_extractor
from meibo.extraction.sniffing.sniff import Format, format_of, is_undecided, look_inside, sniff
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget

_WHY = {
    "audio": "format-no-text",
    "video": "format-no-text",
    "program": "format-no-text",
    "metadata": "format-no-text",
    "image": "image-only",
    "encrypted": "encrypted",
}
"""Issue code by media; any other is a format that is not read."""
_PANIC = "PanicException"
"""What a library in Rust raises where it gives up; it has no module, and is no Exception."""


def read_inside(source: Source, container: tuple[str, ...] = ()) -> Iterator[Block | Notice | Face]:
    """Blocks, faces and notices of a source and of all that is inside it; trouble ends as a notice, never an exception.

    ``container`` leads to the source. Where a limit of the whole file is reached, nothing more is read.
    """
    try:
        yield from _read(source, container)
    except LimitReachedError as limit:
        yield Notice(limit.code, detail=limit.figure, container=container)


def why_not_read(kind: Format) -> str:
    """The issue code of a format that no extractor reads."""
    return _WHY.get(kind.media, "format-not-read")


def _read(source: Source, container: tuple[str, ...]) -> Iterator[Block | Notice | Face]:
    """As ``read_inside``, but a limit of the whole file is raised."""
    extractor = find_extractor(source.format, reads_pictures=source.pictures is not None)
    if extractor is None:
        yield Notice(why_not_read(format_of(source.format)), detail=source.format, container=container)
        return
    try:
        for item in extractor.load()(source):
            if isinstance(item, Member):
                yield from _read_member(item, source, container)
            elif isinstance(item, Notice):
                yield structs.replace(item, container=container + item.container)
            else:
                at = structs.replace(item.position, container=container + item.position.container)
                yield structs.replace(item, position=at) if container else item
    except LimitReachedError as limit:
        if limit.code != "held-limit":
            raise
        yield Notice(limit.code, detail=limit.figure, container=container)  # of this member alone
    except MemoryError:
        yield Notice("memory-limit", container=container)
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0)  # of the system; libraries raise it without a number
        code = None if error.errno == errno.EINVAL else code  # a place that damage made up
        yield Notice("io-error" if code else "damaged", detail=code or describe_exception(error), container=container)
    except BaseException as error:  # a damaged member is an issue, and the others are read
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        yield Notice("damaged", detail=describe_exception(error), container=container)


def _read_member(member: Member, outer: Source, container: tuple[str, ...]) -> Iterator[Block | Notice | Face]:
    """What is inside a member."""
    budget = outer.budget
    container = (*container, *member.container)
    if member.name:
        container = (*container, member.name)
        budget.take_member()
    with budget.inside():
        head = read_head(member.stream)
        name = member.name.replace("\\", "/").rpartition("/")[2] or outer.name
        kind = sniff(head, name)
        if not head:
            return
        if kind.media == "image" and member.is_decoration and _is_small(head, budget.limits.least_image_bytes):
            yield Notice("small-image", container=container)
            return
        extractor = find_extractor(kind.id, reads_pictures=outer.pictures is not None)
        if extractor is None and not is_undecided(kind):
            yield Notice(why_not_read(kind), detail=kind.id, container=container)
            return
        if extractor is not None and (extractor.is_plain or extractor.is_forward):
            stream = cast("BinaryIO", io.BufferedReader(_Forward(member.stream, head, budget), HEAD_BYTES))
        else:
            try:
                stream = io.BytesIO(head) if kind.id == "unknown" else _hold(member.stream, head, outer)
            except LimitReachedError as limit:
                if limit.code != "held-limit":
                    raise
                yield Notice(limit.code, detail=limit.figure, container=container)
                return
            kind = look_inside(kind, stream, name)
        yield from _read(outer._replace(stream=stream, name=name, format=kind.id, span=Span()), container)


class _Forward(io.RawIOBase):
    """A member that is read once from its beginning, and never held."""

    def __init__(self, stream: BinaryIO, head: bytes, budget: Budget) -> None:
        self._stream, self._head, self._budget = stream, head, budget
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """To where it stands."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Stay; any other place is refused."""
        if offset != (self._at if whence == io.SEEK_SET else 0):
            raise io.UnsupportedOperation("this stream goes forward only")
        return self._at

    def tell(self) -> int:
        """How much was read."""
        return self._at

    def readinto(self, buffer: object) -> int:
        """What was read ahead, then what the member gives."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(chunk) :]
        view[: len(chunk)] = chunk
        self._at += len(chunk)
        self._budget.take_bytes(len(chunk))
        return len(chunk)


def _is_small(head: bytes, least_bytes: int) -> bool:
    return len(head) < min(least_bytes, HEAD_BYTES)


def read_head(stream: BinaryIO, size_bytes: int = -1) -> bytes:
    """What tells the format: HEAD_BYTES of a stream, or all of it; a known size need not be confirmed by its end."""
    head = b""
    while len(head) < HEAD_BYTES and (piece := stream.read(HEAD_BYTES - len(head))):
        head += piece
        if len(head) == size_bytes:
            break
    return head


def _hold(stream: BinaryIO, head: bytes, outer: Source) -> BinaryIO:
    """A member as a stream that goes back and forth."""
    if isinstance(stream, io.BytesIO):
        stream.seek(0)
        return stream
    return io.BytesIO(head + outer.budget.read(stream, outer.budget.limits.held_bytes - len(head)))
