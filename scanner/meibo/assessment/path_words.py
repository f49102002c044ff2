"""Words in names that say that people have left, that a file is old, or that it was to be destroyed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

WordReason = Literal["left", "old", "disposal"]
"""Tables of ``path_words.toml``, what says most first: people have left; kept aside; to be destroyed."""


class WordTable(msgspec.Struct, forbid_unknown_fields=True):
    """Words that say the same, as the files of words have them."""

    words: tuple[str, ...]
    but: tuple[str, ...]
    starts: tuple[str, ...] = ()
    starts_but: tuple[str, ...] = ()


def _load() -> dict[WordReason, re.Pattern[str]]:
    content = tomllib.loads(Path(__file__).with_name("path_words.toml").read_text("utf-8"))
    tables = msgspec.convert(content, dict[WordReason, WordTable])
    return {reason: compile_words(tables[reason]) for reason in get_args(WordReason)}


def compile_words(table: WordTable) -> re.Pattern[str]:
    """One pattern, whose group is the word; longer words that say something else are passed over."""
    words = [
        f"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(table.words, key=len, reverse=True)
    ]
    words += [rf"(?<!\w){word}|(?<=[\d_]){word}" for word in table.starts]
    passed = [re.escape(word) for word in (*table.but, *table.starts_but)]
    return re.compile("|".join([*(f"{word}" for word in passed), f"({'|'.join(words)})"]))


_PATTERNS: Final = _load()


def find_words(name: str) -> dict[WordReason, str]:
    """The first word of each reason in a name that is folded (NFKC, lower case).

    >>> find_words("退職者名簿"), find_words("退職金規程"), find_words("旧_顧客"), find_words("復旧手順")
    ({'left': '退職'}, {}, {'old': '旧'}, {})
    """
    found: dict[WordReason, str] = {}
    for reason, pattern in _PATTERNS.items():
        word = next((match[1] for match in pattern.finditer(name) if match[1]), None)
        if word:
            found[reason] = word
    return found
