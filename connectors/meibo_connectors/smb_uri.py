r"""The ``smb://server[:port]/share/folder`` address of a target, or ``\\server\share\folder``, and what it names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote_to_bytes

DEFAULT_PORT: Final = 445
_SERVER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s\[\]:/\\@?#%<>\"|*]+)(?::(\d{1,5}))?")
_UNC = re.compile(r"\\\\[^\s\\/?.@:]")


class SmbPlace(NamedTuple):
    """A server, and a share or folder of it."""

    server: str
    port: int
    path: str
    """The share and the folders below it, joined by ``/``; empty for all shares of the server."""


def is_unc(text: str) -> bool:
    r"""Whether text is of the form ``\\server\share``."""
    return _UNC.match(text) is not None


def uri_of_unc(text: str) -> str:
    r"""The address of ``\\server\share\folder``, in which ``%`` is a character like any other."""
    server, *names = text[2:].split("\\")
    return "/".join((f"smb://{server}", *(quote(name, safe="") for name in names)))


def normalise(uri: str) -> str:
    """The one spelling of an address; raises ValueError, which quotes no part of it."""
    place = place_of(uri)
    port = "" if place.port == DEFAULT_PORT else f":{place.port}"
    return f"smb://{place.server}{port}/{quote(place.path)}"


def place_of(uri: str) -> SmbPlace:
    """What an address names; raises ValueError, which quotes no part of it: there may be a password in it."""
    server, _, path = uri.removeprefix("smb://").replace("\\", "/").partition("/")
    if "@" in server:
        raise ValueError(
            "an smb:// address cannot hold a user or a password: give the user by option, and the password by the "
            "environment or at the prompt"
        )
    match = _SERVER.fullmatch(server)
    if match is None or not 0 < int(match[2] or DEFAULT_PORT) < 65536:
        raise ValueError("an smb:// address begins with a server: smb://server/share/folder")
    try:
        names = [name for name in unquote_to_bytes(path).decode().split("/") if name]
    except UnicodeDecodeError:
        raise ValueError("the names of an smb:// address are percent-encoded UTF-8") from None
    if any(name in (".", "..") or re.search(r'[\0-\x1f\\:*?"<>|]', name) for name in names):
        raise ValueError("an smb:// address names a share and folders, without . and .. and wildcards")
    return SmbPlace(match[1].lower(), int(match[2] or DEFAULT_PORT), "/".join(names))
