"""Opening objects: through obstore where it can spell the key, through boto3 elsewhere."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import obstore
from botocore.exceptions import BotoCoreError, ClientError
from obstore.exceptions import BaseError

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import UNTOLD, Entry
from meibo_connectors.object_stream import HEAD_BYTES, ObjectStream
from meibo_connectors.s3_errors import refusal

if TYPE_CHECKING:
    from datetime import datetime

    from obstore import GetOptions, GetResult

    from meibo_connectors.s3_session import S3Session

_ERRORS = (BaseError, BotoCoreError, ClientError, OSError, ValueError)
_UNSPELLABLE: Final = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\x00-\x1f\x7f\\]|[^\x00-\uffff]")
"""In a key: names that the library drops or refuses, characters that it may change."""


class Answer:
    """The beginning of an object, and what the answer's headers say of the whole."""

    def __init__(self, content: bytes, size_bytes: int, modified: datetime, tag: str | None) -> None:
        self.content = content
        self.size_bytes = size_bytes
        self.modified_s = int(modified.timestamp())
        self.tag = tag or ""


def open_object(session: S3Session, key: str, version_id: str, path: str) -> BinaryIO:
    """A stream of an object, all of it with one request where it is small; raises ConnectorError."""
    through = _ThroughBoto3 if _UNSPELLABLE.search(key) else _ThroughObstore
    source: _ThroughBoto3 | _ThroughObstore = through(session, key, version_id)
    try:
        answer = source.begin()
    except _ERRORS as error:
        raise refusal(error) from None
    version = answer.tag.strip('"') or f"{answer.modified_s}:{answer.size_bytes}"
    entry = Entry(path, answer.size_bytes, answer.modified_s * 10**9, version, "", UNTOLD)

    def fetch(start: int, end: int) -> bytes:
        try:
            more = source.fetch(start, end, answer.tag)
        except _ERRORS as error:
            raise refusal(error) from None
        if more.tag != answer.tag:  # not every service heeds the condition
            raise ConnectorError("vanished", "another object by now")
        if len(more.content) != end - start:
            raise ConnectorError("unreachable", "a short answer")
        return more.content

    return cast("BinaryIO", ObjectStream(entry, answer.content, fetch))


class _ThroughObstore:
    """Asks through the faster library."""

    def __init__(self, session: S3Session, key: str, version_id: str) -> None:
        self._store, self._key = session.store, key
        self._options: GetOptions = {"version": version_id} if version_id else {}

    def begin(self) -> Answer:
        """The first bytes; without a range, since some services take longer for one, and an empty object has none."""
        result = obstore.get(self._store, self._key, options=self._options)
        meta = result.meta
        return Answer(_take_head(result, meta["size"]), meta["size"], meta["last_modified"], meta["e_tag"])

    def fetch(self, start: int, end: int, tag: str) -> Answer:
        """The bytes from one place to another, of the state with this etag."""
        options: GetOptions = {**self._options, "range": (start, end)}
        if tag:
            options["if_match"] = tag
        result = obstore.get(self._store, self._key, options=options)
        meta = result.meta
        return Answer(bytes(result.bytes()), meta["size"], meta["last_modified"], meta["e_tag"])


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

    def begin(self) -> Answer:
        """The first bytes."""
        said = self._client.get_object(**self._wanted)
        with contextlib.closing(said["Body"]) as body:
            content = body.read(HEAD_BYTES)
        return Answer(content, said["ContentLength"], said["LastModified"], said.get("ETag"))

    def fetch(self, start: int, end: int, tag: str) -> Answer:
        """The bytes from one place to another, of the state with this etag."""
        wanted = {**self._wanted, "Range": f"bytes={start}-{end - 1}"}
        if tag:
            wanted["IfMatch"] = tag
        said = self._client.get_object(**wanted)
        with contextlib.closing(said["Body"]) as body:
            return Answer(body.read(), said["ContentLength"], said["LastModified"], said.get("ETag"))
