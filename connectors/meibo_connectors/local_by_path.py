"""The local connector for systems that cannot open relative to a folder's descriptor, which is Windows.

It hands whole paths to the system, so a folder that is replaced by a link between two calls is not noticed, and
access times are what the system makes of them. Never run on Windows yet: the project's tests run it on Linux, where
links, order and names are the same, but owners, access, junctions and long paths are not.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from meibo_connectors.base import ConnectorError
from meibo_connectors.file_uri import path_of
from meibo_connectors.model import Access, Audience, Entry, Target, Trouble
from meibo_connectors.names import escape, split
from meibo_connectors.os_errors import refusal, trouble
from meibo_connectors.trying import try_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from meibo_connectors.model import Check

_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: leads elsewhere like a link, yet counts as a folder
_UNKNOWN = Access(Audience.UNKNOWN, "access lists are not read")


class PathConnector:
    """Lists and opens what lies below a ``file://`` target, by path."""

    opens_ahead = 1

    def __init__(self, target: Target) -> None:
        self._target = Path(os.fsdecode(path_of(target.uri)))

    def list(self, skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        """Every file below the target and whatever cannot be listed, in the same order as on POSIX."""
        try:
            status = self._target.stat()
            if stat.S_ISREG(status.st_mode):
                return iter([_entry(escape(os.fsencode(self._target.name)), status)])
            return self._list(_names(self._target), skip_folder)
        except OSError as error:
            raise refusal(error).of_target() from None

    def open(self, path: str) -> BinaryIO:
        """The file at an entry's path; anything but a regular file is refused, also where it is a link."""
        try:
            if self._target.is_file():
                if path != escape(os.fsencode(self._target.name)):
                    raise ValueError("the target is another file")
                return self._target.open("rb", buffering=0)
            place = self._place(path)
            mode = place.lstat().st_mode
            if stat.S_ISLNK(mode):
                raise ConnectorError("link")
            if not stat.S_ISREG(mode):
                raise ConnectorError("special-file")
            return place.open("rb", buffering=0)
        except OSError as error:
            raise refusal(error) from None
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None

    def list_beside(self, path: str) -> Sequence[str]:
        """The paths of what else lies in the folder of an entry, in order of the names as bytes."""
        try:
            if self._target.is_file():
                return []
            place = self._place(path)
            names = sorted(os.fsencode(other.name) for other in place.parent.iterdir() if other.name != place.name)
        except (OSError, ValueError):
            return []
        prefix = path[: path.rfind("/") + 1]
        return [prefix + escape(name) for name in names]

    def describe(self, stream: BinaryIO, path: str) -> Entry:
        """The entry of an open stream as the file is now."""
        try:
            return _entry(path, os.fstat(stream.fileno()))
        except OSError as error:
            raise refusal(error) from None

    def find_access(self, path: str) -> Access | None:  # noqa: ARG002 - the same signature for all
        """Nothing more: the listing has told."""
        return None

    def find_readers(self, path: str) -> tuple[str, Access]:
        """As of an open file."""
        with self.open(path) as stream:
            entry = self.describe(stream, path)
        return entry.owner, entry.access

    def take_moved_times(self) -> int:
        """Not looked at: Windows moves none unless it is told to."""
        return 0

    def diagnose(self) -> Iterator[Check]:
        """The checks of every target."""
        return try_reading(self)

    def close(self) -> None:
        """Nothing is held."""

    def _list(self, root_names: Iterable[bytes], skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        pending = [("", self._target, [*root_names])]
        while pending:
            prefix, folder, names = pending[-1]
            if not names:
                pending.pop()
                continue
            name = names.pop().removesuffix(b"/")
            path, place = prefix + escape(name), folder / os.fsdecode(name)
            is_folder = False
            try:
                status = place.lstat()
                is_folder = stat.S_ISDIR(status.st_mode)
                if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION:
                    found: Entry | Trouble = Trouble(path, "link", is_folder=False)
                elif is_folder:
                    if not skip_folder(path):
                        pending.append((path + "/", place, _names(place)))
                    continue
                elif stat.S_ISREG(status.st_mode):
                    found = _entry(path, status)
                else:
                    found = Trouble(path, "special-file", is_folder=False)
            except OSError as error:
                found = trouble(path, error, is_folder=is_folder)
            yield found

    def _place(self, path: str) -> Path:
        names = [os.fsdecode(name) for name in split(path)]
        if any(Path(name).name != name for name in names):  # on Windows also a drive or a backslash
            raise ValueError("not the path of an entry")
        return self._target.joinpath(*names)


def _names(folder: Path) -> list[bytes]:
    """The names in a folder, descending; a folder's name ends in ``/``."""
    with os.scandir(folder) as found:
        names = (os.fsencode(item.name) + (b"/" if item.is_dir(follow_symlinks=False) else b"") for item in found)
        return sorted(names, reverse=True)


def _entry(path: str, status: os.stat_result) -> Entry:
    # The change time of POSIX is the creation time on Windows, so says nothing of the content.
    version = f"{status.st_ino}:{status.st_mtime_ns}:{status.st_size}"
    return Entry(path, status.st_size, status.st_mtime_ns, version, "", _UNKNOWN)
