"""Processes that say what a parser says of pictures, in place of one: recognising takes models and seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.model import Face
from meibo.pipeline.parser_model import Request, Told, ToldBlock, ToldFace
from meibo_detectors.model import Block, Layout, Position

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

TITLE, NAME, MAIL = (80, 40, 500, 70), (80, 100, 420, 130), (80, 140, 600, 170)
"""Boxes of three lines."""
HEAD, FIRST, LAST = (50, 300, 950, 330), (50, 340, 950, 370), (50, 380, 950, 410)
"""Boxes of the rows of a table."""

LETTER = Block(
    "お知らせ\n氏名 佐藤 健一\nメール hanako@mail.co.jp\n".encode(), Position(page=2), boxes=(TITLE, NAME, MAIL)
)
TABLE = Block(
    "氏名\t電話番号\n佐藤 健一\t03-3234-5611\n三宅 和也\t03-3234-5612\n".encode(),
    Position(("a.pdf",), page=3),
    layout=Layout("delimited", "\t"),
    boxes=(HEAD, FIRST, LAST),
)
TYPED = Block("メール taro@mail.co.jp\n".encode(), Position(page=4))

PORTRAIT = Face(Position(page=1), (300, 200, 700, 800), 92)
CARD = Face(Position(("身分証.zip", "免許証.jpg"), page=1), (50, 300, 250, 700), 88, is_on_card=True)
BLURRED = Face(Position(page=2), (10, 10, 60, 80), 64)
DOUBTFUL = Face(Position(page=3), (900, 900, 950, 980), 41)
NONE = Face(Position(page=4), (0, 0, 30, 30), 12)
FACES = (PORTRAIT, CARD, BLURRED, DOUBTFUL, NONE)


def _say(connection: Connection, *items: Block | Face) -> None:
    with connection:
        while True:
            try:
                request = msgspec.msgpack.decode(connection.recv_bytes(), type=Request)
            except EOFError:
                return
            if request.is_lent:
                from multiprocessing.reduction import recv_handle

                recv_handle(connection)
            told = [ToldFace(item) if isinstance(item, Face) else ToldBlock(item) for item in items]
            connection.send_bytes(msgspec.msgpack.encode(Told(told, "pdf", is_end=True)))


def say_pages(connection: Connection, _: bytes) -> None:
    """A recognised letter, a recognised table, a typed page."""
    _say(connection, LETTER, TABLE, TYPED)


def say_faces(connection: Connection, _: bytes) -> None:
    """Faces in a file without any text."""
    _say(connection, *FACES)
