"""XML as a stream of events, by expat: no tree, no entities, no references to outside."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, BinaryIO, cast
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.budget import Budget

READ_BYTES = 1 << 16
MOST_DEPTH = 2_000
"""Elements inside of elements; real documents stay below a hundred."""


class EntityError(Exception):
    """The XML declares entities of its own, which no office document does."""


class TooDeepError(Exception):
    """Elements are nested more deeply than any real document."""


def local_name(name: str) -> str:
    """The name without its prefix.

    >>> local_name("w:tbl")
    'tbl'
    """
    return name.rpartition(":")[2]


def read_some(stream: BinaryIO) -> bytes:
    """What comes in one step, so that nothing is lost where the next step is damaged; empty at the end."""
    read1 = getattr(stream, "read1", stream.read)
    return cast("bytes", read1(READ_BYTES))


def root_name(head: bytes) -> str:
    """The local name of the first element of XML that begins so, empty where there is none.

    >>> root_name(b"<?xml version='1.0'?><w:document xmlns:w='x'><w:bo")
    'document'
    """
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name)
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(head, False)
    return local_name(names[0]) if names else ""


class XmlReader:
    """Calls back for each start, end and text while a stream is fed; stop early with ``stop``.

    ``on_start(name, attributes)``, ``on_end(name)`` and ``on_text(text)`` get names as written, prefix included.
    Raises ``expat.ExpatError`` where the XML is damaged, EntityError and TooDeepError; what was called back stands.
    """

    def __init__(
        self,
        on_start: Callable[[str, dict[str, str]], None] | None = None,
        on_end: Callable[[str], None] | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> None:
        self._on_start, self._on_end = on_start, on_end
        self._depth = 0
        self._stopped = False
        parser = self._parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = READ_BYTES
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.EntityDeclHandler = self._refuse_entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        if on_text is not None:
            parser.CharacterDataHandler = on_text

    def read(self, stream: BinaryIO, budget: Budget) -> None:
        """Feed all of a stream (which is paid for by itself where it is a member)."""
        for _ in self.read_steps(stream, budget):
            pass

    def read_steps(self, stream: BinaryIO, budget: Budget) -> Iterator[None]:
        """The same, for extractors that yield what they have heard so far: gives way after each piece."""
        while not self._stopped and (chunk := read_some(stream)):
            self._parser.Parse(chunk, False)
            budget.check_time()
            yield
        if not self._stopped:
            self._parser.Parse(b"", True)

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Feed one piece that is held."""
        self._parser.Parse(chunk, is_last)

    def stop(self) -> None:
        """Read no more after this piece."""
        self._stopped = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise TooDeepError
        if self._on_start is not None:
            self._on_start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._on_end is not None:
            self._on_end(name)

    @staticmethod
    def _refuse_entity(*_: object) -> None:
        raise EntityError
