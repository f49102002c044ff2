"""Files, folders and standard input as ``detect`` and ``text`` take them: read in this process, nothing stored."""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from meibo.catalogue.issues import issue_code
from meibo.cli.reaching import find_reach, parse_targets, spell_target
from meibo.cli.terminal import Terminal, clean
from meibo.pipeline.crawl import Filters
from meibo_connectors.base import Connector, ConnectorError
from meibo_connectors.file_uri import path_of
from meibo_connectors.model import Access, Audience, Check, Entry, Target, Trouble
from meibo_connectors.registry import connect

STANDARD_INPUT = "-"


class Input(msgspec.Struct, frozen=True):
    """One file as named: ``path`` is what the user sees, ``entry`` what the connector opens."""

    path: str
    target: Target
    entry: Entry


class Inputs:
    """All files behind the names that a user gave; counts the faults that it tells."""

    def __init__(self, options: argparse.Namespace, filters: Filters, terminal: Terminal) -> None:
        self._names: list[str] = options.paths or [STANDARD_INPUT]
        self._filters = filters
        self._terminal = terminal
        self._targets = {name: parse_targets([name])[0] for name in self._names if name != STANDARD_INPUT}
        self._reach = find_reach(options, list(self._targets.values()), terminal)
        self._connectors: dict[str, Connector] = {}
        self.faults = 0
        self.files = 0

    def __iter__(self) -> Iterator[Input]:
        for name in self._names:
            if name == STANDARD_INPUT:
                self.files += 1
                yield self._take_standard_input()
            else:
                yield from self._list(name)

    def connector(self, item: Input) -> Connector:
        """The connector that opens a file."""
        return self._connectors[item.target.uri]

    def tell(self, path: str, code: str, detail: str = "") -> None:
        """Say on standard error what was not read."""
        self.faults += issue_code(code).kind == "fault"
        self._terminal.note(f"meibo: {clean(path)}: {self._terminal.explain_with_code(code, detail)}")

    def close(self) -> None:
        """Release all connectors, and say where reading has moved times of access."""
        for uri, connector in self._connectors.items():
            connector.close()
            if moved := connector.take_moved_times():
                self.tell(spell_target(uri), "access-time-moved", f"{moved:,}")

    def _list(self, name: str) -> Iterator[Input]:
        target = self._targets[name]
        connector = self._connectors[target.uri] = connect(target, self._reach)
        place = _name_folder(name, target)
        try:
            items = connector.list(self._filters.skips_folder)
            first = list(itertools.islice(items, 2))
            is_file = place is None or _is_only_file(place, first)
            for item in itertools.chain(first, items):
                path = place or name if is_file else f"{place}/{item.path}"
                if isinstance(item, Trouble):
                    self.tell(path, item.code, item.detail)
                elif (code := self._filters.judge(0, item)) is None:
                    self.files += 1
                    yield Input(path, target, item)
                elif code != "excluded":
                    self.tell(path, code)
        except ConnectorError as error:
            self.tell(place or name, error.code, error.detail)

    def _take_standard_input(self) -> Input:
        content = sys.stdin.buffer.read()
        entry = Entry(STANDARD_INPUT, len(content), 0, "", "", Access(Audience.UNKNOWN, ""))
        target = Target("stdin:")
        self._connectors[target.uri] = _MemoryConnector(entry, content)
        return Input(STANDARD_INPUT, target, entry)


def _is_only_file(place: str, first: Sequence[Entry | Trouble]) -> bool:
    """Whether all that a server lists is a file of the name that the address ends in: the target itself, as good as
    always."""
    return "://" in place and len(first) == 1 and isinstance(first[0], Entry) and place.endswith(f"/{first[0].path}")


def _name_folder(name: str, target: Target) -> str | None:
    """What stands before the paths of a target: a folder as it was named, or the address of a server's.

    None for a file of this machine, which is shown as it was named.
    """
    if target.uri.startswith("file://"):
        return name.rstrip("/") if Path(os.fsdecode(path_of(target.uri))).is_dir() else None
    return spell_target(target.uri).rstrip("/")


class _MemoryConnector:
    """Standard input as a target with one file; kept in memory, since it may hold secrets."""

    opens_ahead = 1

    def __init__(self, entry: Entry, content: bytes) -> None:
        self._entry, self._content = entry, content

    def list(self, skip_folder: object) -> Iterator[Entry | Trouble]:  # noqa: ARG002 - there is no folder
        """The one file."""
        yield self._entry

    def open(self, path: str) -> BinaryIO:  # noqa: ARG002 - there is one file
        """Its content."""
        return io.BytesIO(self._content)

    def list_beside(self, path: str) -> Sequence[str]:  # noqa: ARG002 - there is one file
        """Nothing."""
        return ()

    def describe(self, stream: BinaryIO, path: str) -> Entry:  # noqa: ARG002 - it cannot change
        """As it was read."""
        return self._entry

    def find_access(self, path: str) -> None:
        """Nobody knows."""

    def find_readers(self, path: str) -> tuple[str, Access]:  # noqa: ARG002 - there is one file
        """Nobody knows."""
        return self._entry.owner, self._entry.access

    def take_moved_times(self) -> int:
        """Nothing keeps one."""
        return 0

    def diagnose(self) -> Iterator[Check]:
        """There is nothing to try."""
        return iter(())

    def close(self) -> None:
        """Nothing is held."""


@contextlib.contextmanager
def open_inputs(options: argparse.Namespace, filters: Filters, terminal: Terminal) -> Iterator[Inputs]:
    """The files of a command's ``paths``, closed at the end; raises UsageError."""
    inputs = Inputs(options, filters, terminal)
    try:
        yield inputs
    finally:
        inputs.close()
