"""The connector for folders and files of this machine, mounted shares included, on POSIX."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import structs

from meibo_connectors.base import ConnectorError
from meibo_connectors.file_uri import path_of
from meibo_connectors.model import Check
from meibo_connectors.mounts import Mounts
from meibo_connectors.names import escape, split
from meibo_connectors.os_errors import refusal
from meibo_connectors.posix_access import Reach, ask_descriptor, ask_server, begin, may_have_acl
from meibo_connectors.posix_access_time import AccessWatch
from meibo_connectors.posix_acl import read_acl
from meibo_connectors.posix_folder import (
    Folder,
    look_at_settled,
    open_file,
    open_folder,
    open_quietly,
    open_root,
    open_settled_file,
    place_in,
)
from meibo_connectors.posix_listing import Listing
from meibo_connectors.posix_stat import entry_of, kind_of
from meibo_connectors.settling import settle
from meibo_connectors.trying import try_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from meibo_connectors.model import Access, Entry, Target, Trouble
    from meibo_connectors.mounts import Mount


class LocalFile(io.FileIO):
    """A regular file open for reading, which keeps who may reach it."""

    def __init__(self, descriptor: int, reach: Reach, watch: AccessWatch) -> None:
        super().__init__(descriptor)
        self.reach = reach
        self._watch = watch
        self._accessed_ns = watch.begin(descriptor, reach.mount)
        self._is_asked = False
        self._told: tuple[str, Access] | None = None

    def complete(self, entry: Entry, mount: Mount) -> Entry:
        """The entry with the owner and readers that the server tells, where the mount makes both up; asked once."""
        if not self._is_asked:
            self._is_asked, self._told = True, ask_descriptor(self.fileno(), mount)
        return entry if self._told is None else structs.replace(entry, owner=self._told[0], access=self._told[1])

    def close(self) -> None:
        """Close it, and note where reading has moved the time of access."""
        if not self.closed:
            with contextlib.suppress(OSError):
                self._watch.end(self.fileno(), self._accessed_ns)
        super().close()


class LocalConnector:
    """Lists and opens what lies below a ``file://`` target.

    Only the target itself may be a link, which is followed once, and may be a single file, whose path then is its
    name. ``open`` may be called from several threads. The folders above the target are no part of what ``Access`` says.
    """

    opens_ahead = 1

    def __init__(self, target: Target) -> None:
        target = settle(target)
        self._name = escape(path_of(target.uri).rstrip(b"/").rpartition(b"/")[2])
        self._follows = not target.place
        self._place = path_of(target.place or target.uri)
        self._mounts = Mounts()
        self._watch = AccessWatch()
        self._lock = threading.Lock()
        self._root: Folder | None = None
        self._last_parent: tuple[tuple[bytes, ...], Folder] | None = None

    def list(self, skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        """Every file below the target and whatever cannot be listed, in the order that ``posix_listing`` states."""
        with self._lock:
            root = self._open_target()
        try:
            if root is None:
                status = self._look()
                acl = read_acl(self._place, follows=self._follows) if may_have_acl(status.st_mode) else b""
                return iter([entry_of(self._name, status, self._reach_of(status), acl)])
            return iter(Listing(root, skip_folder, self._watch))
        except OSError as error:
            raise refusal(error).of_target() from None

    def open(self, path: str) -> LocalFile:
        """The file at an entry's path; anything but a regular file is refused, and so is a path through a link."""
        try:
            with self._lock:
                descriptor, reach = self._open_descriptor(path)
        except OSError as error:
            raise refusal(error) from None
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None
        return LocalFile(descriptor, reach, self._watch)

    def list_beside(self, path: str) -> Sequence[str]:
        """The paths of what else lies in the folder of an entry, in order of the names as bytes."""
        try:
            with self._lock:
                root = self._open_target()
                if root is None:
                    return []
                *folders, name = split(path)
                parent = self._open_parent(root, tuple(folders)) if folders else root
                descriptor = open_quietly(b".", os.O_DIRECTORY, parent.descriptor)  # a listing has a place of its own
            try:
                accessed_ns = self._watch.begin(descriptor, parent.reach.mount)
                names = sorted(os.fsencode(other) for other in os.listdir(descriptor))  # noqa: PTH208 - no path
                self._watch.end(descriptor, accessed_ns)
            finally:
                os.close(descriptor)
        except (OSError, ValueError, ConnectorError):
            return []
        prefix = path[: path.rfind("/") + 1]
        return [prefix + escape(other) for other in names if other != name]

    def describe(self, stream: BinaryIO, path: str) -> Entry:
        """The entry of a stream that ``open`` returned, as the file is now."""
        if not isinstance(stream, LocalFile):
            raise TypeError("describe needs a stream that open returned")
        try:
            status, mount = os.fstat(stream.fileno()), stream.reach.mount
            if mount is not None:
                entry = entry_of(path, status, stream.reach)
                return entry if mount.has_modes else stream.complete(entry, mount)
            acl = read_acl(stream.fileno()) if may_have_acl(status.st_mode) else b""
            return entry_of(path, status, stream.reach, acl)
        except OSError as error:
            raise refusal(error) from None

    def find_access(self, path: str) -> Access | None:
        """What the server says of a file on a mount; nothing of others, of which the listing has told."""
        try:
            with self._lock:
                root = self._open_target()
                if root is None:
                    status = self._look()
                    return ask_server(self._place, status, self._reach_of(status))
                *folders, name = split(path)
                parent = self._open_parent(root, tuple(folders)) if folders else root
                if parent.reach.mount is None:
                    return None
                status = os.stat(name, dir_fd=parent.descriptor, follow_symlinks=False)
                return ask_server(place_in(parent) + name, status, parent.reach)
        except (OSError, ValueError, ConnectorError):
            return None

    def find_readers(self, path: str) -> tuple[str, Access]:
        """As of an open file."""
        with self.open(path) as stream:
            entry = self.describe(stream, path)
        return entry.owner, entry.access

    def take_moved_times(self) -> int:
        """Those of files that are closed, and of folders."""
        return self._watch.take()

    def diagnose(self) -> Iterator[Check]:
        """The mount that the target lies on, and the checks of every target."""
        try:
            mount = self._mounts.find(self._look().st_dev)
        except OSError:
            mount = None  # try_reading says why
        if mount is not None:
            yield Check("mount", "ok", str(mount))
        yield from try_reading(self)

    def close(self) -> None:
        """Close the folders that are held; this ends the listings. Streams stay open."""
        with self._lock:
            if self._last_parent is not None:
                self._last_parent[1].close()
            if self._root is not None:
                self._root.close()
            self._last_parent = self._root = None

    def _open_target(self) -> Folder | None:
        """The target's folder, opened once; None where the target is a single file."""
        if self._root is None:
            try:
                mode = self._look().st_mode
                if stat.S_ISREG(mode):
                    return None
                if not stat.S_ISDIR(mode):
                    raise ConnectorError("special-file", kind_of(mode))
                self._root = open_root(self._place, self._mounts, follows=self._follows)
            except OSError as error:
                found = refusal(error)
                if found.code == "link" and not self._follows:  # put in the way since the target was settled
                    found = ConnectorError("vanished", found.detail)
                raise found.of_target() from None
        return self._root

    def _look(self) -> os.stat_result:
        """At the target itself."""
        return Path(os.fsdecode(self._place)).stat() if self._follows else look_at_settled(self._place)

    def _open_descriptor(self, path: str) -> tuple[int, Reach]:
        root = self._open_target()
        if root is None:
            if path != self._name:
                raise ValueError("the target is another file")
            descriptor = open_file(self._place, follows=True) if self._follows else open_settled_file(self._place)
            return descriptor, self._reach_of(os.fstat(descriptor))
        *folders, name = split(path)
        parent = self._open_parent(root, tuple(folders)) if folders else root
        return open_file(name, parent.descriptor), parent.reach

    def _reach_of(self, status: os.stat_result) -> Reach:
        """The reach of a target that is a single file."""
        return begin(Reach(), self._mounts.find(status.st_dev))

    def _open_parent(self, root: Folder, names: tuple[bytes, ...]) -> Folder:
        """The folder below the root; the last one is kept open, as the files of a batch lie side by side."""
        if self._last_parent is not None:
            if self._last_parent[0] == names:
                return self._last_parent[1]
            self._last_parent[1].close()
            self._last_parent = None
        folder = root
        for name in names:
            above = folder
            try:
                folder = open_folder(name, above)
            finally:
                if above is not root:
                    above.close()
        self._last_parent = (names, folder)
        return folder
