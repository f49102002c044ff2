"""How tries end that harm was done in, and their counts for the table of docs/reliability.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, TypeVar

import msgspec

Fate = Literal["survived", "unclear", "lost", "leaked", "hung"]
"""Unclear: nothing is lost, but the exit code or the message is not what is documented."""

AT_ONCE = 2
"""Tries that run beside each other; each is a process of its own."""

Try = TypeVar("Try")


class Outcome(msgspec.Struct, frozen=True):
    """One try."""

    fate: Fate
    what: str = ""
    """What was done and what came of it, for whoever repairs it."""


def run_tries(run: Callable[[Try], Outcome], tries: Iterable[Try]) -> list[Outcome]:
    """The outcome of each try, in order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, tries))


def settle(outcomes: list[Outcome], record: Callable[[str, object], None]) -> None:
    """Tell the counts to the table, and fail where a try did not survive."""
    fates = Counter(outcome.fate for outcome in outcomes)
    record("tried", len(outcomes))
    for fate in ("survived", "lost", "leaked", "hung"):
        record(fate, fates[fate])
    bad = [f"{outcome.fate}: {outcome.what}" for outcome in outcomes if outcome.fate != "survived"]
    assert outcomes, "nothing was tried"
    assert not bad, f"{len(bad)} of {len(outcomes)}\n" + "\n".join(bad)
