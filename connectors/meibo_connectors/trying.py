"""What every connector can try of its target: list it, and open one of its files."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Check, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.base import Connector

LOOKED_AT: Final = 1000
"""Items of the listing among which a file to open is looked for."""


def try_reading(connector: Connector) -> Iterator[Check]:
    """The checks ``list`` and ``read``: nothing but the first byte of one file is read."""
    try:
        items = list(islice(connector.list(lambda _: False), LOOKED_AT))
    except ConnectorError as error:
        yield Check("list", "missing", ": ".join(filter(None, (error.code, error.detail))))
        return
    yield Check("list", "ok")
    entry = next((item for item in items if isinstance(item, Entry) and item.obstacle is None), None)
    if entry is None:
        yield Check("read", "unknown")
        return
    try:
        with connector.open(entry.path) as stream:
            stream.read(1)
    except ConnectorError as error:
        yield Check("read", "missing", ": ".join(filter(None, (error.code, error.detail))))
    except OSError as error:
        yield Check("read", "missing", type(error).__name__)
    else:
        yield Check("read", "ok")
