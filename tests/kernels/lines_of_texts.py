"""Texts and labels for the tests of kernels that read lines of plain text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.kernels.characters import Characters, LabelWords
from meibo_detectors.kernels.text_lines import read_lines
from meibo_detectors.label_words import characters_of, make_label_words
from meibo_detectors.normalise import Bytes, Folded, Offsets
from meibo_detectors.structure.signs import line_signs
from reference.characters import Labels

EXACT = frozenset(("氏名", "氏 名", "電話", "電 話", "tel", "年", "月", "生年月日", "住所", "no", "re", "沢"))
ENDINGS = frozenset(("氏名", "電話", "生年月日"))
WORDS: LabelWords = make_label_words(EXACT, ENDINGS)
# fmt: off
PIECES = st.sampled_from([
    "氏名", "氏 名", "電話", "生 年 月 日", "tel", "Re", "no", "澤", "参加者氏名", "氏名(漢字)",
    "山田 太郎", "ヤマダ", "ﾀﾞ", "090-1234-5678", "03 1234 5678", "12,345", "1", "10:30", "a",
    "http://x", "a=b&c=d", "1.", "(2)", "[3]", ":", "：", "=", "==", "::", " ", "  ", "\t",
    "\u3000", ",", "、", "。", ";", "|", "│", "…", "..", "・・", "【", "】", "[", "]", "<", ">",
    "(", ")", '"', "'", "`", "**", "*", "- ", "■", "#", "---", "├─┤", "〒100-0001", "100-0001",
    "100-00012", "/", "{", "}", "\n", "\n", "\r\n", "\r", "\u200b", "\x00", "様", "\\u003a",
])
# fmt: on
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map(
    lambda parts: "".join(parts).encode("utf-8", "ignore").decode()
)
CORPUS = (business_text(20_000, seed=3).decode(errors="ignore"), b"".join(dense_roster(40, seed=3)).decode())


class Read(NamedTuple):
    """A folded text, for kernels and for their twins, and its lines."""

    folded: Folded
    text: Characters
    labels: Labels
    first: Offsets
    past: Offsets
    start: Offsets
    end: Offsets
    content: Offsets
    flags: Bytes


def read(written: str) -> Read:
    """A text with its lines."""
    folded = Folded([written.encode()])
    text = characters_of(folded)
    ends = folded.line_ends
    first, past = np.append(0, ends + 1), np.append(ends, len(folded.chars))
    lines = read_lines(text, first, past, line_signs())
    return Read(folded, text, Labels.of(folded, EXACT, ENDINGS), first, past, *lines)


read("澤ｶﾞ\u200b")  # the tables of characters are made once, which takes longer than one example may
