"""The automaton of a pattern: which characters it reads in which order, and whether one text can be read in many ways.

Each state is one place of the pattern that reads a character (Glushkov's construction); a transition that two repeats
make is counted twice, since an engine that backtracks tries both. A pattern backtracks exponentially where a loop leads
from a state back to itself in two ways that read the same characters: ``(a+)+``, ``(a|a)*``, ``(.*)*``.
"""

from __future__ import annotations

import string
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
import regex

from meibo_detectors.user_rules.syntax import Chars, Choice, Look, Node, PatternError, Repeat, Sequence

MOST_STATES: Final = 2000
LOOPING: Final = 16
"""A repeat that may stop this many times is taken for one without end."""
_MOST_COMPARED: Final = 300_000
"""Pairs of transitions; where a loop has more, only trials tell."""
_SAMPLE: Final = string.ascii_lowercase + string.digits + string.punctuation + " あんアンー漢字々é\t\n"

Edges = dict[int, list[int]]


class _Part(msgspec.Struct, frozen=True):
    """The states that begin and end a part of the pattern, and whether it may be left out."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    is_nullable: bool


_NOTHING: Final = _Part((), (), True)


class Automaton:
    """States are numbers; ``masks`` holds the characters of each, one bit a character of the alphabet."""

    def __init__(self, tree: Node, pattern: str) -> None:
        """Raises PatternError where the pattern is too large, or reads nothing at all."""
        if _count_states(tree) > MOST_STATES:
            raise PatternError("too-large", most=MOST_STATES)
        self.alphabet = "".join(dict.fromkeys(_SAMPLE + pattern.lower()))
        self.masks: list[int] = []
        self.next: Edges = {}
        self.origins: list[int] = []
        """Where in the pattern the innermost repeat around each state begins, 0 outside of repeats."""
        self._sets: dict[str, int] = {}
        self._exhausted: dict[int, int] = {}
        """The characters that cannot follow a possessive repeat, by the state that ends it."""
        self._doubled: set[tuple[int, int]] = set()
        self._origin = 0
        whole = self._build(tree)
        if whole.is_nullable:
            raise PatternError("empty")
        self.first, self.last = whole.first, frozenset(whole.last)

    def character(self, state: int) -> str:
        """A character that a state reads; letters and digits before others."""
        mask = self.masks[state]
        return self.alphabet[(mask & -mask).bit_length() - 1] if mask else ""

    def find_ambiguous(self) -> int | None:
        """A state whose loop can be gone in two ways on the same text, None where there is none."""
        for loop in self.loops():
            for left in loop:
                for right in self.next.get(left, ()):
                    if (left, right) in self._doubled and right in loop:
                        return left
            found = self._find_two_ways(loop)
            if found is not None:
                return found
        return None

    def loops(self) -> Iterator[frozenset[int]]:
        """The sets of states that lead to each other."""
        backward: Edges = {}
        for left, targets in self.next.items():
            for right in targets:
                backward.setdefault(right, []).append(left)
        left_over = _peel(_peel(set(self.next), self.next), backward)
        while left_over:
            state = next(iter(left_over))
            loop = self._reach(self.next, self.next.get(state, ())) & self._reach(backward, backward.get(state, ()))
            if state in loop:
                yield frozenset(loop)
            left_over -= loop | {state}

    def word_around(self, state: int) -> str:
        """A shortest text that leads from a state back to it."""
        came = self._walk(self.next.get(state, ()))
        return self._spell(came, state) if state in came else ""

    def word(self) -> str:
        """A shortest text that the pattern reads, but for what look-around asks."""
        came = self._walk(self.first)
        return next((self._spell(came, state) for state in came if state in self.last), "")

    # --- making

    def _build(self, node: Node) -> _Part:
        if isinstance(node, Chars):
            self.masks.append(self._mask(node.source))
            self.origins.append(self._origin)
            state = len(self.masks) - 1
            self.next[state] = []
            return _Part((state,), (state,), is_nullable=False)
        if isinstance(node, Sequence):
            part = _NOTHING
            for item in node.items:
                part = self._join(part, self._build(item))
            return part
        if isinstance(node, Choice):
            parts = [self._build(item) for item in node.items]
            return _Part(
                tuple(state for part in parts for state in part.first),
                tuple(state for part in parts for state in part.last),
                any(part.is_nullable for part in parts),
            )
        if isinstance(node, Look):
            self._build(node.item)
            return _NOTHING
        outer, self._origin = self._origin, node.at
        part = self._repeat(node)
        self._origin = outer
        return part

    def _repeat(self, node: Repeat) -> _Part:
        part = _NOTHING
        copies, loops = _unroll(node)
        for copy in range(copies):
            item = self._build(node.item)
            if loops and copy == copies - 1:
                self._link(item.last, item.first)
                if node.is_possessive and _is_one_character(node.item):
                    self._exhausted.update((state, self.masks[state]) for state in item.last)
            if copy >= node.least:
                item = msgspec.structs.replace(item, is_nullable=True)
            part = self._join(part, item)
        return part

    def _join(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        return _Part(
            left.first + (right.first if left.is_nullable else ()),
            right.last + (left.last if right.is_nullable else ()),
            left.is_nullable and right.is_nullable,
        )

    def _link(self, left: Iterable[int], right: tuple[int, ...]) -> None:
        for one in left:
            for other in right:
                if self.masks[other] & ~self._exhausted.get(one, 0):
                    if other in self.next[one]:
                        self._doubled.add((one, other))
                    else:
                        self.next[one].append(other)

    def _mask(self, source: str) -> int:
        if source not in self._sets:
            one = regex.compile(source, regex.IGNORECASE)
            self._sets[source] = sum(1 << at for at, sign in enumerate(self.alphabet) if one.fullmatch(sign))
        return self._sets[source]

    # --- walking

    def _find_two_ways(self, loop: frozenset[int]) -> int | None:
        """Pairs of states of a loop that the same text reaches from one state; one that meets again is a second way."""
        waiting = deque((state, state) for state in loop)
        seen = set(waiting)
        compared = 0
        while waiting and compared < _MOST_COMPARED:
            left, right = waiting.popleft()
            compared += len(self.next[left]) * len(self.next[right])
            for one in self.next[left]:
                for other in self.next[right]:
                    if one not in loop or other not in loop or not self.masks[one] & self.masks[other]:
                        continue
                    if one == other and left != right:
                        return one
                    pair = (min(one, other), max(one, other))
                    if pair not in seen:
                        seen.add(pair)
                        waiting.append(pair)
        return None

    @staticmethod
    def _reach(edges: Edges, start: Iterable[int]) -> set[int]:
        seen = set(start)
        waiting = list(seen)
        while waiting:
            for state in edges.get(waiting.pop(), ()):
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        return seen

    def _walk(self, start: Iterable[int]) -> dict[int, int]:
        """For each state that can be reached the one before it, -1 for those of the start; nearest first."""
        came = dict.fromkeys(start, -1)
        waiting = deque(came)
        while waiting:
            state = waiting.popleft()
            for following in self.next[state]:
                if following not in came:
                    came[following] = state
                    waiting.append(following)
        return came

    def _spell(self, came: dict[int, int], state: int) -> str:
        word = ""
        while state >= 0:
            word = self.character(state) + word
            state = came[state]
        return word


def _peel(states: set[int], edges: Edges) -> set[int]:
    """The states from which a loop can be reached along edges."""
    counts = {state: len(edges.get(state, ())) for state in states}
    sources: Edges = {}
    for left in states:
        for right in edges.get(left, ()):
            sources.setdefault(right, []).append(left)
    waiting = [state for state, count in counts.items() if not count]
    while waiting:
        for state in sources.get(waiting.pop(), ()):
            counts[state] -= 1
            if not counts[state]:
                waiting.append(state)
    return {state for state, count in counts.items() if count}


def _unroll(node: Repeat) -> tuple[int, bool]:
    """How often the item is written out, and whether the last one is repeated without end."""
    if node.most is None or node.most - node.least >= LOOPING:
        return max(node.least, 1), True
    return node.most, False


def _count_states(node: Node) -> int:
    if isinstance(node, Chars):
        return 1
    if isinstance(node, Repeat):
        return _count_states(node.item) * _unroll(node)[0]
    items = (node.item,) if isinstance(node, Look) else node.items
    return sum(_count_states(item) for item in items)


def _is_one_character(node: Node) -> bool:
    return isinstance(node, Chars) or (isinstance(node, Choice | Sequence) and len(node.items) == 1
                                       and _is_one_character(node.items[0]))  # fmt: skip
