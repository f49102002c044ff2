"""The folders that Python imports from: which they are, and how another user reaches them.

What reads a format is imported with the first file of it, after the process has become another user. Where meibo is
installed below a folder that only root may enter, the folders are opened before, and imported from by descriptor.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from typing import Any

_NAMES = ("site-packages", "dist-packages", "lib-dynload")
_OWN = ("meibo", "meibo_detectors", "meibo_connectors")
_find_real_path = os.path.realpath
_held: dict[str, str] = {}
"""Where each folder is reached that was opened before."""


def find_import_folders() -> list[str]:
    """Python's own library, packages beside it, and meibo; never the folder in which the command was started."""
    folders = [os.path.dirname(os.__file__)]  # noqa: PTH120 - places of Python are strings, here and below
    folders += [path for path in (*sys.path, *_held) if path.rstrip("/").endswith(_NAMES)]
    folders += [os.path.dirname(sys.modules[name].__file__ or "") for name in _OWN if name in sys.modules]  # noqa: PTH120
    return list(dict.fromkeys(_reach(folder) for folder in folders if folder))


def open_to(user: int, group: int) -> bool:
    """See to it that this process, once it is another user without further groups, imports what it does now.

    Called as root, without further groups. False where not even a descriptor helps, since the files are root's alone.
    """
    present = [path for path in sys.path if os.path.isdir(path)]  # noqa: PTH112
    with _acting_as(user, group):
        hidden = [path for path in present if not _is_listed(path)]
    for path in hidden:
        _held[path] = f"/proc/self/fd/{os.open(path, os.O_RDONLY | os.O_DIRECTORY)}"
    if hidden:
        _import_through_descriptors()
    loaded = [module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)]
    with _acting_as(user, group):
        return all(_is_readable(_reach(file)) for file in loaded if file and file.endswith((".py", ".so")))


def _import_through_descriptors() -> None:
    sys.path[:] = [_reach(path) for path in sys.path]
    for module in list(sys.modules.values()):
        places = getattr(module, "__path__", None)
        if isinstance(places, list):
            places[:] = [_reach(place) for place in places]
    os.path.realpath = _stay_reached  # type: ignore[assignment]
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()


def _stay_reached(path: Any, *, strict: bool = False) -> Any:
    """Instead of ``os.path.realpath``, by which libraries find the files beside them: what a descriptor leads to stays
    as it is spelt, since its real path is closed to this user."""
    spelt = os.fspath(path)
    if isinstance(spelt, str) and spelt.startswith(tuple(_held.values())):
        return os.path.normpath(spelt)
    return _find_real_path(path, strict=strict)


def _reach(path: str) -> str:
    """A path through the descriptor of the nearest folder that has one."""
    over = [folder for folder in _held if path == folder or path.startswith(folder.rstrip("/") + "/")]
    if not over:
        return path
    nearest = max(over, key=len)
    return _held[nearest] + path[len(nearest.rstrip("/")) :]


@contextlib.contextmanager
def _acting_as(user: int, group: int) -> Iterator[None]:
    os.setegid(group)
    os.seteuid(user)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def _is_listed(folder: str) -> bool:
    try:
        os.scandir(folder).close()
    except OSError:
        return False
    return True


def _is_readable(file: str) -> bool:
    try:
        os.close(os.open(file, os.O_RDONLY))
    except FileNotFoundError:
        return True  # of a module that is no file: nothing that could be refused
    except OSError:
        return False
    return True
