"""The spelling of file names as text: reversible for every name that a file system can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

VERSION_MARK: Final = "?versionId="
"""What stands in a path between the key of an object and the version that is meant, where it isn't the current one."""

_LOOKS_ESCAPED = re.compile(rb"\\(?=x[0-9a-fA-F]{2})")
_ESCAPED = re.compile(rb"\\x([0-9a-fA-F]{2})")


def escape(name: bytes) -> str:
    r"""The one spelling of a name or path: UTF-8 as it is, any other byte as ``\xHH``.

    A backslash that would read as such an escape is itself written ``\x5c``, so no two names share a spelling.

    >>> escape("名簿.csv".encode()), escape("名簿".encode("cp932")), escape(rb"a\x41")
    ('名簿.csv', '\\x96\\xbc\\x95\\xeb', 'a\\x5cx41')
    """
    if b"\\" in name:
        name = _LOOKS_ESCAPED.sub(rb"\\x5c", name)
    return name.decode("utf-8", "backslashreplace")


def unescape(path: str) -> bytes:
    r"""The bytes that ``escape`` spelled; raises UnicodeEncodeError for text with lone surrogates.

    The result may hold any byte, also ``/`` or NUL where the text was not made by ``escape``.

    >>> unescape(r"a\x5cx41")
    b'a\\x41'
    """
    name = path.encode()
    if b"\\" in name:
        name = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name)
    return name


def split(path: str) -> tuple[bytes, ...]:
    """The names along an entry's path; raises ValueError for a path that no listing shows, such as one with ``..``."""
    whole = unescape(path)
    names = tuple(whole.split(b"/"))
    if b"\0" in whole or any(name in (b"", b".", b"..") for name in names):
        raise ValueError("not the path of an entry")
    return names


def folders_above(path: str) -> Iterator[str]:
    """The folders that lead to an entry, innermost first; the last is the target itself, an empty path.

    >>> list(folders_above("a/b/c.txt")), list(folders_above(""))
    (['a/b', 'a', ''], [])
    """
    while path:
        path = path.rpartition("/")[0]
        yield path


def file_name(path: str) -> str:
    """The name of the file at an entry's path: without its folder, and without the version of an object.

    >>> file_name("営業/名簿.csv?versionId=3")
    '名簿.csv'
    """
    return path.partition(VERSION_MARK)[0].rpartition("/")[2]
