"""The files beside an inventory: its key, its lock, and who may read them (the owner only)."""

from __future__ import annotations

import contextlib
import errno
import hmac
import io
import os
import secrets
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from meibo.inventory.own_links import is_ours

KEY_BYTES: Final = 32
PRIVATE: Final = 0o600
_CLOSING: Final = getattr(os, "O_CLOEXEC", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_NOT_WAITING: Final = getattr(os, "O_NONBLOCK", 0)
"""Nobody may ever write to a FIFO that somebody has put in the place of a file."""
_MOST_KEY_CHARS: Final = 1000
_TRIES: Final = 5
_TRY_SECONDS: Final = 0.1
_HOLDER_BYTES: Final = 100
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_CHECKED_TEXT: Final = b"meibo: the key of this inventory"
_MISNAMED: Final = frozenset({
    "inventory-missing", "inventory-unknown-schema", "key-damaged", "key-missing", "key-differs",
    "key-open", "key-owner", "inventory-owner",
    "backup-place",
})  # fmt: skip


class InventoryError(Exception):
    """The inventory cannot be used; ``code`` is a message of the catalogue, ``subject`` the file it is about."""

    def __init__(self, code: str, subject: str, detail: str = "") -> None:
        super().__init__(code, subject, detail)
        self.code, self.subject, self.detail = code, subject, detail

    @property
    def is_usage(self) -> bool:
        """Whether another file should have been named, and nothing failed."""
        return self.code in _MISNAMED


def create_private(path: Path) -> None:
    """Create the file where it is missing, readable and writable by its owner only; narrow it where it is wider.

    Raises InventoryError, also where it is a link or another user's: somebody else has put it there.
    """
    os.close(_open_private(path))


def _open_private(path: Path) -> int:
    with _in_our_words(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _CLOSING | _NO_LINK, PRIVATE)
        try:
            if os.name == "posix":
                _refuse_owner(path, os.fstat(descriptor))
                os.fchmod(descriptor, PRIVATE)
        except BaseException:
            os.close(descriptor)
            raise
    return descriptor


def refuse_foreign_files(inventory: Path) -> None:
    """Raise InventoryError where SQLite would take up a log that is a link or another user's."""
    if os.name != "posix":
        return
    for suffix in ("-wal", "-shm", "-journal"):
        path = _beside(inventory, suffix)
        with contextlib.suppress(FileNotFoundError):
            state = path.lstat()
            if stat.S_ISLNK(state.st_mode):
                raise InventoryError("inventory-not-writable", str(path), "ELOOP")
            _refuse_owner(path, state)


def _refuse_owner(path: Path, state: os.stat_result) -> None:
    if state.st_uid != os.geteuid():
        raise InventoryError("inventory-owner", str(path), f"uid {state.st_uid}")


def default_key_path(inventory: Path) -> Path:
    """The key's place when none is named: beside the inventory itself, its name and ``.key``."""
    return _beside(inventory, ".key")


def load_or_make_key(path: Path) -> bytes:
    """The 32 secret bytes of a key file (64 hex digits), made and stored on first use."""
    try:
        return load_key(path)
    except InventoryError as error:
        if error.code == "key-missing":
            return _make_key(path)
        raise


def load_key(path: Path, *, is_strict: bool = True) -> bytes:
    """The same of a file that is there; raises InventoryError.

    As ssh does, a key that others may use is not used; ``is_strict`` false is for the check, which says so itself.
    """
    try:
        with open(path, encoding="ascii", opener=_open_at_once) as stream:
            state = os.fstat(stream.fileno())
            text = stream.read(_MOST_KEY_CHARS) if stat.S_ISREG(state.st_mode) else ""
    except FileNotFoundError:
        raise InventoryError("key-missing", str(path)) from None
    except OSError as error:
        raise InventoryError("key-not-readable", str(path), _name(error)) from None
    except UnicodeDecodeError:
        text = ""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise InventoryError("key-damaged", str(path))
    if is_strict and os.name == "posix":
        _refuse_open_key(path, state)
    return key


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _NOT_WAITING)


def _refuse_open_key(path: Path, state: os.stat_result) -> None:
    if not is_ours(state):
        raise InventoryError("key-owner", str(path), f"uid {state.st_uid}")
    mode = stat.S_IMODE(state.st_mode)
    if mode & ~PRIVATE & 0o077:
        raise InventoryError("key-open", str(path), f"{mode:04o}")


def state_check(key: bytes) -> bytes:
    """What an inventory keeps to tell its key from another: an HMAC, from which nobody can learn the key."""
    return hmac.digest(key, _CHECKED_TEXT, "sha256")


def _make_key(path: Path) -> bytes:
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with _in_our_words(path):
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(secrets.token_hex(KEY_BYTES).encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            _place_key(fresh, path)
            _make_name_durable(path)
        finally:
            fresh.unlink(missing_ok=True)
    return load_or_make_key(path)


def _make_name_durable(path: Path) -> None:
    """Have the folder keep the name through a loss of power: rows that need the key are durable soon after."""
    try:
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError:  # Windows, or a folder that may be written and not read
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno in _FULL or error.errno == errno.EIO:  # others: a file system that knows no such thing
            raise
    finally:
        os.close(folder)


def _place_key(fresh: Path, path: Path) -> None:
    """Give a whole key file its name; where another process was faster, its key stays."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        fresh.rename(path)


def own_files(inventory: Path, key: Path) -> tuple[Path, ...]:
    """Every file that belongs to an inventory; a scan leaves them out."""
    beside = tuple(_beside(inventory, suffix) for suffix in ("-wal", "-shm", "-journal", ".lock"))
    return (inventory, key, *beside)


def _beside(inventory: Path, suffix: str) -> Path:
    """A companion's place; behind a link it lies beside the file that the link names, as SQLite's own do."""
    real = inventory.resolve()
    return real.with_name(real.name + suffix)


@contextlib.contextmanager
def hold_lock(inventory: Path) -> Iterator[None]:
    """Keep every other scan off this inventory; raises InventoryError, which tells who holds it, where one runs.

    Waits a moment first, since whoever only asks whether it is held, holds it for as long.
    """
    path = _beside(inventory, ".lock")
    with open(_open_private(path), "rb+", buffering=0) as stream:
        for tries_left in reversed(range(_TRIES)):
            try:
                _lock(stream.fileno())
                break
            except OSError:
                if not tries_left:
                    raise InventoryError("inventory-in-use", str(inventory), _read_holder(stream)) from None
                time.sleep(_TRY_SECONDS)
        _write_holder(stream)
        yield


def is_held(inventory: Path) -> bool:
    """Whether a scan is using this inventory."""
    try:
        with _beside(inventory, ".lock").open("rb+", buffering=0) as stream:
            _lock(stream.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _write_holder(stream: io.FileIO) -> None:
    """Say who holds the lock. The first byte is what is locked, which nobody else may read on Windows."""
    started = datetime.now(UTC).astimezone().isoformat(" ", "seconds")
    with contextlib.suppress(OSError):  # a full disk: the lock holds all the same
        stream.truncate(1)
        stream.seek(1)
        stream.write(f"PID {os.getpid()}, {started}\n".encode())


def _read_holder(stream: io.FileIO) -> str:
    with contextlib.suppress(OSError):
        stream.seek(1)
        return stream.read(_HOLDER_BYTES).decode("ascii", "replace").strip()
    return ""


def _lock(descriptor: int) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]


@contextlib.contextmanager
def _in_our_words(path: Path) -> Iterator[None]:
    """What the operating system refuses becomes InventoryError."""
    try:
        yield
    except OSError as error:
        code = "inventory-not-writable"
        if error.errno in _FULL:
            code = "inventory-disk-full"
        elif error.errno == errno.EIO:
            code = "inventory-io"
        raise InventoryError(code, str(path), _name(error)) from None


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
