"""How object stores are asked, of every kind: how long is waited and how often something is tried, and what tells one
state of an object from another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

ATTEMPTS: Final = 6
RETRIES: Final[RetryConfig] = {
    "max_retries": ATTEMPTS,
    "retry_timeout": timedelta(seconds=30),
    "backoff": {"init_backoff": timedelta(milliseconds=200), "max_backoff": timedelta(seconds=8), "base": 2},
}
"""Of what may pass: lost connections, timeouts, throttling and 5xx; each wait is drawn at random up to its bound."""
CLIENT: Final[ClientConfig] = {
    "connect_timeout": timedelta(seconds=10),
    "read_timeout": timedelta(seconds=30),  # of each piece of an answer, so that a slow line is no failure
    "timeout": timedelta(minutes=10),
}


def version_of(tag: str, modified_s: int, size_bytes: int) -> str:
    """An entry's version: the etag without its marks, or time and size where a service gives none."""
    return tag.removeprefix("W/").strip('"') or f"{modified_s}:{size_bytes}"
