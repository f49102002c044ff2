"""What every connector can try of its target: list it, and open one of its files."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Check, Entry

if TYPE_CHECKING:
    from collections.abc import Generator

    from meibo_connectors.base import Connector

_LOOKED_AT: Final = 1000
"""Items of the listing among which a file to open is looked for."""


def try_reading(connector: Connector) -> Generator[Check, None, Entry | None]:
    """The checks ``list`` and ``read``: nothing but the first byte of one file is read; returns the file, if it was."""
    try:
        items = list(islice(connector.list(lambda _: False), _LOOKED_AT))
    except ConnectorError as error:
        yield Check("list", "missing", _tell(error))
        return None
    yield Check("list", "ok")
    entry = next((item for item in items if isinstance(item, Entry) and item.obstacle is None), None)
    if entry is None:
        yield Check("read", "unknown")
        return None
    try:
        with connector.open(entry.path) as stream:
            stream.read(1)
    except ConnectorError as error:
        yield Check("read", "missing", _tell(error))
    except OSError as error:
        yield Check("read", "missing", type(error).__name__)
    else:
        yield Check("read", "ok")
        return entry
    return None


def _tell(error: ConnectorError) -> str:
    return ": ".join(filter(None, (error.code, error.detail)))
