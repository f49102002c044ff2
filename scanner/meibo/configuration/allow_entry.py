"""Spells an ``[[allow]]`` entry, and adds one to a configuration file that people have written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

from meibo.configuration.model import Allowance, ConfigurationError

_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]')
"""What TOML asks to be escaped, and what could steer a terminal or turn the writing direction."""
_KEYS: Final = ("fingerprint", "detector", "path", "pattern", "reason")


def spell_entry(entry: Allowance) -> str:
    """The entry as TOML, without a line end."""
    named = {key: getattr(entry, key) for key in _KEYS}
    return "\n".join(["[[allow]]", *(f"{key} = {_quote(value)}" for key, value in named.items() if value)])


def append_entry(place: Path, entry: Allowance) -> None:
    """Add the entry to the end of a file, made where it is missing; what is there stays as it is.

    Raises ConfigurationError where the file cannot be written, or would not be understood any more.
    """
    try:
        before = place.read_bytes() if place.exists() else b""
        line_end = "\r\n" if b"\r\n" in before else "\n"
        between = (line_end if before and not before.endswith(b"\n") else "") + (line_end if before.strip() else "")
        added = (between + spell_entry(entry).replace("\n", line_end) + line_end).encode()
        _check(before + added, place)
        with place.open("ab") as stream:
            try:
                stream.write(added)
                stream.flush()
            except OSError:
                stream.truncate(len(before))
                raise
    except OSError as error:
        raise ConfigurationError("error-config-write", path=place, why=error.strerror) from None


def _check(content: bytes, place: Path) -> None:
    """An ``allow = [...]`` takes no further ``[[allow]]``."""
    try:
        tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ConfigurationError("error-config-append", path=place) from None


def _quote(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda match: _escape(match.group()), text) + '"'


def _escape(character: str) -> str:
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"
