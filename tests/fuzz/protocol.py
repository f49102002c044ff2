"""Target: what a parser's process says to its worker. It reads hostile files, so by then anybody may be speaking.

The bytes are what the worker finds in its pipe; they go through the real worker: reading, kernels, counting, and the
report to its parent. Whatever is said, the worker goes on, and what it reports can be stored.
"""

from __future__ import annotations

import io
import random
import socket
import struct
import tempfile
import threading
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from extraction.specimens import SPECIMENS
from fuzz.target import Run, Target

EDGE = b"\xc1\xc1"
"""Between messages: no message of msgpack holds this byte as a mark. Random changes keep the frames around them."""
_RAW = b"\xc1"
"""A piece that begins so is sent without a frame."""
_SPEAKING = ("zip", "xlsx", "eml", "docx", "sqlite", "pdf", "vcard")
DETECTORS = ("email", "face_photo", "jp_phone")
"""All that a worker does with text is done for two of these; the other detectors have their own targets."""
_EXCHANGES = b"PK\x03\x04 whatever: nobody but the parser's process reads it"


def _frame(piece: bytes) -> bytes:
    """As ``multiprocessing`` sends a message."""
    return piece[1:] if piece.startswith(_RAW) else struct.pack("!i", len(piece)) + piece


class _Gone:
    """A process that has said what it had to say."""

    exitcode = 0
    pid = 0

    def join(self, timeout: float | None = None) -> None:
        """It is over."""

    kill = join


def make_run() -> Run:
    """A worker with a parser that says the bytes."""
    from multiprocessing.connection import Connection

    from meibo.inventory.model import StoredPosition
    from meibo.pipeline import parser
    from meibo.pipeline.model import Part, Report, Settings, Unit
    from meibo.pipeline.worker import Worker
    from meibo_connectors.model import UNTOLD, Entry
    from meibo_connectors.registry import parse_target

    said = b""

    class Hostile(parser._Process):
        """Speaks through a real pipe, listens to nothing, and is gone."""

        def __init__(self, _: Any) -> None:
            ours, theirs = socket.socketpair()
            self._pipe = Connection(ours.detach())
            self._process = _Gone()
            self._most_bytes = 1 << 20
            self._starts_until = 0.0
            parser._bound_waiting(self._pipe)
            self._thread = threading.Thread(target=_speak, args=(theirs, said), daemon=True)
            self._thread.start()

        def _lend(self, descriptor: int) -> None:
            """It has no use for the file."""

        def end(self) -> None:
            super().end()
            self._thread.join()

    folder = tempfile.TemporaryDirectory()
    place = Path(folder.name, "a.zip")
    place.write_bytes(_EXCHANGES)
    worker = Worker(Settings((parse_target(folder.name),), DETECTORS, bytes(32)))
    unit = Unit((Part(1, 0, Entry("a.zip", len(_EXCHANGES), place.stat().st_mtime_ns, "1", "", UNTOLD)),))
    decode = msgspec.msgpack.Decoder(Report).decode

    def run(data: bytes) -> None:
        nonlocal said
        said = b"".join(_frame(piece) for piece in data.split(EDGE))
        with mock.patch.object(parser, "_Process", Hostile):  # other tests of this process start real ones
            results = [result for told in worker.process(unit) for result in told]
        report = decode(msgspec.msgpack.encode(Report(results, worker.take_openings(), worker.layers)))
        (result,) = report.results
        assert len(result.format) < 100
        for one in result.positions:
            assert isinstance(one, StoredPosition)
            assert 0 <= one.start <= one.end < 1 << 60
            assert all(map(_is_in_order, one.location.values()))
        assert all(issue.code and 0 <= issue.count < 1 << 60 for issue in result.issues)
        assert not any(issue.code == "internal-error" for issue in result.issues), result.issues
        run.folder = folder  # type: ignore[attr-defined]  # lives as long as this

    return run


def _is_in_order(place: Any) -> bool:
    """A name, a number, or the edges of a box."""
    if isinstance(place, list):
        return len(place) == 4 and all(0 <= edge <= 1000 for edge in place)
    return isinstance(place, str) or 0 <= place < 1 << 60


def _speak(pipe: socket.socket, said: bytes) -> None:
    with pipe:
        try:
            pipe.sendall(said)
            pipe.shutdown(socket.SHUT_WR)
            while pipe.recv(1 << 16):
                pass
        except OSError:
            pass  # the worker has hung up


def list_seeds() -> list[bytes]:
    """What the process says of specimens."""
    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Limits
    from meibo.extraction.passwords import Passwords
    from meibo.pipeline.parser_model import ParserSettings, Request, Told
    from meibo.pipeline.parser_process import _tell

    seeds = []
    for name in _SPEAKING:
        specimen = SPECIMENS[name]()
        size_bytes = len(specimen.content)
        budget, stream = Budget(Limits(), size_bytes), io.BytesIO(specimen.content)
        request = Request(specimen.name, name, size_bytes)
        told = _tell(request, stream, budget, Passwords(()), ParserSettings())
        seeds.append(EDGE.join(msgspec.msgpack.encode(one) for one in told))
    seeds.append(msgspec.msgpack.encode(Told(_list_pictures(), "pdf", is_end=True)))
    questions = (Told([], asks_bytes=(0, 64)), Told([], asks_passwords=True), Told([], "zip", is_end=True))
    return [*seeds, EDGE.join(msgspec.msgpack.encode(one) for one in questions)]


def _list_pictures() -> list[Any]:
    """What is said of pictures, which no specimen here holds: recognised text and portraits."""
    from meibo.extraction.model import Face
    from meibo.pipeline.parser_model import ToldBlock, ToldFace
    from meibo_detectors.model import Block, Layout, Position

    boxes = ((80, 40, 500, 70), (80, 100, 420, 130))
    text = "氏名\t電話番号\n鷹取一葉\t090-7305-2846".encode()
    return [
        ToldBlock(Block(text, Position(("a.jpg",), page=1), layout=Layout("delimited", "\t"), boxes=boxes)),
        ToldBlock(Block("メール a@b.co.jp\n".encode(), Position(page=2), boxes=boxes[:1])),
        ToldFace(Face(Position(page=1), (100, 100, 300, 400), 90)),
        ToldFace(Face(Position(("a.jpg",), page=3), (0, 0, 1000, 1000), 65, is_on_card=True)),
    ]


_STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2, 1 << 31, (1 << 63) - 1, -(1 << 63), (1 << 64) - 1, 1e308, "", "\0", "\n", '"', "あ",
    "json", "delimited", "crash", "encoding", "a" * 600, b"", b"\xff", b"\xe3\x81", b"\xf0\x9f\x98", b"\xc0\x80",
    b"\xed\xa0\x80", [], ["a"], {}, [[[]]], {"text": b"\xe3", "lead": 1}, "メール、鷹取一葉 様 090-7305-2846".encode(),
)  # fmt: skip


def mutate(data: bytes, most_bytes: int, seed: int) -> bytes:
    """One value of one message becomes another, or one message is said twice; the rest of the shape stays."""
    import atheris

    draw = random.Random(seed)
    pieces = data.split(EDGE)
    at = draw.randrange(len(pieces))
    try:
        message = msgspec.msgpack.decode(pieces[at])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        message = None
    if not isinstance(message, list) or draw.random() < 0.3:
        return bytes(atheris.Mutate(data, most_bytes))
    if draw.random() < 0.1:
        pieces.insert(draw.randrange(len(pieces) + 1), pieces[at])
    else:
        places = list(_list_places(message))
        holder, key = places[draw.randrange(len(places))]
        holder[key] = _change(holder[key], draw)
        pieces[at] = msgspec.msgpack.encode(message)
    return EDGE.join(pieces)[:most_bytes]


def _list_places(holder: Any) -> Any:
    keys = range(len(holder)) if isinstance(holder, list) else list(holder)
    for key in keys:
        yield holder, key
        if isinstance(holder[key], (list, dict)):
            yield from _list_places(holder[key])


def _change(value: Any, draw: random.Random) -> Any:
    import atheris

    if isinstance(value, bytes) and value and draw.random() < 0.7:
        return bytes(atheris.Mutate(value, 2 * len(value) + 8))
    if isinstance(value, int) and draw.random() < 0.5:
        return min(max(value + draw.choice((-2, -1, 1, 2, 255)), -(1 << 63)), (1 << 64) - 1)
    return draw.choice(_STRANGE)


_COVERS = (
    "meibo.pipeline.parser", "meibo.pipeline.heard", "meibo.pipeline.reading", "meibo.pipeline.worker",
    "meibo.pipeline.collector", "meibo.pipeline.sent_outside", "meibo_detectors",
)  # fmt: skip

PROTOCOL = (Target("protocol/parser-to-worker", make_run, list_seeds, _COVERS, mutate, most_bytes=32_000),)
