"""From what a user names to a connector: one line a scheme. A connector's library is imported only when it is used."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from meibo_connectors import file_uri
from meibo_connectors.model import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo_connectors.base import Connector

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def _connect_local(target: Target) -> Connector:
    if os.open in os.supports_dir_fd:
        from meibo_connectors.local import LocalConnector

        return LocalConnector(target)
    from meibo_connectors.local_by_path import PathConnector

    return PathConnector(target)


CONNECTORS: tuple[tuple[str, Callable[[Target], Connector]], ...] = (("file", _connect_local),)
"""Scheme and factory, sorted by scheme. A factory reaches nothing yet: the first ``list`` or ``open`` does."""


def parse_target(text: str) -> Target:
    """The target that a user named: a path, or a URI of a known scheme.

    Raises ValueError, which names no part of the text but the scheme: a URI may hold a password.
    """
    if not text or "\0" in text:
        raise ValueError("a target cannot be empty or hold a NUL character: give a path or a URI")
    match = _SCHEME.match(text)
    if match is None:
        return Target(file_uri.uri_of(text))
    scheme = match[1].lower()
    _factory(scheme)
    uri = f"{scheme}://{text[match.end() :]}"
    if scheme == "file":
        uri = file_uri.uri_of(os.fsdecode(file_uri.path_of(uri)))
    return Target(uri)


def connect(target: Target) -> Connector:
    """A connector for the target; raises ValueError for an unknown scheme."""
    return _factory(target.uri.partition("://")[0])(target)


def _factory(scheme: str) -> Callable[[Target], Connector]:
    for known, factory in CONNECTORS:
        if known == scheme:
            return factory
    known_schemes = ", ".join(f"{known}://" for known, _ in CONNECTORS)
    raise ValueError(f"no connector for {scheme}:// targets: give a path, or a URI that begins with {known_schemes}")
