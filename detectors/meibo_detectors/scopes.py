"""The names that a text stands under: what the words of its folder, file and sheet say about what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.label_table import LabelTable, Masks
from meibo_detectors.model import Block
from meibo_detectors.normalise import KATAKANA, PROLONGED, Folded, Offsets, Truth
from meibo_detectors.word_search import find_words, make_matcher

SAMPLE_WORDS: Final = (
    "見本", "サンプル", "記入例", "記載例", "テスト", "ダミー",
    "test", "tests", "testing", "testdata", "sample", "samples", "dummy", "mock", "mocks", "fixture", "fixtures",
)  # fmt: skip
"""Specification section 1.3, sample scope."""
NOT_SAMPLES: Final = ("記入例なし", "記入例無し", "記載例なし", "見本なし", "見本市", "サンプルなし")


class Scopes:
    """Reads the names of blocks; made once for a set of detectors."""

    def __init__(self, table: LabelTable) -> None:
        self._table = table
        self._samples = make_matcher((*SAMPLE_WORDS, *NOT_SAMPLES))

    def read(self, blocks: Sequence[Block]) -> tuple[Masks, Truth]:
        """For each block the bits of the detectors that its names speak of, and whether they are names of samples."""
        keywords, is_sample = np.zeros(len(blocks), np.uint64), np.zeros(len(blocks), np.bool_)
        names = [f"{block.scope}\n{block.position.sheet or ''}" for block in blocks]
        if not any(len(name) > 1 for name in names):
            return keywords, is_sample
        distinct = {name: at for at, name in enumerate(dict.fromkeys(names))}
        folded = Folded([name.encode("utf-8", "replace") for name in distinct])
        labels = self._table.find(folded)
        owner = folded.block_of(labels.start)
        said = np.zeros(len(distinct), np.uint64)
        np.bitwise_or.at(said, owner, self._table.positive[labels.index] & ~self._table.weak[labels.index])
        sampled = np.zeros(len(distinct), np.bool_)
        sampled[folded.block_of(self._find_samples(folded))] = True
        which = np.array([distinct[name] for name in names])
        return said[which], sampled[which]

    def _find_samples(self, folded: Folded) -> Offsets:
        """Where words of samples begin; not inside a longer word: コンテスト, latest."""
        number, start, _ = find_words(self._samples, folded)
        before = folded.chars.take(np.maximum(start - 1, 0), mode="clip")
        is_kana = (before == KATAKANA) | (before == PROLONGED)
        first_is_kana = folded.chars[start] == KATAKANA
        inside: npt.NDArray[np.bool_] = (start > 0) & is_kana & first_is_kana
        chosen: Offsets = start[(number < len(SAMPLE_WORDS)) & ~inside]
        return chosen
