"""Texts for the tests of the kernels of names: words that matter in any order, and arrays that belong to no text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from meibo_detectors.character_tables import class_table, letter_table
from meibo_detectors.dictionaries.tables import look_up_codes
from reference.name_words import Text

_WRITTEN = """
小暮 智也 林 森 太郎 一 子 花子 山田 鈴木 三浦 のり のりこ みどり ことね 佐々木 五十嵐 王 健二 青山 明美 会社
同居 親族 学校 株式会社 株 営業部 部 課 部長 代表取締役 様 さん 殿 氏 君 先生 内野手 校長 初代 担当 作成者
弊社 記 監査役 作 著 脚本 故 印 本人 他 未定 別紙参照 松江 城 ヶ 丘 ノ 髙 が は の に な ど だ する 妻 明治
昭和 年 生 歳 45 1950 10:15 ] 「 」 、 ・ ･ ; : ( ) （ ） , / < > @ * 【 - ' . 1 ｶ) ｶ ジョン スミス ジャパン
サン マイケル ヤマダ タロウ やまだ たろう こぐれ ともや ー = Yamada YAMADA Taro Kogure Tomoya Test de T.
Hanako x Ａ ab
"""
WORDS = (*_WRITTEN.split(), " ", "  ", "　", "\t", '"', "\n")

PIECES = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
NOISE = st.lists(
    st.tuples(st.integers(0, 255), st.sampled_from([*map(ord, "小暮智也様のりこヤ・ aA(;"), 0, 0x10FFFF, 0xD800])),
    max_size=40,
)


def as_text(written: str) -> Text:
    """A text folded as the product folds it, but for what vanishes."""
    points = np.array([ord(character) for character in written], np.uint32)
    letters = letter_table()[points]
    return Text(class_table()[points].tobytes(), _spell(look_up_codes(letters)), _spell(letters))


def as_noise(rows: list[tuple[int, int]]) -> Text:
    """Arrays that no text folds to."""
    codes = "".join(chr(code) for _, code in rows)
    return Text(bytes(char for char, _ in rows), codes, codes)


TEXTS = st.one_of(PIECES.map(as_text), NOISE.map(as_noise))


def random_texts(count: int, seed: int) -> Iterator[Text]:
    """Words that matter in any order: more of them than hypothesis can try."""
    draw = random.Random(seed)
    for _ in range(count):
        yield as_text("".join(draw.choice(WORDS) for _ in range(draw.randint(1, 9))))


def arrays_of(text: Text) -> tuple[Any, Any, Any]:
    """The arrays that kernels take."""
    return np.frombuffer(text.chars, np.uint8), points_of(text.codes), points_of(text.letters)


def points_of(written: str) -> npt.NDArray[np.uint32]:
    """Its code points."""
    return np.array([ord(character) for character in written], np.uint32)


def marks_of(text: Text, data: st.DataObject) -> bytes:
    """Blocked characters, or none at all."""
    size = len(text.chars)
    return data.draw(st.one_of(st.just(b""), st.lists(st.booleans(), min_size=size, max_size=size).map(bytes)))


def as_bits(blocked: bytes) -> npt.NDArray[np.uint8]:
    """The same as kernels take them: one bit for each character."""
    return np.packbits(np.frombuffer(blocked, np.uint8), bitorder="little")


def rows_of(columns: Any) -> list[tuple[int, ...]]:
    """Parallel columns as rows."""
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _spell(codes: npt.NDArray[np.uint32]) -> str:
    return "".join(map(chr, codes.tolist()))
