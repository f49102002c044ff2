"""A server that slows down or refuses gets less to do, and all of it again once it has recovered."""

from __future__ import annotations

import pytest

from meibo.pipeline.backing_off import LEAST_SHARE, BackOff, Slowing
from meibo.pipeline.pacing import SAVED_SECONDS, Bucket


class Clock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Server:
    """Openings at one rate of ten a second, seen by a ``BackOff``."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.told: list[Slowing] = []
        self.back_off = BackOff(self.told.append, self.clock)

    def answer(self, opening_s: float, seconds: float) -> float:
        """Let so many seconds pass; returns the share then."""
        for _ in range(int(seconds)):
            self.clock.now += 1
            self.back_off.note(0, [opening_s] * 10)
        return self.back_off.share


@pytest.fixture
def server() -> Server:
    return Server()


def test_ten_times_as_slow_is_less_and_less_work_until_it_is_usual_again(server: Server) -> None:
    """Each window halves the load or doubles it; both are told with their figures."""
    assert server.answer(0.03, 30) == 1
    assert server.answer(0.3, 12) == 0.25
    assert server.answer(0.3, 60) == LEAST_SHARE
    assert server.answer(0.03, 30) == 1
    assert server.told[0].share == 0.5
    assert (round(server.told[0].usual_s, 2), server.told[0].now_s) == (0.03, 0.3)
    assert server.told[-1].share == 1


def test_a_somewhat_slower_server_is_not_bothered_less(server: Server) -> None:
    """Neither three times the usual nor anything below 50 ms is a sign of trouble; a few slow files are none either."""
    server.answer(0.03, 30)
    assert server.answer(0.085, 60) == 1
    server.back_off.note(0, [10.0] * 5)
    assert server.answer(0.03, 10) == 1
    quick = Server()
    quick.answer(0.0001, 30)
    assert quick.answer(0.04, 60) == 1
    assert quick.told == []


def test_what_lasts_becomes_the_usual(server: Server) -> None:
    """Ten times as slow for an hour is how this server is."""
    server.answer(0.03, 30)
    assert server.answer(0.3, 3600) == 1


def test_a_refusal_counts_at_once_and_once_in_a_window(server: Server) -> None:
    """Sixteen refusals at a time are one piece of news."""
    server.answer(0.03, 30)
    for _ in range(16):
        server.back_off.note(0, [], is_throttled=True)
    assert server.back_off.share == 0.5
    assert server.told[-1].is_throttled
    server.answer(0.03, 6)
    server.back_off.note(0, [], is_throttled=True)
    assert server.back_off.share < 1


def test_fewer_workers_then_rests() -> None:
    """A share of less than one worker is one that rests between its units."""
    back_off = BackOff()
    assert [(back_off.count_workers(4), back_off.find_rest(4, 2.0))] == [(4, 0)]
    back_off.share = 0.5
    assert (back_off.count_workers(4), back_off.find_rest(4, 2.0)) == (2, 0)
    back_off.share = 0.125
    assert (back_off.count_workers(4), back_off.find_rest(4, 2.0)) == (1, 2.0)


def test_the_bucket_keeps_the_rate_over_any_time() -> None:
    """Whatever was left unused before, no ten seconds see more than the rate and what may be saved."""
    clock = Clock()
    bucket = Bucket(1000, clock)
    clock.now += 100  # nobody reads
    begun, taken = clock.now, 0
    while clock.now - begun < 10:
        clock.now += bucket.reserve(100)
        taken += 100
    assert 10_000 <= taken <= 10_000 + 1000 * SAVED_SECONDS + 100
    assert Bucket(0, clock).reserve(10**12) == 0
