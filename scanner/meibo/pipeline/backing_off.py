"""Takes work away from a server that slows down or refuses for its load, and gives it back when it has recovered.

What is usual for a target is learned from the scan itself: the median time that opening a file takes, over windows of
some seconds. A window far above it, or a refusal, halves the share of the workers that are busy; one that is usual
again doubles it. A level that lasts becomes the usual one: tenfold in about half an hour.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from typing import Final

import msgspec

WINDOW_SECONDS: Final = 5.0
LEAST_OPENINGS: Final = 8
"""A window with fewer says nothing, and goes on."""
SLOW_TIMES: Final = 4.0
RECOVERED_TIMES: Final = 2.0
NEVER_SLOW_SECONDS: Final = 0.05
"""An opening of less is no sign of a busy server, whatever is usual: a disk that seeks takes as long."""
LEAST_SHARE: Final = 1 / 16
MOST_REST_SECONDS: Final = 30.0
_DRIFT: Final = 1.005
_PULL: Final = 0.2


class Slowing(msgspec.Struct, frozen=True):
    """A server slowed down or refused, or has recovered (share 1)."""

    target: int
    usual_s: float
    now_s: float
    share: float
    """Of the load of an undisturbed scan."""
    is_throttled: bool = False


class _Level(msgspec.Struct):
    """What is known of one target."""

    began: float
    usual_s: float = 0.0
    openings: list[float] = []
    is_throttled: bool = False


class BackOff:
    """The share of the full load that a scan puts on its servers now."""

    def __init__(
        self, tell: Callable[[Slowing], None] = lambda _: None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._levels: dict[int, _Level] = {}
        self.share = 1.0

    def note(self, target: int, openings: list[float], *, is_throttled: bool = False) -> None:
        """Take up how many seconds each of some files took to open, and whether the server refused one for its load."""
        now = self._clock()
        level = self._levels.setdefault(target, _Level(now))
        level.openings += openings
        is_first_refusal = is_throttled and not level.is_throttled
        level.is_throttled |= is_throttled
        says_something = level.is_throttled or len(level.openings) >= LEAST_OPENINGS
        is_full = now - level.began >= WINDOW_SECONDS and says_something
        if is_full or is_first_refusal:  # a refusal is heeded at once, and once in a window
            self._judge(target, level, is_refused=is_first_refusal)
        if is_full:
            level.began, level.openings, level.is_throttled = now, [], False

    def count_workers(self, wanted: int) -> int:
        """How many of the workers may be busy."""
        return max(1, math.ceil(wanted * self.share))

    def find_rest(self, wanted: int, took_s: float) -> float:
        """Seconds that the last worker rests after a unit, where one that is always busy is more than the share."""
        busy = wanted * self.share
        return min(MOST_REST_SECONDS, took_s * (1 / busy - 1)) if busy < 1 else 0.0

    def _judge(self, target: int, level: _Level, *, is_refused: bool) -> None:
        median_s = statistics.median(level.openings) if level.openings else 0.0
        usual_s = level.usual_s or median_s
        if is_refused or (not level.is_throttled and median_s > max(SLOW_TIMES * usual_s, NEVER_SLOW_SECONDS)):
            share = max(LEAST_SHARE, self.share / 2)
        elif not level.is_throttled and median_s <= max(RECOVERED_TIMES * usual_s, NEVER_SLOW_SECONDS):
            share = min(1.0, self.share * 2)
        else:
            share = self.share
        if share < self.share or share == 1.0 > self.share:
            self._tell(Slowing(target, usual_s, median_s, share, is_refused))
        self.share = share
        if median_s and not level.is_throttled:
            drawn = usual_s + _PULL * (median_s - usual_s)
            level.usual_s = drawn if median_s < usual_s else min(median_s, usual_s * _DRIFT)
