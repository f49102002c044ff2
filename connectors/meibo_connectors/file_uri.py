"""The ``file://`` URI of a path, and back: every byte of a path survives."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes


def uri_of(path: str) -> str:
    """The URI of a path that may be relative to the working folder; links in it are kept, ``..`` is resolved."""
    return Path(os.path.abspath(path)).as_uri()  # noqa: PTH100 - Path.resolve would replace a link by what it names


def path_of(uri: str) -> bytes:
    """The absolute path of a ``file://`` URI; raises ValueError where it names another machine or no possible path."""
    host, slash, rest = uri.removeprefix("file://").partition("/")
    path = unquote_to_bytes(slash + rest)
    if b"\0" in path or not path:
        raise ValueError("a file:// URI needs an absolute path: file:///folder/name")
    if os.name == "nt":
        return b"//" + host.encode() + path if host else path.removeprefix(b"/")
    if host.lower() not in ("", "localhost"):
        raise ValueError("a file:// URI cannot name another machine: mount the share, and write file:///folder/name")
    return path
