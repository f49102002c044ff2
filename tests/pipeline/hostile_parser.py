"""Processes that a hostile file has taken over: what they say to their worker in place of a parser."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import msgspec

from meibo.pipeline.parser_model import Request, Told, ToldBlock
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

GOOD = Told([ToldBlock(Block("鷹取一葉".encode()))], "zip")


def _listen(connection: Connection) -> Request:
    return msgspec.msgpack.decode(connection.recv_bytes(), type=Request)


def say_no_text(connection: Connection, _: bytes) -> None:
    """A block that is no UTF-8, after one that is."""
    _listen(connection)
    connection.send_bytes(msgspec.msgpack.encode(GOOD))
    connection.send_bytes(msgspec.msgpack.encode(Told([ToldBlock(Block(b"\xe3\x81"))], "zip", is_end=True)))
    time.sleep(60)


def announce_too_much(connection: Connection, _: bytes) -> None:
    """The head of a message of eight exabytes."""
    _listen(connection)
    os.write(connection.fileno(), b"\xff\xff\xff\xff" + (1 << 62).to_bytes(8))
    time.sleep(60)


def stop_in_the_middle(connection: Connection, _: bytes) -> None:
    """Half of a message, and nothing more."""
    _listen(connection)
    os.write(connection.fileno(), b"\0\0\1\0half")
    time.sleep(60)


def ask_and_not_listen(connection: Connection, _: bytes) -> None:
    """Questions without end, to which no answer is read."""
    _listen(connection)
    question = msgspec.msgpack.encode(Told([], asks_bytes=(0, 1 << 17)))
    while True:
        connection.send_bytes(question)
