"""Files of a share as streams: a small one comes whole with its owner in one round trip, a large one in pieces."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from meibo_connectors.base import ConnectorError
from meibo_connectors.positioned import PositionedStream
from meibo_connectors.smb_errors import ACCESS_DENIED, END_OF_FILE, Answer, refusal
from meibo_connectors.smb_messages import (
    BACKUP_INTENT,
    NO_RECALL,
    NON_DIRECTORY,
    READ_ATTRIBUTES,
    READ_CONTROL,
    READ_DATA,
    SYNCHRONIZE,
    Attributes,
    attributes_of,
    buffer_of,
    close,
    content_of,
    create,
    disk_id_of,
    handle_of,
    queried_attributes_of,
    query_attributes,
    query_security,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import WriteableBuffer
    from smbprotocol.tree import TreeConnect

    from meibo_connectors.smb_access_time import AccessTimes
    from meibo_connectors.smb_channel import Exchange
    from meibo_connectors.smb_messages import Message, Reply
    from meibo_connectors.smb_namespace import Namespace, Spot

PIECE_BYTES: Final = 1 << 20
"""What is asked for at once: more was slower, and much less is much slower."""
JUMP_BYTES: Final = 65536
"""What is asked for where reading does not go on from the last piece."""
_OPTIONS: Final = NON_DIRECTORY | BACKUP_INTENT | NO_RECALL
_READ: Final = READ_DATA | READ_ATTRIBUTES | SYNCHRONIZE


class Shown(NamedTuple):
    """What the server says of an open file beside its content."""

    attributes: Attributes
    disk_id: int
    descriptor: bytes | None
    """Owner and readers as [MS-DTYP] 2.4.6 has them; None where they may not be read."""


class Opener:
    """Opens the files of a namespace; used by several threads."""

    def __init__(self, namespace: Namespace, times: AccessTimes) -> None:
        self._namespace = namespace
        self.times = times
        self._lock = threading.Lock()
        self._without_security: set[bytes] = set()
        """Folders whose files may be read, but not their readers."""

    def open(self, path: bytes) -> HeldFile | DistantFile:
        """The file at a path; raises ConnectorError, and ValueError for a path that no listing shows."""
        folder = path.rpartition(b"/")[0]
        access = _READ if folder in self._without_security else _READ | READ_CONTROL
        spot, replies = self._read_whole(path, access)
        if replies[0].status == ACCESS_DENIED and access & READ_CONTROL:
            access = _READ
            spot, replies = self._read_whole(path, access)
            if not replies[0].status:
                with self._lock:
                    self._without_security.add(folder)
        try:
            return self._stream(spot, access, replies)
        except Answer as error:
            raise refusal(error) from None

    def read_security(self, path: bytes) -> bytes | None:
        """A file's descriptor, None where it may not be read; raises ConnectorError."""
        access = READ_CONTROL | READ_ATTRIBUTES
        _, (created, security, _) = self._namespace.ask(
            path, lambda wire: [create(wire, access, _OPTIONS), query_security(), close()]
        )
        if created.status == ACCESS_DENIED:
            return None
        if created.status:
            raise refusal(Answer(created.status))
        return None if security.status else buffer_of(security)

    def _read_whole(self, path: bytes, access: int) -> tuple[Spot, list[Reply]]:
        def build(wire: bytes) -> Sequence[Message]:
            return [create(wire, access, _OPTIONS), read(piece), query_security(), close()]

        piece = self._namespace.locate(path).share.piece_bytes(PIECE_BYTES)
        return self._namespace.ask(path, build)

    def _stream(self, spot: Spot, access: int, replies: list[Reply]) -> HeldFile | DistantFile:
        created, content, security, closed = replies
        if created.status:
            raise Answer(created.status)
        if content.status not in (0, END_OF_FILE):
            raise Answer(content.status)
        before = attributes_of(created)
        after = before if closed.status else attributes_of(closed)
        descriptor = buffer_of(security) if access & READ_CONTROL and not security.status else None
        shown = Shown(after, disk_id_of(created), descriptor)
        held = b"" if content.status else content_of(content)
        if len(held) < after.size_bytes:
            distant = DistantFile(spot, self.times, shown, before, held)
            distant.hold()
            return distant
        self.times.restore(spot, before, after)
        return HeldFile(held, shown)


class HeldFile(PositionedStream):
    """A file that was read whole when it was opened."""

    def __init__(self, content: bytes, shown: Shown) -> None:
        self._content = content
        self.shown = shown

    def show(self) -> Shown:
        """As it was at the end of the reading."""
        return self.shown

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._content[self.position : self.position + len(view)]
        view[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)

    def readall(self) -> bytes:
        piece = self._content[self.position :]
        self.position = max(self.position, len(self._content))
        return piece

    def find_end(self) -> int:
        return len(self._content)


class DistantFile(PositionedStream):
    """A file that is read a piece at a time, with the next piece on its way where reading goes on.

    Where the connection breaks, the file is opened anew, and refused if it is another one by then.
    """

    def __init__(self, spot: Spot, times: AccessTimes, shown: Shown, before: Attributes, head: bytes) -> None:
        self._spot = spot
        self._times = times
        self._before = before
        self._first = self.shown = shown
        self._piece, self._piece_start = head, 0
        self._size_bytes = shown.attributes.size_bytes
        self._tree: TreeConnect | None = None
        self._handle = b""
        self._ahead: tuple[int, Exchange] | None = None

    def hold(self) -> None:
        """Keep the file open, so that it can be read on when it is renamed or removed; raises ConnectorError."""
        self._spot.share.session.retry(self._open)

    def show(self) -> Shown:
        """As it is now."""
        if not self.closed:
            (reply,) = self._ask(query_attributes)
            self.shown = self.shown._replace(attributes=queried_attributes_of(reply))
        return self.shown

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        at = self.position - self._piece_start
        if not 0 <= at < len(self._piece):
            self._fetch()
            at = 0
        piece = memoryview(self._piece)[at : at + len(view)]
        view[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)

    def find_end(self) -> int:
        return self.show().attributes.size_bytes

    def close(self) -> None:
        """Let the handle go, and set back the time of access."""
        if not self.closed:
            super().close()
            if self._tree is not None:
                self._let_go(self._tree)

    def _fetch(self) -> None:
        """The piece at the position, empty at the end; and ask for the next one where reading goes on."""
        share = self._spot.share
        goes_on = self.position == self._piece_start + len(self._piece)
        length = share.piece_bytes(min(PIECE_BYTES, self.most_bytes or PIECE_BYTES)) if goes_on else JUMP_BYTES
        start = self.position
        ahead, self._ahead = self._ahead, None
        content = None
        if ahead is not None and ahead[0] == start and self._tree is not None:
            content = share.await_content(ahead[1])
        if content is None:
            (reply,) = self._ask(lambda handle: read(length, start, handle))
            content = b"" if reply.status == END_OF_FILE else content_of(reply)
        self._piece, self._piece_start = content, start
        after = start + len(content)
        if goes_on and len(content) == length and after < self._size_bytes and self._tree is not None:
            handle = self._handle
            self._ahead = (after, share.post(self._tree, b"", lambda _: [read(length, after, handle)]))

    def _ask(self, build: Callable[[bytes], Message]) -> list[Reply]:
        """The reply to a message about the open file; over a new connection where the old one breaks."""

        def ask() -> list[Reply]:
            tree = self._open()
            replies = self._spot.share.send(tree, b"", lambda _: [build(self._handle)])
            if replies[0].status not in (0, END_OF_FILE):
                raise refusal(Answer(replies[0].status))
            return replies

        return self._spot.share.session.retry(ask)

    def _open(self) -> TreeConnect:
        share = self._spot.share
        tree = share.connect()
        if tree is self._tree:
            return tree
        self._tree = self._ahead = None
        (reply,) = share.send(tree, self._spot.wire, lambda path: [create(path, _READ, _OPTIONS)])
        if reply.status:
            raise refusal(Answer(reply.status))
        if disk_id_of(reply) != self._first.disk_id:
            raise ConnectorError("vanished", "replaced")
        self._tree, self._handle = tree, handle_of(reply)
        return tree

    def _let_go(self, tree: TreeConnect) -> None:
        share = self._spot.share
        try:
            (reply,) = share.send(tree, b"", lambda _: [close(self._handle)])
            if not reply.status:
                self._times.restore(self._spot, self._before, attributes_of(reply))
        except ConnectorError:
            return  # the server has let it go with the connection
