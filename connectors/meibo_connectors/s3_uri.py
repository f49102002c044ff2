"""``s3://bucket/prefix``. The prefix stands in it as keys do, with nothing percent-encoded, as AWS's tools take it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_BUCKET: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]")


class S3Place(NamedTuple):
    """What a URI names."""

    bucket: str
    prefix: str
    """A key, or what stands before the ``/`` of keys; empty for the whole bucket."""


def place_of(uri: str) -> S3Place:
    """What an address names; raises ValueError, which quotes no part of it: there may be a secret in it."""
    bucket, _, prefix = uri.partition("://")[2].partition("/")
    if "@" in bucket or ":" in bucket:
        raise ValueError(
            "an s3:// address cannot hold credentials: they come from the environment, a profile or a role "
            "(--s3-profile, --s3-role)"
        )
    if not _BUCKET.fullmatch(bucket):
        raise ValueError("an s3:// address begins with the name of a bucket: s3://bucket/prefix")
    try:
        prefix.encode()
    except UnicodeEncodeError:
        raise ValueError("a key of S3 is UTF-8") from None
    return S3Place(bucket, prefix.removesuffix("/"))


def normalise(uri: str) -> str:
    """The one spelling of an address; raises ValueError."""
    bucket, prefix = place_of(uri)
    return f"s3://{bucket}/{prefix}" if prefix else f"s3://{bucket}"
