"""The connector for shares of SMB servers, Windows and Samba, reached natively."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience, Entry
from meibo_connectors.names import split
from meibo_connectors.smb_access_time import AccessTimes
from meibo_connectors.smb_entries import folder_named, modified_ns, version_of
from meibo_connectors.smb_errors import refusal
from meibo_connectors.smb_file import DistantFile, HeldFile, Opener
from meibo_connectors.smb_folder import Folder, read_folder, sort_key
from meibo_connectors.smb_listing import list_tree, spell
from meibo_connectors.smb_names import SidNames
from meibo_connectors.smb_namespace import Namespace
from meibo_connectors.smb_security import read_security
from meibo_connectors.smb_uri import place_of
from meibo_connectors.smb_wire import is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from meibo_connectors.model import Check, Target, Trouble
    from meibo_connectors.options import Options

NOT_TOLD: Final = Access(Audience.UNKNOWN, "READ_CONTROL denied")
DESCRIPTORS_HELD: Final = 4096


class SmbConnector:
    """Lists and opens what lies below an ``smb://`` target, over one connection a server."""

    opens_ahead = 2

    def __init__(self, target: Target, options: Options) -> None:
        place = place_of(target.uri)
        self._root = place.path.encode()
        self._namespace = Namespace(place.server, place.port, options.smb)
        self._times = AccessTimes()
        self._opener = Opener(self._namespace, self._times)
        self._names = SidNames(self._namespace.home)
        self._read_security = functools.lru_cache(DESCRIPTORS_HELD)(self._parse_security)

    def list(self, skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        """Every file below the target and whatever cannot be listed."""
        try:
            root = self._read_root()
        except ConnectorError as error:
            root = self._find_single(error)
        return list_tree(root, self._read_folder, skip_folder)

    def open(self, path: str) -> BinaryIO:
        """The file at an entry's path."""
        try:
            return cast("BinaryIO", self._opener.open(self._whole(path)))
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None
        except ConnectorError as error:
            if error.code != "vanished" or path != spell(self._root.rpartition(b"/")[2]):
                raise
            return self._open_single(error)

    def list_beside(self, path: str) -> Sequence[str]:
        """The paths of what else lies in the folder of an entry, in order of the names as bytes."""
        try:
            *above, name = split(path)
            folder = read_folder(self._namespace, self._times, _join(self._root, *above))
        except (ConnectorError, ValueError) as error:
            if isinstance(error, ConnectorError) and error.is_outage:
                raise
            return []
        prefix = path[: path.rfind("/") + 1]
        return [prefix + spell(other) for other in sorted(found.name for found in folder.names) if other != name]

    def describe(self, stream: BinaryIO, path: str) -> Entry:
        """The entry of a stream that ``open`` returned: of a small file as it was at the end of its reading."""
        if not isinstance(stream, (HeldFile, DistantFile)):
            raise TypeError("describe needs a stream that open returned")
        shown = stream.show()
        size_bytes, written = shown.attributes.size_bytes, shown.attributes.written
        owner, access = ("", NOT_TOLD) if shown.descriptor is None else self._read_security(shown.descriptor)
        version = version_of(shown.disk_id, written, size_bytes)
        return Entry(path, size_bytes, modified_ns(written), version, owner, access)

    def find_access(self, path: str) -> Access | None:  # noqa: ARG002 - the same signature for all
        """Nothing more: what opening a file has told is all."""
        return None

    def find_readers(self, path: str) -> tuple[str, Access]:
        """By the descriptor, of which reading takes one round trip."""
        try:
            whole = self._whole(path)
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None
        descriptor = self._opener.read_security(whole)
        return ("", NOT_TOLD) if descriptor is None else self._read_security(descriptor)

    def take_moved_times(self) -> int:
        """Those that the server let nobody set back."""
        return self._times.take_moved()

    def diagnose(self) -> Iterator[Check]:
        """What a scan needs, in the order in which a server lets one on."""
        from meibo_connectors.smb_trying import try_target

        return try_target(self, self._namespace, self._root)

    def close(self) -> None:
        """Set back what is still to be set back, and log off."""
        self._times.wait()
        self._namespace.close()

    def _read_root(self) -> Folder:
        if not self._root:
            return self._list_shares()
        return read_folder(self._namespace, self._times, self._root, may_be_link=True)

    def _find_single(self, error: ConnectorError) -> Folder:
        """The target as the one file of a folder, if that is why it can't be listed as a folder; raises the error."""
        above, _, name = self._root.rpartition(b"/")
        if error.detail != "STATUS_NOT_A_DIRECTORY" or b"/" not in self._root:
            raise refusal(error).of_target() from None
        try:
            beside = read_folder(self._namespace, self._times, above)
        except ConnectorError as other:
            raise refusal(other).of_target() from None
        found = [other for other in beside.names if other.name == name]
        if not found:  # the server takes names in another case; what it shows must open as it is shown
            raise ConnectorError("not-found", "written differently")
        return Folder(found, None)

    def _open_single(self, error: ConnectorError) -> BinaryIO:
        """The target itself, where it is a file; raises the error of the file below it where it isn't."""
        try:
            return cast("BinaryIO", self._opener.open(self._root))
        except ConnectorError:
            raise error from None

    def _list_shares(self) -> Folder:
        from meibo_connectors.smb_shares import list_shares

        names = list_shares(self._namespace.home).names
        return Folder(sorted((folder_named(name) for name in names), key=sort_key), None)

    def _parse_security(self, descriptor: bytes) -> tuple[str, Access]:
        return read_security(descriptor, self._names)

    def _read_folder(self, path: bytes, may_be_link: bool) -> Folder:
        return read_folder(self._namespace, self._times, _join(self._root, path), may_be_link=may_be_link)

    def _whole(self, path: str) -> bytes:
        names = split(path)
        if not all(is_name(name) for name in names):
            raise ValueError("not the path of an entry")
        return _join(self._root, *names)


def _join(*paths: bytes) -> bytes:
    return b"/".join(filter(None, paths))
