r"""Paths of entries from keys and their versions, and back.

A version that is not the current one is spelled ``key?versionId=ID``; a key that holds ``?versionId=`` itself has its
question mark spelled ``\x3f``, and a ``/`` in an ID is spelled ``\x2f``. So each path has one meaning, and its folder
is what stands before its last ``/``.
"""

from __future__ import annotations

from typing import Final

from meibo_connectors.names import VERSION_MARK, escape, unescape

_ESCAPED: Final = VERSION_MARK.replace("?", r"\x3f")
_SLASH: Final = r"\x2f"


def path_of(name: bytes, version_id: str = "") -> str:
    r"""The path of what is stored under a name; ``version_id`` is empty for what is current.

    >>> path_of(b"a.csv"), path_of(b"a.csv", "3/f"), path_of(b"a?versionId=1")
    ('a.csv', 'a.csv?versionId=3\\x2ff', 'a\\x3fversionId=1')
    """
    path = escape(name).replace(VERSION_MARK, _ESCAPED)
    return f"{path}{VERSION_MARK}{escape(version_id.encode()).replace('/', _SLASH)}" if version_id else path


def name_of(path: str) -> tuple[str, str]:
    r"""The name and the version of a path; raises ValueError for a path that ``path_of`` never makes, and for a name
    that is no UTF-8, which no key is.

    >>> name_of("a.csv?versionId=3f"), name_of(path_of(b"a?versionId=1"))
    (('a.csv', '3f'), ('a?versionId=1', ''))
    """
    spelled, _, version = path.partition(VERSION_MARK)
    name, version_id = unescape(spelled), unescape(version).decode()
    if path_of(name, version_id) != path:
        raise ValueError("not the path of an entry")
    return name.decode(), version_id
