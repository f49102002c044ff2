"""Where a worker process begins.

The parent names this function without importing what only workers need: they import it while the parent goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def start(connection: Connection, settings: bytes, asks: Connection | None = None) -> None:
    """The process's main function."""
    try:
        from meibo.pipeline.worker import work

        work(connection, settings, asks)
    except MemoryError:  # the parent tells what becomes of the file; a traceback would tell nobody anything
        raise SystemExit(1) from None
