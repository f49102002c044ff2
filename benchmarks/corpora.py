"""Corpora to measure speed on, made from a seed, each with the number of mail addresses planted in it.

Only what is counted before a time is printed is planted: mail addresses of one marked domain, a few kilobytes apart
(in the rosters one a row). Everything else is there to be read past.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Final

import msgspec

from meibo.samples.draw import Dice
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.dictionaries.expand import read_words

DOMAIN: Final = "meibo-demo.co.jp"
"""Reserved for generated samples."""
PLANTED_EVERY: Final = 4096
"""Characters between two planted addresses."""
REPEATED_BYTES: Final = 8 << 20
"""A corpus is so much drawn text, written out as often as it takes."""
_COMMON: Final = 8
"""From this frequency on a word of the dictionary is common."""
_CODE_WORDS: Final = (
    "buffer", "cursor", "record", "column", "reader", "writer", "token", "parse", "state", "index", "offset", "count",
    "limit", "border", "handler", "request", "response", "session", "config", "option", "default", "result", "stream",
    "encode", "decode", "merge", "split", "filter", "update", "remove", "append", "lookup", "table", "cache", "worker",
)  # fmt: skip
_ENGLISH: Final = (
    "the", "a", "each", "every", "this", "scheduler", "node", "cluster", "storage", "is", "was", "may", "must", "wait",
    "until", "before", "after", "returns", "raises", "when", "given", "value", "function", "file", "path", "network",
    "memory", "process", "thread", "lock", "release", "option", "section", "describes", "how", "which", "default",
)  # fmt: skip
_PARTICLES: Final = ("は", "が", "を", "に", "で", "と", "の", "から", "まで", "については", "による", "として")
_ENDINGS: Final = (
    "する。",
    "である。",
    "した。",
    "となる。",
    "が必要である。",
    "を行う。",
    "ことができる。",
    "と考えられる。",
    "している、",
)


class Corpus(msgspec.Struct, frozen=True):
    """A text to be read, as it lies on disk."""

    name: str
    suffix: str
    data: bytes
    mails: int
    """Planted mail addresses."""


def make_corpus(name: str, size_bytes: int, seed: int = 1) -> Corpus:
    """A corpus of CORPORA of about this size, whole lines of it."""
    lines, suffix, encoding = CORPORA[name]
    head, unit, mails = _draw(lines, min(size_bytes, REPEATED_BYTES), seed)
    copies = max(1, round(size_bytes / len(unit)))
    return Corpus(name, suffix, (head + unit * copies).decode().encode(encoding, "strict"), copies * mails)


def _draw(lines: Callable[[int], Iterator[str]], size_bytes: int, seed: int) -> tuple[bytes, bytes, int]:
    """The first line where it is a header, the lines after it, and the addresses planted in them."""
    drawn: list[bytes] = []
    length = 0
    for line in lines(seed):
        drawn.append(line.encode())
        length += len(drawn[-1])
        if length >= size_bytes:
            break
    head = drawn.pop(0) if drawn[0].startswith("会員番号".encode()) else b""
    text = b"".join(drawn)
    return head, text, text.count(b"@")


def _planting(lines: Iterator[str], seed: int) -> Iterator[str]:
    """Lines with an address in a line of its own now and then."""
    passed = number = 0
    for line in lines:
        yield line
        passed += len(line)
        if passed >= PLANTED_EVERY:
            passed, number = 0, number + 1
            yield f"contact: desk{seed}-{number}@{DOMAIN}\n"


def _roster(seed: int) -> Iterator[str]:
    """A customer CSV, about 31 findings a kilobyte."""
    for chunk in dense_roster(10_000_000, seed):
        yield from chunk.decode().splitlines(keepends=True)


def _sparse(seed: int) -> Iterator[str]:
    """Source code, English manuals, and for a quarter Japanese prose."""
    dice = Dice("sparse", seed)
    japanese = _sentences(dice)
    while True:
        part = dice.below(4)
        for _ in range(dice.between(20, 60)):
            yield next(japanese) if part == 0 else _english(dice) if part == 1 else _code(dice)


def _code(dice: Dice) -> str:
    indent = " " * 4 * dice.below(4)
    names = [f"{dice.pick(_CODE_WORDS)}_{dice.pick(_CODE_WORDS)}" for _ in range(3)]
    match dice.below(8):
        case 0:
            return f"{indent}def {names[0]}(self, {names[1]}, {names[2]}=None):\n"
        case 1:
            return f'{indent}"""Return the {dice.pick(_CODE_WORDS)} of {names[0]}; see also :func:`{names[1]}`."""\n'
        case 2:
            return f"{indent}if {names[0]} is not None and len({names[1]}) > {dice.below(4096)}:\n"
        case 3:
            return f"{indent}# {_english(dice)}"
        case 4:
            return f"{indent}for {names[0][:3]} in range({dice.below(100)}, {names[1]}.{dice.pick(_CODE_WORDS)}):\n"
        case 5:
            return f"{indent}raise ValueError(f'{names[0]}: {{{names[1]}!r}} of {{{names[2]}}}')\n"
        case 6:
            return "\n"
        case _:
            return f"{indent}{names[0]} = self.{names[1]}[{dice.below(64)}] + {dice.pick(_CODE_WORDS)}({names[2]})\n"


def _english(dice: Dice) -> str:
    words = " ".join(dice.pick(_ENGLISH) for _ in range(dice.between(6, 14)))
    return f"{words.capitalize()}.\n"


def _logs(seed: int) -> Iterator[str]:
    """Log lines that are digits for the most part."""
    dice = Dice("logs", seed)
    below, digits = dice.below, dice.digits
    while True:
        day, hour = f"2026-{dice.between(1, 12):02}-{dice.between(1, 28):02}", f"{below(24):02}:{below(60):02}"
        match below(4):
            case 0:
                said = f"{digits(7)} batch={digits(9)} rows={below(99999)} ms={below(9999)}.{digits(3)}"
            case 1:
                address = ".".join(str(below(256)) for _ in range(3))
                said = f"10.{address} {digits(5)} 200 {below(99999)} {digits(13)}"
            case 2:
                values = " ".join(f"{below(99)}.{digits(4)}" for _ in range(2))
                said = f"sensor-{digits(4)} {values} {digits(12)} {digits(10)}"
            case _:
                said = f"trace={below(1 << 63):016x} span={below(1 << 31):08x} port={below(65536)} seq={digits(8)}"
        yield f"{day}T{hour}:07.{digits(6)}Z {said}\n"


def _prose(seed: int) -> Iterator[str]:
    """Japanese documents."""
    dice = Dice("prose", seed)
    sentences = _sentences(dice)
    while True:
        yield f"{dice.between(1, 12)}.{dice.between(1, 9)} {dice.pick(_common_words())}の{dice.pick(_common_words())}\n"
        for _ in range(dice.between(8, 30)):
            yield next(sentences)


def _sentences(dice: Dice) -> Iterator[str]:
    """Lines of Japanese, each of a few clauses, with a line of business text in between."""
    while True:
        clauses = "".join(
            f"{dice.pick(_common_words())}{dice.pick(_PARTICLES)}{dice.pick(_common_words())}{dice.pick(_ENDINGS)}"
            for _ in range(dice.between(2, 5))
        )
        yield clauses + "\n"


@functools.cache
def _common_words() -> tuple[str, ...]:
    """Words of two characters or more that Japanese text uses often."""
    packed = files("meibo_detectors.dictionaries").joinpath("ordinary_words.words.xz").read_bytes()
    rows = (line.partition("\t") for line in read_words(packed))
    return tuple(word for word, _, often in rows if int(often or 0) >= _COMMON and len(word) > 1)


CORPORA: Final[dict[str, tuple[Callable[[int], Iterator[str]], str, str]]] = {
    "sparse": (lambda seed: _planting(_sparse(seed), seed), ".txt", "utf-8"),
    "dense": (_roster, ".csv", "utf-8"),
    "numeric": (lambda seed: _planting(_logs(seed), seed), ".log", "utf-8"),
    "prose": (lambda seed: _planting(_prose(seed), seed), ".txt", "utf-8"),
    "cp932": (_roster, ".csv", "cp932"),
}
"""Lines from a seed, the suffix of the file, its encoding."""
