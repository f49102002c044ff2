"""Titles of documents: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.japan.sensitive_documents import PAY_TITLES, _titles, _traits
from meibo_detectors.japan.sensitive_terms import DOCUMENT_TITLES
from meibo_detectors.kernels import titles as compiled
from meibo_detectors.normalise import Folded, fold_label
from reference import titles as plain

PIECES = st.sampled_from(
    [
        *(
            "診断書",
            "診 断 書",
            "保健調査票",
            "面談記録",
            "面談記録票",
            "カルテ",
            "令和7年度",
            "第1号",
            "に関する",
            "(控)",
            "（写）",
            "(",
            ")",
        ),
        *(
            "【",
            "】",
            "■",
            "・",
            "★",
            "#",
            "*",
            "|",
            "\t",
            ",",
            ":",
            "：",
            "。",
            " ",
            "　",
            "\r",
            "\n",
            "\n",
            "a" * 17,
            "b" * 40,
        ),
    ]
)


def spell(titles: tuple[str, ...]) -> set[str]:
    """Titles folded, with blanks between their characters too where they are short."""
    words = {fold_for_look_up(fold_label(title)) for title in titles}
    return words | {blank.join(word) for word in words if len(word) <= 7 for blank in (" ", "  ")}


KNOWN = {titles: spell(titles) for titles in (DOCUMENT_TITLES, PAY_TITLES)}


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(sorted(KNOWN, key=len)))
@example("【診断書】\n令和7年度 保健調査票（控）\n  面談記録\n診 断 書　 令和7年4月1日\nこの診断書は", DOCUMENT_TITLES)
def test_kernel_equals_its_twin(text: str, titles: tuple[str, ...]) -> None:
    """On titles among what may stand beside them; the second line begins twice, as where a block does."""
    folded = Folded([text.replace("\r", "\r\n").encode()])
    codes = np.array([ord(fold_for_look_up(sign)) for sign in folded.letters], np.uint32)
    line_ends = np.flatnonzero(folded.chars == 10)
    starts = np.concatenate([[0], line_ends[:1] + 1])
    found = compiled.find_titles(folded.chars, codes, starts, line_ends, _traits(), *_titles(titles))
    lines = [0, *(line_ends[:1] + 1).tolist(), *(line_ends + 1).tolist()]
    expected = plain.find_titles(
        folded.chars.tobytes(),
        codes.tobytes().decode("utf-32-le"),
        [at for at in lines if at < len(codes)],
        KNOWN[titles],
    )
    assert sorted(set(found.tolist())) == sorted(set(expected))


@given(st.binary(max_size=60), st.lists(st.integers(0, 70), max_size=5).map(sorted), st.integers(0, 60))
def test_any_bytes(text: bytes, lines: list[int], size: int) -> None:
    """Arrays that do not fit each other are read no further than they go."""
    chars = np.frombuffer(text, np.uint8)
    codes = np.full(size, ord("診"), np.uint32)
    bounds = np.array(lines, np.int64)
    words = make_word_table(["診"])
    one = np.array([0, 1], np.uint8)
    found = compiled.find_titles(chars, codes, bounds, bounds, _traits(), _titles(DOCUMENT_TITLES)[0], words, one)
    assert (found <= min(len(chars), size)).all()
