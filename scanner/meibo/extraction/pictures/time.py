"""The time that a file's pictures may take."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.configuration.pictures import PictureWork


class Pictures:
    """What is to be done with the pictures of one file, and how much time is left for them."""

    def __init__(self, work: PictureWork, clock: Callable[[], float] = time.monotonic) -> None:
        self.work = work
        self._clock = clock
        self._spent = 0.0

    @property
    def is_spent(self) -> bool:
        """Whether no further picture is begun."""
        return self._spent >= self.work.file_seconds

    @contextlib.contextmanager
    def spending(self) -> Iterator[None]:
        """Work on one picture."""
        before = self._clock()
        try:
            yield
        finally:
            self._spent += self._clock() - before
