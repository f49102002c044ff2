"""Processes that say what a parser says of pictures, in place of one: recognising takes models and seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from meibo.pipeline.parser_model import Request, Told, ToldBlock
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


def _say(connection: Connection, *items: Block) -> None:
    with connection:
        while True:
            try:
                request = msgspec.msgpack.decode(connection.recv_bytes(), type=Request)
            except EOFError:
                return
            if request.is_lent:
                from multiprocessing.reduction import recv_handle

                recv_handle(connection)
            connection.send_bytes(msgspec.msgpack.encode(Told([ToldBlock(item) for item in items], "pdf", is_end=True)))


def say_pages(connection: Connection, _: bytes) -> None:
    """A recognised letter, a recognised table, a typed page."""
    _say(connection, LETTER, TABLE, TYPED)
