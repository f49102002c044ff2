"""Reads files for a command that stores nothing: their pictures too, until the time for these is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from msgspec import structs

from meibo.configuration.pictures import PictureWork
from meibo.pipeline.collector import Collector
from meibo.pipeline.model import Part, Settings
from meibo.pipeline.reading import Reader
from meibo_connectors.base import Connector
from meibo_detectors.model import Block


class ReaderInTime:
    """A reader of the settings, and one without pictures for all that comes late."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        work = settings.pictures
        self._clock, self._ends = clock, clock() + work.seconds if work else 0.0
        self._plain = Reader(structs.replace(settings, pictures=PictureWork()))
        self._whole = Reader(structs.replace(settings, limits=work.extend(settings.limits))) if work else self._plain

    def read(self, part: Part, connector: Connector, collector: Collector) -> Iterator[Block]:
        """As that of a reader."""
        reader = self._whole if self._clock() < self._ends else self._plain
        return reader.read(part, connector, collector)

    def close(self) -> None:
        """End the processes of both."""
        self._plain.close()
        self._whole.close()
