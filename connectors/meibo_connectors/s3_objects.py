"""Opening objects: through obstore where it can spell the key, through boto3 elsewhere."""

from __future__ import annotations

import contextlib
import re
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

import obstore
from botocore.exceptions import BotoCoreError, ClientError
from obstore.exceptions import BaseError, GenericError

from meibo_connectors.model import UNTOLD, Entry
from meibo_connectors.object_settings import version_of
from meibo_connectors.object_stream import HEAD_BYTES, ObjectStream, Piece
from meibo_connectors.s3_errors import refusal

if TYPE_CHECKING:
    from datetime import datetime

    from obstore import GetOptions, GetResult

    from meibo_connectors.s3_session import S3Session

_ERRORS = (BaseError, BotoCoreError, ClientError, OSError, ValueError)
_UNSPELLABLE: Final = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\x00-\x1f\x7f\\]|[^\x00-\uffff]")
"""In a key: names that the library drops or refuses, characters that it may change."""

_NOT_PARTIAL: Final = "non-partial response"
"""What the library says of a range that came with status 200, as some gateways send it."""


class _Opened(NamedTuple):
    """The beginning of an object, and what the answer's headers say of the whole."""

    head: Piece
    size_bytes: int
    modified: datetime


def open_object(session: S3Session, key: str, version_id: str, path: str) -> BinaryIO:
    """A stream of an object, all of it with one request where it is small; raises ConnectorError."""
    through = _ThroughBoto3 if _UNSPELLABLE.search(key) else _ThroughObstore
    source: _ThroughBoto3 | _ThroughObstore = through(session, key, version_id)
    try:
        head, size_bytes, modified = source.begin()
    except _ERRORS as error:
        raise refusal(error) from None
    modified_s = int(modified.timestamp())
    version = version_of(head.tag, modified_s, size_bytes)
    entry = Entry(path, size_bytes, modified_s * 10**9, version, "", UNTOLD)

    def fetch(start: int, end: int) -> Piece:
        try:
            return source.fetch(start, end, head.tag)
        except _ERRORS as error:
            raise refusal(error) from None

    return cast("BinaryIO", ObjectStream(entry, head, fetch))


class _ThroughObstore:
    """Asks through the faster library."""

    def __init__(self, session: S3Session, key: str, version_id: str) -> None:
        self._store, self._key = session.store, key
        self._make_lenient = partial(_ThroughBoto3, session, key, version_id)
        self._lenient: _ThroughBoto3 | None = None
        """Reads the ranges of an object of which one came with status 200."""
        self._options: GetOptions = {"version": version_id} if version_id else {}

    def begin(self) -> _Opened:
        """The first bytes; without a range, since some services take longer for one, and an empty object has none."""
        result = obstore.get(self._store, self._key, options=self._options)
        meta = result.meta
        head = Piece(_take_head(result, meta["size"]), meta["e_tag"] or "")
        return _Opened(head, meta["size"], meta["last_modified"])

    def fetch(self, start: int, end: int, tag: str) -> Piece:
        """The bytes from one place to another, of the state with this etag."""
        if self._lenient is not None:
            return self._lenient.fetch(start, end, tag)
        options: GetOptions = {**self._options, "range": (start, end)}
        if tag:
            options["if_match"] = tag
        try:
            result = obstore.get(self._store, self._key, options=options)
        except GenericError as error:
            if _NOT_PARTIAL not in str(error):
                raise
            self._lenient = self._make_lenient()
            return self._lenient.fetch(start, end, tag)
        return Piece(bytes(result.bytes()), result.meta["e_tag"] or "")


def _take_head(result: GetResult, size_bytes: int) -> bytes:
    """All of a small object; of a large one what comes first, and the rest of the answer is let go."""
    if size_bytes <= HEAD_BYTES:
        return bytes(result.bytes())
    return bytes(next(iter(result.stream(min_chunk_size=HEAD_BYTES))))


class _ThroughBoto3:
    """Asks through the library that can spell every key."""

    def __init__(self, session: S3Session, key: str, version_id: str) -> None:
        self._client = session.client
        self._wanted = {"Bucket": session.bucket, "Key": key, **session.payer}
        if version_id:
            self._wanted["VersionId"] = version_id

    def begin(self) -> _Opened:
        """The first bytes."""
        said = self._client.get_object(**self._wanted)
        with contextlib.closing(said["Body"]) as body:
            content = body.read(HEAD_BYTES)
        return _Opened(Piece(content, said.get("ETag") or ""), said["ContentLength"], said["LastModified"])

    def fetch(self, start: int, end: int, tag: str) -> Piece:
        """The bytes from one place to another, of the state with this etag."""
        wanted = {**self._wanted, "Range": f"bytes={start}-{end - 1}"}
        if tag:
            wanted["IfMatch"] = tag
        said = self._client.get_object(**wanted)
        is_range = said.get("ContentRange", "").startswith(f"bytes {start}-")
        with contextlib.closing(said["Body"]) as body:
            return Piece(body.read(end - start) if is_range else b"", said.get("ETag") or "")
