"""Names in kana and Latin letters outside of fields: the kernels and their plain twins say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels import kana_names as compiled
from meibo_detectors.kernels.romaji_names import find_romaji_names
from reference import kana_names, romaji_names
from reference.name_texts import TEXTS, arrays_of, as_bits, as_text, marks_of, random_texts, rows_of
from reference.name_words import Text, real_names


def assert_same(text: Text, blocked: bytes, ends: list[int]) -> int:
    """Names of both; how many."""
    arrays, marks, tables, names = arrays_of(text), as_bits(blocked), name_tables(), real_names()
    pairs = rows_of(compiled.find_kana_pairs(*arrays, marks, tables))
    assert pairs == kana_names.find_kana_pairs(names, text, blocked)
    foreign = rows_of(compiled.find_foreign_names(*arrays, marks, tables))
    assert foreign == kana_names.find_foreign_names(names, text, blocked)
    bracketed = rows_of(compiled.find_bracketed_readings(*arrays, np.array(ends, np.int64), tables))
    assert bracketed == kana_names.find_bracketed_readings(names, text, ends)
    romaji = rows_of(find_romaji_names(arrays[0], marks, tables))
    assert romaji == romaji_names.find_romaji_names(names, text.chars, blocked)
    return len(pairs) + len(foreign) + len(bracketed) + len(romaji)


@given(TEXTS, st.data())
def test_kernels_equal_their_twins(text: Text, data: st.DataObject) -> None:
    """On words of names in any order, cut anywhere, and on arrays that belong to no text."""
    ends = data.draw(st.lists(st.integers(-1, len(text.chars) + 1), max_size=5))
    assert_same(text, marks_of(text, data), ends)


@settings(deadline=None)
@given(st.integers(0, 140), st.integers(0, 70), st.sampled_from(["Kogure Tomoya", "ヤマダ タロウ", "ジョン・スミス"]))
def test_any_place(before: int, behind: int, name: str) -> None:
    """A name is found wherever it stands against the strides in which the kernels look."""
    text = as_text("." * before + " " + name + "。" + "." * behind)
    assert assert_same(text, b"", []) == 1


@pytest.mark.parametrize(
    "written",
    [
        "小暮智也（こぐれともや）",
        "こぐれ ともや やまだ",
        "アアアアアアアアアアアアアアア アアアアアアアアアアアアアアア",
        "ジョン・F・スミス様",
        "サン・マルコ",
        "ハイテク・ジャパン",
        "ルイ=ジョン・スミス",
        "Yamada Taro",
        "Taro YAMADA",
        "x-Taro Yamada",
        "The Yamada Taro",
        "Kogure Tomoyaaaaaaaaaaaaaaaaaaaaa",
        "",
        " ",
        "・",
    ],
)
def test_forms(written: str) -> None:
    """Names and what looks like them."""
    text = as_text(written)
    assert_same(text, b"", list(range(len(written))))


def test_corpora() -> None:
    """On many words in any order, and on business text."""
    for text in random_texts(2_000, seed=4):
        assert_same(text, b"", list(range(len(text.chars))))
    assert_same(as_text(business_text(30_000, seed=4).decode(errors="ignore")), b"", [])
