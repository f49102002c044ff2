"""Sets back the times of access that reading has moved, without waiting for it."""

from __future__ import annotations

import collections
import threading
from typing import TYPE_CHECKING, Final

from meibo_connectors.smb_errors import ACCESS_DENIED
from meibo_connectors.smb_messages import BACKUP_INTENT, WRITE_ATTRIBUTES, close, create, set_access_time

if TYPE_CHECKING:
    from meibo_connectors.smb_channel import Exchange
    from meibo_connectors.smb_messages import Attributes
    from meibo_connectors.smb_namespace import Spot

MOST_WAITING: Final = 32
DENIALS_TO_GIVE_UP: Final = 3
"""Of folders of a share: then the share is read-only, or its reader has no other right anywhere."""


class AccessTimes:
    """Used by several threads."""

    def __init__(self) -> None:
        self._waiting: collections.deque[tuple[Exchange, str, bytes]] = collections.deque()
        self._denied: dict[str, set[bytes]] = {}
        self._granted: set[str] = set()
        self._moved = 0
        self._lock = threading.Lock()

    def restore(self, spot: Spot, before: Attributes, after: Attributes) -> None:
        """Set back what was moved between two looks; where that is denied, the folder's other files are let be."""
        if after.accessed == before.accessed:
            return
        folder = spot.path.rpartition(b"/")[0]
        with self._lock:
            self._harvest(MOST_WAITING)
            denied = self._denied.get(spot.share.name, ())
            if folder in denied or (len(denied) >= DENIALS_TO_GIVE_UP and spot.share.name not in self._granted):
                self._moved += 1
                return
            try:
                exchange = spot.share.post(
                    spot.share.connect(),
                    spot.wire,
                    lambda path: [
                        create(path, WRITE_ATTRIBUTES, BACKUP_INTENT),
                        set_access_time(before.accessed),
                        close(),
                    ],
                )
            except Exception:  # noqa: BLE001 - a courtesy: the connection that broke is noticed by who reads on it
                self._moved += 1
                return
            self._waiting.append((exchange, spot.share.name, folder))

    def wait(self) -> None:
        """Until all is set back."""
        with self._lock:
            self._harvest(0)

    def take_moved(self) -> int:
        """How many have stayed moved since this was last asked; waits as ``wait`` does."""
        with self._lock:
            self._harvest(0)
            moved, self._moved = self._moved, 0
        return moved

    def _harvest(self, most: int) -> None:
        """Take in the answers that have come, and wait for the oldest while too many haven't."""
        while self._waiting and (self._waiting[0][0].is_over or len(self._waiting) > most):
            exchange, share, folder = self._waiting.popleft()
            try:
                status = exchange.wait()[0].status
            except Exception:  # noqa: BLE001 - as above
                self._moved += 1 + len(self._waiting)
                self._waiting.clear()  # each of them would be waited for as long
                return
            self._moved += status != 0
            if status == ACCESS_DENIED:
                self._denied.setdefault(share, set()).add(folder)
            elif not status:
                self._granted.add(share)
