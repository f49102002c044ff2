"""Which mails inside a file carry persons to people outside, unencrypted."""

from __future__ import annotations

from typing import Final

from meibo_detectors.person_sets import Keys, count_persons, unite

Container = tuple[str, ...]

HEADER: Final = "header"
"""The part of a message that names who wrote it to whom; see ``extraction/mail/message.py``."""
LEAST_IN_BODY: Final = 2
"""One person in a mail's body is its writer, who signs it."""
UNITED_EVERY: Final = 64
"""Blocks after which repeated person keys are dropped."""


class Mails:
    """Grows with what is read of one file."""

    def __init__(self) -> None:
        self._outside: list[Container] = []
        self._opened: list[Container] = []
        self._people: dict[Container, list[Keys]] = {}

    def add_outside(self, message: Container) -> None:
        """A message has recipients outside."""
        self._outside.append(message)

    def add_opened(self, member: Container) -> None:
        """A member was encrypted."""
        self._opened.append(member)

    def add_people(self, container: Container, keys: Keys) -> None:
        """A block of this container tells of people."""
        known = self._people.setdefault(container, [])
        known.append(keys)
        if len(known) > UNITED_EVERY:
            self._people[container] = [unite(known)]

    def count(self) -> int:
        """How many messages to people outside carry persons who are not their writers or recipients."""
        return sum(self._carries(message) for message in set(self._outside))

    def _carries(self, message: Container) -> bool:
        depth = len(message)
        inside = {container: unite(keys) for container, keys in self._people.items() if container[:depth] == message}
        header = inside.pop((*message, HEADER), None)
        body = inside.pop(message, None)
        attached = [keys for container, keys in inside.items() if not self._is_opened(container)]
        return any(_count_others(keys, header) for keys in attached) or (
            body is not None and _count_others(body, header) >= LEAST_IN_BODY
        )

    def _is_opened(self, container: Container) -> bool:
        return any(container[: len(opened)] == opened for opened in self._opened)


def _count_others(keys: Keys, known: Keys | None) -> int:
    """The least number of people who are not known."""
    if known is None:
        return count_persons(keys)[0]
    return count_persons(unite([known, keys]))[0] - count_persons(known)[0]
