"""What people have said of files, and the files that they may have meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from meibo.inventory import mark_rows
from meibo.inventory.marks import KnownFile, Mark, MovedMark
from meibo.inventory.seen import OF_SCAN


class MarkReader:
    """Reads the marks of an inventory; see ``Reader.marks``."""

    def __init__(self, connection: sqlite3.Connection, ask: Callable[..., Iterator[Any]]) -> None:
        self._connection, self._ask = connection, ask

    def find_files(self, path: str) -> list[KnownFile]:
        """The file of this path in each target that has ever held one."""
        return [
            mark_rows.make_file(row)
            for row in self._ask(mark_rows.SELECT_FILES + mark_rows.BY_PATH + mark_rows.FILE_ORDER, (path,))
        ]

    def choose_files(self, is_wanted: Callable[[str, str], bool]) -> Iterator[KnownFile]:
        """Every known file of whose target and path that is true."""
        self._connection.create_function("is_wanted", 2, is_wanted)
        yield from map(
            mark_rows.make_file, self._ask(mark_rows.SELECT_FILES + mark_rows.BY_CHOICE + mark_rows.FILE_ORDER)
        )

    def marked_files(self) -> Iterator[KnownFile]:
        """Every file that has a mark, by target and path."""
        yield from map(mark_rows.make_file, self._ask(mark_rows.SELECT_FILES + mark_rows.MARKED + mark_rows.FILE_ORDER))

    def mark_history(self, target: str, path: str) -> list[Mark]:
        """All that people have said of a file, newest first; none is outdated here."""
        return [mark_rows.make_mark(row, {}) for row in self._ask(mark_rows.SELECT_HISTORY, (target, path))]

    def moved_marks(self) -> list[MovedMark]:
        """Marks of files that are gone, each with a file of the same content that nobody has marked yet."""
        return [mark_rows.make_moved(row) for row in self._ask(mark_rows.SELECT_MOVED)]

    def last_mark(self) -> int:
        """The number of the mark that was made last, 0 where there is none."""
        return int(next(self._ask("SELECT coalesce(max(id), 0) FROM marks"))[0])

    def versions_marked_since(self, scan: int, mark: int) -> list[int]:
        """Files of a scan that were marked, or lost their mark, after this mark."""
        return [
            row[0]
            for row in self._ask(
                "SELECT DISTINCT versions.id FROM marks CROSS JOIN versions ON versions.asset_id = marks.asset_id"
                f" CROSS JOIN assets ON assets.id = versions.asset_id WHERE marks.id > ?2 AND {OF_SCAN}",
                (scan, mark),
            )
        ]
