"""Decides whether a user's pattern may be run over everybody's files: never one whose time can grow out of bound.

A pattern is refused by its structure (``automaton``), and by trial: it is run on texts made from its own characters,
each loop driven long and then broken off; the time may grow with the square of the length. See docs/adr/0014.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, Final, Protocol, cast

import regex

from meibo_detectors.user_rules.automaton import Automaton
from meibo_detectors.user_rules.syntax import PatternError, parse

FLAGS: Final = regex.IGNORECASE | regex.MULTILINE | regex.VERSION0
LONGEST_MATCH: Final = 256
"""Blocks of a text overlap by a little more; a longer match would depend on where a text is cut."""
TRIAL_CHARS: Final = (256, 512, 1024, 2048)
"""Each twice the one before."""
TRIAL_SECONDS: Final = 0.3
"""Of processor time for one text; the square of the longest takes a tenth of it."""
TRIAL_GROWTH: Final = 6.0
"""Twice the length may take four times as long, as any pattern does that searches from every place; not eight times."""
_MEASURABLE_SECONDS: Final = 0.02
_MOST_TRIALS: Final = 48
_MOST_TRIES: Final = 5
_BREAK: Final = "\x00\n"
"""Behind a driven loop: what hardly any pattern reads."""
_WHOLE_WORDS: Final = r"(?:{})(?!(?<=[0-9])[0-9]|(?<=[a-z])[a-z])"


class Pattern(Protocol):
    """A compiled pattern, as far as it is used here; both methods raise TimeoutError after ``timeout`` seconds."""

    def finditer(self, text: str, pos: int = ..., endpos: int = ..., *, timeout: float) -> Iterator[Any]:
        """The matches from left to right, none inside another."""

    def fullmatch(self, text: str, *, timeout: float) -> Any:
        """The match of all of a text, or None."""


def vet(pattern: str) -> None:
    """Raise PatternError where a pattern is refused."""
    tree, folded = parse(pattern)
    automaton = Automaton(tree, folded)
    if len(automaton.word()) > LONGEST_MATCH:
        raise PatternError("too-large", most=LONGEST_MATCH)
    ambiguous = automaton.find_ambiguous()
    if ambiguous is not None:
        raise PatternError("ambiguous", at=automaton.origins[ambiguous])
    compiled = _compile(_WHOLE_WORDS.format(folded))
    end = _BREAK + automaton.word()  # what the pattern must hold stands somewhere: else the engine need not try
    for text in islice(_make_trials(automaton), _MOST_TRIALS):
        shorter, before = "", math.inf
        for length in TRIAL_CHARS:
            longer = (text * (length // len(text) + 1))[:length] + end
            before = _measure_growth(compiled, shorter, before, longer)
            if before == math.inf:
                raise PatternError("slow", length=length)
            shorter = longer


def compile_search(pattern: str) -> Pattern:
    """A vetted pattern for folded text; a match does not end inside a run of Latin letters or of digits."""
    return _compile(_WHOLE_WORDS.format(parse(pattern)[1]))


def compile_whole(pattern: str) -> Pattern:
    """A vetted pattern for whole folded values."""
    return _compile(parse(pattern)[1])


def _compile(source: str) -> Pattern:
    try:
        return cast("Pattern", regex.compile(source, FLAGS))
    except regex.error:  # what the parser lets pass and the engine does not: look-behind of some kinds
        raise PatternError("syntax", at=1) from None


def _make_trials(automaton: Automaton) -> Iterator[str]:
    """Texts to be repeated: each loop's own, each character alone, the whole, and pairs of characters."""
    seen: set[str] = set()
    loops = [state for loop in automaton.loops() for state in sorted(loop)[:8]]
    signs = [sign for sign in dict.fromkeys(map(automaton.character, range(len(automaton.masks)))) if sign]
    texts = (
        *(automaton.word_around(state) for state in loops),
        *signs[:16],
        automaton.word(),
        automaton.word()[:-1],
        *(one + other for one, other in pairwise(signs)),
    )
    for text in texts:
        if text and text not in seen:
            seen.add(text)
            yield text


def _measure_growth(compiled: Pattern, shorter: str, before: float, longer: str) -> float:
    """Seconds of processor time for the longer text, or infinity where it takes too long beside the shorter one.

    A busy machine makes a search seem slow, now and then or for a while: what seems too slow is tried again, the
    shorter text beside the longer one, and only what seems so each time is.
    """
    for attempt in range(_MOST_TRIES):
        taken = _measure(compiled, longer)
        if taken < math.inf and taken <= max(_MEASURABLE_SECONDS, before * TRIAL_GROWTH):
            return taken
        if taken == math.inf and attempt:
            break  # twice ten times as long as a square takes: no machine is so busy
        before = _measure(compiled, shorter)
    return math.inf


def _measure(compiled: Pattern, text: str) -> float:
    started = time.thread_time()
    try:
        for _ in compiled.finditer(text, timeout=TRIAL_SECONDS):
            pass
    except TimeoutError:
        return math.inf
    return time.thread_time() - started
