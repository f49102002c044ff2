"""Passwords that encrypted files are tried with; they are secrets too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_FOUND = 200
"""Words of mails that may be passwords; each costs time on every encrypted file."""


class Passwords:
    """The empty password, those of the configuration, then those found in mails, newest first."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = tuple(dict.fromkeys(known))
        self._found: dict[str, None] = {}

    def __repr__(self) -> str:
        return f"Passwords({len(self._known)} known, {len(self._found)} found)"

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(("", *self._known, *reversed(self._found))))

    def add(self, words: Iterable[str]) -> None:
        """Remember words that may be passwords; where there are too many, the oldest is forgotten."""
        for word in words:
            self._found.pop(word, None)
            self._found[word] = None
            if len(self._found) > MOST_FOUND:
                del self._found[next(iter(self._found))]
