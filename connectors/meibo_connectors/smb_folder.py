"""Reads one folder of a server: a small one in a single round trip, a large one a megabyte of names at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from meibo_connectors.base import ConnectorError
from meibo_connectors.smb_entries import Found, parse_entries
from meibo_connectors.smb_errors import NO_MORE_FILES, NO_SUCH_FILE, Answer, refusal
from meibo_connectors.smb_messages import (
    BACKUP_INTENT,
    DIRECTORY,
    LIST_FOLDER,
    READ_ATTRIBUTES,
    REPARSE_POINT,
    SYNCHRONIZE,
    attributes_of,
    buffer_of,
    close,
    create,
    handle_of,
    query_directory,
)
from meibo_connectors.smb_wire import is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo_connectors.smb_access_time import AccessTimes
    from meibo_connectors.smb_messages import Message, Reply
    from meibo_connectors.smb_namespace import Namespace, Spot

SMALL_BYTES: Final = 65536
LARGE_BYTES: Final = 1 << 20
_NO_NUMBER: Final = (0, 0xFFFFFFFFFFFFFFFF)
_ACCESS: Final = LIST_FOLDER | READ_ATTRIBUTES | SYNCHRONIZE


class Folder(NamedTuple):
    """What a folder holds, and what it is itself."""

    names: list[Found]
    """Ascending by the bytes of the name, a folder's as if it ended in ``/``; without ``.`` and ``..``."""
    identity: tuple[str, str, int] | None
    """Server, share and number of the folder: the same by whichever way it was met; None where it has no number."""


def read_folder(namespace: Namespace, times: AccessTimes, path: bytes, *, may_be_link: bool = False) -> Folder:
    """The names in a folder; raises ConnectorError.

    One that has become a link since it was listed is not followed, unless it may be one.
    """
    options = DIRECTORY | BACKUP_INTENT | (0 if may_be_link else REPARSE_POINT)

    def open_and_read(wire: bytes) -> Sequence[Message]:
        return [create(wire, _ACCESS, options), query_directory(SMALL_BYTES), query_directory(SMALL_BYTES), close()]

    try:
        spot, replies = namespace.ask(path, open_and_read)
        if replies[0].status:
            raise Answer(replies[0].status)
        found = _names_in(replies[1])
        if found and _names_in(replies[2]):
            found = spot.share.session.retry(lambda: _read_on(spot, options))
        if not replies[3].status:
            times.restore(spot, attributes_of(replies[0]), attributes_of(replies[3]))
    except Answer as error:
        raise refusal(error) from None
    except ValueError:
        raise ConnectorError("io-error", "damaged-listing") from None
    number = next((each.file_id for each in found if each.name == b"."), 0)
    share = spot.share
    identity = (share.session.server.casefold(), share.name.casefold(), number) if number not in _NO_NUMBER else None
    names = [each for each in found if each.name not in (b".", b"..")]
    names.sort(key=sort_key)
    return Folder(names, identity)


def sort_key(found: Found) -> bytes:
    """What the order of a listing goes by."""
    return found.name + b"/" if found.is_folder else found.name


def can_be_asked_for(found: Found) -> bool:
    """Whether the server would take the name for the one that it has shown."""
    return is_name(found.name)


def _read_on(spot: Spot, options: int) -> list[Found]:
    """All names from the start, over one connection."""
    tree = spot.share.connect()
    connection = tree.session.connection
    length = min(LARGE_BYTES, connection.max_transact_size) if connection.supports_multi_credit else SMALL_BYTES
    replies = spot.share.send(tree, spot.wire, lambda wire: [create(wire, _ACCESS, options), query_directory(length)])
    if replies[0].status:
        raise Answer(replies[0].status)
    handle = handle_of(replies[0])
    found: list[Found] = []
    reply = replies[1]
    while names := _names_in(reply):
        found += names
        (reply,) = spot.share.send(tree, b"", lambda _: [query_directory(length, handle)])
    spot.share.send(tree, b"", lambda _: [close(handle)])
    return found


def _names_in(reply: Reply) -> list[Found]:
    if reply.status in (NO_MORE_FILES, NO_SUCH_FILE):
        return []
    if reply.status:
        raise Answer(reply.status)
    return list(parse_entries(buffer_of(reply)))
