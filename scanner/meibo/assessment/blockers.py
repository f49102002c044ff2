"""What stands in the way of moving a file: its path or name, its size, and that nobody could look into it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from meibo.assessment.destinations import Destination, find_name_faults, is_path_long
from meibo.catalogue.issues import ISSUE_CODES, IssueClass
from meibo.inventory.file_briefs import FileBrief
from meibo.inventory.model import Status
from meibo_connectors.names import VERSION_MARK

Blocker = Literal[
    "path-long", "name-long", "characters", "edges", "reserved", "not-text", "size", "encrypted", "unreadable",
    "offline", "link", "not-listed",
]  # fmt: skip
BLOCKERS: Final[tuple[Blocker, ...]] = (
    "not-listed", "unreadable", "encrypted", "path-long", "name-long", "characters", "edges", "reserved", "not-text",
    "size", "offline", "link",
)  # fmt: skip
"""As they are told."""
_OF_CODE: Final[dict[str, Blocker]] = {
    **{row.code: "unreadable" for row in ISSUE_CODES if row.kind is IssueClass.FAULT},
    "name-too-long": "path-long", "encrypted": "encrypted", "offline-stub": "offline", "archived": "offline",
    "customer-key": "encrypted", "link": "link", "loop": "link", "special-file": "link",
}  # fmt: skip


class Blocked(msgspec.Struct, frozen=True):
    """A file that cannot go, or not unseen."""

    target: str
    path: str
    blockers: tuple[Blocker, ...]
    path_length: int
    """At the destination, in its units."""
    size_bytes: int
    issue_code: str | None


class BlockerRules:
    """Finds the blockers of files that come folder by folder; the names of the last folder are looked at once."""

    def __init__(self, destination: Destination, before: int) -> None:
        """``before`` is the length of the place that the targets' files go to, with its last slash."""
        self.destination, self._before = destination, before
        self._folder: str | None = None
        self._of_folder: frozenset[Blocker] = frozenset()

    def find(self, file: FileBrief) -> tuple[Blocker, ...]:
        """The blockers of a file, in the order of BLOCKERS."""
        if file.folder != self._folder:
            self._folder, self._of_folder = file.folder, self._look_at_folders(file.folder)
        path = _tell_path(file)
        found = {*self._of_folder, *find_name_faults(path.rpartition("/")[2], self.destination, is_top=False)}
        if is_path_long(path, self.destination, self._before):
            found.add("path-long")
        if self.destination.largest_bytes is not None and file.size_bytes > self.destination.largest_bytes:
            found.add("size")
        if file.status != Status.COMPLETE and file.issue_code in _OF_CODE:
            found.add(_OF_CODE[file.issue_code])
        return tuple(blocker for blocker in BLOCKERS if blocker in found) if found else ()

    def describe(self, file: FileBrief) -> Blocked | None:
        """The file where it has any."""
        blockers = self.find(file)
        if not blockers:
            return None
        length = self._before + self.destination.measure(_tell_path(file))
        return Blocked(file.target, file.path, blockers, length, file.size_bytes, file.issue_code)

    def _look_at_folders(self, folder: str) -> frozenset[Blocker]:
        """A name that is refused blocks all that lies below it."""
        names = folder.split("/") if folder else []
        return frozenset(
            fault
            for depth, name in enumerate(names)
            for fault in find_name_faults(name, self.destination, is_top=depth == 0)
        )


def _tell_path(file: FileBrief) -> str:
    return file.path.partition(VERSION_MARK)[0]
