"""Passwords that encrypted files are tried with; they are secrets too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_FOUND = 200
"""Words of mails that may be passwords; each costs time on every encrypted file."""


def find_none() -> Iterable[str]:
    """Where nobody knows more."""
    return ()


class Passwords:
    """The empty password, those of the configuration, then those found in mails, newest first.

    Iterate lazily: only when all of them have failed is somebody asked for more, once a file, which may take a while.
    """

    def __init__(self, known: Iterable[str] = (), ask: Callable[[], Iterable[str]] = find_none) -> None:
        self._known = tuple(dict.fromkeys(known))
        self._found: dict[str, None] = {}
        self._ask = ask

    def __repr__(self) -> str:
        return f"Passwords({len(self._known)} known, {len(self._found)} found)"

    def __iter__(self) -> Iterator[str]:
        tried = dict.fromkeys(("", *self._known, *reversed(self._found)))
        yield from tried
        ask, self._ask = self._ask, find_none
        self.add(ask())
        yield from (word for word in reversed(self._found) if word not in tried)

    def add(self, words: Iterable[str]) -> None:
        """Remember words that may be passwords; where there are too many, the oldest is forgotten."""
        for word in words:
            self._found.pop(word, None)
            self._found[word] = None
            if len(self._found) > MOST_FOUND:
                del self._found[next(iter(self._found))]
