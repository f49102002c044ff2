"""A parser that was taken over: the worker takes nothing from it that no parser says, waits no longer, and goes on."""

from __future__ import annotations

import contextlib
import io
import os
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.extraction.model import Notice
from meibo.pipeline import parser as parser_module
from meibo.pipeline.heard import DisorderError, read_message
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ASKED_BYTES, ParserSettings, Request
from meibo_detectors.model import Block
from pipeline import hostile_parser

if TYPE_CHECKING:
    from collections.abc import Callable

bounded = pytest.mark.skipif(os.name == "nt", reason="Windows bounds no waiting in a pipe; the file's time does")
TEXT = "鷹取一葉".encode()


def block(text: bytes = TEXT, **more: Any) -> list[Any]:
    return [0, {"text": text, **more}]


def notice(code: str, **more: Any) -> list[Any]:
    return [1, {"code": code, **more}]


def face(**more: Any) -> list[Any]:
    return [2, {"position": {"page": 1}, "box": [100, 100, 300, 400], "score": 90, **more}]


def told(*items: Any, **more: Any) -> list[Any]:
    fields = {"format": "zip", "is_end": False, "leaves": False, "layers": [], "asks_passwords": False}
    return [list(items), *{**fields, "asks_bytes": None, **more}.values()]


def read(message: object, *, is_lent: bool = False) -> object:
    return read_message(msgspec.msgpack.encode(message), is_lent=is_lent, file_bytes=1000)


@pytest.mark.parametrize(
    "message",
    [
        told(),
        told(block(), block(lead=3, tail=3), is_end=True),
        told(block(layout={"kind": "delimited", "delimiter": "\t"}, position={"sheet": "人事", "row": 1, "column": 1})),
        told(notice("damaged", detail="x"), notice("encoding", detail="iso2022_jp_ext"), format="application/x-foo"),
        told(block(position={"page": 1}, boxes=[[0, 10, 1000, 20], [0, 30, 0, 30]])),
        told(face(), face(score=0, is_on_card=True, box=[0, 0, 1000, 1000]), is_end=True),
        told(asks_bytes=[1000, ASKED_BYTES]),
        told(layers=["limits", "calls"]),
    ],
)
def test_what_parsers_say_is_taken(message: object) -> None:
    """The same as they were encoded."""
    assert read(message)


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (told(block(b"\xe3\x81")), "text"),
        (told(block(b"\xed\xa0\x80")), "text"),
        (told(block(b"a\xc0\x80")), "text"),
        (told(block(lead=-1)), "core"),
        (told(block(tail=-1)), "core"),
        (told(block(lead=1)), "core"),
        (told(block(tail=2)), "core"),
        (told(block(lead=9, tail=9)), "core"),
        (told(block(lead=1 << 62)), "core"),
        (told(block(layout={"kind": "plain", "delimiter": "\t"})), "layout"),
        (told(block(layout={"kind": "delimited"})), "layout"),
        (told(block(layout={"kind": "delimited", "delimiter": '"'})), "layout"),
        (told(block(layout={"kind": "delimited", "delimiter": "\t" * 2})), "layout"),
        (told(block(layout={"kind": "other"})), "shape"),
        (told(block(position={"line": -1})), "place"),
        (told(block(position={"table": 1 << 60})), "place"),
        (told(block(position={"line": (1 << 64) - 1})), "place"),
        (told(block(position={"container": ["a"] * 300})), "names"),
        (told(block(position={"sheet": "a" * 2_000_000})), "names"),
        (told(block(boxes=[[0, 0, 1001, 10]])), "box"),
        (told(block(boxes=[[0, 0, 10, 10], [-1, 0, 10, 10]])), "box"),
        (told(block(boxes=[[0, 0, 10]])), "shape"),
        (told(block(boxes=[[0, 0, 10, 0.5]])), "shape"),
        (told(block(boxes=[[0, 0, 10, 10]] * 100_001)), "boxes"),
        (told(block(text="text")), "shape"),
        (told(notice("no-such-code")), "code"),
        (told(notice("encoding", detail="<script>")), "encoding"),
        (told(notice("damaged", detail="x" * 501)), "notice"),
        (told(notice("damaged", count=-1)), "notice"),
        (told(notice("damaged", count=1 << 62)), "notice"),
        (told(notice("damaged", container=["a" * 2_000_000])), "names"),
        (told(face(box=[0, 0, 1001, 10])), "box"),
        (told(face(box=[0, -1, 10, 10])), "box"),
        (told(face(box=[0, 0, 10])), "shape"),
        (told(face(box=None)), "shape"),
        (told(face(score=101)), "score"),
        (told(face(score=-1)), "score"),
        (told(face(score=0.9)), "shape"),
        (told(face(is_on_card="yes")), "shape"),
        (told(face(position={"page": -1})), "place"),
        (told(face(position={"page": 1 << 60})), "place"),
        (told(face(position={"container": ["a"] * 300})), "names"),
        (told([3, {}]), "shape"),
        (told(format="<script>"), "format"),
        (told(layers=["everything"]), "layers"),
        (told(asks_bytes=[-1, 10]), "question"),
        (told(asks_bytes=[1001, 10]), "question"),
        (told(asks_bytes=[0, 0]), "question"),
        (told(asks_bytes=[0, ASKED_BYTES + 1]), "question"),
        ([], "shape"),
        ({"items": []}, "shape"),
        (None, "shape"),
    ],
)
def test_what_no_parser_says_is_refused(message: object, what: str) -> None:
    """Each with a word of ours."""
    with pytest.raises(DisorderError) as refused:
        read(message)
    assert refused.value.what == what


def test_who_has_the_descriptor_does_not_ask() -> None:
    """What is lent is read there; asking would move the worker's own place in the file."""
    with pytest.raises(DisorderError, match="question"):
        read(told(asks_bytes=[0, 10]), is_lent=True)


def test_bytes_that_are_no_message() -> None:
    """Whatever they are."""
    for raw in (b"", b"\xc1", b"\xdd\xff\xff\xff\xff", b"\x91" * 100_000, os.urandom(100)):
        with pytest.raises(DisorderError):
            read_message(raw, is_lent=False, file_bytes=1)


@pytest.mark.parametrize(
    ("speak", "detail"),
    [
        (hostile_parser.say_no_text, "protocol: text"),
        (hostile_parser.announce_too_much, "protocol: message"),
        pytest.param(hostile_parser.stop_in_the_middle, "protocol: message", marks=bounded),
        pytest.param(hostile_parser.ask_and_not_listen, "protocol: message", marks=[bounded, pytest.mark.slow]),
    ],
)
def test_a_worker_is_done_with_it(speak: Callable[..., None], detail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is told as crashed, and the next one is read by another process."""
    monkeypatch.setattr(parser_module, "PIECE_SECONDS", 1.0)
    monkeypatch.setattr(parser_module, "GRACE_SECONDS", 0.2)
    with contextlib.closing(Parser(ParserSettings())) as parser:
        with monkeypatch.context() as taken_over:
            taken_over.setattr(parser_module, "start", speak)
            found = list(parser.read(Request("a.zip", "zip", 1 << 20), io.BytesIO(bytes(1 << 20))))
        assert [item for item in found if isinstance(item, Notice)] == [Notice("crash", detail=detail)]
        assert all(item.text == TEXT for item in found if isinstance(item, Block))
        (text, *_) = parser.read(Request("a.rtf", "rtf", 20), io.BytesIO(rb"{\rtf1\ansi hello  }"))
        assert isinstance(text, Block)
        assert b"hello" in text.text
