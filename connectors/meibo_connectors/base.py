"""What every connector does: list a target, and open one of its files for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Protocol

from meibo_connectors.model import Access, Check, Code, Entry, Trouble


class ConnectorError(Exception):
    """A target or file that cannot be reached; ``code`` says why, ``detail`` names the operating system's error."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    @property
    def is_outage(self) -> bool:
        """Whether the server answers nobody for now, whatever is asked."""
        return self.code in ("unreachable", "throttled")

    def of_target(self) -> ConnectorError:
        """The same, met while the target itself was reached: what isn't there at the start was never found."""
        return ConnectorError("not-found", self.detail) if self.code == "vanished" else self


class Connector(Protocol):
    """Reaches the files of one target. Reads only: nothing is ever opened for writing."""

    @property
    def opens_ahead(self) -> int:
        """Small files that are worth opening side by side, because each waits for a server; 1 where none is."""

    def list(self, skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        """Every file below the target in a stable order (by name, as bytes), and whatever cannot be listed.

        ``skip_folder(path)`` is asked before a folder is entered. Raises ConnectorError where the target itself
        cannot be listed.
        """

    def open(self, path: str) -> BinaryIO:
        """A seekable, unbuffered binary stream of the file at an entry's path; raises ConnectorError."""

    def list_beside(self, path: str) -> Sequence[str]:
        """The paths of what else lies in the folder of an entry, in order; nothing above the target.

        Empty where the folder cannot be listed any more; raises ConnectorError in an outage, since what lies there is
        not known then.
        """

    def describe(self, stream: BinaryIO, path: str) -> Entry:
        """The entry of what an open stream reads, to see whether the file changed since it was listed.

        As it is now, or as it was when it was opened where the stream cannot show anything else. Knows the owner and
        the readers also where the listing does not.
        """

    def find_access(self, path: str) -> Access | None:
        """Who can read the file at an entry's path, where only a question of its own tells; None where ``list`` and
        ``describe`` have told already. Never raises ConnectorError: what is not answered is unknown."""

    def find_readers(self, path: str) -> tuple[str, Access]:
        """Owner and readers of a file that is not read, as far as they can be told; raises ConnectorError.

        Asked where ``Entry.readers_state`` has changed since, and the content has not.
        """

    def take_moved_times(self) -> int:
        """Files and folders whose time of access has moved by being read, since this was last asked; 0 where nothing
        keeps such a time, or it was set back."""

    def diagnose(self) -> Iterator[Check]:
        """Try what a scan needs, step by step, and end at the first step without which no other can be tried."""

    def close(self) -> None:
        """Release what the connector holds."""
