r"""Paths of entries from keys and their versions, and back.

A version that is not the current one is spelled ``key?versionId=ID``; a key that holds ``?versionId=`` itself has its
question mark spelled ``\x3f``.
"""

from __future__ import annotations

from typing import Final

from meibo_connectors.names import escape, unescape

_VERSION: Final = "?versionId="
_ESCAPED: Final = r"\x3fversionId="


def path_of(name: bytes, version_id: str = "") -> str:
    r"""The path of what is stored under a name; ``version_id`` is empty for what is current.

    >>> path_of(b"a.csv"), path_of(b"a.csv", "3f"), path_of(b"a?versionId=1")
    ('a.csv', 'a.csv?versionId=3f', 'a\\x3fversionId=1')
    """
    path = escape(name).replace(_VERSION, _ESCAPED)
    return f"{path}{_VERSION}{version_id}" if version_id else path


def name_of(path: str) -> tuple[str, str]:
    """The name and the version of a path; raises ValueError for a name that is no UTF-8, which no key is.

    >>> name_of("a.csv?versionId=3f"), name_of(path_of(b"a?versionId=1"))
    (('a.csv', '3f'), ('a?versionId=1', ''))
    """
    name, _, version_id = path.partition(_VERSION)
    return unescape(name).decode(), version_id
