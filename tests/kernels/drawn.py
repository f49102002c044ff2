"""What tests of kernels share: rows of candidates and findings that are drawn, and a look at a kernel and its twin."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.engine import Engine, Scan
from meibo_detectors.model import CANDIDATE, FINDING, Block
from meibo_detectors.registry import DETECTORS
from meibo_detectors.structure.recognise import recognise

BITS = st.one_of(st.just(0), st.integers(0, (1 << 62) - 1), st.sampled_from([1, 2, 256]))
NOTICE = (
    "お客様各位\n氏名：山田 太郎（ヤマダ タロウ） 様\n生年月日 昭和55年4月1日\nTEL 090-1234-5678（母）、03-3123-4567\n"
    "個人番号\n7264 5318 9024\nメール: taro@meibo-demo.jp, jiro[at]meibo-demo.jp\n"
    "注文番号 7264-5318-9024 価格 \\1,200円\n"
    "(例),見本\n〒150-0001 東京都渋谷区神宮前1-2-3 担当 佐藤様 旅券番号 TK1234567\n"
)


def assert_same(compiled: Callable[..., Any], plain: Callable[..., Any], *arguments: Any) -> Any:
    """Kernel and twin return the same, and write the same into what they are given; returns what they do."""
    mine, theirs = copy.deepcopy(arguments), copy.deepcopy(arguments)
    made = compiled(*mine)
    _compare(made, plain(*theirs))
    _compare(mine, theirs)
    return made


def _compare(left: Any, right: Any) -> None:
    if isinstance(left, tuple | list):
        for one, other in zip(left, right, strict=True):
            _compare(one, other)
    elif isinstance(left, np.ndarray):
        np.testing.assert_array_equal(left, right, strict=True)
    else:
        assert left == right


def watch(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, plain: Callable[..., Any]) -> list[int]:
    """From now on each call of a kernel, by the name that a module knows it by, is compared with the twin's.

    Returns a list that grows with each call.
    """
    kernel, calls = getattr(owner, name), []

    def compare(*arguments: Any) -> Any:
        calls.append(len(arguments))
        theirs = copy.deepcopy(arguments)
        made = kernel(*arguments)
        _compare(made, plain(*theirs))
        _compare(arguments, theirs)
        return made

    monkeypatch.setattr(owner, name, compare)
    return calls


def scan_corpus() -> list[Scan]:
    """A roster, a letter, and business text, scanned."""
    engine = Engine(DETECTORS)
    roster = b"".join(dense_roster(20, seed=4))[:5000].rpartition(b"\n")[0]
    texts = [roster, NOTICE.encode(), business_text(9000, seed=5), "氏名,電話\n(例)山田,090-1234-5678\n".encode() * 3]
    scans = [engine.scan([Block(text, layout=recognise(text[:4096].decode(errors="ignore")))]) for text in texts]
    return [*scans, engine.scan([Block(text, scope="見本/顧客名簿.csv") for text in texts[1:3]])]


@st.composite
def candidates(draw: st.DrawFn, most: int = 24, chars: int = 60) -> Any:
    """Rows of CANDIDATE in a text of so many characters, ascending."""
    count = draw(st.integers(0, most))
    rows = np.zeros(count, CANDIDATE)
    starts = sorted(draw(st.lists(st.integers(0, chars - 2), min_size=count, max_size=count)))
    for at, start in enumerate(starts):
        end = draw(st.integers(start + 1, min(start + 12, chars - 1)))
        key = draw(st.sampled_from([b"", b"12", b"12345678901234567890"]))
        rows[at] = (start, end, draw(BITS), draw(st.integers(0, 2)), key)
    return rows


@st.composite
def findings(draw: st.DrawFn, most: int = 24, detectors: int = 5, records: int = 4, fields: int = 0) -> Any:
    """Rows of FINDING of a few blocks, ascending by start."""
    count = draw(st.integers(0, most))
    rows = np.zeros(count, FINDING)
    starts = sorted(draw(st.lists(st.integers(0, 40), min_size=count, max_size=count)))
    for at, start in enumerate(starts):
        length = draw(st.integers(1, 12))
        folded = draw(st.integers(0, 40))
        rows[at] = (
            draw(st.integers(0, 1)), start, start + length, folded, folded + length,
            draw(st.integers(-1, fields - 1)), draw(st.integers(-1, records - 1)), draw(st.integers(0, detectors - 1)),
            draw(st.sampled_from([30, 45, 59, 60, 70, 84, 85, 95])), draw(BITS), draw(st.integers(-1, 3)),
            draw(st.booleans()), draw(st.integers(0, 2)), draw(st.sampled_from([b"", b"7", b"12345678901234567890"])),
        )  # fmt: skip
    return rows


def bytes_of(rows: Any) -> Any:
    """Rows as the bytes that kernels take."""
    return rows.view(np.uint8)


def numbers(values: list[int], kind: type[np.generic] = np.int64) -> Any:
    """An array of these."""
    return np.array(values, kind)
