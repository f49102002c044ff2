"""The words of the pages: complete, in both languages, and all of them used."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import meibo.web
from meibo.catalogue.web import WORDS, word
from meibo.web.group_table import SORTS as GROUP_SORTS
from meibo.web.index import MARKED, OUTDATED, SORTS, UNMARKED
from meibo.web.triggers import IDS
from meibo.web.view import NAVIGATION, THEMES

PLACE = Path(meibo.web.__file__).parent
TEXT = "".join(path.read_text("utf-8") for kind in ("*.py", "*.html") for path in PLACE.rglob(kind))
SPELLED = (
    {f"nav-{name}" for name in NAVIGATION} | {f"theme-{name}" for name in THEMES} | {f"sort-{name}" for name in SORTS}
    | {f"short-{name}" for name in IDS} | {f"mark-{name}" for name in (MARKED, OUTDATED, UNMARKED)}
    | {f"group-name-{name}" for name in ("owner", "audience", "detector")}
    | {f"{name}-about" for name in ("owners", "audiences", "detectors")}
    | {f"building-{name}" for name in ("start", "survey", "files", "groups", "orders", "compare")}
    | {f"filter-{name}" for name in ("level", "trigger", "status", "mark", "audience", "detector", "owner", "folder")}
)  # fmt: skip
"""Keys that pages put together."""


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same(key: str) -> None:
    """Neither is empty, both take the same values, and English holds no Japanese."""
    japanese, english = WORDS[key]
    assert japanese
    assert english
    assert fields_of(japanese) == fields_of(english)
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", english)


def test_all_words_are_used() -> None:
    """No word is left over, and none is missing."""
    assert WORDS.keys() >= SPELLED
    assert {key for key in WORDS if not re.search(rf"""['"]{key}['"]""", TEXT)} <= SPELLED
    assert set(GROUP_SORTS) == {"people", "yen", "found", "files", "score"}


def test_words_are_looked_up_by_language() -> None:
    """The same key in Japanese and English, with its values."""
    assert word("files-count", "ja", count=1234) == "1,234 件"
    assert word("files-count", "en", count=1234) == "1,234 files"
