"""The parser's process: reads untrusted files that are handed to it as descriptors, and tells what is in them.

It knows no path, no target and no credential, has no network, writes no file, and is killed when it dies, hangs or
grows; ``confinement`` sees to that. See ``parser.py`` for the other side.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import BinaryIO, Final, cast

import msgspec

from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Face, Notice, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.pictures.faces import load_finder
from meibo.extraction.pictures.recogniser import load_recogniser
from meibo.extraction.pictures.time import Pictures
from meibo.extraction.sniffing.sniff import format_of, load_libmagic, look_inside
from meibo.pipeline.confinement.layers import confine
from meibo.pipeline.confinement.limits import bound_processor_time
from meibo.pipeline.lent_stream import AskedStream, DescriptorStream
from meibo.pipeline.parser_model import (
    ASKED_BYTES,
    GROWTH_BYTES,
    SAY_EVERY_BYTES,
    SAY_EVERY_SECONDS,
    FoundPasswords,
    ParserSettings,
    Request,
    Told,
    ToldBlock,
    ToldFace,
    ToldNotice,
)
from meibo.pipeline.priority import lower_priority
from meibo.pipeline.processes import THREAD_BYTES, end_with_parent, limit_memory, measure_resident
from meibo.pipeline.silence import fall_silent
from meibo_detectors.model import Block

PICTURE_BYTES: Final = 512 << 20
"""What the models that read a page work in, beside what the file's format needs."""
_BUSY_THREADS: Final = 4
"""At most so many of a library's threads work for one file all the time."""


def parse(connection: Connection, encoded_settings: bytes) -> None:
    """The process's main function: files come in, what is in them goes out, until the other side closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    fall_silent()
    settings = msgspec.msgpack.decode(encoded_settings, type=ParserSettings)
    if settings.is_quiet:
        lower_priority()
    load_libmagic()
    if settings.pictures.reads_text:  # models are read before no path may be opened any more
        load_recogniser()
    if settings.pictures.finds_faces:
        load_finder()
    at_start = measure_resident()
    more = PICTURE_BYTES if settings.pictures else 0
    limit_memory(settings.limits.memory_bytes + more + THREAD_BYTES)  # of the one that watches the parent
    layers = confine()
    end_with_parent()
    decode, encode = msgspec.msgpack.Decoder(Request).decode, msgspec.msgpack.Encoder().encode
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            request = decode(connection.recv_bytes())
            budget = Budget(settings.limits, request.size_bytes)
            bound_processor_time(_BUSY_THREADS * settings.limits.parser_seconds(request.size_bytes))
            with contextlib.closing(_take_stream(request, connection, budget)) as stream:
                passwords = Passwords(settings.passwords, functools.partial(_ask_passwords, connection, budget))
                for told in _tell(request, stream, budget, passwords, settings):
                    if told.is_end:
                        grown = measure_resident() - at_start > GROWTH_BYTES
                        told = msgspec.structs.replace(told, leaves=grown, layers=layers)
                    before = time.monotonic()
                    connection.send_bytes(encode(told))
                    budget.pause(time.monotonic() - before)


def _take_stream(request: Request, connection: Connection, budget: Budget) -> BinaryIO:
    """The file: through the descriptor that the other side sends, or by asking it for each piece."""
    if not request.is_lent:
        ask = functools.partial(_ask_bytes, connection, budget)
        return cast("BinaryIO", io.BufferedReader(AskedStream(request.size_bytes, ask), ASKED_BYTES))
    from multiprocessing.reduction import recv_handle

    handle = recv_handle(connection)
    if os.name == "nt":
        import msvcrt

        handle = msvcrt.open_osfhandle(handle, os.O_RDONLY)  # type: ignore[attr-defined]
    return cast("BinaryIO", io.BufferedReader(DescriptorStream(handle), HEAD_BYTES))


def _ask_bytes(connection: Connection, budget: Budget, at: int, size_bytes: int) -> bytes:
    """A piece of the file, which the other side reads from its server."""
    before = time.monotonic()
    connection.send_bytes(msgspec.msgpack.encode(Told([], asks_bytes=(at, min(size_bytes, ASKED_BYTES)))))
    piece = connection.recv_bytes()
    budget.pause(time.monotonic() - before)
    return piece


def _ask_passwords(connection: Connection, budget: Budget) -> tuple[str, ...]:
    """What the other side finds in the mails beside the file."""
    before = time.monotonic()
    connection.send_bytes(msgspec.msgpack.encode(Told([], asks_passwords=True)))
    words = msgspec.msgpack.decode(connection.recv_bytes(), type=FoundPasswords).words
    budget.pause(time.monotonic() - before)
    return words


def _tell(
    request: Request, stream: BinaryIO, budget: Budget, passwords: Passwords, settings: ParserSettings
) -> Iterator[Told]:
    """What is in a file, in portions."""
    kind = look_inside(format_of(request.format), stream, request.name)
    pictures = Pictures(settings.pictures) if settings.pictures else None
    source = Source(
        stream, request.name, kind.id, budget, passwords, attempt=request.attempt, pictures=pictures,
        own_domains=settings.own_domains,
    )  # fmt: skip
    items: list[ToldBlock | ToldNotice | ToldFace] = []
    size_bytes = 0
    said = time.monotonic()
    for item in _read(source):
        items.append(_wrap(item))
        size_bytes += len(item.text) if isinstance(item, Block) else 0
        if size_bytes > SAY_EVERY_BYTES or time.monotonic() - said > SAY_EVERY_SECONDS:
            yield Told(items, kind.id)
            items, size_bytes, said = [], 0, time.monotonic()
    yield Told(items, kind.id, is_end=True)


def _wrap(item: Block | Notice | Face) -> ToldBlock | ToldNotice | ToldFace:
    if isinstance(item, Block):
        return ToldBlock(item)
    return ToldFace(item) if isinstance(item, Face) else ToldNotice(item)


def _read(source: Source) -> Iterator[Block | Notice | Face]:
    """As ``read_inside``; memory that ends outside of an extractor is a notice, too."""
    try:
        yield from read_inside(source)
    except MemoryError:
        yield Notice("memory-limit")
