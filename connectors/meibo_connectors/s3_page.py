"""One page of a listing of S3, read from the answer's XML.

The SDK's own reader takes about 70 us a key, which is most of the time of a listing. Here, a key's element is compared
with the pattern of those before it: servers write the elements of all keys in one order, or in a few.

Source: Amazon S3 API Reference, ListObjectsV2 and ListObjectVersions.
"""

from __future__ import annotations

import html
import re
from binascii import a2b_qp
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

_FIELDS: Final = (
    "Key", "Size", "LastModified", "ETag", "StorageClass", "VersionId", "IsLatest", "DisplayName", "ID",
    "RestoreExpiryDate",
)  # fmt: skip
_NEEDED: Final = frozenset({"Key", "Size", "LastModified"})
_ITEM: Final = re.compile(rb"<(Contents|Version)>.*?</\1>", re.DOTALL)
_ITEM_ENDS: Final = (b"</Contents>", b"</Version>")
_FOLDERS: Final = re.compile(rb"<CommonPrefixes>\s*<Prefix>([^<]+)</Prefix>\s*</CommonPrefixes>")
_TAG: Final = re.compile(rb"<(/?)(\w+)[^>]*?(/?)>")
_END: Final = re.compile(rb"</List(?:Bucket|Versions)Result>\s*\Z")
_ENCODED: Final = b"<EncodingType>url</EncodingType>"
_IS_CUT: Final = b"<IsTruncated>true</IsTruncated>"
_NEXT: Final = ("NextContinuationToken", "NextKeyMarker", "NextVersionIdMarker")
_NEXT_PATTERNS: Final = {name: re.compile(f"<{name}>([^<]*)</{name}>".encode()) for name in _NEXT}

_Row = tuple[bytes, ...]


class Listed(NamedTuple):
    """An object, or a version of one, as a page shows it."""

    key: bytes
    size_bytes: int
    modified_s: int
    tag: str
    """The etag without its quotes."""
    storage_class: str
    version_id: str
    is_latest: bool
    owner: str
    """The display name, else the canonical id; empty where the page does not tell."""
    is_restored: bool
    """There is a copy that can be read of what is archived."""


def is_listing(body: bytes) -> bool:
    """Whether an answer is a whole page of a listing, rather than an error, or a page that was cut short."""
    return _END.search(body, max(0, len(body) - 100)) is not None


def find_next(body: bytes) -> dict[str, str]:
    """``NextContinuationToken``, or ``NextKeyMarker`` and ``NextVersionIdMarker``; nothing at the end.

    Raises ValueError where the page says that it is not the last one, and not where the next one begins.
    """
    if _IS_CUT not in body:
        return {}
    found = {name: pattern.search(body) for name, pattern in _NEXT_PATTERNS.items()}
    is_encoded = _ENCODED in body
    told = {
        name: _text(match[1], is_encoded=is_encoded and name == "NextKeyMarker").decode()
        for name, match in found.items()
        if match is not None and match[1]
    }
    if not told:
        raise ValueError("a listing that does not go on")
    return told


def read_page(body: bytes) -> list[Listed]:
    """The objects in the order of the page; raises ValueError for what is no page."""
    if b"<!" in body:
        raise ValueError("no service declares types in a page of a listing")
    for quote in (b"&quot;", b"&#34;"):  # around every etag
        body = body.replace(quote, b'"')
    is_encoded = _ENCODED in body
    return [_listed(row, is_encoded=is_encoded) for row in _read_rows(body)]


def read_folders(body: bytes) -> list[bytes]:
    """The common prefixes of a page that was asked for with a delimiter, without it."""
    is_encoded = _ENCODED in body
    return [_text(found, is_encoded=is_encoded)[:-1] for found in _FOLDERS.findall(body)]


class _Layout(NamedTuple):
    """An order of elements within an item."""

    find_all: Callable[[bytes], list[_Row]]
    """The texts of the elements of each item of this layout, an empty one before them."""
    choose: Callable[[_Row], _Row]
    """The texts of ``_FIELDS`` among these."""


def _read_rows(body: bytes) -> Iterator[_Row]:
    first = _ITEM.search(body)
    if first is None:
        return iter(())
    layout = _make_layout(_tags_of(first[0]))
    rows = layout.find_all(body)
    if len(rows) == sum(body.count(end) for end in _ITEM_ENDS):
        return map(layout.choose, rows)
    return map(_read_item, (item[0] for item in _ITEM.finditer(body)))


def _read_item(item: bytes) -> _Row:
    """The same of one item, where those of a page do not all have the same elements."""
    layout = _make_layout(_tags_of(item))
    for row in layout.find_all(item):
        return layout.choose(row)
    raise ValueError("text outside of elements")


def _tags_of(item: bytes) -> tuple[tuple[bytes, str], ...]:
    return tuple((mark or end, name.decode()) for mark, name, end in _TAG.findall(item))


@lru_cache(maxsize=64)
def _make_layout(tags: tuple[tuple[bytes, str], ...]) -> _Layout:
    """The pattern of items with these tags; raises ValueError where what is needed of an object is not among them."""
    names, pattern = [""], "()"
    for at, (mark, name) in enumerate(tags):
        if mark:
            pattern += rf"<(?:/{name}|{name}(?: [^>]*)?/)>\s*"
        elif at + 1 < len(tags) and tags[at + 1] == (b"/", name):
            pattern += rf"<{name}(?: [^>]*)?>([^<]*)"
            names.append(name)
        else:
            pattern += rf"<{name}(?: [^>]*)?>\s*"
    if not _NEEDED.issubset(names):
        raise ValueError("an object without key, size or time")
    places = [names.index(name) if name in names else 0 for name in _FIELDS]
    return _Layout(re.compile(pattern.encode()).findall, itemgetter(*places))


def _listed(row: _Row, *, is_encoded: bool) -> Listed:
    key, size, modified, tag, storage_class, version_id, is_latest, display_name, identity, restored = row
    return Listed(
        _key(key) if is_encoded else _text(key),
        int(size),
        _seconds(modified[:19]),
        tag.decode("utf-8", "replace").strip('"'),
        _word(storage_class),
        _word(version_id) if version_id else "",
        is_latest != b"false",
        _word(display_name or identity),
        bool(restored),
    )


def _key(value: bytes) -> bytes:
    """An encoded key, of which the folder is decoded once for all that it holds."""
    end = max(value.rfind(b"/"), value.rfind(b"%2F"))
    return _folder(value[:end]) + _text(value[end:], is_encoded=True) if end > 0 else _text(value, is_encoded=True)


@lru_cache(maxsize=1024)
def _folder(value: bytes) -> bytes:
    return _text(value, is_encoded=True)


def _text(value: bytes, *, is_encoded: bool = False) -> bytes:
    if b"&" in value:
        value = html.unescape(value.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if is_encoded and (b"%" in value or b"+" in value):
        # Percent signs as the equals signs of quoted-printable, which is decoded by the machine, not by Python.
        value = a2b_qp(value.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"="))
    return value


@lru_cache(maxsize=1024)
def _word(value: bytes) -> str:
    return _text(value).decode("utf-8", "replace")


@lru_cache(maxsize=4096)
def _seconds(value: bytes) -> int:
    """Of ``2026-11-22T20:57:50``, in UTC; fractions are left out, since answers with bodies don't tell them."""
    return int(datetime.fromisoformat(value.decode("ascii") + "+00:00").timestamp())
