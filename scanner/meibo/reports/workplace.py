"""Private folders for what waits on the disk: nobody else can look into one or turn it into a link, and one that a kill
has left behind goes when the next is made beside it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PRIVATE: Final = 0o700
_NAME_BYTES: Final = 6
_MARK: Final = ".meibo-workplace"
"""A file that is in each of them: who may rename another folder so can't have that one swept away."""


class Workplace:
    """A new folder in ``parent``, held by descriptors; on Windows, by its path."""

    def __init__(self, parent: Path, prefix: str) -> None:
        """Makes it, and sweeps those of the same prefix whose makers are gone; raises OSError."""
        self.place = parent / f"{prefix}{secrets.token_hex(_NAME_BYTES)}"
        self._parent = self._folder = -1
        if os.name != "posix":
            self.place.mkdir()
            self.path = self.place
            return
        from meibo_connectors.posix_folder import open_settled

        try:
            self._parent = open_settled(os.fsencode(parent), os.O_DIRECTORY | getattr(os, "O_PATH", 0))
            _sweep(self._parent, prefix)
            while self._folder < 0:
                self._make(prefix)
        except BaseException:
            self._let_go()
            raise
        through = Path(f"/proc/self/fd/{self._folder}")
        self.path = through if through.is_dir() else self.place
        """Where to write: leads to this very folder, whatever takes the name of ``place``."""

    def _make(self, prefix: str) -> None:
        """Try to make it; nothing is held where another process swept it away before it was."""
        self.place = self.place.with_name(f"{prefix}{secrets.token_hex(_NAME_BYTES)}")
        name = self.place.name
        os.mkdir(name, _PRIVATE, dir_fd=self._parent)
        try:
            self._take(name)
        except FileNotFoundError:
            return
        except OSError:
            with contextlib.suppress(OSError):
                os.rmdir(name, dir_fd=self._parent)
            raise

    def _take(self, name: str) -> None:
        folder = os.open(name, os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=self._parent)
        try:
            status = os.fstat(folder)
            if status.st_uid != os.geteuid() or status.st_mode & 0o077:
                raise OSError(errno.EPERM, "another's folder")  # put there since it was made
            _hold(folder)
            if os.path.samestat(status, os.stat(name, dir_fd=self._parent, follow_symlinks=False)):
                os.close(os.open(_MARK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=folder))
                self._folder, folder = folder, -1
        finally:
            if folder >= 0:
                os.close(folder)

    def look_at(self, name: str) -> os.stat_result | None:
        """What has a name beside the folder, None where nothing has; raises OSError."""
        try:
            if self._parent < 0:
                return (self.place.parent / name).lstat()
            return os.stat(name, dir_fd=self._parent, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def move_out(self, name: str, to: str) -> None:
        """Give what was written as ``name`` a place beside the folder, instead of a file or empty folder there."""
        there = self.look_at(to)
        has_folder = there is not None and stat.S_ISDIR(there.st_mode)
        if has_folder and self._parent >= 0:
            os.rmdir(to, dir_fd=self._parent)
        elif has_folder:
            (self.place.parent / to).rmdir()
        if self._parent < 0:
            (self.place / name).replace(self.place.parent / to)
        else:
            os.rename(name, to, src_dir_fd=self._folder, dst_dir_fd=self._parent)

    def close(self) -> None:
        """Remove it with all that is left in it."""
        if self._parent < 0:
            shutil.rmtree(self.place, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                _empty(self._folder)
                os.rmdir(self.place.name, dir_fd=self._parent)
        self._let_go()

    def _let_go(self) -> None:
        for descriptor in (self._folder, self._parent):
            if descriptor >= 0:
                os.close(descriptor)


@contextlib.contextmanager
def working_in(parent: Path, prefix: str) -> Iterator[Workplace]:
    """A private folder until the block ends; ``parent`` holds no link. Raises OSError."""
    workplace = Workplace(parent, prefix)
    try:
        yield workplace
    finally:
        workplace.close()


@contextlib.contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """The same among the system's temporary files."""
    with working_in(Path(tempfile.gettempdir()).resolve(), prefix) as workplace:
        yield workplace.place  # nobody else renames what lies there, and a browser is to find it


def _hold(folder: int) -> None:
    """Say that a folder is in use, for as long as this process lives; not where the file system has no locks.

    Waits for who is about to sweep it.
    """
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.flock(folder, fcntl.LOCK_EX)


def _sweep(parent: int, prefix: str) -> None:
    """Remove this user's folders that nobody holds; what cannot be told or removed stays."""
    import fcntl

    with contextlib.suppress(OSError):
        listed = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=parent)
        try:
            names = [name for name in os.listdir(listed) if name.startswith(prefix)]  # noqa: PTH208 - no path
        finally:
            os.close(listed)
        for name in names:
            with contextlib.suppress(OSError):
                folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
                try:
                    status = os.fstat(folder)
                    if status.st_uid == os.geteuid() and not status.st_mode & 0o077:
                        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        if _is_marked(folder):
                            _empty(folder)
                        os.rmdir(name, dir_fd=parent)  # of which nothing is left, or nothing ever was in it
                finally:
                    os.close(folder)


def _is_marked(folder: int) -> bool:
    try:
        return stat.S_ISREG(os.stat(_MARK, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _empty(folder: int) -> None:
    """Remove what is in a folder, by its descriptor: its name may be another folder's by now. The mark goes last."""
    for name in sorted(os.listdir(folder), key=lambda name: name == _MARK):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            shutil.rmtree(name, ignore_errors=True, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)
