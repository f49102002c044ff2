"""URIs of buckets and containers: ``gs://bucket/prefix``. A key stands in them as it is, with nothing percent-encoded,
as the tools of the clouds write and take it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
_CONTAINER: Final = re.compile(r"\$(?:root|web|logs)|[a-z0-9](?:-?[a-z0-9]){2,62}")
_ACCOUNT: Final = re.compile(
    r"[a-z0-9]{3,24}\.blob\.(?:core\.windows\.net|core\.chinacloudapi\.cn|core\.usgovcloudapi\.net)"
)


class Place(NamedTuple):
    """What a URI names."""

    account: str
    """Host of an Azure account; empty where the environment tells it."""
    bucket: str
    prefix: str
    """Without ``/`` at its ends; empty for everything."""


def split_bucket(uri: str) -> Place:
    """What ``gs://bucket/prefix`` names; raises ValueError, which quotes nothing, for what cannot be one."""
    bucket, _, prefix = uri.partition("://")[2].partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise ValueError("a gs:// target needs the name of a bucket: gs://bucket/prefix")
    return Place("", bucket, _spell(prefix))


def split_container(uri: str) -> Place:
    """What ``az://container/prefix`` or ``az://account.blob.core.windows.net/container/prefix`` names.

    A container's name holds no dot, so the two can't be confused. Raises ValueError, which quotes nothing.
    """
    rest = uri.partition("://")[2]
    account = ""
    if _ACCOUNT.fullmatch(rest.partition("/")[0]):
        account, _, rest = rest.partition("/")
    container, _, prefix = rest.partition("/")
    if not _CONTAINER.fullmatch(container):
        raise ValueError(
            "an az:// target needs the name of a container: az://container/prefix, "
            "or az://ACCOUNT.blob.core.windows.net/container/prefix"
        )
    return Place(account, container, _spell(prefix))


def join(scheme: str, place: Place) -> str:
    """The one spelling of what is named."""
    return f"{scheme}://" + "/".join(part for part in place if part)


def _spell(prefix: str) -> str:
    """Raises ValueError where no key that can be reached begins like that."""
    prefix = prefix.strip("/")
    if prefix and any(name in ("", ".", "..") for name in prefix.split("/")):
        raise ValueError("a prefix cannot have an empty name, '.' or '..' in it")
    if any(char < " " or char == "\x7f" for char in prefix):
        raise ValueError("a prefix cannot hold control characters")
    try:
        prefix.encode()
    except UnicodeEncodeError:
        raise ValueError("a prefix is text in UTF-8") from None
    return prefix
