"""Where a parser's process begins; named without importing what only that process needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def start(connection: Connection, settings: bytes) -> None:
    """The process's main function."""
    from meibo.pipeline.parser_process import parse

    parse(connection, settings)
