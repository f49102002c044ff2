"""Opening objects: through obstore where it can spell the key, through boto3 elsewhere."""

from __future__ import annotations

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

    from obstore import GetOptions

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
    fetch = (
        _ThroughBoto3(session, key, version_id)
        if _UNSPELLABLE.search(key)
        else _ThroughObstore(session, key, version_id)
    )
    try:
        answer = fetch(0, HEAD_BYTES, "")
    except _ERRORS as error:
        found = refusal(error)
        if found.detail not in ("InvalidRange", "HTTP 416", "416"):
            raise found from None
        answer = _ask_empty(fetch)
    tag = answer.tag.strip('"')
    entry = Entry(
        path,
        answer.size_bytes,
        answer.modified_s * 10**9,
        tag or f"{answer.modified_s}:{answer.size_bytes}",
        "",
        UNTOLD,
    )

    def fetch_more(start: int, end: int) -> bytes:
        try:
            more = fetch(start, end, answer.tag)
        except _ERRORS as error:
            raise refusal(error) from None
        if more.tag != answer.tag:  # not every service heeds the condition
            raise ConnectorError("vanished", "another object by now")
        if len(more.content) != end - start:
            raise ConnectorError("unreachable", "a short answer")
        return more.content

    return cast("BinaryIO", ObjectStream(entry, answer.content, fetch_more))


def _ask_empty(fetch: _Fetch) -> Answer:
    """An object of no bytes has no range that could be asked for."""
    try:
        return fetch(0, 0, "")
    except _ERRORS as error:
        raise refusal(error) from None


class _ThroughObstore:
    """Asks for the bytes from one place to another, all of them where both are 0; of the state with an etag, if any."""

    def __init__(self, session: S3Session, key: str, version_id: str) -> None:
        self._store, self._key = session.store, key
        self._options: GetOptions = {"version": version_id} if version_id else {}

    def __call__(self, start: int, end: int, tag: str) -> Answer:
        options: GetOptions = {**self._options}
        if end:
            options["range"] = (start, end)
        if tag:
            options["if_match"] = tag
        result = obstore.get(self._store, self._key, options=options)
        meta = result.meta
        return Answer(bytes(result.bytes()), meta["size"], meta["last_modified"], meta["e_tag"])


class _ThroughBoto3:
    """The same, for keys that obstore cannot spell."""

    def __init__(self, session: S3Session, key: str, version_id: str) -> None:
        self._client = session.client
        self._wanted = {"Bucket": session.bucket, "Key": key, **session.payer}
        if version_id:
            self._wanted["VersionId"] = version_id

    def __call__(self, start: int, end: int, tag: str) -> Answer:
        wanted = dict(self._wanted)
        if end:
            wanted["Range"] = f"bytes={start}-{end - 1}"
        if tag:
            wanted["IfMatch"] = tag
        said = self._client.get_object(**wanted)
        whole = str(said.get("ContentRange", "")).rpartition("/")[2]
        size_bytes = int(whole) if whole.isdecimal() else said["ContentLength"]
        return Answer(said["Body"].read(), size_bytes, said["LastModified"], said.get("ETag"))


_Fetch = _ThroughObstore | _ThroughBoto3
