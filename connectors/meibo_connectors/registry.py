"""From what a user names to a connector: one line a scheme. A connector's library is imported only when it is used."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from meibo_connectors import file_uri, object_uri, s3_uri, smb_uri
from meibo_connectors.model import Target
from meibo_connectors.options import Options

if TYPE_CHECKING:
    from meibo_connectors.base import Connector

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


class Scheme(msgspec.Struct, frozen=True):
    """A kind of target."""

    name: str
    normalise: Callable[[str], str]
    """The one spelling of a URI of this scheme; raises ValueError for what cannot be one."""
    connect: Callable[[Target, Options], Connector]
    """Makes a connector; reaches nothing yet: the first ``list`` or ``open`` does."""


def _normalise_local(uri: str) -> str:
    return file_uri.uri_of(os.fsdecode(file_uri.path_of(uri)))


def _connect_local(target: Target, _: Options) -> Connector:
    if os.open in os.supports_dir_fd:
        from meibo_connectors.local import LocalConnector

        return LocalConnector(target)
    from meibo_connectors.local_by_path import PathConnector

    return PathConnector(target)


def _normalise_azure(uri: str) -> str:
    return object_uri.join("az", object_uri.split_container(uri))


def _connect_azure(target: Target, _: Options) -> Connector:
    from meibo_connectors import azure

    return azure.connect(target)


def _normalise_gcs(uri: str) -> str:
    return object_uri.join("gs", object_uri.split_bucket(uri))


def _connect_gcs(target: Target, _: Options) -> Connector:
    from meibo_connectors import gcs

    return gcs.connect(target)


def _connect_s3(target: Target, options: Options) -> Connector:
    from meibo_connectors.s3 import S3Connector

    return S3Connector(target, options)


def _connect_smb(target: Target, options: Options) -> Connector:
    from meibo_connectors.smb import SmbConnector

    return SmbConnector(target, options)


SCHEMES: Final = (
    Scheme("az", _normalise_azure, _connect_azure),
    Scheme("file", _normalise_local, _connect_local),
    Scheme("gs", _normalise_gcs, _connect_gcs),
    Scheme("s3", s3_uri.normalise, _connect_s3),
    Scheme("smb", smb_uri.normalise, _connect_smb),
)
"""Sorted by name."""


def parse_target(text: str) -> Target:
    """The target that a user named: a path, or a URI of a known scheme.

    Raises ValueError, which names no part of the text but the scheme: a URI may hold a password.
    """
    if not text or "\0" in text:
        raise ValueError("a target cannot be empty or hold a NUL character: give a path or a URI")
    if smb_uri.is_unc(text) and os.name != "nt":  # Windows opens such a path itself
        text = smb_uri.uri_of_unc(text)
    match = _SCHEME.match(text)
    if match is None:
        return Target(file_uri.uri_of(text))
    scheme = _scheme(match[1].lower())
    return Target(scheme.normalise(f"{scheme.name}://{text[match.end() :]}"))


def connect(target: Target, options: Options | None = None) -> Connector:
    """A connector for the target; raises ValueError for an unknown scheme."""
    return _scheme(target.uri.partition("://")[0]).connect(target, options or Options())


def _scheme(name: str) -> Scheme:
    for scheme in SCHEMES:
        if scheme.name == name:
            return scheme
    known = ", ".join(f"{scheme.name}://" for scheme in SCHEMES)
    raise ValueError(f"no connector for {name}:// targets: give a path, or a URI that begins with {known}")
