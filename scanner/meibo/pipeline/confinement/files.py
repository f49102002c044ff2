"""Landlock: nothing is written, made, removed or started by path, and nothing read but what Python loads as it goes.

A file of the target comes as an open descriptor, which is not looked at again; its folder cannot be opened.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Final

from meibo.pipeline.confinement.folders import find_import_folders

_SYSTEM: Final = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache", "/etc/localtime", "/usr/share/fonts", "/usr/share/misc", "/usr/share/zoneinfo", "/dev/urandom",
)  # fmt: skip
"""Shared libraries with what converts between encodings, time zones, magic numbers, and fonts that a PDF leaves out."""


def load_library() -> None:
    """Load what speaks with the kernel, as long as that may look for it."""
    with contextlib.suppress(ImportError, OSError):
        import landlockpy

        landlockpy.abi_version()


def refuse_paths() -> bool:
    """Refuse every path but those of the list, TCP, and signals and abstract sockets to others; False where the kernel
    has no Landlock. What the kernel does not know yet is left to the other layers."""
    try:
        from landlockpy import AccessFS, RestrictFlag, Ruleset, Scope

        with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as rules:
            for place in _find_readable():
                with contextlib.suppress(OSError):  # not on this machine
                    is_folder = os.path.isdir(place)  # noqa: PTH112 - a place of Python
                    rules.allow_path(place, AccessFS.READ_FILE | (AccessFS.READ_DIR if is_folder else AccessFS.NONE))
            rules.restrict(RestrictFlag.TSYNC)
    except (ImportError, OSError):
        return False
    return True


def _find_readable() -> Iterator[str]:
    yield from find_import_folders()
    yield from _SYSTEM
    yield from filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep))
