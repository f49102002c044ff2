"""Ends what a process that handles content could say past its pipe."""

from __future__ import annotations

import logging
import os


def fall_silent() -> None:
    """Say nothing but what the pipe says: libraries quote content and paths in warnings, tracebacks quote it in their
    messages, and some panic on the terminal."""
    logging.disable()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(nowhere, output)
    os.close(nowhere)
