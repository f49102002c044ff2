"""What a scan tells of itself while it runs."""

from __future__ import annotations

from typing import Protocol

import msgspec

from meibo.inventory.model import FileResult
from meibo.pipeline.backing_off import Slowing
from meibo.pipeline.crawl import Crawl


class PictureProgress(msgspec.Struct, frozen=True):
    """How far the reading of pictures is."""

    files: int
    done: int
    left: int
    """Files whose pictures stay unread so far: those that are not done, or were changed meanwhile."""
    seconds_left: float
    """What the rest of them may take."""
    seconds_to_limit: float


class Observer(Protocol):
    """Who watches a scan: the terminal, a log."""

    def resumed(self, scan: int) -> None:
        """An interrupted scan goes on."""

    def restarted(self, changes: tuple[str, ...]) -> None:
        """An interrupted scan is not continued, because these changed: targets, options, rule set."""

    def recorded(self, result: FileResult) -> None:
        """A file ended."""

    def carried_over(self, files: int, size_bytes: int) -> None:
        """So many files were read as they are by an earlier scan, or an earlier run of this one."""

    def troubled(self, path: str, code: str, detail: str) -> None:
        """Something was not read."""

    def times_moved(self, target: str, count: int) -> None:
        """Reading has moved the time of access of so many files and folders."""

    def slowed(self, target: str, slowing: Slowing) -> None:
        """The server of a target has slowed down, or is as usual again."""

    def confined(self, layers: tuple[str, ...]) -> None:
        """What confines parsers on this machine; told once, when the first has read a file."""

    def tick(self, crawl: Crawl) -> None:
        """Time passes; the crawl says how much is listed."""

    def pictures_began(self, files: int, pictures: int, seconds: float) -> None:
        """All else was read; now the pictures of so many files are, for so long at the most."""

    def picture_file_read(self, result: FileResult) -> None:
        """The pictures of a file were read, or some of them."""

    def pictures_tick(self, progress: PictureProgress) -> None:
        """Time passes."""

    def pictures_ended(self, progress: PictureProgress) -> None:
        """The time is up, or nothing is left."""
