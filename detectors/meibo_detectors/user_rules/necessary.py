"""The necessary beginning of a pattern, as Hyperscan reads patterns: every match begins with what it describes.

Look-around and anchors are left out, the last part is cut as short as a match allows, and a class of characters may
hold more than it did. What is found is thus where a match may begin, and no match begins anywhere else.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import regex

from meibo_detectors.user_rules.syntax import Chars, Choice, Look, Node, Repeat, Sequence, parse
from meibo_detectors.user_rules.vetting import FLAGS

MOST_COPIES: Final = 40
"""Longer repeats are taken for endless ones: they would make large machines of small patterns."""
_FEW: Final = 8
"""So many characters beyond ASCII are told exactly: letters with their other cases."""
_BEYOND_ASCII: Final = (0x80, 0xD800, 0xE000, 0x10000)
_TWO_BYTES: Final = (0x80, 0x7FF)
_ASTRAL: Final = (0x10000, 0x10FFFF)


class Necessary(NamedTuple):
    """What every match begins with."""

    source: str
    width: int | None
    """The most characters that it reads; None where that has no end."""
    stop: str
    """A pattern of ``regex`` for one character that is in no match."""
    ahead: int | None
    """So many characters behind a match may decide about it; None where that has no end."""


def find_necessary(pattern: str) -> Necessary:
    """The necessary beginning of a vetted pattern."""
    tree = parse(pattern)[0]
    shortened = _shorten(tree)
    assert shortened is not None  # noqa: S101 - vetting refuses what may read nothing
    ranges = _unite(sorted({one for source in _sources(tree) for one in _ranges_of(source)}))
    inside = "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
    looks = [_widest(look.item) for look in _looks(tree)]
    ahead = None if None in looks else sum(width for width in looks if width is not None)
    return Necessary(_write(shortened), _widest(shortened), f"[^{inside}]", ahead)


def _looks(node: Node) -> Iterator[Look]:
    """The look-around of a node, ahead and behind."""
    if isinstance(node, Look):
        yield node
    if not isinstance(node, Chars):
        for item in (node.item,) if isinstance(node, Repeat | Look) else node.items:
            yield from _looks(item)


def _sources(node: Node) -> Iterator[str]:
    """What each character is, that a node reads."""
    if isinstance(node, Chars):
        yield node.source
    elif not isinstance(node, Look):
        for item in (node.item,) if isinstance(node, Repeat) else node.items:
            yield from _sources(item)


def _shorten(node: Node) -> Node | None:
    """A part of which every text that the node reads begins with one; None where the node may read nothing."""
    if isinstance(node, Chars):
        return node
    if isinstance(node, Look):
        return None
    if isinstance(node, Choice):
        items = [_shorten(item) for item in node.items]
        return None if None in items else Choice(tuple(item for item in items if item is not None))
    if isinstance(node, Repeat):
        last = _shorten(node.item) if node.least else None
        if last is None or node.least == 1:
            return last
        return Sequence((Repeat(node.item, node.least - 1, node.least - 1, False, node.at), last))
    for count in range(len(node.items), 0, -1):
        last = _shorten(node.items[count - 1])
        if last is not None:
            return Sequence((*node.items[: count - 1], last))
    return None


def _widest(node: Node) -> int | None:
    if isinstance(node, Chars):
        return 1
    if isinstance(node, Look):
        return 0
    if isinstance(node, Repeat):
        width, most = _widest(node.item), _bounds(node)[1]
        return 0 if width == 0 else None if width is None or most is None else width * most
    widths = [_widest(item) for item in node.items]
    known = [width for width in widths if width is not None]
    if len(known) < len(widths):
        return None
    return max(known, default=0) if isinstance(node, Choice) else sum(known)


def _bounds(node: Repeat) -> tuple[int, int | None]:
    most = node.most if node.most is not None and node.most <= MOST_COPIES else None
    return min(node.least, MOST_COPIES), most


def _write(node: Node) -> str:
    if isinstance(node, Chars):
        return f"[{''.join(f'{_spell(low)}-{_spell(high)}' for low, high in _ranges_of(node.source))}]"
    if isinstance(node, Look):
        return ""
    if isinstance(node, Sequence):
        return "".join(map(_write, node.items))
    if isinstance(node, Choice):
        return f"(?:{'|'.join(map(_write, node.items))})"
    inner = _write(node.item)
    if not inner:
        return ""
    least, most = _bounds(node)
    if (least, most) == (1, 1):
        return inner
    return f"(?:{inner}){{{least},{'' if most is None else most}}}"


@functools.lru_cache(maxsize=1024)
def _ranges_of(source: str) -> tuple[tuple[int, int], ...]:
    """All characters that a character of a pattern matches, and perhaps others beyond ASCII.

    Of large classes whole blocks are taken, by which UTF-8 tells them apart: else each would be a large machine.
    """
    one = regex.compile(source, FLAGS)
    ascii_codes = _unite((code, code) for code in range(128) if one.fullmatch(chr(code)))
    beyond = _beyond_ascii()
    runs = [
        (ord(beyond[run.start()]), ord(beyond[run.end() - 1]))
        for run in regex.finditer(f"(?:{source})+", beyond, FLAGS)
    ]
    if sum(high - low + 1 for low, high in runs) > _FEW:
        runs = [(_TWO_BYTES[0], high) if low <= _TWO_BYTES[1] else (low, high) for low, high in runs]
        runs = [(low, _TWO_BYTES[1]) if high <= _TWO_BYTES[1] else (low, high | 0xFFF) for low, high in runs]
        runs = [(low if low <= _TWO_BYTES[1] else max(low & ~0xFFF, _TWO_BYTES[1] + 1), high) for low, high in runs]
    if not _is_literal(source):
        runs.append(_ASTRAL)
    return (*ascii_codes, *_unite(runs))


def _is_literal(source: str) -> bool:
    """Whether a character of a pattern is a certain one, of the first 65,536; a class may hold any behind them."""
    if len(source) == 2 and source[0] == "\\":
        return not source[1].isalnum() and ord(source[1]) < _ASTRAL[0]
    return len(source) == 1 and source != "." and ord(source) < _ASTRAL[0]


def _unite(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges, ascending by where they begin, with those united that touch."""
    united: list[tuple[int, int]] = []
    for low, high in ranges:
        if united and low <= united[-1][1] + 1:
            united[-1] = united[-1][0], max(high, united[-1][1])
        else:
            united.append((low, high))
    return united


@functools.cache
def _beyond_ascii() -> str:
    first, surrogates, behind, last = _BEYOND_ASCII
    return "".join(map(chr, (*range(first, surrogates), *range(behind, last))))


def _spell(code: int) -> str:
    return f"\\x{{{code:x}}}"
