"""``[notify.NAME]``: who is told how a scan ended.

Passwords and the secret of a webhook are no keys: they come from the environment only.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import structs

from meibo.configuration.keys import (
    Keys,
    find_nearest,
    is_count,
    is_filled_text,
    is_filled_texts,
    is_flag,
    is_one_of,
    require,
    take_keys,
)
from meibo.configuration.model import ConfigurationError, Notification

WHEN: Final = ("always", "failure", "new-risk")
SECURITIES: Final = ("starttls", "tls", "none")
TRANSPORTS: Final = ("udp", "tcp", "tls", "local")

SECRETS: Final = ("MEIBO_SMTP_USERNAME", "MEIBO_SMTP_PASSWORD", "MEIBO_WEBHOOK_URL", "MEIBO_WEBHOOK_SECRET")
"""The variables of the environment that hold what must not stand in the file."""

_SECRET: Final = re.compile(r"pass|secret|token|user|credential", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x20]+@[^\s@<>,;:\"()\\\x00-\x20]+")
_LOOPBACK: Final = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and _ADDRESS.fullmatch(value) is not None


def _is_host(value: Any) -> bool:
    return is_filled_text(value) and re.fullmatch(r"[\w.:-]+", value) is not None


def _is_port(value: Any) -> bool:
    return is_count(value) and value < 1 << 16


_COMMON: Final[Keys] = {"kind": (is_filled_text, str), "when": (is_one_of(WHEN), str)}
_SERVER: Final[Keys] = {"server": (_is_host, str), "port": (_is_port, int), "ca-file": (is_filled_text, Path)}

NOTIFY_KEYS: Final[dict[str, Keys]] = {
    "mail": {
        **_COMMON, **_SERVER,
        "security": (is_one_of(SECURITIES), str), "sender": (_is_address, str),
        "recipients": (
            lambda value: is_filled_texts(value) and value != [] and all(map(_is_address, value)), tuple
        ),
        "paths": (is_flag, bool),
    },
    "webhook": {
        **_COMMON, "url": (is_filled_text, str), "ca-file": (is_filled_text, Path), "paths": (is_flag, bool),
    },
    "syslog": {
        **_COMMON, **_SERVER,
        "transport": (is_one_of(TRANSPORTS), str), "path": (is_filled_text, Path), "paths": (is_flag, bool),
    },
    "metrics": {"kind": (is_filled_text, str), "path": (is_filled_text, Path)},
}  # fmt: skip
"""By kind. Of metrics there is no ``when``: a file that is not written anew tells of an old scan."""

_REQUIRED: Final = {"mail": ("server", "sender", "recipients"), "webhook": (), "syslog": (), "metrics": ("path",)}
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_SYSLOG_PORTS: Final = {"udp": 514, "tcp": 514, "tls": 6514, "local": 0}


def read_notifications(tables: Any, path: Path) -> dict[str, Notification]:
    """The notifications by name; raises ConfigurationError, which never quotes a URL."""
    if not isinstance(tables, dict):
        raise ConfigurationError("error-config-value", path=path, key="notify", why="[notify.NAME]")
    return {name: _read(name, table, path) for name, table in tables.items()}


def _read(name: str, table: Any, path: Path) -> Notification:
    place = f"notify.{name}"
    if not isinstance(table, dict):
        raise ConfigurationError("error-config-value", path=path, key=place, why=f"[{place}]")
    if _NAME.fullmatch(name) is None:
        raise ConfigurationError("error-notify-name", path=path, key=place)
    require(table, ("kind",), path, place)
    kind = table["kind"]
    if not is_one_of(NOTIFY_KEYS)(kind):
        near = find_nearest(str(kind), NOTIFY_KEYS)
        raise ConfigurationError("error-notify-kind", path=path, key=f"{place}.kind", near=near)
    for key in filter(_SECRET.search, table):
        raise ConfigurationError("error-notify-secret", path=path, key=f"{place}.{key}", names=", ".join(SECRETS))
    taken = take_keys(table, NOTIFY_KEYS[kind], path, place, "error-notify-value")
    require(taken, _REQUIRED[kind], path, place)
    found = Notification(name=name, **{key.replace("-", "_"): value for key, value in taken.items()})
    if kind == "webhook" and found.url:
        check_url(found.url, path, f"{place}.url")
    if kind == "mail":
        if found.paths and found.security == "none":
            raise ConfigurationError("error-notify-open", path=path, key=f"{place}.paths")
        found = structs.replace(found, port=found.port or _PORTS[found.security])
    if kind == "syslog":
        if found.transport != "local":
            require(taken, ("server",), path, place)
        found = structs.replace(found, port=found.port or _SYSLOG_PORTS[found.transport])
    if kind == "metrics" and found.path.suffix != ".prom":
        raise ConfigurationError("error-notify-prom", path=path, key=f"{place}.path")
    return found


def check_url(url: str, path: object, key: str) -> None:
    """Raise ConfigurationError for a URL that is not https (http only on this machine), or that holds a password."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_clear = parts.scheme == "https" or (parts.scheme == "http" and _LOOPBACK.fullmatch(host) is not None)
        _ = parts.port
    except ValueError:
        raise ConfigurationError("error-notify-url", path=path, key=key) from None
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError("error-notify-url-password", path=path, key=key)
    if not is_clear or not host or not url.isascii() or not url.isprintable() or " " in url:
        raise ConfigurationError("error-notify-url", path=path, key=key)
